"""
Are two Latin spellings romanisations of one name?

Each word is aligned with the word it fits best (`align`), so that every difference is weighed for
itself: `j` for `y` is what conventions do, `p` for `m` is another name. The sum of the evidence
gives a score; names whose endings tell two people apart (Petrov, Petrova) are never the same.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache
from typing import NamedTuple

from calque.names.align import FLOOR, Alignment, align
from calque.names.fold import fold
from calque.names.sounds import is_vowel, load

SAME_FROM = 0.65
_APART = 0.2
_MANY_WORDS = 12
_LONG_WORD = 48
_SHORT_WORD = 2
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼʹʺ′″´`ʻ][^\W_]*)*")


class Comparison(NamedTuple):
    """
    How far two spellings are one name.

    `score` is 0 to 1: 0.5 is as likely as not among look-alikes. `same` is whether it reaches
    `SAME_FROM`, about 0.97 precise. `reasons` are the differences met on the way: `j↔y` (one for
    the other), `-h` (only one side has it), `man≠woman` (endings), `word` (a word is missing).
    """

    score: float
    same: bool
    reasons: tuple[str, ...]


def compare(one: str, other: str) -> Comparison:
    """Compare two names, or two words of names. The order of the two does not matter."""
    one, other = sorted((one.strip(), other.strip()))
    if one == other or fold(one) == fold(other) != "":
        return Comparison(1.0, True, ())
    guarded = _told_apart(words(one), words(other))
    total, operations = evidence(one, other)
    score = 1 / (1 + math.exp(-total))
    if guarded:
        score = min(score, _APART)
    return Comparison(score, score >= SAME_FROM, (*guarded, *_reasons(operations)))


def evidence(one: str, other: str) -> Alignment:
    """
    Return the evidence for two names being one, in log-odds, with the operations it comes from.

    Apart from the alignments' own there are `order` (words change places), `word` (a word has no
    counterpart), `apart` (two words have no path above the floor) and `joined` (words written
    together). `name` weighs how likely it was before looking.
    """
    left, right = sorted((words(one), words(other)), key=len)
    if not left or len(right) > _MANY_WORDS or len(max(right + left, key=len)) > _LONG_WORD:
        return Alignment(FLOOR, ())
    if len(left) == len(right) == 1:
        total, operations = align(left[0], right[0])
        return Alignment(total + load().weight("name"), operations or ("apart",))
    apart = _sum(_word_by_word(left, right))
    if len(left) == len(right):
        return apart
    return max(apart, _sum((*_operations("".join(left), "".join(right)), "joined")))


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """Return the words of a name in the letters that alignment works on."""
    return tuple(filter(None, map(load().letters, _WORD.findall(name))))


def _operations(one: str, other: str) -> tuple[str, ...]:
    return align(one, other).operations or ("apart",)


def _sum(operations: tuple[str, ...]) -> Alignment:
    weight = load().weight
    return Alignment(sum(map(weight, operations)) + weight("name"), operations)


def _word_by_word(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Pair the words, best fit first, and return all operations. `left` is not the longer one."""
    if len(left) == len(right):
        paired = [align(one, other) for one, other in zip(left, right, strict=True)]
        if all(alignment.total > 0 for alignment in paired):
            return tuple(step for alignment in paired for step in alignment.operations)
    in_place = (0, len(right) - len(left))
    fits = sorted(
        (-align(one, other).total, j - i not in in_place, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
    )
    operations: list[str] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for _, moved, i, j in fits:
        if i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        operations += _operations(left[i], right[j])
        operations += ["order"] * moved
    return (*operations, *["word"] * (len(right) - len(left)))


def _told_apart(left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """Return what tells the last words apart: an ending of another kind, or an English suffix."""
    if not left or not right:
        return ()
    one, other = sorted((left[-1], right[-1]), key=len)
    if len(one) > _SHORT_WORD and (added := _added(one, other)) in load().added:
        return (f"≠-{added}",)
    endings = load().ending(one), load().ending(other)
    return (f"{endings[0]}≠{endings[1]}",) if None not in endings and len(set(endings)) > 1 else ()


def _added(one: str, other: str) -> str | None:
    """Return what `other` has after `one`; a last vowel may go (Canada, Canadian)."""
    if other.startswith(one):
        return other.removeprefix(one)
    stem = one[:-1] if is_vowel(one[-1]) else one
    return other.removeprefix(stem) if other.startswith(stem) else None


def _reasons(operations: tuple[str, ...]) -> tuple[str, ...]:
    shown = (op.replace("~", "↔").replace("/", "↔") for op in operations if op[0] != "=")
    return tuple(dict.fromkeys(shown))
