"""
Two spellings laid side by side, letter group by letter group, in the way that explains them best.

Dynamic programming over both words at once: each step takes a spelling of a sound from both sides
(`sch` and `š`), or drops one letter. Every step has a weight (`sounds.toml`): evidence for or
against the two being one name. The best path's sum is the total. Paths that can no longer reach
`FLOOR` are left, so words with little in common cost little.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from calque.names.sounds import letter, load

FLOOR = -3.0
# Letters that hardly any convention spells in another way, and what one without counterpart costs.
_STEADY = "lrmnbpd"
_STEADY_LOST = 1.8
_LONGEST = 7
_START, _INSIDE, _END = "^{}", "-{}", "{}$"

_Steps = list[tuple[int, int, float, str]]


class Alignment(NamedTuple):
    """The evidence that two words are one name, and the operations of the best path in order."""

    total: float
    operations: tuple[str, ...]


@lru_cache(maxsize=65536)
def align(one: str, other: str) -> Alignment:
    """
    Align two words given as `Sounds.letters`.

    The total is `FLOOR`, without operations, where no path stays above it.
    """
    if hopeless(one, other):
        return Alignment(FLOOR, ())
    gain = _gain()
    right = _places(other)
    width = len(other) + 1
    last = (len(one) + 1) * width - 1
    best = [FLOOR] * (last + 1)
    back: list[tuple[int, str] | None] = [None] * (last + 1)
    best[0] = 0.0
    here = -1
    for i, left_place in enumerate(_places(one)):
        known = left_place.steps
        for j, right_place in enumerate(right):
            here += 1
            total = best[here]
            if total <= FLOOR:
                continue
            rest = len(one) - i if len(one) - i < len(other) - j else len(other) - j
            if total + gain * rest <= FLOOR:
                continue
            steps = known.get(right_place)
            if steps is None:
                steps = known[right_place] = _steps(left_place, right_place)
            for step_i, step_j, weight, operation in steps:
                there = here + step_i * width + step_j
                if total + weight > best[there]:
                    best[there] = total + weight
                    back[there] = (here, operation)
    return Alignment(best[last], _path(back, last))


def hopeless(one: str, other: str, least: float = FLOOR) -> bool:
    """Whether a look at the letters of two words shows that their total is no more than `least`."""
    apart = (_steady(one) ^ _steady(other)).bit_count()
    return _gain() * min(len(one), len(other)) - _STEADY_LOST * apart <= least


def _gain() -> float:
    """Return the most that one more letter can add."""
    weights = load().weights
    return max(weights["=c"], weights["=v"])


@lru_cache(maxsize=65536)
def _steady(word: str) -> int:
    """Return the steady letters of `word` as a number whose bits count each, up to four times."""
    single = "".join(char for i, char in enumerate(word) if word[i - 1 : i] != char)
    bits = 0
    for place, char in enumerate(_STEADY):
        bits |= ((1 << min(single.count(char), 4)) - 1) << (4 * place)
    return bits


def _path(back: list[tuple[int, str] | None], cell: int) -> tuple[str, ...]:
    operations = []
    while step := back[cell]:
        cell, operation = step
        operations.append(operation)
    return tuple(reversed(operations)) if cell == 0 else ()


class _Place:
    """
    What may happen at one place of a word; there is one object for each, so hashing is quick.

    `steps` are those from a cell of this place and another's, worked out on first use.
    """

    __slots__ = ("drop", "spellings", "steps")

    def __init__(self, drop: str, spellings: tuple[str, ...]) -> None:
        self.drop = drop
        self.spellings = spellings
        self.steps: dict[_Place, _Steps] = {}


_place = lru_cache(maxsize=None)(_Place)


@lru_cache(maxsize=65536)
def _places(word: str) -> tuple[_Place, ...]:
    """Return, for each place in `word` and its end, the spellings that start there."""
    known = load().spellings
    places = []
    for i, char in enumerate(word):
        drop = _START if i == 0 else _END if i == len(word) - 1 else _INSIDE
        groups = [word[i:end] for end in range(i + 2, min(len(word), i + _LONGEST) + 1)]
        spellings = (char, *(group for group in groups if group in known or group == char * 2))
        places.append(_place(drop.format(letter(char)), spellings))
    return (*places, _place("", ()))


def _steps(left: _Place, right: _Place) -> _Steps:
    """Return every step from a cell: letters taken on each side, weight, operation."""
    sounds = load()
    steps: _Steps = []
    for one in left.spellings:
        for other in right.spellings:
            if operation := sounds.pair(one, other):
                steps.append((len(one), len(other), sounds.weight(operation), operation))
    if left.drop:
        steps.append((1, 0, sounds.weight(left.drop), left.drop))
    if right.drop:
        steps.append((0, 1, sounds.weight(right.drop), right.drop))
    return steps
