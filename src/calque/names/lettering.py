"""
An acronym of another script written letter for letter: ОДКБ as ODKB, ЗАЕС as ZAES, ПКБ as PCB.

Each letter may be written as any convention of the origin's scheme writes it, or as that begins
(Ж as Z, Щ as SH), accents aside; K and Q also as C, which is how English mostly writes that sound,
and a doubled letter at the end once. Only scripts with capitals have such acronyms.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Final

from calque.names.scheme import Change, Convention, load, origins

_LATIN: Final = "\u024f"
# Whose letters are taken where the source's language has no scheme, or other letters than these.
_ANY: Final = "ru"


def is_lettered(latin: str, acronym: str, lang: str | None) -> bool:
    """
    Whether `latin` is `acronym`, of a source in `lang`, letter for letter; both in capitals.

    False for an acronym in Latin letters, and where no scheme knows the letters.
    """
    pattern = _pattern(acronym, lang)
    return pattern is not None and pattern.fullmatch(_plain(latin)) is not None


@cache
def _pattern(acronym: str, lang: str | None) -> re.Pattern[str] | None:
    """What can stand for an acronym; None where its letters are not known, or Latin."""
    if all(char <= _LATIN for char in acronym):
        return None
    for origin in (lang, _ANY):
        if origin in origins():
            letters = _letters(origin)
            if letters.keys() >= set(acronym):
                ways = "".join(f"(?:{'|'.join(sorted(letters[char]))})" for char in acronym)
                return re.compile(f"{ways}{'?' if acronym[-2:-1] == acronym[-1] else ''}")
    return None


@cache
def _letters(origin: str) -> dict[str, frozenset[str]]:
    """What stands for each capital of an alphabet."""
    found: dict[str, set[str]] = defaultdict(set)
    for convention in load(origin).conventions.values():
        for letter, latin in _spelled(convention):
            plain = _plain(latin)
            if plain:
                found[letter.upper()].update(accumulate(plain))
                found[letter.upper()].update("C" if plain in ("K", "Q") else "")
    return {letter: frozenset(ways) for letter, ways in found.items()}


def _spelled(convention: Convention) -> Iterator[tuple[str, str]]:
    for way in (convention, *convention.also):
        if way.then is None:
            yield from way.plain.items()
            for changes in way.changes.values():
                yield from (pair for change in changes if (pair := _anywhere(change)))


def _anywhere(change: Change) -> tuple[str, str] | None:
    """A change of one letter; None for what only the end of a word has, such as case endings."""
    at_end = change.after is not None and change.after <= {"$"}
    return None if at_end or len(change.letters) > 1 else (change.letters, change.latin)


def _plain(latin: str) -> str:
    letters = unicodedata.normalize("NFD", latin.upper())
    return "".join(char for char in letters if "A" <= char <= "Z")
