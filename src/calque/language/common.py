"""
Common English words and names, so that a rule about unknown names or words leaves them alone.

Source: SCOWL, by Kevin Atkinson, and for what other languages share with English the dictionaries
of pyspellchecker and simplemma, so far as wordfreq has met a word; the lists in `words/` have
their notices and are made by `tools/english_words.py` and `tools/shared_words.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files
from string import ascii_lowercase
from typing import Final

# The lists of words and names have no shorter ones.
SHORTEST: Final = 4
_LONGEST: Final = 60
# Other languages of which we know what they share with English.
_SHARED: Final = frozenset(("de", "es", "fr", "it", "nl", "pt"))
# A word that so many of these have, beside English, is international: audio, input. French is not
# one of them: English has half of its words.
_AFAR: Final = frozenset(("de", "es", "it", "nl", "pt"))
_INTERNATIONAL: Final = 2
# How long the beginnings are that English puts before a word: bioenergy, subregion.
_HEADS: Final = (2, 3)
# Words of news that are too frequent to be looked for.
FREQUENT: Final = frozenset(
    """
    a about according after against all also an and are as at be been before but by can
    company could countries country court day days do during every first for former from
    government great group had has have he her high his home hospital hours important in
    information into is it its last law long made make many may meeting minister ministry
    months more morning most national new next no not number of official officials on one only
    open or other our out over own party people police president problem problems public said
    same school several she should since some state state's still support take team than that
    the their them there these they this three time to today two under until up was we week
    weeks well were what when which who will with work would year years
    """.split()  # noqa: SIM905
)


def lines(name: str) -> Iterator[str]:
    """The lines of a list in `words/`, its notice left out."""
    text = (files("calque.language") / "words" / name).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if not line.startswith("#"))


@cache
def _english() -> frozenset[str]:
    return frozenset(lines("en.txt"))


def is_word(word: str) -> bool:
    """Whether a capitalised or lower-case word is a common English word (not a name)."""
    return word.lower() in _english()


def is_known_name(word: str) -> bool:
    """Whether a capitalised word is a name that English dictionaries have."""
    return word in _english()


def may_be_given_name(word: str) -> bool:
    """Whether a capitalised word can be someone's given name: English has it as a name, or not."""
    return not word.isupper() and (is_known_name(word) or not is_word(word))


@cache
def _rare() -> frozenset[str]:
    return frozenset(lines("en-rare.txt"))


def is_in_dictionary(word: str) -> bool:
    """Whether a large English dictionary has a word at all, accents aside, as a word or a name."""
    letters = unicodedata.normalize("NFD", word.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    forms = {word.lower(), plain}
    return any(is_word(f) or f in _rare() or f.capitalize() in _english() for f in forms)


@cache
def _acronyms() -> frozenset[str]:
    return frozenset(lines("en-acronyms.txt"))


def is_acronym(word: str) -> bool:
    """Whether English dictionaries have an acronym, whatever it stands for."""
    return word in _acronyms()


@cache
def _shared() -> dict[str, list[str]]:
    rows = map(str.split, lines("shared.txt"))
    return {word: langs for word, *langs in rows}


def is_english_only(word: str, lang: str) -> bool | None:
    """
    Whether a word is English, `lang` has not got it, and it is not international.

    None where we have no dictionary of that language.
    """
    if lang not in _SHARED:
        return None
    lower = word.lower()
    langs = _shared().get(lower, ())
    if lang in langs or len(_AFAR.intersection(langs)) >= _INTERNATIONAL:
        return False
    return is_in_dictionary(lower)


@lru_cache(maxsize=4096)
def is_like_english(word: str) -> bool:
    """Whether a word is made of two English words, one with a prefix, or one slightly misspelt."""
    if len(word) > _LONGEST:  # every cut is tried, and somebody may send a megabyte without blanks
        return False
    cuts = range(SHORTEST, len(word) - SHORTEST + 1)
    if any(is_in_dictionary(word[:cut]) and is_in_dictionary(word[cut:]) for cut in cuts):
        return True
    if any(is_word(word[head:]) for head in _HEADS if len(word) - head > SHORTEST):
        return True
    return len(word) > SHORTEST and not _english().isdisjoint(_misspelt(word))


def _misspelt(word: str) -> Iterator[str]:
    """What a word could be a slip for: a letter too many, too few, another, or two that changed."""
    for cut in range(len(word) + 1):
        head, tail = word[:cut], word[cut:]
        yield head + tail[1:]
        yield head + tail[1:2] + tail[:1] + tail[2:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            yield head + letter + tail[1:]
