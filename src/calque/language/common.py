"""
Common English words and names, so that a rule about unknown names or words leaves them alone.

Source: SCOWL, by Kevin Atkinson; the lists in `words/` have its notice and are made by
`tools/english_words.py`.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

# The lists have no shorter words.
_SHORTEST: Final = 4


@cache
def _english() -> frozenset[str]:
    text = (files("calque.language") / "words" / "en.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_word(word: str) -> bool:
    """Whether a capitalised or lower-case word is a common English word (not a name)."""
    return word.lower() in _english()


def is_known_name(word: str) -> bool:
    """Whether a capitalised word is a name that English dictionaries have."""
    return word in _english()


@cache
def _rare() -> frozenset[str]:
    text = (files("calque.language") / "words" / "en-rare.txt").read_text(encoding="utf-8")
    return frozenset(line for line in text.splitlines() if not line.startswith("#"))


def is_in_dictionary(word: str) -> bool:
    """Whether a large English dictionary has a word at all, accents aside, as a word or a name."""
    letters = unicodedata.normalize("NFD", word.lower())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    forms = {word.lower(), plain}
    return any(is_word(f) or f in _rare() or f.capitalize() in _english() for f in forms)


@lru_cache(maxsize=4096)
def is_like_english(word: str) -> bool:
    """Whether a word is made of two English words, or is one misspelt in one place."""
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extractOne

    cuts = range(_SHORTEST, len(word) - _SHORTEST + 1)
    if any(is_in_dictionary(word[:cut]) and is_in_dictionary(word[cut:]) for cut in cuts):
        return True
    sizes = range(len(word) - 1, len(word) + 2)
    near = (extractOne(word, _by_size()[n], scorer=OSA.distance, score_cutoff=1) for n in sizes)
    return len(word) > _SHORTEST and any(near)


@cache
def _by_size() -> defaultdict[int, list[str]]:
    words = defaultdict(list)
    for word in _english():
        words[len(word)].append(word)
    return words
