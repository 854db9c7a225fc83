"""
Which lines open or close many texts of a batch: furniture that no glossary knows.

A first pass counts the outer lines of every text; then each text can be asked which of its lines
stand in others too. Translations and versions of one article share lines because they are one
article, so a line counts only where the texts around it have little else in common.

Counts are kept in a table of fixed size, whatever the batch: they may be a little too high, never
too low, and do not depend on the order of the texts.

Source: G. Cormode and S. Muthukrishnan, "An improved data stream summary: the count-min sketch and
its applications", 2005; E. Cohen and H. Kaplan, "Summarizing data using bottom-k sketches", 2007.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from hashlib import blake2b
from heapq import nlargest, nsmallest
from itertools import chain
from typing import Final
from zlib import crc32

from calque.document import Span
from calque.language.letters import fold
from calque.language.scan import Scan

# How many lines at either end are looked at.
_HEAD: Final = 4
_TAIL: Final = 10
_FEWEST: Final = 5
# In a large batch a line must stand in one of so many texts. A short sentence ("He was not hurt.")
# closes many articles, so a line that is one needs more.
_ONE_IN: Final = 500
_SENTENCE: Final = 4
_SHORT: Final = 120
# What the texts around a line are told apart by: this many of their words, taken by hash.
_WORDS: Final = 8
_BODY_LINES: Final = 3
# The greatest share of these words that texts with a line in common may share on average: two
# unrelated articles share a twentieth, two translations of one article a half.
_ALIKE: Final = 0.25
_CELLS: Final = 1 << 20
_ROWS: Final = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9)
_64_BITS: Final = (1 << 64) - 1
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]{5,}")


class Repeats:
    """Counts of the outer lines of a batch of texts; 12 MB, however many there are."""

    def __init__(self) -> None:
        self._texts = 0
        self._counts = [array("I", bytes(4 * _CELLS)) for _ in _ROWS]

    def add(self, scan: Scan) -> None:
        """Count the outer lines of one text."""
        self._texts += 1
        words = _sketch(scan)
        for key, line in {_key(scan, line): line for line in _outer(scan)}.items():
            around = (_joint(key, word) for word in _without(words, scan, line))
            for each in (key, *around):
                for row, counts in zip(_ROWS, self._counts, strict=True):
                    counts[_cell(each, row)] += 1

    def of(self, scan: Scan) -> dict[Span, int]:
        """
        Return the outer lines of a text that are furniture, each with the texts that have it.

        Empty for a batch of fewer texts than it takes.
        """
        if self._texts < _FEWEST:
            return {}
        words = _sketch(scan)
        found = {}
        for line in _outer(scan):
            key = _key(scan, line)
            count = self._count(key)
            needed = max(_FEWEST, self._texts // _ONE_IN)
            if _is_short_sentence(scan.text[line.start : line.end]):
                needed *= _SENTENCE
            if count < needed:
                continue
            if self._alike(key, _without(words, scan, line), count) <= _ALIKE:
                found[line] = count
        return found

    def _alike(self, key: int, words: list[int], count: int) -> float:
        """How much of a text's words the texts with the same line have, on average."""
        shared = (self._count(_joint(key, word)) - 1 for word in words)
        return sum(shared) / ((count - 1) * max(len(words), 1))

    def _count(self, key: int) -> int:
        return min(counts[_cell(key, row)] for row, counts in zip(_ROWS, self._counts, strict=True))


def _outer(scan: Scan) -> Iterator[Span]:
    """The first and last lines of a text that say anything."""
    lines = scan.lines
    outer = chain(lines[:_HEAD], lines[max(_HEAD, len(lines) - _TAIL) :])
    return (line for line in outer if _says_something(scan.text, line))


def _says_something(text: str, line: Span) -> bool:
    """Whether a line has a word, and is no aside in brackets: "(Applause)" closes many speeches."""
    aside = text[line.start] in "([" and text[line.end - 1] in ")]"
    return not aside and _WORD.search(text, *line) is not None


def _is_short_sentence(line: str) -> bool:
    return len(line) <= _SHORT and line.endswith((".", "!", "?", "…", "”", '"'))


def _key(scan: Scan, line: Span) -> int:
    """What a line is known by: capitals and figures (a date, a count of comments) don't matter."""
    said = _DIGITS.sub("0", fold(scan.text[line.start : line.end]))
    return int.from_bytes(blake2b(said.encode(), digest_size=8).digest(), "big")


def _sketch(scan: Scan) -> list[int]:
    """A few words of the longest lines, the same ones in every text that has them."""
    body = nlargest(_BODY_LINES, scan.lines, key=lambda line: (line.end - line.start, line.start))
    return nsmallest(_WORDS, {word for line in body for word in _words(scan, line)})


def _without(words: list[int], scan: Scan, line: Span) -> list[int]:
    """The words that are not the line's own: those say nothing of the texts around it."""
    own = set(_words(scan, line))
    return [word for word in words if word not in own]


def _words(scan: Scan, line: Span) -> Iterator[int]:
    return (crc32(word.encode()) for word in _WORD.findall(scan.folded, *line))


def _joint(line: int, word: int) -> int:
    return (line ^ (word + 1) * _ROWS[0]) & _64_BITS


def _cell(key: int, row: int) -> int:
    return ((key * row) & _64_BITS) >> 44
