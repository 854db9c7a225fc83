"""
The quantities of a text: the one way in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from calque.document import Span
from calque.language.quantities.around import dressed
from calque.language.quantities.calendar import read_date
from calque.language.quantities.han import read_han
from calque.language.quantities.in_figures import numbers_in_figures
from calque.language.quantities.in_words import number_in_words
from calque.language.quantities.lexicon import Lexicon, lexicon, plain, plainly
from calque.language.quantities.quantity import Quantity
from calque.language.quantities.reader import Number, Reader
from calque.language.quantities.tokens import Token
from calque.language.scan import Scan

# What may stand between the ends of a range: a dash, or a short word (to, до, bis).
_BETWEEN: Final = re.compile(r"\s?[-–—−~〜]\s?|\s[^\W\d_]{1,4}\s")
_BETWEEN_HAN: Final = re.compile(r"[-–—−~〜～]|至|到|から|에서 ?")


def quantities(text: str, lang: str) -> tuple[Quantity, ...]:
    """The quantities of a text in order; none in a language that we have no tables for."""
    lex = lexicon(lang)
    return _quantities(text, plain(text), lex) if lex else ()


def quantities_of(scan: Scan) -> tuple[Quantity, ...]:
    """The quantities of a text in its own language, read on first use."""
    lex = lexicon(scan.doc.lang)
    if lex is None:
        return ()
    return scan.doc.derived("quantities", lambda: _quantities(scan.text, plainly(scan.folded), lex))


def quantities_in(scan: Scan, places: Sequence[Span]) -> tuple[Quantity, ...]:
    """Those that begin in some sentences of a text that is not in Han characters."""
    lex = lexicon(scan.doc.lang)
    if lex is None or lex.han:
        return ()
    reader = Reader(scan.text, plainly(scan.folded), lex)
    found = [quantity for place in places for quantity in _read(reader, *place)]
    return tuple(_paired(scan.text, found, _BETWEEN))


def quantities_near(scan: Scan, signs: re.Pattern[str]) -> tuple[Quantity, ...]:
    """Those in the sentences in which `signs` match, in the folded text."""
    places = {scan.sentence(sign.start()) for sign in signs.finditer(scan.folded)}
    return quantities_in(scan, sorted(places))


def _quantities(text: str, folded: str, lex: Lexicon) -> tuple[Quantity, ...]:
    found = read_han(folded, lex) if lex.han else _read(Reader(text, folded, lex), 0, len(text))
    between = _BETWEEN_HAN if lex.han else _BETWEEN
    return tuple(_paired(text, list(found), between))


def _read(reader: Reader, at: int, end: int) -> Iterator[Quantity]:
    while (token := reader.seed(at)) and token.start < end:
        numbers = read_date(reader, token) or list(_numbers(reader, token))
        at = token.end
        for number in numbers:
            quantity = dressed(reader, number)
            yield quantity
            at = max(number.through, quantity.end)


def _numbers(reader: Reader, token: Token) -> Iterator[Number]:
    if token.kind == "figures":
        yield from numbers_in_figures(reader, token)
    elif token.kind == "word" and (number := number_in_words(reader, token)):
        yield number


def _paired(text: str, found: list[Quantity], between: re.Pattern[str]) -> list[Quantity]:
    """Give the ends of a range each other's scale and unit: 2-3 million euros, $2 to 3."""
    for at in range(len(found) - 1):
        one, other = found[at], found[at + 1]
        if one.kind != "cardinal" or other.kind != "cardinal":
            continue
        if not between.fullmatch(text, one.number.end, other.number.start):
            continue
        scaled = (one.value * other.factor,) if one.factor < other.factor else ()
        unit = one.unit or other.unit
        found[at] = replace(one, others=one.others + scaled, unit=unit)
        found[at + 1] = replace(other, unit=other.unit or unit)
    return found
