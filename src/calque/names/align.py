"""
Two spellings laid side by side, letter group by letter group, in the way that explains them best.

Dynamic programming over both words at once: each step takes a spelling of a sound from both sides
(`sch` and `š`), or drops one letter. Every step has a weight (`sounds.toml`): evidence for or
against the two being one name. The best path's sum is the total. Paths that fall to `FLOOR`, or can
no longer reach what is called for, are left, so words with little in common cost little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from typing import NamedTuple, TypeVar

from calque.names.fold import fold_letter
from calque.names.sounds import is_strict, letter, load, pair

FLOOR = -3.0
_NO_FLOOR = -1e9
# Letters that hardly any convention spells in another way (b counts as p, which Greek and Korean
# are spelled with as well), and what one without counterpart costs.
_STEADY = "lrmnpd"
_STEADY_LOST = 1.8
_RUN = re.compile(r"(.)\1+")
_START, _INSIDE, _END = "^{}", "-{}", "{}$"

T = TypeVar("T")
# Letters taken on each side, weight, operation.
_Step = tuple[int, int, float, str]


class Alignment(NamedTuple):
    """The evidence that two words are one name, and the operations of the best path in order."""

    total: float
    operations: tuple[str, ...]


@lru_cache(maxsize=65536)
def align(one: str, other: str, least: float = FLOOR) -> Alignment:
    """
    Align two words given as `Sounds.letters`.

    The total is `FLOOR`, without operations, where no path stays above it and ends above `least`.
    """
    if best_total(outline(one), outline(other)) <= FLOOR:
        return Alignment(FLOOR, ())
    total, path = _best(one, other, FLOOR, least)
    if not path:
        return Alignment(FLOOR, ())
    operations = tuple([operation for *_, operation in path])
    strict = _strict(one, other, operations)
    return Alignment(total + len(strict) * load().weights["strict"], operations + strict)


class Outline(NamedTuple):
    """How long a word is, and its steady letters: a bit for each time one comes, up to four."""

    size: int
    steady: int


def best_total(one: Outline, other: Outline) -> float:
    """
    About the most that the total of two words can be, by a look at their letters.

    Of 12,000 pairs of names 75 come to more, by 1.7 at most: where m stands for n, or dž for j.
    """
    apart = (one.steady ^ other.steady).bit_count()
    return _gain() * min(one.size, other.size) - _STEADY_LOST * apart


def promising(
    words: Sequence[tuple[T, Outline]], least: float, longer: int
) -> Iterator[tuple[T, T]]:
    """
    Yield the pairs that are at most `longer` letters apart and whose total may well exceed `least`.

    `words` come shortest first. All pairs of a text's names come through here, so it is
    `best_total` written out.
    """
    gain = _gain()
    for at, (one, (size, steady)) in enumerate(words, 1):
        most_apart = (gain * size - least) / _STEADY_LOST
        for other, (further, theirs) in words[at:] if most_apart > 0 else ():
            if further > size + longer:
                break
            if (steady ^ theirs).bit_count() < most_apart:
                yield one, other


@cache
def _gain() -> float:
    """Return the most that one more letter on both sides can add."""
    return max(load().weights.values())


def groups(one: str, other: str) -> list[tuple[str, str, str]]:
    """
    Return the letters that two words have for each step of the best path, and its operation.

    Any path will do, however unlikely.
    """
    _, path = _best(one, other, _NO_FLOOR, _NO_FLOOR)
    found = []
    i = j = 0
    for rows, columns, operation in path:
        found.append((one[i : i + rows], other[j : j + columns], operation))
        i, j = i + rows, j + columns
    return found


def _best(
    one: str, other: str, floor: float, least: float
) -> tuple[float, list[tuple[int, int, str]]]:
    """Return the best path's total, and its steps: letters taken on each side, operation."""
    right = _places(other)
    gain = _gain()
    width = len(other) + 1
    last = len(one) * width + len(other)
    best = [floor] * (last + 1)
    back: list[_Step | None] = [None] * (last + 1)
    best[0] = 0.0
    here = -1
    for row, left_place in enumerate(_places(one)):
        known = left_place.steps
        for column, right_place in enumerate(right):
            here += 1
            total = best[here]
            if total <= floor:
                continue
            if total + gain * min(len(one) - row, len(other) - column) <= least:
                continue
            steps = known.get(right_place)
            if steps is None:
                steps = known[right_place] = _steps(left_place, right_place)
            for step in steps:
                rows, columns, weight, _ = step
                there = here + rows * width + columns
                if total + weight > best[there]:
                    best[there] = total + weight
                    back[there] = step
    path = []
    cell = last
    while step_here := back[cell]:
        rows, columns, _, operation = step_here
        path.append((rows, columns, operation))
        cell -= rows * width + columns
    return best[last], path[::-1]


def _strict(one: str, other: str, operations: tuple[str, ...]) -> tuple[str, ...]:
    """Return `strict` for each difference that names of Cyrillic origin get from no convention."""
    if (ending := load().ending(one)) and ending == load().ending(other):
        return ("strict",) * sum(map(is_strict, operations))
    return ()


@lru_cache(maxsize=65536)
def outline(word: str) -> Outline:
    """Return what `best_total` looks at."""
    plain = word if word.isascii() else "".join(map(fold_letter, word))
    single = _RUN.sub(r"\1", plain.replace("b", "p"))
    bits = 0
    for place, char in enumerate(_STEADY):
        bits |= ((1 << min(single.count(char), 4)) - 1) << (4 * place)
    return Outline(len(word), bits)


class _Place:
    """
    What may happen at one place of a word; there is one object for each, so hashing is quick.

    `drop` is the operation that leaves its letter out. `steps` are those from a cell of this place
    and another's, worked out on first use.
    """

    __slots__ = ("drop", "spellings", "steps")

    def __init__(self, where: str, spellings: tuple[str, ...]) -> None:
        self.drop = where.format(letter(spellings[0])) if where else ""
        self.spellings = spellings if where else ()
        self.steps: dict[_Place, list[_Step]] = {}


_place = lru_cache(maxsize=None)(_Place)


@lru_cache(maxsize=65536)
def _places(word: str) -> tuple[_Place, ...]:
    """Return, for each place in `word` and its end, the spellings that start there."""
    known = load().longer
    places = []
    last = len(word) - 1
    for i, char in enumerate(word):
        spellings: tuple[str, ...] = (char,)
        for group in known.get(word[i : i + 2], ()):
            if word.startswith(group, i):
                spellings = (*spellings, group)
        doubled = char * 2
        if word[i + 1 : i + 2] == char and doubled not in spellings:
            spellings = (*spellings, doubled)
        places.append(_place(_START if i == 0 else _END if i == last else _INSIDE, spellings))
    return (*places, _place("", ("",)))


def _steps(left: _Place, right: _Place) -> list[_Step]:
    """Return every step from a cell."""
    weights = load().weights
    taken = [
        (len(one), len(other), operation)
        for one in left.spellings
        for other in right.spellings
        if (operation := pair(one, other))
    ]
    taken += [(1, 0, left.drop)] if left.drop else []
    taken += [(0, 1, right.drop)] if right.drop else []
    return [(rows, columns, weights[operation], operation) for rows, columns, operation in taken]
