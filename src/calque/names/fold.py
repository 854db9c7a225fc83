"""
Latin names reduced to plain letters, for looking up and comparing.

`fold` is lossy on purpose: case, accents and apostrophes go, letters stay. Unicode decomposition
does nearly all of it; `unidecode` is asked only for letters that do not decompose (ł, đ, ø).
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Marks that stand for a soft or hard sign, or for an elision.
SIGNS = "'’‘ʼʹʺ′″´`\"ʻ"

_SIGNS_OUT = dict.fromkeys(map(ord, SIGNS))


@lru_cache(maxsize=65536)
def fold(name: str) -> str:
    """Return `name` in lower-case ASCII letters where it is Latin; signs and accents are gone."""
    text = name.translate(_SIGNS_OUT).casefold()
    if text.isascii():
        return text
    return "".join(fold_letter(char) for char in unicodedata.normalize("NFC", text))


@lru_cache(maxsize=4096)
def fold_letter(char: str) -> str:
    """Return the plain letters of one character (`ž` gives `z`, `ł` gives `l`, `æ` gives `ae`)."""
    parts = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", char).casefold())
    bare = "".join(part for part in parts if not unicodedata.combining(part))
    if not bare.isascii() and any("LATIN" in unicodedata.name(part, "") for part in bare):
        from unidecode import unidecode

        bare = unidecode(bare).casefold()
    return bare.translate(_SIGNS_OUT)
