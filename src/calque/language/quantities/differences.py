"""
Where a translation's quantities differ from its source's, part by part, and in what.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import chain
from math import log10
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.aligned import Aligned, aligned
from calque.language.quantities.around import CURRENCIES
from calque.language.quantities.compare import Pair, alike, compare, figures_of
from calque.language.quantities.lexicon import lexicon
from calque.language.quantities.quantity import Interval, Quantity
from calque.language.quantities.read import quantities, quantities_of
from calque.language.scan import Scan

_DATE: Final = frozenset(["day", "month", "year", "weekday", "time"])
_UPWARD: Final = frozenset(["over", "at-least"])
_DOWNWARD: Final = frozenset(["under", "at-most"])
# Languages whose words and endings tell an ordinal from a number.
_MARKS_ORDINALS: Final = frozenset(
    [
        *("cs", "da", "de", "en", "es", "et", "fi", "fr", "is", "it", "lt", "lv", "nl", "no", "pl"),
        *("pt", "ru", "sv", "tr", "uk"),
    ]
)

# Figures that are one number, parted in threes, or two.
_SIDE_BY_SIDE: Final = re.compile(r"(\d{1,3})[ \u00a0\u202f](\d{3})")


class Difference(NamedTuple):
    """
    One quantity that differs.

    `kind` is `scale`, `value`, `missing`, `added`, `date`, `unit`, `sign`, `bound` or `ordinal`.
    `found` has offsets in the reader's text; `said` in the source of `part`. One of the two is None
    where a side has no like quantity.
    """

    kind: str
    said: Quantity | None
    found: Quantity | None
    part: Aligned


def differences(scan: Scan) -> tuple[Difference, ...]:
    """What differs between a text and its source, worked out on first use."""
    return scan.doc.derived("quantity differences", lambda: tuple(_differences(scan)))


def _differences(scan: Scan) -> Iterator[Difference]:
    lang = scan.doc.source_lang or ""
    if lexicon(lang) is None or lexicon(scan.doc.lang) is None:
        return
    parts = aligned(scan)
    said = [quantities(part.source, lang) for part in parts]
    ours = quantities_of(scan)
    found = [
        tuple(_parted(scan.text, ours[slice(*_within(ours, part.span))], there))
        for part, there in zip(parts, said, strict=True)
    ]
    for at, part in enumerate(parts):
        if not part.sure or not part.source.strip() or part.span.start == part.span.end:
            continue
        near = slice(max(0, at - 1), at + 2)
        comparison = compare(said[at], found[at])
        for pair in comparison.different:
            alone = pair.said if pair.found is None else pair.found if pair.said is None else None
            elsewhere = chain.from_iterable(found[near] if pair.said else said[near])
            if not alone or not any(alike(one, alone) for one in elsewhere):
                yield Difference(_kind(pair), *pair, part)
        for pair in comparison.alike:
            if kind := _other_fault(pair, lang):
                yield Difference(kind, *pair, part)


def _parted(text: str, found: Sequence[Quantity], said: Sequence[Quantity]) -> Iterator[Quantity]:
    """Quantities, with "2 500" as two where the source has 2 and 500, and not 2,500."""
    for one in found:
        yield from _two(text, one, said) or (one,)


def _two(text: str, one: Quantity, said: Sequence[Quantity]) -> tuple[Quantity, ...]:
    """The two numbers of the source that stand side by side in what reads as one; else none."""
    side_by_side = _SIDE_BY_SIDE.fullmatch(text, *one.number)
    if side_by_side is None or any(alike(other, one) for other in said):
        return ()
    two = []
    for number in (1, 2):
        span = Span(*side_by_side.span(number))
        value = float(side_by_side[number])
        start = one.start if number == 1 else span.start
        end = one.end if number == 2 else span.end
        unit = one.unit if number == 2 else ""
        two.append(Quantity(start, end, span, value, Interval(value, value), unit=unit))
    in_source = all(any(alike(other, part) for other in said) for part in two)
    return tuple(two) if in_source else ()


def _within(quantities: Sequence[Quantity], span: Span) -> tuple[int, int]:
    """Which of the quantities, in order, lie in a span: the first, and the one after the last."""
    low = bisect_left(quantities, span.start, key=lambda one: one.start)
    return low, max(low, bisect_right(quantities, span.end, key=lambda one: one.end))


def _kind(pair: Pair) -> str:
    if pair.found is None:
        return "missing"
    if pair.said is None:
        return "added"
    if {pair.said.kind, pair.found.kind} & _DATE:
        return "date"
    if figures_of(pair.said) == figures_of(pair.found) or _is_power(pair.said, pair.found):
        return "scale"
    return "value"


def _is_power(said: Quantity, found: Quantity) -> bool:
    """Whether one is the other times a power of ten."""
    if not said.value or not found.value or said.value * found.value < 0:
        return False
    power = log10(found.value / said.value)
    return abs(power - round(power)) < 1e-9


def _other_fault(pair: Pair, lang: str) -> str | None:
    """What differs in two quantities of one value."""
    said, found = pair
    if said is None or found is None or "vague" in (said.kind, found.kind):
        return None
    if said.value == -found.value and said.value:
        return "sign"
    if _opposed(said.bound, found.bound):
        return "bound"
    if said.value == found.value and _units_differ(said.unit, found.unit):
        return "unit"
    if lang in _MARKS_ORDINALS and said.kind == "cardinal" and found.kind == "ordinal":
        return "ordinal" if said.unit or said.factor >= 1000 or said.value >= 1000 else None
    return None


def _opposed(one: str, other: str) -> bool:
    return (one in _UPWARD and other in _DOWNWARD) or (one in _DOWNWARD and other in _UPWARD)


def _units_differ(one: str, other: str) -> bool:
    """Whether two units of one value can't both be right: another currency, percent for points."""
    if not one or not other or one == other:
        return False
    if one in CURRENCIES and other in CURRENCIES:
        return True
    if {one, other} == {"percent", "point"}:
        return True
    times = ("second", "minute", "hour", "day", "week", "month", "year")
    return one in times and other in times


def are_two_in_source(scan: Scan, one: Quantity) -> bool:
    """Whether the source of that part has two numbers for it: "2 500 ml" for 2 times 500 ml."""
    lang = scan.doc.source_lang or ""
    return any(
        part.span.contains(one.number) and _two(scan.text, one, quantities(part.source, lang))
        for part in aligned(scan)
    )


def said_in_source(scan: Scan, one: Quantity) -> bool:
    """Whether the source of that part has the very number, and not only a part of it."""
    lang = scan.doc.source_lang or ""
    for part in aligned(scan):
        if part.span.contains(one.number):
            said = {value for other in quantities(part.source, lang) for value in other.values}
            return one.value in said and not said.intersection(one.others)
    return False
