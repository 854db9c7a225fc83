"""
Spell a name from another alphabet the way a convention does.

Words are looked up letter by letter in the convention's changes; capitals, hyphens, spaces and
whatever is not a letter of the origin's alphabet stay as they are. In a script without capitals
each word gets one, after the article if it has one (al-Asad).
"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from calque.names.scheme import Change, Convention, load

_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_STRESS = "\u0301"
_APOSTROPHES = str.maketrans("’ʼ", "''")


class Spelling(NamedTuple):
    """
    One way to write a name: the text, and the convention that has it.

    `langs` are the languages that use the convention (empty for a transliteration that is nobody's
    press usage); `admitted` is true for a spelling that stands beside the convention's own.
    """

    text: str
    convention: str
    langs: tuple[str, ...]
    admitted: bool


def write(name: str, origin: str, convention: str) -> str:
    """
    Return `name`, in the letters of the language `origin`, as `convention` spells it.

    Raises KeyError where there is no such origin or convention.
    """
    return _write(name, load(origin).convention(convention))


def spellings(name: str, origin: str) -> list[Spelling]:
    """
    Return every spelling of `name`, in the order of the scheme, admitted ones after their own.

    The same text may come from several conventions. Raises KeyError where there is no such origin.
    """
    found = []
    for own in load(origin).conventions.values():
        texts = dict.fromkeys(_write(name, way) for way in (own, *own.also))
        found += [Spelling(text, own.id, own.langs, i > 0) for i, text in enumerate(texts)]
    return found


def _write(name: str, convention: Convention) -> str:
    letters = convention.letters
    text = unicodedata.normalize(letters.form, name).replace(_STRESS, "").translate(letters.same)
    text = _WORD.sub(lambda match: _word(match[0], convention), text)
    text = unicodedata.normalize("NFC", text)
    return text if convention.then is None else _write(text, convention.then)


def _word(word: str, convention: Convention) -> str:
    lower = "".join(char.lower()[0] for char in word).translate(_APOSTROPHES)
    shouted = len(word) > 1 and word.isupper()
    pieces = []
    place = 0
    due = not convention.letters.cased
    while place < len(lower):
        letters, latin = _spell(lower, place, convention)
        if latin is None:
            latin = word[place]
        elif word[place].isupper() or (due and latin and latin[-1] != "-"):
            latin = latin.upper() if shouted else latin[:1].upper() + latin[1:]
            due = False
        pieces.append(latin)
        place += letters
    return "".join(pieces)


def _spell(word: str, place: int, convention: Convention) -> tuple[int, str | None]:
    """Return how many letters are spelled at `place`, and how (None: as it is)."""
    char = word[place]
    for change in convention.changes.get(char, ()):
        if word.startswith(change.letters, place) and _fits(change, word, place):
            return len(change.letters), change.latin
    return 1, convention.plain.get(char)


def _fits(change: Change, word: str, place: int) -> bool:
    end = place + len(change.letters)
    return (change.before is None or (word[place - 1] if place else "^") in change.before) and (
        change.after is None or (word[end] if end < len(word) else "$") in change.after
    )
