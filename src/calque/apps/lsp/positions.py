"""
Offsets here, positions in the editor: the only place that knows of its units.

An editor names a line and, in it, a number of code units: of UTF-16 unless it agreed on another
encoding. Lines end at a line feed, a carriage return or both, and nowhere else (Python and pygls
also cut at form feeds and U+2028).

Source: Language Server Protocol 3.17, "Text Documents" and "Position".
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from functools import cached_property
from typing import Final

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END: Final = re.compile("\r\n|\n|\r")
# The characters that take one unit more than those before them; each class is in the one before.
_LONGER: Final = {
    PositionEncodingKind.Utf8: (
        "[\x80-\U0010ffff]",
        "[\u0800-\U0010ffff]",
        "[\U00010000-\U0010ffff]",
    ),
    PositionEncodingKind.Utf16: ("[\U00010000-\U0010ffff]",),
    PositionEncodingKind.Utf32: (),
}


class Text:
    """A text as an editor has it; `encoding` is what was agreed on."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self.text = text
        self._encoding = PositionEncodingKind(encoding)
        self._starts = [0, *(end.end() for end in _LINE_END.finditer(text))]

    def changed(self, range: Range, new: str) -> Text:
        """The text with a range of it replaced."""
        start, end = self.offset(range.start), self.offset(range.end)
        return Text(self.text[:start] + new + self.text[max(start, end) :], self._encoding)

    def offset(self, position: Position) -> int:
        """
        The code point at a position.

        Past a line's end it is the end, past the last line the text's; inside a character that is
        several units it is the character.
        """
        if position.line >= len(self._starts):
            return len(self.text)
        start, end = self._line(position.line)
        wanted = self._units(start) + position.character
        return start - 1 + bisect_right(range(start, end + 1), wanted, key=self._units)

    def position(self, offset: int) -> Position:
        """The position of a code point."""
        line = bisect_right(self._starts, offset) - 1
        return Position(line, self._units(offset) - self._units(self._starts[line]))

    def range(self, start: int, end: int) -> Range:
        """The range of a span."""
        return Range(self.position(start), self.position(end))

    def line_end(self, offset: int) -> int:
        """Where the line of an offset ends, before its line break."""
        return self._line(bisect_right(self._starts, offset) - 1)[1]

    def _line(self, number: int) -> tuple[int, int]:
        """Where a line begins and ends, without its line break."""
        start = self._starts[number]
        if number + 1 == len(self._starts):
            return start, len(self.text)
        end = self._starts[number + 1]
        return start, end - (2 if self.text[end - 2 : end] == "\r\n" else 1)

    def _units(self, offset: int) -> int:
        """How many units come before an offset, line breaks and all."""
        return offset + sum(bisect_left(places, offset) for places in self._longer)

    @cached_property
    def _longer(self) -> list[array[int]]:
        """Where the characters stand that take more than one unit."""
        if self.text.isascii():
            return []
        return [
            array("L", (found.start() for found in re.finditer(letters, self.text)))
            for letters in _LONGER[self._encoding]
        ]
