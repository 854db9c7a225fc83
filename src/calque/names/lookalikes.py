"""
How alike two spellings are by their letters, and which names of a text are alike at all.

Every name of a text is held against every other, so most pairs get no more than a look at how they
begin, how long they are and which steady letters they have (`align.Outline`).
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from calque.language.mentions import Spelling
from calque.language.tokens import Memory
from calque.names.align import FLOOR, Outline, best_total, outline, promising
from calque.names.comparison import evidence
from calque.names.fold import fold
from calque.names.words import words

_LIKELIEST: Final = 4.0
# How many letters longer the other name may be.
_LONGER: Final = 4
# Letters with which one name may begin in two spellings.
_BEGINNINGS: Final = (
    *("aeiouyj", "bpvfw", "dtz", "kgchqx", "szcjxgtdš", "l", "m", "n", "r", "hg"),
)


def likeness(one: str, other: str, least: float = -math.inf) -> float:
    """
    Return the evidence of two spellings alone, in log-odds, within sensible limits.

    What is below `least` may come out lower than it is, for less work.
    """
    if fold(one) == fold(other):
        return _LIKELIEST
    if best_total(_LETTERS[one][1], _LETTERS[other][1]) <= least:
        return -_LIKELIEST
    total = evidence(*sorted((one, other)), least=least).total
    return min(_LIKELIEST, max(-_LIKELIEST, total))


def lookalikes(
    names: Iterable[Spelling], least: float = FLOOR
) -> Iterator[tuple[Spelling, Spelling]]:
    """Yield the pairs worth a closer look: names that begin alike and share most letters."""
    told = [(name, *_LETTERS[name.name]) for name in names]
    beginning: dict[str, list[tuple[Spelling, Outline]]] = defaultdict(list)
    for name, groups, letters in sorted(told, key=_size):
        for group in groups:
            beginning[group].append((name, letters))
    seen = set()
    for members in beginning.values():
        for both in promising(members, least, _LONGER):
            if both not in seen:
                seen.add(both)
                yield both


def _size(told: tuple[Spelling, tuple[str, ...], Outline]) -> int:
    return told[2].size


def _begins(name: str) -> tuple[tuple[str, ...], Outline]:
    """The groups of letters that a name begins with one of, and the outline of its letters."""
    letters = "".join(words(name))
    first = letters[:1]
    return tuple(group for group in _BEGINNINGS if first and first in group), outline(letters)


_LETTERS: Final = Memory(_begins)
