"""
Numbers in words: two hundred and five, einundzwanzig, полтора миллиона, a year and a half.
"""

from __future__ import annotations

import re
from math import inf
from typing import Final

from calque.language.quantities.figures import read_figures
from calque.language.quantities.lexicon import Word
from calque.language.quantities.reader import Number, Reader
from calque.language.quantities.tokens import Token
from calque.language.quantities.words import Sum, compound

_ROMAN: Final = re.compile(r"(?=[IVX]{2})X{0,3}(?:IX|IV|V?I{0,3})(?![^\W_])")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10}
# Up to here a number word may be said for other reasons than to count.
SMALL: Final = 12


def number_in_words(reader: Reader, token: Token) -> Number | None:
    """The number that begins with a word."""
    lex = reader.lex
    if (vague := lex.vague.get(token.text)) is not None:
        return _vague(reader, token, *vague)
    if (fraction := lex.fractions.get(token.text)) is not None:
        half = _one_and_a_half(reader, token) if fraction == 0.5 else None
        return half or _fraction(reader, token, token.end, 1.0, fraction)
    if word := lex.word(token.text):
        return _known(reader, token, word)
    return _long_word(reader, token) or _roman(reader, token)


def _known(reader: Reader, token: Token, word: Word) -> Number:
    """The number that begins with a word of the language's tables."""
    if word.kind == "cardinal":
        if reader.lex.scale_first and word.value >= 100:
            return _scale_first(reader, token)
        return _counted(reader, token, word.value)
    if word.kind == "ordinal" and word.value > 2 and _is_part(reader, token):
        return _fraction(reader, token, token.end, 1.0, 1 / word.value)
    weak = word.kind == "implied" or word.value <= SMALL
    return _whole(token, word.value, word.kind, weak=weak)


def go_on(reader: Reader, total: Sum, end: int) -> tuple[int, str]:
    """Go on from a place through number words: where the number ends, and its kind."""
    while True:
        if half := reader.lex.mark("half", reader.text, end):
            total.add_half()
            end = half.end()
        if further := _figures_after_scale(reader, total, end):
            end = further
            continue
        token, value, kind = _step(reader, total, end)
        if token is None or not (total.times(value) if kind == "times" else total.add(value)):
            return end, "cardinal"
        end = token.end
        if kind == "ordinal":
            return end, kind


def _step(reader: Reader, total: Sum, end: int) -> tuple[Token | None, float, str]:
    """The next number word, with a linking word skipped, its value and kind."""
    token = reader.next(end)
    total.linked = bool(token and token.text in reader.lex.links)
    if token and total.linked:
        token = reader.next(token.end)
    if token is None or token.kind != "word":
        return None, 0.0, ""
    value, kind = reader.value(token)
    # 13.7 m is a length, 13.7m may be millions.
    letter = len(token.text) == 1 and token.start > end and token.text in reader.lex.scales.exact
    if letter or kind == "" or (total.linked and value >= 1000):
        return None, 0.0, ""
    return token, value, kind


def _figures_after_scale(reader: Reader, total: Sum, end: int) -> int | None:
    """Take "500 thousand" after "3 million"; where it ends."""
    if total.group is not None or total.scale == inf:
        return None
    count = reader.next(end)
    scale = reader.next(count.end) if count and count.text.isdecimal() else None
    value = reader.lex.scales.get(scale.text) if scale else None
    if not count or not scale or not value or value * float(count.text) >= total.scale:
        return None
    total.total += value * float(count.text)
    total.scale = total.unit = value
    return scale.end


def _counted(reader: Reader, token: Token, value: float) -> Number:
    """A number that begins with a word: two hundred and five, twenty-first, two thirds."""
    total = Sum(value)
    end, kind = go_on(reader, total, token.end)
    part = reader.next(end)
    if part and total.value < 10 and kind == "cardinal":
        fraction = reader.lex.fractions.get(part.text)
        if fraction is not None and fraction < 1:
            return _fraction(reader, token, part.end, total.value, fraction)
    weak = total.value <= SMALL and (end == token.end or total.value < 1)
    factor = 1.0 if total.scale == inf else total.scale
    start = token.start
    return Number(token, start, end, total.value, kind=kind, weak=weak, factor=factor, through=end)


