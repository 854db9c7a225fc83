"""
Finding many needles in a text at once.

Long texts and batches go through an Aho–Corasick automaton (built once, when enough text has been
seen to pay for it); a single short text goes through a table of three-letter beginnings, which is
ready at once. Both report the same: every needle that stands at the beginning of a word.

Source: A. V. Aho and M. J. Corasick, "Efficient string matching", CACM 18(6), 1975.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

# Building the automaton costs about as much as reading this many characters the light way.
_BULK: Final = 60_000
_STEM: Final = 3
_WORD_START: Final = re.compile(r"(?<![^\W_])[^\s]")


class Found(NamedTuple):
    """Needle number `needle` stands at `[start, end)`."""

    start: int
    end: int
    needle: int


class Matcher:
    """
    Needles to look for, already folded (see `letters.fold`).

    `find` reports needles that begin at a word's start, in order of start, then length, longest
    first. Where the word ends is for the caller to check: endings differ by language.
    """

    def __init__(self, needles: Sequence[str]) -> None:
        self.needles = needles
        self._seen = 0
        self._automaton: Any = None
        self._table: dict[str, list[int]] | None = None

    def find(self, folded: str) -> list[Found]:
        """Every needle at a word's start of `folded`, overlapping ones included."""
        if not self.needles:
            return []
        self._seen += len(folded)
        bulky = self._automaton is not None or self._seen > _BULK
        found = self._find_many(folded) if bulky else self._find_few(folded)
        return sorted(found, key=lambda hit: (hit.start, -hit.end, hit.needle))

    def _find_many(self, folded: str) -> Iterator[Found]:
        if self._automaton is None:
            from ahocorasick_rs import AhoCorasick

            self._automaton = AhoCorasick(self.needles)
        for index, start, end in self._automaton.find_matches_as_indexes(folded, overlapping=True):
            if start == 0 or not folded[start - 1].isalnum():
                yield Found(start, end, index)

    def _find_few(self, folded: str) -> Iterator[Found]:
        if self._table is None:
            self._table = defaultdict(list)
            for index, needle in enumerate(self.needles):
                self._table[needle[:_STEM]].append(index)
        for match in _WORD_START.finditer(folded):
            start = match.start()
            # A stem shorter than three letters is a whole needle.
            stems = {folded[start : start + length] for length in range(1, _STEM + 1)}
            for index in (index for stem in stems for index in self._table.get(stem, ())):
                if folded.startswith(self.needles[index], start):
                    yield Found(start, start + len(self.needles[index]), index)
