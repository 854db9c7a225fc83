"""
English words that a large dictionary lacks: obscure ones, what science makes, names of drugs.

Source: SCOWL, by Kevin Atkinson (size 80), for the obscure words and for the Greek and Latin heads
that go before others (`tools/english_words.py`); World Health Organization, "The use of stems in
the selection of International Nonproprietary Names (INN) for pharmaceutical substances", for the
stems that the names of drugs end in.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cache, lru_cache, partial
from importlib.resources import files
from typing import Final

from calque.language.common import is_in_dictionary, lines

# The least that is left of a word behind its head.
_SHORTEST: Final = 5
_DRUG: Final = re.compile(
    r"""\w{2,}(?:azepam|bradine|capone|ciclib|cillin|cycline|dipine|fentanil|floxacin|gliflozin
        |gliptin|glitazone|glutide|[iu]mab|oxetine|parib|prazole|previr|sartan|setron|statin
        |tidine|tinib|xaban)s?""",
    re.VERBOSE,
)


@lru_cache(maxsize=65536)
def is_term(word: str) -> bool:
    """Whether a word in lower case is obscure English, a drug, or has a Greek or Latin head."""
    if _DRUG.fullmatch(word):
        return True
    cuts = range(3, len(word) - _SHORTEST + 1)
    if any(word[:cut] in _heads() and is_in_dictionary(word[cut:]) for cut in cuts):
        return True
    return _is_obscure(word.encode())


@cache
def _heads() -> frozenset[str]:
    return frozenset(lines("en-heads.txt"))


def _is_obscure(word: bytes) -> bool:
    """Whether the list has a word; it is in order, and few are looked for, so it stays as it is."""
    words = _obscure()
    at = bisect_left(range(len(words)), word, key=partial(_line, words))
    return at < len(words) and _line(words, at) == word


def _line(words: bytes, at: int) -> bytes:
    """The line that a place is on, its end included."""
    start = words.rfind(b"\n", 0, at) + 1
    return words[start : words.find(b"\n", start)]


@cache
def _obscure() -> bytes:
    return (files("calque.language") / "words" / "en-obscure.txt").read_bytes()
