"""
Offsets to lines and columns, both 1-based; columns count code points.

Only a line feed ends a line, so the carriage return of a Windows line end is its last column.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple

from calque.document import Span


class Position(NamedTuple):
    """A line and a column, both from 1."""

    line: int
    column: int


class Lines:
    """The lines of one text; finding a position takes a bisection."""

    def __init__(self, text: str) -> None:
        self.text = text
        lengths = [len(line) + 1 for line in text.split("\n")]
        self._starts = [0, *accumulate(lengths)][:-1]

    def position(self, offset: int) -> Position:
        """Where a code-point offset is; the text's length is a valid offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def span(self, line: int) -> Span:
        """Offsets of a line without its line end."""
        start = self._starts[line - 1]
        end = self._starts[line] - 1 if line < len(self._starts) else len(self.text)
        return Span(start, end - 1 if self.text[start:end].endswith("\r") else end)