def _is_part(reader: Reader, token: Token) -> bool:
    """Whether an ordinal is a part: a third of the houses."""
    article, of = reader.last(token.start), reader.next(token.end)
    articles, ofs = reader.lex.articles, reader.lex.of
    return bool(article and article.text in articles and of and of.text in ofs)


def _one_and_a_half(reader: Reader, half: Token) -> Number | None:
    """A year and a half: the number is around its unit."""
    at = half
    for known in (reader.lex.articles, reader.lex.links, None, reader.lex.articles):
        word = reader.last(at.start)
        fits = word and (word.text in known if known else reader.lex.units.find([word.text]))
        if not word or not fits:
            return None
        at = word
    return Number(at, at.start, half.end, 1.5, through=half.end)


def _long_word(reader: Reader, token: Token) -> Number | None:
    """A number written as one word: einundzwanzig, sedmitisícový."""
    if not reader.lex.compound or len(token.text) < 5:
        return None
    found = compound(token.text, reader.lex.lang)
    if found is None:
        return None
    if found.whole and found.kind == "cardinal":
        return _counted(reader, token, found.value)
    weak = not found.whole or found.value <= SMALL
    return _whole(token, found.value, found.kind, weak=weak)


def _roman(reader: Reader, token: Token) -> Number | None:
    roman = _ROMAN.match(reader.original, token.start)
    if roman is None:
        return None
    values = [_ROMAN_VALUES[letter] for letter in roman.group()]
    total = sum(
        -value if value < max(values[at + 1 :], default=0) else value
        for at, value in enumerate(values)
    )
    return _whole(token, float(total), "ordinal", weak=True)


def _vague(reader: Reader, token: Token, low: float, high: float) -> Number:
    """Tens, hundreds of thousands: from, to."""
    end = token.end
    while word := reader.past_article(end):
        vague = reader.lex.vague.get(word.text)
        scale = vague[0] / 2 if vague else reader.value(word)[0]
        if scale < 100:
            break
        low, high, end = low * scale, high * scale, word.end
    return Number(token, token.start, end, low, high=high, kind="vague", weak=True, through=end)


def _fraction(reader: Reader, token: Token, end: int, count: float, fraction: float) -> Number:
    """Half, two thirds; half a million."""
    value, factor = count * fraction, 1.0
    if word := reader.past_article(end):
        scale, kind = reader.value(word)
        if scale >= 10 and kind in ("cardinal", "times"):
            value, end, factor = value * scale, word.end, scale
    weak = value < 1 or value == int(value) <= SMALL
    kind = "fraction" if factor == 1 else "cardinal"
    start = token.start
    return Number(token, start, end, value, kind=kind, weak=weak, factor=factor, through=end)


def _scale_first(reader: Reader, first: Token) -> Number:
    """A language that says its scale first: Hausa miliyan 1.3, dubu dari biyar."""
    total = 0.0
    token: Token | None = first
    end = first.end
    while token:
        scale, kind = reader.value(token)
        if kind not in ("cardinal", "times") or scale < 100:
            break
        count, end = _count_after(reader, token.end)
        total += scale * count
        if half := reader.lex.mark("half", reader.text, end):
            total += scale / 2
            end = half.end()
        link = reader.next(end)
        token = reader.next(link.end) if link and link.text in reader.lex.links else None
    return Number(first, first.start, end, total, through=end)


def _count_after(reader: Reader, end: int) -> tuple[float, int]:
    """How many of a scale, said after it: one where nothing follows."""
    token = reader.next(end)
    if token is None:
        return 1.0, end
    if token.kind == "figures":
        figures = read_figures(token.text, token.start, reader.lex.decimal, reader.date)
        if len(figures) == 1 and figures[0].kind == "cardinal":
            return figures[0].value, token.end
        return 1.0, end
    value, kind = reader.value(token)
    if kind not in ("cardinal", "times"):
        return 1.0, end
    if value >= 100:
        inner = _scale_first(reader, token)
        return inner.value, inner.end
    total = Sum(value)
    step, _ = go_on(reader, total, token.end)
    return total.value, step


def _whole(token: Token, value: float, kind: str, *, weak: bool) -> Number:
    """A number that is one word."""
    start, end = token.start, token.end
    return Number(token, start, end, value, kind=kind, weak=weak, through=end)
