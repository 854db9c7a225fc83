"""
What a comparison of two names let pass, and what it holds against their being one, in sentences.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from calque.names.align import FLOOR, groups
from calque.names.comparison import Pair, compare, fit
from calque.names.guards import of_words
from calque.names.paired import Paired, has_initial
from calque.names.sounds import is_strict, load
from calque.names.words import INITIAL

# A difference that weighs less than this speaks against one name.
_TELLS = -1.2
# With more of them in a word it is another word.
_MOST = 2
_ENDS = {
    "man": "a man's surname",
    "woman": "a woman's surname",
    "place": "the name of a place",
    "father": "a man's patronymic",
    "mother": "a woman's patronymic",
}


class Remark(NamedTuple):
    """
    Something that was let pass, or (`apart`) that tells two names apart, as a sentence.

    `kind` is `order`, `joined`, `initial`, `particle` or `father` for what was let pass; `ending`,
    `word` (different, or missing), `letter` or `sum` for what tells apart.
    """

    kind: str
    apart: bool
    text: str


def remarks(names: Paired, langs: tuple[str, str]) -> Iterator[Remark]:
    """Yield what is to be said of two names in texts of `langs`, what tells them apart last."""
    missing = [_missing(names, side, word) for side, word in names.missing()]
    if "order" in names.evidence.operations:
        yield Remark("order", False, "the words change places")
    for pair in names.pairs:
        yield from _passed(names, pair)
    yield from (remark for remark in missing if not remark.apart)
    if not compare(*names.names, *langs).same:
        apart = [remark for remark in missing if remark.apart]
        apart += [remark for pair in names.pairs for remark in _against(names, pair, langs)]
        yield from apart or [
            Remark("sum", True, "each difference may be a convention's; together they are too many")
        ]


def _missing(names: Paired, side: int, word: int) -> Remark:
    text, letters = names.raw[side][word], names.words[side][word]
    if letters.endswith(INITIAL):
        return Remark("initial", False, f"the initial {text} is left out")
    if letters in load().particles:
        return Remark("particle", False, f"{text} is left out")
    if load().ending(letters) in ("father", "mother"):
        return Remark("father", False, f"the patronymic {text} is left out")
    return Remark("word", True, f"{text} is in one of them only")


def _passed(names: Paired, pair: Pair) -> Iterator[Remark]:
    one, other = names.texts(pair)
    letters = names.letters(pair)
    initials = [side.endswith(INITIAL) for side in letters]
    if any(initials) and not all(initials) and fit(*letters).total > FLOOR:
        short, long = (one, other) if initials[0] else (other, one)
        yield Remark("initial", False, f"{short} stands for {long}")
    if len(pair.left) != len(pair.right):
        text = one if len(pair.left) < len(pair.right) else other
        yield Remark("joined", False, f"{text} is written together")


def _against(names: Paired, pair: Pair, langs: tuple[str, str]) -> Iterator[Remark]:
    one, other = texts = names.texts(pair)
    letters = names.letters(pair)
    given = names.is_given(pair)
    if letters[0] == letters[1]:
        return
    if guards := of_words(*letters, langs, given=given):
        yield Remark("ending", True, _told(guards[-1], texts, letters, given=given))
        return
    if has_initial(letters):
        if fit(*letters).total <= FLOOR:
            yield Remark("word", True, f"{one} and {other} begin differently")
        return
    steps = groups(*letters)
    telling = [step for step in steps if _weight(step[2], letters) < _TELLS]
    if len(telling) > _MOST or not steps:
        yield Remark("word", True, f"{one} and {other} are different words")
        return
    for left, right, _ in telling:
        yield Remark("letter", True, _difference(left, right, texts))


def _weight(operation: str, letters: tuple[str, str]) -> float:
    """Return what a difference weighs, between names whose endings say more of them as well."""
    one, other = map(load().ending, letters)
    strict = one is not None and one == other and is_strict(operation)
    return load().weights[operation] + strict * load().weights["strict"]


def _told(guard: str, texts: tuple[str, str], letters: tuple[str, str], *, given: bool) -> str:
    """Return a guard of two words as a sentence."""
    one, _, other = guard.partition("≠")
    if one:
        ends = [_suffix(word) for word in letters]
        return f"-{ends[0]} ends {_ENDS[one]}, -{ends[1]} {_ENDS[other]}"
    if given:
        man, woman = sorted(texts, key=len)
        return f"{man} is a man's name, {woman} a woman's"
    return f"{other} is what English adds to a name"


def _suffix(word: str) -> str:
    endings = load().endings
    return next(word[start:] for start in range(len(word)) if word[start:] in endings)


def _difference(left: str, right: str, texts: tuple[str, str]) -> str:
    if left and right:
        return f"no convention has {right} where another has {left}"
    one, other = texts if right else texts[::-1]
    return f"nothing in {one} stands for the {left or right} of {other}"
