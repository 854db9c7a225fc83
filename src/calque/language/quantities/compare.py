"""
Which quantities of a source its translation has, and which differ.

Compared are values, never strings: 13万 is 130,000, полтора миллиона is 1.5 million. First each
quantity of the translation looks for one of the source that it can be; what is left over on both
sides is paired by what looks most alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

from calque.language.quantities.quantity import Quantity, same

# Units that translators convert, as factors to one of their kind; a rounding of 6% is allowed.
_CONVERTED: Final = {
    "kilometer": ("length", 1000.0),
    "meter": ("length", 1.0),
    "centimeter": ("length", 0.01),
    "mile": ("length", 1609.34),
    "yard": ("length", 0.9144),
    "foot": ("length", 0.3048),
    "inch": ("length", 0.0254),
    "kilogram": ("mass", 1.0),
    "gram": ("mass", 0.001),
    "tonne": ("mass", 1000.0),
    "pound": ("mass", 0.4536),
    "day": ("time", 1.0),
    "week": ("time", 7.0),
    "month": ("time", 30.4),
    "year": ("time", 365.0),
    "decade": ("time", 3650.0),
    "century": ("time", 36500.0),
    "hour": ("time", 1 / 24),
    "minute": ("time", 1 / 1440),
}
_ROUNDING: Final = 0.03
# Numbers with other figures that are so many times apart are two; a scale is a thousand.
_FAR: Final = 1000.0


class Pair(NamedTuple):
    """A quantity of the source and one of the translation; None where the other side has none."""

    said: Quantity | None
    found: Quantity | None


class Comparison(NamedTuple):
    """`alike` are pairs of one value, `different` the rest."""

    alike: tuple[Pair, ...]
    different: tuple[Pair, ...]


def compare(source: Sequence[Quantity], target: Sequence[Quantity]) -> Comparison:
    """Pair the quantities of a source with those of its translation."""
    free_source = list(source)
    free_target = list(target)
    pairs: list[Pair] = []
    for tier in (_identical, _equal, alike, _licensed):
        for found in tuple(free_target):
            fitting = [said for said in free_source if tier(said, found)]
            if fitting:
                said = min(fitting, key=lambda one: _apart(one, found, source, target))
                pairs.append(Pair(said, found))
                free_source.remove(said)
                free_target.remove(found)
    repeated = [one for one in free_target if any(alike(said, one) for said in source)]
    unsaid = [one for one in free_target if one not in repeated and _is_count(one)]
    dropped = [
        one
        for one in free_source
        if _is_count(one)
        and not any(alike(one, found) or _licensed(one, found) for found in target)
    ]
    different = [*_pairs(dropped, unsaid, source, target), *_names(free_source, free_target)]
    return Comparison(tuple(pairs), tuple(different))


def _names(free_source: list[Quantity], free_target: list[Quantity]) -> Iterable[Pair]:
    """Weekdays and months that only one side has: one named for another."""
    for kind in ("weekday", "month"):
        said = [one for one in free_source if one.kind == kind]
        found = [one for one in free_target if one.kind == kind]
        if len(said) == len(found) == 1:
            yield Pair(said[0], found[0])


def _pairs(
    dropped: list[Quantity],
    unsaid: list[Quantity],
    source: Sequence[Quantity],
    target: Sequence[Quantity],
) -> Iterable[Pair]:
    """What is left over on both sides, the likeliest two together."""
    ranked = sorted(
        (_unlike(said, found, source, target), i, k)
        for i, said in enumerate(dropped)
        for k, found in enumerate(unsaid)
        if _akin(said, found)
    )
    used_source: set[int] = set()
    used_target: set[int] = set()
    for _, i, k in ranked:
        if i not in used_source and k not in used_target:
            used_source.add(i)
            used_target.add(k)
            yield Pair(dropped[i], unsaid[k])
    years = any(one.kind in ("day", "month") for one in source)
    for i, said in enumerate(dropped):
        if i not in used_source and _must_be(said):
            yield Pair(said, None)
    for k, found in enumerate(unsaid):
        # A translator may add the year to a date.
        if k not in used_target and _must_be(found) and not (years and found.kind == "year"):
            yield Pair(None, found)


def _akin(said: Quantity, found: Quantity) -> bool:
    """
    Whether one may stand for the other.

    The 19 of COVID-19 is not a misread 5, and 10.3 billion dollars no misread 10 years.
    """
    one, other = figures_of(said), figures_of(found)
    if (said.kind == "label") == (found.kind == "label"):
        return one == other or _is_near(said.value, found.value)
    return one == other or (len(one) > 2 and len(other) > 2 and (one in other or other in one))


def _is_near(one: float, other: float) -> bool:
    """Whether two numbers are less than `_FAR` times apart."""
    low, high = sorted((abs(one), abs(other)))
    return high < _FAR * max(low, 1.0)


def _is_count(one: Quantity) -> bool:
    """
    Whether a quantity may stand for one that is missing on the other side.

    One of a thing is often just "a", a month "last month".
    """
    told = not one.weak or (bool(one.unit) and one.kind == "cardinal")
    return told and one.value not in (0, 1) and one.kind not in ("month", "weekday")


def _must_be(one: Quantity) -> bool:
    """
    Whether a quantity that has no like at all is amiss.

    A label that only one side has is a name spelled out, or one that needs no number there.
    """
    return not one.weak and one.kind != "label"


def _place(one: Quantity, others: Sequence[Quantity]) -> float:
    return others.index(one) / max(1, len(others) - 1)


def _apart(
    said: Quantity, found: Quantity, source: Sequence[Quantity], target: Sequence[Quantity]
) -> float:
    return abs(_place(said, source) - _place(found, target))


def _unlike(
    said: Quantity, found: Quantity, source: Sequence[Quantity], target: Sequence[Quantity]
) -> float:
    """How little two quantities look like one misread: place, unit, kind, figures."""
    cost = _apart(said, found, source, target)
    cost += 0.5 * (said.unit != found.unit) + 0.5 * (said.kind != found.kind)
    if said.value and found.value:
        cost += 0.5 * (figures_of(said) != figures_of(found))
    return cost


def figures_of(one: Quantity) -> str:
    """The figures without place: 1280000 and 12.8 are both 128."""
    return f"{abs(one.value):.10e}".partition("e")[0].replace(".", "").strip("0")


def _class(one: Quantity) -> str:
    return one.kind if one.kind in ("weekday", "month", "time") else "number"


def _identical(said: Quantity, found: Quantity) -> bool:
    return (
        same(said.value, found.value)
        and said.unit == found.unit
        and _class(said) == _class(found)
        and (said.kind == "vague") == (found.kind == "vague")
    )


def _equal(said: Quantity, found: Quantity) -> bool:
    return same(said.value, found.value) and _class(said) == _class(found)


def alike(said: Quantity, found: Quantity) -> bool:
    """Whether the words of both may mean one value."""
    if "weekday" in (said.kind, found.kind):
        return said.kind == found.kind and said.value == found.value
    return any(same(abs(one), abs(other)) for one in said.values for other in found.values)


def _licensed(said: Quantity, found: Quantity) -> bool:
    """Whether a translator may write one for the other: a part as per cent, converted units."""
    if "weekday" in (said.kind, found.kind):
        return False
    if "vague" in (said.kind, found.kind):
        return said.interval.meets(found.interval)
    if "time" in (said.kind, found.kind):
        return int(said.value) % 12 == int(found.value) % 12
    if said.unit == "century" and found.kind == "year":
        return found.value // 100 + 1 == said.value
    for one, other in ((said, found), (found, said)):
        if one.unit == "percent" and other.unit != "percent" and same(one.value, other.value * 100):
            return True
    return _converts(said, found)


def _converts(said: Quantity, found: Quantity) -> bool:
    one, other = _CONVERTED.get(said.unit), _CONVERTED.get(found.unit)
    if not one or not other or one[0] != other[0] or said.unit == found.unit:
        return False
    here, there = said.value * one[1], found.value * other[1]
    return abs(here - there) <= _ROUNDING * max(abs(here), abs(there))
