"""
Character classes for Latin text, as strings for use inside a regular expression's brackets.

Python's `re` has no classes by case; these are Unicode's Latin letters, worked out once from
`unicodedata` when first imported (about a thousand letters, under a millisecond).
"""

from __future__ import annotations

import unicodedata
from typing import Final

_LATIN_BLOCKS = (range(0x41, 0x250), range(0x1E00, 0x1F00))


def _letters(category: str) -> str:
    points = (chr(point) for block in _LATIN_BLOCKS for point in block)
    return "".join(letter for letter in points if unicodedata.category(letter) == category)


UPPER: Final = _letters("Lu")
APOSTROPHES: Final = "'’‘ʼ′"
HYPHENS: Final = "-‐‑"

# Same length in, same length out: what glossary matching compares.
_PLAIN: Final = {
    **dict.fromkeys(APOSTROPHES[1:], "'"),
    **dict.fromkeys(HYPHENS[1:], "-"),
    **dict.fromkeys("\n\t\u00a0\u202f\u2009", " "),
    "İ": "i",
}


def fold(text: str) -> str:
    """Return `text` in lower case with one kind of apostrophe, hyphen and space; same length."""
    if text.isascii():
        return text.lower().replace("\n", " ").replace("\t", " ")
    plain = text
    for char, folded in _PLAIN.items():
        if char in plain:
            plain = plain.replace(char, folded)
    folded = plain.lower()
    if len(folded) == len(text):
        return folded
    return "".join(low if len(low := char.lower()) == 1 else char for char in plain)
