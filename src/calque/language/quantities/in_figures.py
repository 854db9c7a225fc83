"""
Numbers in figures, with what is written at their end: 2.5 million, 21st, 1980s, 2.30 p.m., E480.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from calque.language.quantities.figures import Figures, clock, read_day_and_month, read_figures
from calque.language.quantities.in_words import go_on
from calque.language.quantities.reader import Number, Reader
from calque.language.quantities.tokens import Token
from calque.language.quantities.words import Sum

# How far before a number a word may stand that makes it a time.
_CLOCK: Final = 12


def numbers_in_figures(reader: Reader, token: Token) -> Iterator[Number]:
    """The numbers of a run of figures."""
    figures = read_figures(token.text, token.start, reader.lex.decimal, reader.date)
    dated = reader.date.startswith("d.") and reader.lex.decimal != "."
    if dated and reader.text[token.end : token.end + 1] == ".":
        figures = read_day_and_month(token.text, token.start) or figures
    *parts, last = figures
    inside = _touches_word(reader, token)
    ended = _ended(reader, token, last, inside=inside)
    for part in parts:
        number = Number(
            *(token, part.start, part.end, part.value, part.others),
            kind=part.kind,
            through=part.end,
        )
        if part.kind != "cardinal":
            yield number
        elif ended.kind == "time":
            yield number._replace(others=_twelve_hours(part.value), kind="time")
        else:
            yield number._replace(kind="label" if inside else "cardinal")
    yield ended


def _touches_word(reader: Reader, token: Token) -> bool:
    """
    Whether figures are part of a name or id: E480, 20KQ, COVID-19.

    A currency or a prefix may touch them.
    """
    word = reader.last(token.start)
    if not word or word.kind != "word":
        return False
    gap = reader.text[word.end : token.start]
    if gap not in ("", "-") or word.text in reader.lex.prefixes:
        return False
    if reader.lex.units.find([word.text]):
        return False
    if gap:
        return reader.original[word.start].isupper() and not reader.lex.word(word.text)
    scale = reader.next(token.end)
    return not (scale and reader.lex.scales.get(scale.text))


def _ended(reader: Reader, token: Token, figures: Figures, *, inside: bool) -> Number:
    """Figures with what is written at their end: a scale, an ordinal or decade ending."""
    value, start, end = figures.value, figures.start, figures.end
    number = Number(token, start, end, value, figures.others, kind=figures.kind, through=end)
    if figures.kind == "time" or _is_hour(reader, figures, token.start):
        return _time(reader, number)
    if figures.kind != "cardinal" or inside:
        return number._replace(kind="label" if figures.kind == "cardinal" else figures.kind)
    if _is_decimal_part(reader, start):
        return number._replace(start=start - 1, value=value / 10 ** (end - start))
    return _with_ending(reader, number) or _scaled(reader, number)


def _with_ending(reader: Reader, number: Number) -> Number | None:
    """A decade or an ordinal by what is written to the figures: 1980s, 21st."""
    value, end = number.value, number.end
    if value % 10 == 0 and (found := reader.lex.mark("decade", reader.text, end)):
        others = (1900 + value, 2000 + value) if value < 100 else (value % 100,)
        return number._replace(others=others, kind="year", through=found.end())
    if found := reader.lex.mark("ordinal", reader.text, end):
        return number._replace(kind="ordinal", through=found.end())
    return None


def _scaled(reader: Reader, number: Number) -> Number:
    """Figures with the scale words after them; a label where other letters touch them."""
    total = Sum(number.value, figures=True)
    end, _ = go_on(reader, total, number.end)
    factor = total.value / number.value if number.value and total.group is None else 1.0
    others = tuple(other * factor for other in number.others)
    if factor > 1 and end == number.end + 1:
        # 4K and 3M may be names.
        others = (*others, number.value)
    kind = "label" if factor == 1 and _is_label(reader, number, end) else "cardinal"
    return number._replace(
        end=end,
        value=total.value,
        others=others,
        kind=kind,
        factor=factor,
        through=_past_stop(reader, end) if factor > 1 else end,
    )


def _past_stop(reader: Reader, end: int) -> int:
    """The end of a scale word with the full stop of its abbreviation: 3 Mrd. Euro."""
    return end + 1 if reader.text[end : end + 2] == ". " else end


def _is_label(reader: Reader, number: Number, end: int) -> bool:
    """Whether letters touch the figures that are no unit: 20KQ, covid-19."""
    word = reader.last(number.start)
    hyphen = word and word.kind == "word" and reader.text[word.end : number.start] == "-"
    if word and hyphen and word.text not in reader.lex.prefixes:
        return True
    following = reader.next(end)
    if end > number.end or following is None or following.start > end:
        return False
    return following.kind == "word" and not reader.lex.units.find([following.text])


def _is_decimal_part(reader: Reader, start: int) -> bool:
    """Whether figures come after a bare point: batting .346."""
    bare = start == 1 or (start > 1 and reader.text[start - 2] in " (~-")
    return bare and reader.text[start - 1] == "." and reader.lex.decimal == "."


def _is_hour(reader: Reader, figures: Figures, start: int) -> bool:
    """Whether a number from 0 to 24 is a time by the words around it."""
    if figures.kind != "cardinal" or not 0 <= figures.value < 25:
        return False
    cue = reader.lex.marks.get("clock_before")
    if cue and cue.search(reader.text, max(0, start - _CLOCK), start):
        return True
    return any(reader.lex.mark(mark, reader.text, figures.end) for mark in ("am", "pm", "clock"))


def _time(reader: Reader, number: Number) -> Number:
    others = _twelve_hours(number.value)
    hour, minute = divmod(round(number.value * 100), 100)
    for mark in ("am", "pm", "clock"):
        if found := reader.lex.mark(mark, reader.text, number.end):
            if mark != "clock":
                hour = hour % 12 + (12 if mark == "pm" else 0)
                others = ()
            number = number._replace(end=found.end(), through=found.end())
            break
    return number._replace(value=clock(hour, minute), others=others, kind="time")


def _twelve_hours(time: float) -> tuple[float, ...]:
    """The time twelve hours off, which the same figures may mean."""
    hour, minute = divmod(round(time * 100), 100)
    return (clock((hour + 12) % 24, minute),)
