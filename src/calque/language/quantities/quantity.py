"""
What a text says of a number: an interval, of what, and how surely.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import inf, isclose
from typing import Final, NamedTuple

from calque.document import Span

# How an approximator changes [value, value]: factors for the ends, and whether they are left out.
BOUNDS: Final = {
    "over": (1.0, inf, True, False),
    "at-least": (1.0, inf, False, False),
    "under": (0.0, 1.0, False, True),
    "at-most": (0.0, 1.0, False, False),
    "nearly": (0.8, 1.0, False, False),
    "about": (0.8, 1.25, False, False),
}


class Interval(NamedTuple):
    """From `low` to `high`; an open end is left out ("more than 100" has an open low end)."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    @property
    def point(self) -> bool:
        """Whether it is one number."""
        return self.low == self.high

    def meets(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        if isclose(low, high, rel_tol=1e-9):
            return not any(
                (one.low_open and isclose(one.low, low))
                or (one.high_open and isclose(one.high, low))
                for one in (self, other)
            )
        return low < high

    def bounded(self, bound: str) -> Interval:
        """The interval that "about", "at least" … this number is; as it is for an empty bound."""
        if bound not in BOUNDS:
            return self
        down, up, low_open, high_open = BOUNDS[bound]
        low = 0.0 if down == 0 else self.low * down
        high = inf if up == inf else self.high * up
        return Interval(min(low, high), max(low, high), low_open, high_open)


@dataclass(frozen=True, slots=True)
class Quantity:
    """
    A number at `[start, end)` with what belongs to it: approximator, sign, unit.

    `number` is where the figures and scale words stand ("2.5 million"). `value` is the number as
    said; `others` are values that the same words may have ("2-3 million": 2 or 2 million; "2.500":
    2.5 or 2,500). `kind` is `cardinal`, `ordinal`, `fraction`, `label` (an id, a version: figures
    that count nothing), `vague` ("dozens"; the value is the low end), `implied` ("both"), or a part
    of a date: `year`, `month`, `day`, `weekday` (from 1, Monday), `time` (14.30 is half past two).
    `unit` is `percent`, `point`, a currency's family (`dollar`), a CLDR unit (`kilometer`, `year`)
    or empty. `bound` is a key of `BOUNDS` or empty. `factor` is what scale words multiplied the
    figures by. `weak` says that the words may mean no number at all ("one", "a second").
    """

    start: int
    end: int
    number: Span
    value: float
    interval: Interval
    kind: str = "cardinal"
    unit: str = ""
    bound: str = ""
    others: tuple[float, ...] = ()
    weak: bool = False
    factor: float = 1.0

    @property
    def span(self) -> Span:
        """The whole phrase."""
        return Span(self.start, self.end)

    @property
    def values(self) -> tuple[float, ...]:
        """Every value that the words may have, the likeliest first."""
        return (self.value, *self.others)


def same(one: float, other: float) -> bool:
    """Whether two numbers are equal but for rounding in arithmetic."""
    return isclose(one, other, rel_tol=1e-9, abs_tol=1e-12)
