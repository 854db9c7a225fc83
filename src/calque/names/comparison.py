"""
Are two Latin spellings romanisations of one name?

Each word is aligned with the word it fits best (`align`), so that every difference is weighed for
itself: `j` for `y` is what conventions do, `p` for `m` is another name. The sum of the evidence
gives a score; names that something tells apart for certain (Petrov, Petrova) are never the same
(`guards`).
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

from calque.language.codes import canonical
from calque.names.align import FLOOR, Alignment, align
from calque.names.fold import fold
from calque.names.guards import told_apart
from calque.names.sounds import load, pair
from calque.names.words import INITIAL, words
from calque.shown import Shown

if TYPE_CHECKING:
    from calque.names.explanation import Explanation

# From here on two names may be one; from here they are taken to be.
POSSIBLE_FROM = 0.5
SAME_FROM = 0.65
_APART = 0.2
_MANY_WORDS = 12
_LONG_WORD = 48
_AGREED = Alignment(0.0, ("initial",))
_DIFFERENT = Alignment(FLOOR, ("apart",))


@dataclass(frozen=True, slots=True)
class Comparison(Shown):
    """
    How far two spellings are one name. A notebook shows the letters side by side.

    `score` is 0 to 1: 0.5 is as likely as not among look-alikes. `same` is whether it reaches
    `SAME_FROM`, about 0.97 precise. `reasons` are the differences met on the way: `j↔y` (one for
    the other), `-h` (only one side has it), `man≠woman` (endings), `word` (a word is missing).
    """

    score: float
    same: bool
    reasons: tuple[str, ...]
    names: tuple[str, str] = field(compare=False)
    langs: tuple[str, str] = field(compare=False)

    @property
    def explanation(self) -> Explanation:
        """
        The origin and conventions that reconcile the two, their letters side by side, and remarks.

        Worked out when it is asked for, which takes a thousand times as long as comparing.
        """
        from calque.names.explanation import explain

        return explain(*self.names, self.langs)


class Pair(NamedTuple):
    """Words that belong together, by their numbers on each side; written together, several."""

    left: tuple[int, ...]
    right: tuple[int, ...]


class Evidence(NamedTuple):
    """The evidence for two names being one, in log-odds, what it is, and the words paired."""

    total: float
    operations: tuple[str, ...]
    pairs: tuple[Pair, ...]


def compare(
    one: str, other: str, one_lang: str | None = None, other_lang: str | None = None
) -> Comparison:
    """
    Compare two names, or two words of names. The order of the two does not matter.

    The languages of the texts they stand in, where they are known, settle what an ending is:
    *Lavrovs* is Latvian for Lavrov, and English for several of them.
    """
    left, right = one.strip(), other.strip()
    langs = own = (canonical(one_lang or ""), canonical(other_lang or ""))
    if left > right:
        left, right, own = right, left, own[::-1]
    if left == right or fold(left) == fold(right) != "":
        return Comparison(1.0, True, (), (one, other), langs)
    left_words, right_words = words(left), words(right)
    found = _evidence(left_words, right_words)
    guards = told_apart(left_words, right_words, found.pairs, own)
    if "apart" in found.operations:
        guards = (*guards, "apart")
    score = 1 / (1 + math.exp(-found.total))
    if guards:
        score = min(score, _APART)
    reasons = tuple(dict.fromkeys((*guards, *_reasons(found.operations))))
    return Comparison(score, score >= SAME_FROM, reasons, (one, other), langs)


def evidence(one: str, other: str, *, least: float = FLOOR) -> Evidence:
    """
    Weigh two names. A total below `least` may be returned lower than it is.

    Apart from the alignments' own operations there are `order` (words change places), `initial`
    (for a word that begins so), `joined` (words written together), `apart` (two words have no path
    above the floor), and for a word without counterpart `initial`, `particle`, `father` (a
    patronymic) or `word`. `name` weighs how likely it was before looking.
    """
    return _evidence(words(one), words(other), least)


def _evidence(left: Sequence[str], right: Sequence[str], least: float = FLOOR) -> Evidence:
    if not left or not right or max(len(left), len(right)) > _MANY_WORDS:
        return Evidence(FLOOR, (), ())
    if max(map(len, (*left, *right))) > _LONG_WORD:
        return Evidence(FLOOR, (), ())
    if len(left) == len(right) == 1:
        name = load().weights["name"]
        total, operations = fit(left[0], right[0], least - name)
        return Evidence(total + name, operations or ("apart",), _IN_PLACE[:1])
    if len(left) == len(right):
        return _word_by_word(left, right)
    if len(left) > len(right):
        found = _evidence(right, left)
        return found._replace(pairs=tuple(Pair(*pair[::-1]) for pair in found.pairs))
    ways = (_word_by_word(left, right), *_joined(left, right))
    return max(ways, key=_total)


def _word_by_word(left: Sequence[str], right: Sequence[str]) -> Evidence:
    """Pair the words, best fit first. `left` is not the longer one."""
    if len(left) == len(right):
        paired = [fit(one, other) for one, other in zip(left, right, strict=True)]
        if all(alignment.total >= 0 for alignment in paired):
            steps = tuple([step for fit in paired for step in fit.operations])
            return _sum(steps, _IN_PLACE[: len(left)])
    in_place = (0, len(right) - len(left))
    # An initial stands for a given name rather than a patronymic.
    fits = sorted(
        (-fit(one, other).total, INITIAL in one + other and _is_parent(one, other), moved, i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
        for moved in (j - i not in in_place,)
    )
    operations: list[str] = []
    pairs: dict[int, int] = {}
    for *_, moved, i, j in fits:
        if i in pairs or j in pairs.values():
            continue
        pairs[i] = j
        operations += fit(left[i], right[j]).operations or ("apart",)
        operations += ["order"] * moved
    operations += [_missing(word) for j, word in enumerate(right) if j not in pairs.values()]
    return _sum(tuple(operations), tuple(Pair((i,), (pairs[i],)) for i in sorted(pairs)))


_total = itemgetter(0)
_IN_PLACE = tuple(Pair((i,), (i,)) for i in range(_MANY_WORDS))


def _joined(left: Sequence[str], right: Sequence[str]) -> list[Evidence]:
    """Weigh each two neighbours of the longer side as one word where that evens it out, and all."""
    if any(word[-1] == INITIAL for word in (*left, *right)):
        return []
    ways = []
    if len(right) - len(left) == 1 < len(left):
        for i in range(len(left)):
            merged = [*right[:i], right[i] + right[i + 1], *right[i + 2 :]]
            found = _word_by_word(left, merged)
            pairs = tuple(Pair(one, _unmerged(other[0], i)) for one, other in found.pairs)
            ways.append(_sum((*found.operations, "joined"), pairs))
    whole = Pair(tuple(range(len(left))), tuple(range(len(right))))
    operations = align("".join(left), "".join(right)).operations or ("apart",)
    return [*ways, _sum((*operations, "joined"), (whole,))]


def _unmerged(word: int, merged: int) -> tuple[int, ...]:
    return (word, word + 1) if word == merged else (word + (word > merged),)


def _sum(operations: tuple[str, ...], pairs: tuple[Pair, ...]) -> Evidence:
    weights = load().weights
    total = sum([weights[operation] for operation in operations])
    return Evidence(total + weights["name"], operations, pairs)


def fit(one: str, other: str, least: float = FLOOR) -> Alignment:
    """Align two words, one of which may be an initial; a total below `least` may come out lower."""
    if one[-1] == INITIAL or other[-1] == INITIAL:
        return _AGREED if _begin_alike(one, other) else _DIFFERENT
    return align(one, other, least)


def _begin_alike(one: str, other: str) -> bool:
    """Whether an initial is of the same sound as the beginning of a word or another initial."""
    weights = load().weights
    return any(
        (step := pair(start, other_start)) and weights[step] > _NO_INITIAL
        for start in _starts(one)
        for other_start in _starts(other)
    )


# An initial stands for a sound, so what single letters of a word may do is too little.
_NO_INITIAL = -0.5
# German abbreviates Juri to J., where others write Yu.
_GLIDES = "jyi"


def _starts(word: str) -> list[str]:
    """Return the spellings of a sound that a word begins with; of an initial, all of it."""
    if word[-1] != INITIAL:
        return [word[:end] for end in range(1, 6)]
    whole = word[:-1]
    glide = [whole[0]] if whole[0] in _GLIDES else []
    return [whole, *glide] if whole in load().spellings else [whole[0]]


def _missing(word: str) -> str:
    sounds = load()
    if word[-1] == INITIAL:
        return "initial"
    if word in sounds.particles:
        return "particle"
    return "father" if _is_parent(word) else "word"


def _is_parent(*words: str) -> bool:
    return any(load().ending(word) in _PARENTS for word in words)


_PARENTS = {"father", "mother"}


def _reasons(operations: tuple[str, ...]) -> list[str]:
    return [op.replace("~", "↔").replace("/", "↔") for op in operations if op[0] != "="]
