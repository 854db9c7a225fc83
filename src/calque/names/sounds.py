"""
The table of sounds: which Latin spellings may stand for each other, what each difference weighs.

The data is `sounds.toml`. An *operation* is one step of an alignment, written short: `=c` and `=v`
(the same letter), `j~y` (two spellings of a sound, or of a letter with and without its mark), `a/e`
(two letters of different sounds), and for a letter that only one side has `^h` (at the start), `-h`
(inside) and `h$` (at the end).
"""

from __future__ import annotations

import tomllib
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from calque.names.fold import SIGNS, fold_letter

VOWELS = frozenset("aeiouyj")
_VOICED = {frozenset(pair) for pair in ("bp", "dt", "gk", "sz", "fv", "cz")}


class Weights(dict[str, float]):
    """What operations weigh; one without a weight of its own has that of its kind."""

    def __missing__(self, operation: str) -> float:
        weight = self[kind(operation)]
        self[operation] = weight
        return weight


@dataclass(frozen=True, slots=True)
class Sounds:
    """
    The table, ready for use.

    `spellings` maps a spelling to the sounds it may stand for, `longer` the first two letters of
    one to those that begin so; `marked` are the letters with marks that carry a sound (ž, ł), all
    other accents are dropped. `endings` says of an ending whom it names, `added` are endings of
    English words made from names. `particles` are words that a name may have or leave out,
    `articles` what *al* becomes before a letter that it takes on. `strict` are the operations, and
    kinds of them, that no convention for Cyrillic makes. `weights` gives evidence for (above 0) or
    against (below) two names being one.
    """

    spellings: dict[str, frozenset[str]]
    longer: dict[str, list[str]]
    marked: frozenset[str]
    endings: dict[str, str]
    added: frozenset[str]
    particles: frozenset[str]
    articles: frozenset[str]
    strict: frozenset[str]
    weights: Weights

    def letters(self, word: str) -> str:
        """Return `word` in lower case with only the marks that carry a sound."""
        text = word.casefold()
        if text.isascii() and text.isalnum():
            return text
        text = unicodedata.normalize("NFC", text)
        return "".join(
            char if char.isascii() or char in self.marked else fold_letter(char)
            for char in text
            if char not in SIGNS
        )

    def ending(self, word: str) -> str | None:
        """Return which of the telling endings `word` has, the longest first; None for none."""
        for length in range(_LONGEST_ENDING, 1, -1):
            if found := self.endings.get(word[-length:]):
                return found
        return None


@lru_cache(maxsize=65536)
def pair(one: str, other: str) -> str | None:
    """Return the operation that sets a spelling against another, or None where none may."""
    single = len(one) == len(other) == 1
    if one == other:
        return ("=v" if is_vowel(one) else "=c") if single else None
    plain, other_plain = letter(one), letter(other)
    spellings = load().spellings
    if (
        spellings.get(one, _NONE) & spellings.get(other, _NONE)
        or (single and plain == other_plain)
        or one == other * 2
        or other == one * 2
    ):
        return "~".join(sorted((one, other)))
    return "/".join(sorted((plain, other_plain))) if single else None


def letter(spelling: str) -> str:
    """Return the plain letter that a spelling begins with (`ž` and `zh` give `z`)."""
    return fold_letter(spelling[0])[:1] or spelling[0]


def is_vowel(char: str) -> bool:
    """Whether a letter, with any mark, is a vowel or a glide."""
    return letter(char) in VOWELS


@lru_cache(maxsize=4096)
def is_strict(operation: str) -> bool:
    """Whether no convention for Cyrillic makes this difference."""
    return operation in load().strict or kind(operation) in load().strict


def kind(operation: str) -> str:
    """Return the kind of an operation; every kind has a weight."""
    if "~" in operation:
        return _spelling_kind(*operation.split("~"))
    if "/" in operation:
        return _letter_kind(*operation.split("/"))
    for mark, place in (("^", "at the start"), ("-", "inside"), ("$", "at the end")):
        if mark in operation:
            sort = "vowel" if operation.strip(mark) in VOWELS else "consonant"
            return f"{sort} only once, {place}"
    return operation


def _spelling_kind(one: str, other: str) -> str:
    if one == other * 2 or other == one * 2:
        return "doubled"
    return "mark" if len(one) == len(other) == 1 and letter(one) == letter(other) else "spelling"


def _letter_kind(one: str, other: str) -> str:
    if (one in VOWELS) != (other in VOWELS):
        return "vowel for consonant"
    if one in VOWELS:
        return "vowel for vowel"
    return "voice" if frozenset((one, other)) in _VOICED else "consonant for consonant"


_LONGEST_ENDING = 7
_NONE: frozenset[str] = frozenset()


@lru_cache(maxsize=1)
def load() -> Sounds:
    """Read `sounds.toml`, once."""
    file = resources.files("calque.names") / "sounds.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    spellings: dict[str, set[str]] = {}
    for sound, forms in data["sounds"].items():
        for form in forms.split():
            spellings.setdefault(form, set()).add(sound)
    longer: dict[str, list[str]] = {}
    for form in sorted(form for form in spellings if len(form) > 1):
        longer.setdefault(form[:2], []).append(form)
    return Sounds(
        longer=longer,
        spellings={form: frozenset(sounds) for form, sounds in spellings.items()},
        marked=frozenset(char for form in spellings for char in form if not char.isascii()),
        endings={end: name for name, ends in data["endings"].items() for end in ends.split()},
        added=frozenset(end for ends in data["added"].values() for end in ends.split()),
        particles=frozenset(data["particles"]["any"].split()),
        articles=frozenset(data["particles"]["al"].split()),
        strict=frozenset((*data["strict"]["kinds"], *data["strict"]["single"].split())),
        weights=Weights(data["weights"]),
    )
