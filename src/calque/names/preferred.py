"""
Which spelling of a name to keep where a text has several: what their letters alone say.

Each of five signs decides only where it tells one spelling from another; the text and its glossary
decide the rest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

from calque.language.common import is_known_name, is_word
from calque.language.looks import common_letters
from calque.names.fold import fold
from calque.names.scheme import latin_letters, load, origins
from calque.names.sounds import load as sounds
from calque.names.words import words

_SIGNS: Final = frozenset("-'’")
_EVEN: Final = 0.5
# The script of names whose endings are known.
_CYRILLIC: Final = "Cyrl"
# Letters of Latin alphabets that few write for any of Cyrillic.
_WESTERN: Final = "qwx"


def by_letters(names: Sequence[str], lang: str, shares: Mapping[str, float]) -> set[str]:
    """
    Return those of `names` that are spelled as a text in `lang` should; none where nothing tells.

    `shares` are those of the languages that the text may be from.
    """
    return (
        _in_own_letters(names, lang, shares)
        or _with_marks(names, shares)
        or _as_spelled(names, lang, shares)
        or _as_in_latin(names, lang, shares)
        or _no_words(names, lang)
    )


def _in_own_letters(names: Sequence[str], lang: str, shares: Mapping[str, float]) -> set[str]:
    """
    The spellings in the text's language's letters, where others are in the source's.

    Zhukov beside Žukov in a translation that is likeliest from Finnish or a language with its
    letters. Two that differ in their marks alone are for `_with_marks`.
    """
    ours = latin_letters(lang) | _SIGNS
    strange = {name: letters for name in names if (letters := {*name.lower()} - ours)}
    folded = Counter(map(fold, names))
    for name, letters in strange.items():
        theirs = (share for them, share in shares.items() if letters <= latin_letters(them))
        if folded[fold(name)] > 1 or sum(theirs) <= _EVEN:
            return set()
    return {*names} - strange.keys() if strange else set()


def _with_marks(names: Sequence[str], shares: Mapping[str, float]) -> set[str]:
    """
    The spellings as they are written at home, where another lacks the marks: Gerður, not Gerdur.

    The marks must be those of the source's language, and the other spelling none that English has.
    """
    found = set()
    for name in names:
        marked = {letter for letter in name.lower() if not letter.isascii()}
        bare = [other for other in names if other.isascii() and fold(other) == fold(name)]
        if marked and bare and not any(map(is_known_name, bare)):
            theirs = (share for them, share in shares.items() if marked <= common_letters(them))
            if sum(theirs) > _EVEN:
                found.add(name)
    return found


def _as_spelled(names: Sequence[str], lang: str, shares: Mapping[str, float]) -> set[str]:
    """
    The spellings as the text's language romanises the source's, where others are not.

    Khairullin, not Hairullin, in English from Russian: English has *h* for no Russian letter. Only
    names whose endings say that they are from there; Cyrillic texts are full of names that are not.
    """
    origin = _cyrillic(shares)
    if origin is None:
        return set()
    letters = {name: "".join(words(name)) for name in names}
    endings = set(map(sounds().ending, letters.values()))
    spelled = _spelled(origin, lang)
    if len(endings) > 1 or None in endings or spelled is None:
        return set()
    return {name for name in names if spelled.fullmatch(letters[name])}


def _as_in_latin(names: Sequence[str], lang: str, shares: Mapping[str, float]) -> set[str]:
    """
    The spellings that did not come through Cyrillic, where others did: Nowak, not Novak.

    They have a letter that the text's language writes for none of Cyrillic, and so are from one who
    knew how the name is written at home.
    """
    origin = _cyrillic(shares)
    spelled = _spelled(origin, lang) if origin else None
    if spelled is None:
        return set()
    telling = {letter for letter in _WESTERN if not spelled.fullmatch(letter)}
    found = {name for name in names if not telling.isdisjoint(name.lower())}
    return found if len(found) < len(names) else set()


def _no_words(names: Sequence[str], lang: str) -> set[str]:
    """
    The spellings that are no English words, where others are: Turing, not Touring.

    Not where one goes on where another ends: Twinsit is Twins with a Finnish ending.
    """
    found = {name for name in names if not is_word(name.lower())}
    others = {*names} - found
    grown = any(name.lower().startswith(word.lower()) for name in found for word in others)
    return found if others and lang == "en" and not grown else set()


def _cyrillic(shares: Mapping[str, float]) -> str | None:
    """The likeliest language of the source, if it is written in Cyrillic."""
    origin = max(shares, key=lambda one: shares[one], default="")
    return origin if origin in origins() and load(origin).script == _CYRILLIC else None


@cache
def _spelled(origin: str, lang: str) -> re.Pattern[str] | None:
    """What `lang` can write by its own convention for `origin`; None where it has none."""
    for way in load(origin).conventions.values():
        if way.then is None and lang in way.langs:
            changes = (change.latin for all in way.changes.values() for change in all)
            latin = {*way.plain.values(), *changes} - {""}
            # Each letter or, where it has letters that never stand alone, group of letters.
            units = sorted(unit for unit in latin if len(unit) == 1 or not latin.issuperset(unit))
            return re.compile(f"(?:{'|'.join(map(re.escape, units))})+")
    return None
