"""
How well a Latin name fits as a reading of Han characters.

A character has several readings, and a name takes one of each of its characters, all in one
language: 上原 is Uehara, Kamihara or Jogen in Japanese and Shangyuan in Mandarin. Which of them is
a person's only a dictionary of names would tell; that a spelling can be one the characters tell.

Source: the Unihan database of the Unicode Standard (`han.tsv`, made by tools/han.py); voicing and
doubling inside Japanese compounds (rendaku, sokuon) after the tables of Hepburn's dictionary, 1886.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

from calque.names.fold import fold

# What a Japanese reading may begin with inside a name, and what its end may become before another.
_VOICED: Final = (
    *(("ch", "j"), ("ts", "z"), ("sh", "j"), ("k", "g"), ("s", "z"), ("t", "d")),
    *(("h", "b"), ("h", "p"), ("f", "b"), ("f", "p")),
)
_SWALLOWED: Final = re.compile("(?:tsu|chi|ku|ki)$")
# What a reading of a word adds to how it is read in names: the u of a verb, the i of an adjective.
_INFLECTED: Final = re.compile("(?<=[aeiou])(?:[kgsnbmr]|ts)?u$|(?<=[aeiou])[ks]?i$|(?<=sh)ii$")
_LONG: Final = (("ou", "o"), ("oo", "o"), ("uu", "u"), ("aa", "a"), ("ü", "u"))
_DOUBLED: Final = re.compile(r"([^aeiou])\1")


@lru_cache(maxsize=65536)
def fit(run: str, name: str) -> float:
    """
    Return how much of a Latin name the readings of `run` account for, 0 to 1.

    1 where the name is one reading after the other of all characters; 0 as well where a character
    is in no list.
    """
    letters = _plain(name)
    readings = [_readings(char) for char in run]
    if not letters or not all(readings):
        return 0.0
    return max(
        _fit([by_lang[lang] for by_lang in readings], letters) for lang in range(len(readings[0]))
    )


def _fit(readings: list[frozenset[str]], letters: str) -> float:
    """One minus the fewest letters that must change, as a share of the name's."""
    from rapidfuzz.distance import Levenshtein

    costs = {0: 0}
    for spellings in readings:
        ahead: dict[int, int] = {}
        for start, spent in costs.items():
            for spelling in spellings:
                for length in range(max(1, len(spelling) - 1), len(spelling) + 2):
                    end = start + length
                    if end <= len(letters):
                        cost = spent + Levenshtein.distance(spelling, letters[start:end])
                        if cost < ahead.get(end, len(letters)):
                            ahead[end] = cost
        costs = ahead
    return 1 - costs.get(len(letters), len(letters)) / len(letters)


def _plain(name: str) -> str:
    """A name in plain letters without the length of its vowels and consonants."""
    letters = "".join(filter(str.isalpha, fold(name)))
    for long, short in _LONG:
        letters = letters.replace(long, short)
    return _DOUBLED.sub(r"\1", letters)


@cache
def _readings(char: str) -> tuple[frozenset[str], ...]:
    """The spellings of a character in each language; nothing where no list has it."""
    columns = _table().get(char)
    if columns is None:
        return ()
    mandarin, japanese, korean = (map(_plain, words.split()) for words in columns)
    return frozenset(mandarin), frozenset(_in_compounds(japanese)), frozenset(korean)


def _in_compounds(words: map[str]) -> set[str]:
    """Japanese readings with the forms that they take inside a name."""
    found = set(words)
    found |= {_INFLECTED.sub("", word) for word in found}
    found |= {_SWALLOWED.sub("", word) for word in found}
    found |= {
        voiced + word.removeprefix(plain)
        for word in found
        for plain, voiced in _VOICED
        if word.startswith(plain)
    }
    return found - {""}


@cache
def _table() -> dict[str, list[str]]:
    text = files("calque.names").joinpath("han.tsv").read_text("utf-8")
    lines = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return {char: columns for char, *columns in lines}
