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
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from heapq import nlargest, nsmallest
from itertools import chain
from typing import Final
from zlib import crc32

from calque.document import Span
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
_BITS: Final = 20
_CELLS: Final = 1 << _BITS
_LAST: Final = _CELLS - 1
_ROWS: Final = 3
_SPREAD: Final = 0x9E3779B97F4A7C15
_64_BITS: Final = (1 << 64) - 1
_DIGITS: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]{5,}")


class Repeats:
    """Counts of the outer lines of a batch of texts; 12 MB, however many there are."""

    def __init__(self) -> None:
        self._texts = 0
        self._counts = array("I", bytes(4 * _CELLS * _ROWS))

    def add(self, scan: Scan) -> None:
        """Count the outer lines of one text."""
        self.count(1, cells(scan))

    def count(self, texts: int, cells: Iterable[int]) -> None:
        """Count so many texts, of which these are the `cells`."""
        self._texts += texts
        counts = self._counts
        for cell in cells:
            counts[cell] += 1

    def of(self, scan: Scan) -> dict[Span, int]:
        """
        Return the outer lines of a text that are furniture, each with the texts that have it.

        Empty for a batch of fewer texts than it takes.
        """
        if self._texts < _FEWEST:
            return {}
        frequent = list(self._frequent(scan))
        words = _sketch(scan) if frequent else []
        return {
            line: count
            for line, said, count in frequent
            if self._alike(_key(said), _without(words, said), count) <= _ALIKE
        }

    def _frequent(self, scan: Scan) -> Iterator[tuple[Span, str, int]]:
        """Yield the outer lines that many texts have, each with what it says, and how many."""
        for line in _outer(scan):
            said = scan.folded[line.start : line.end]
            needed = max(_FEWEST, self._texts // _ONE_IN)
            if _is_short_sentence(said):
                needed *= _SENTENCE
            if (count := self._count(_key(said))) >= needed:
                yield line, said, count

    def _alike(self, key: int, words: list[int], count: int) -> float:
        """How much of a text's words the texts with the same line have, on average."""
        shared = (self._count(_joint(key, word)) - 1 for word in words)
        return sum(shared) / ((count - 1) * max(len(words), 1))

    def _count(self, key: int) -> int:
        return min([self._counts[cell] for cell in _cells(key)])


def cells(scan: Scan) -> array[int]:
    """
    Return where the outer lines of a text are counted: what `Repeats.count` takes.

    Each line is there alone, and together with each of a few words of the text around it.
    """
    words = _sketch(scan)
    lines = (scan.folded[line.start : line.end] for line in _outer(scan))
    found = array("I")
    for key, said in {_key(said): said for said in lines}.items():
        found.extend(_cells(key))
        for word in _without(words, said):
            found.extend(_cells(_joint(key, word)))
    return found


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


def _key(said: str) -> int:
    """What a line is known by: capitals and figures (a date, a count of comments) don't matter."""
    return int.from_bytes(blake2b(_DIGITS.sub("0", said).encode(), digest_size=8).digest(), "big")


def _sketch(scan: Scan) -> list[tuple[int, str]]:
    """A few words of the longest lines, the same ones in every text that has them."""
    body = nlargest(_BODY_LINES, scan.lines, key=lambda line: (line.end - line.start, line.start))
    words = {word for line in body for word in _WORD.findall(scan.folded, *line)}
    return nsmallest(_WORDS, [(crc32(word.encode()), word) for word in words])


def _without(words: list[tuple[int, str]], said: str) -> list[int]:
    """The words that a line has not got: its own say nothing of the texts around it."""
    return [number for number, word in words if word not in said]


def _joint(line: int, word: int) -> int:
    return (line ^ (word + 1) * _SPREAD) & _64_BITS


def _cells(key: int) -> tuple[int, int, int]:
    """The cell of each row that a number of 64 bits, all of which tell, is counted in."""
    return (
        key & _LAST,
        (key >> _BITS & _LAST) + _CELLS,
        (key >> 2 * _BITS & _LAST) + 2 * _CELLS,
    )
