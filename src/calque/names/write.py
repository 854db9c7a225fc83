"""
Spell a name from another alphabet the way a convention does.

Words are looked up letter by letter in the convention's changes; capitals, hyphens, spaces and
whatever is not a letter of the origin's alphabet stay as they are. In a script without capitals
each word gets one, after the article if it has one (al-Asad).
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import NamedTuple

from calque.names.scheme import Change, Convention, Letters, load

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
    return spell(name, load(origin).convention(convention))


def spellings(name: str, origin: str) -> list[Spelling]:
    """
    Return every spelling of `name`, in the order of the scheme, admitted ones after their own.

    The same text may come from several conventions. Raises KeyError where there is no such origin.
    """
    found = []
    for own in load(origin).conventions.values():
        texts = admitted(name, own)
        found += [Spelling(text, own.id, own.langs, i > 0) for i, text in enumerate(texts)]
    return found


def admitted(name: str, own: Convention) -> list[str]:
    """Return how `own` spells `name`, and then the spellings that it admits beside that."""
    return list(dict.fromkeys(spell(name, way) for way in (own, *own.also)))


def pieces(name: str, way: Convention) -> list[tuple[str, str]]:
    """
    Return `name` cut into groups of letters, each with the Latin that `way` has for it.

    What is not of the origin's alphabet stands for itself. The second ones joined are the spelling.
    """
    found: list[tuple[str, str]] = []
    for piece in _prepared(name, way.letters):
        if isinstance(piece, str):
            found += [(char, char) for char in piece]
        else:
            found += _spelled(piece, _rules_for(piece, way)).pieces
    text = "".join(letters for letters, _ in found)
    # Letters are shown as they are, not as those they are read as; hangul in whole syllables.
    shown = unicodedata.normalize("NFC", name)
    letters = [(unicodedata.normalize(way.letters.form, char), char) for char in shown]
    if "".join(one for one, _ in letters).translate(way.letters.same) == text:
        found = [parts[1:] for parts in side_by_side(letters, found)]
    if way.then is None:
        return found
    through = [(latin, letters) for letters, latin in found]
    written = "".join(latin for latin, _ in through)
    return [parts[1:] for parts in side_by_side(through, pieces(written, way.then))]


def side_by_side(
    one: Sequence[tuple[str, str]], other: Sequence[tuple[str, str]]
) -> list[tuple[str, str, str]]:
    """
    Return pieces of a text with what either side has for each; the first of a pair is the text's.

    Where the sides cut the text differently, pieces are joined until both have a cut.
    """
    ends = [list(accumulate(len(text) for text, _ in side)) for side in (one, other)]
    cuts = sorted((set(ends[0]) & set(ends[1])) | {max((0, *ends[0], *ends[1]))})
    joined = [["", "", ""] for _ in cuts]
    for number, side in enumerate((one, other)):
        for end, (text, value) in zip(ends[number], side, strict=True):
            piece = joined[bisect_left(cuts, end)]
            piece[0] += text if number == 0 else ""
            piece[number + 1] += value
    return [(text, left, right) for text, left, right in joined]


def spell(name: str, way: Convention) -> str:
    """Return `name` as `way`, a convention or something that it admits, spells it."""
    text = "".join(
        [
            piece if isinstance(piece, str) else _spelled(piece, _rules_for(piece, way)).text
            for piece in _prepared(name, way.letters)
        ]
    )
    text = text if text.isascii() else unicodedata.normalize("NFC", text)
    return text if way.then is None else spell(text, way.then)


@dataclass(frozen=True, slots=True, eq=False)
class _Word:
    """A word letter by letter, and the same in lower case; `chars` has each of these once."""

    text: str
    lower: str
    chars: str
    cased: bool


@lru_cache(maxsize=1024)
def _prepared(name: str, letters: Letters) -> tuple[str | _Word, ...]:
    """Return the words of a name in the letters that changes are about, and what is between."""
    text = unicodedata.normalize(letters.form, name).replace(_STRESS, "").translate(letters.same)
    found: list[str | _Word] = []
    end = 0
    for match in _WORD.finditer(text):
        found += [text[end : match.start()], _word(match[0], letters)]
        end = match.end()
    return (*found, text[end:])


@lru_cache(maxsize=4096)
def _word(text: str, letters: Letters) -> _Word:
    lower = "".join([char.lower()[0] for char in text]).translate(_APOSTROPHES)
    return _Word(text, lower, "".join(set(lower)), letters.cased)


@dataclass(frozen=True, slots=True, eq=False)
class _Rule:
    """How one letter is written: the changes to try, then its plain spelling (None: as it is)."""

    changes: tuple[Change, ...]
    latin: str | None


# Conventions that say the same of a letter share its rule.
_rule = cache(_Rule)


@cache
def _rules(way: Convention) -> dict[str, _Rule]:
    changes, plain = way.changes, way.plain
    return {char: _rule(changes.get(char, ()), plain.get(char)) for char in {*changes, *plain}}


def _rules_for(word: _Word, way: Convention) -> tuple[_Rule | None, ...]:
    rules = _rules(way)
    return tuple([rules.get(char) for char in word.chars])


class _Spelled(NamedTuple):
    """A word's spelling, and the groups of letters that it comes from, each with its Latin."""

    text: str
    pieces: tuple[tuple[str, str], ...]


@lru_cache(maxsize=16_384)
def _spelled(word: _Word, rules: tuple[_Rule | None, ...]) -> _Spelled:
    """
    Spell a word by the rules of its letters, in the order of `chars`.

    Most of an origin's conventions say the same of the few letters in a word: one spelling serves
    them all.
    """
    how = dict(zip(word.chars, rules, strict=True))
    shouted = len(word.text) > 1 and word.text.isupper()
    found = []
    place = 0
    due = not word.cased
    while place < len(word.text):
        char = word.text[place]
        letters, latin = _spell(word.lower, place, how[word.lower[place]])
        if latin is None:
            latin = char
        elif char.isupper() or (due and latin and latin[-1] != "-"):
            latin = latin.upper() if shouted else latin[:1].upper() + latin[1:]
            due = False
        found.append((word.text[place : place + letters], latin))
        place += letters
    return _Spelled("".join([latin for _, latin in found]), tuple(found))


def _spell(word: str, place: int, rule: _Rule | None) -> tuple[int, str | None]:
    """Return how many letters are spelled at `place`, and how (None: as it is)."""
    if rule is None:
        return 1, None
    for change in rule.changes:
        if word.startswith(change.letters, place) and _fits(change, word, place):
            return len(change.letters), change.latin
    return 1, rule.latin


def _fits(change: Change, word: str, place: int) -> bool:
    end = place + len(change.letters)
    return (change.before is None or (word[place - 1] if place else "^") in change.before) and (
        change.after is None or (word[end] if end < len(word) else "$") in change.after
    )
