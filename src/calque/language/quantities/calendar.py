"""
Dates in running text: 9 May 2022, May 9, am 9. Mai, 9 мая, десятого февраля.

Day, month and year become quantities of their own, so that each can be compared by itself.
"""

from __future__ import annotations

import re
from typing import Final

from calque.language.quantities.figures import years
from calque.language.quantities.in_words import number_in_words
from calque.language.quantities.reader import Number, Reader
from calque.language.quantities.tokens import Token, token_at

_GAP: Final = re.compile(r"[.,\s-]{0,3}")
_DAYS: Final = 31
_YEARS: Final = (1000.0, 2100.0)
# On April 3 410 people …, April 3, 410 people, April 3,2020: what is after the day is not of it.
_DAY_AND_MORE: Final = re.compile(r"(\d{1,2})(?:, ?| )\d{3,4}")


def read_date(reader: Reader, token: Token) -> list[Number]:
    """The parts of a date that begins at a token; empty where none does."""
    if token.kind == "word":
        if month := _month(reader, token):
            return _from_month(reader, month)
        if (weekday := reader.lex.weekdays.get(token.text)) is not None:
            return [_part(token, weekday, "weekday", weak=True)]
    day = _day(reader, token)
    following = _skip(reader, day.through) if day else None
    month = _month(reader, following) if following else None
    if not day or not month:
        return []
    return [day._replace(kind="day", weak=False), month, *_year(reader, month.through)]


def _from_month(reader: Reader, month: Number) -> list[Number]:
    following = _skip(reader, month.through)
    if following and (cut := _DAY_AND_MORE.fullmatch(following.text)):
        end = following.start + cut.end(1)
        following = Token("figures", following.start, end, cut[1])
    day = _day(reader, following) if following else None
    if not day or _goes_on(reader, day.end):
        return [month, *_year(reader, month.through)]
    end = _with_ending(reader, day.end)
    return [month, day._replace(kind="day", through=end), *_year(reader, end)]


def _part(
    token: Token, value: float, kind: str, others: tuple[float, ...] = (), *, weak: bool = False
) -> Number:
    start, end = token.start, token.end
    return Number(token, start, end, value, others, kind=kind, weak=weak, through=end)


def _day(reader: Reader, token: Token) -> Number | None:
    """A number from 1 to 31 in figures, or an ordinal in words."""
    if token.kind == "figures":
        if token.text.isdecimal() and len(token.text) <= 2 and 1 <= int(token.text) <= _DAYS:
            return _part(token, float(token.text), "day")
        return None
    word = reader.lex.word(token.text) if token.kind == "word" else None
    if word and word.kind == "ordinal" and word.value <= _DAYS:
        number = number_in_words(reader, token)
        return number if number and number.value <= _DAYS else None
    return None


def _month(reader: Reader, token: Token) -> Number | None:
    if token.kind != "word":
        return None
    month = reader.lex.months.get(token.text)
    if month is None and token.text[0] in reader.lex.prefixes:
        month = reader.lex.months.get(token.text[1:])
    # May and March are months only with a capital, where the language writes one.
    if month is None or (reader.lex.capital_months and not reader.original[token.start].isupper()):
        return None
    return _part(token, month, "month", weak=True)


def _year(reader: Reader, end: int) -> list[Number]:
    token = _skip(reader, end)
    if token and token.kind == "figures" and token.text.isdecimal() and len(token.text) == 4:
        year = float(token.text)
        if _YEARS[0] <= year <= _YEARS[1] and not _goes_on(reader, token.end):
            return [_part(token, year, "year", years(int(year)))]
    return []


def _skip(reader: Reader, end: int) -> Token | None:
    """The next token, past at most two small words: of, de, -го, st."""
    for _ in range(3):
        gap = _GAP.match(reader.text, end)
        token = token_at(reader.text, gap.end() if gap else end)
        if token is None or token.text not in reader.lex.date_words:
            return token
        end = token.end
    return None


def _with_ending(reader: Reader, end: int) -> int:
    """Where a day ends with the ending written to it: 10th, 10-го."""
    ending = reader.next(end)
    attached = ending and ending.start == end and ending.text in reader.lex.date_words
    return ending.end if ending and attached else end


def _goes_on(reader: Reader, end: int) -> bool:
    """Whether figures are more than a day or year: 10 per cent, 5 million."""
    token = reader.next(end)
    if token is None or token.start == end:
        return False
    return token.text == "%" or reader.lex.scales.get(token.text) is not None
