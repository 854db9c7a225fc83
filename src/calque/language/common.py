"""
Common English words and names, so that a rule about unknown names leaves them alone.

Source: SCOWL, by Kevin Atkinson; `words/en.txt` has its notice, `tools/english_words.py` makes it.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


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
