"""
Offsets here, positions in the editor: the only place that knows of its units.

An editor names a line and, in it, a number of code units: of UTF-16 unless it agreed on another
encoding. Lines end at a line feed, a carriage return or both, and nowhere else (Python and pygls
also cut at form feeds and U+2028).

Source: Language Server Protocol 3.17, "Text Documents" and "Position".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

from lsprotocol.types import Position, PositionEncodingKind, Range

_LINE_END: Final = re.compile("\r\n|\n|\r")
# How a text is encoded, and how many bytes a unit has.
_ENCODINGS: Final = {
    PositionEncodingKind.Utf8: ("utf-8", 1),
    PositionEncodingKind.Utf16: ("utf-16-le", 2),
    PositionEncodingKind.Utf32: ("utf-32-le", 4),
}


class Text:
    """A text as an editor has it; `encoding` is what was agreed on."""

    def __init__(self, text: str, encoding: PositionEncodingKind | str) -> None:
        self.text = text
        self._encoding = PositionEncodingKind(encoding)
        self._codec, self._width = _ENCODINGS[self._encoding]
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
        line = self.text[start:end]
        if line.isascii():
            return start + min(position.character, len(line))
        data = self._encoded(line)
        cut = min(position.character * self._width, len(data))
        while cut < len(data) and self._is_inside(data, cut):
            cut -= self._width
        return start + len(data[:cut].decode(self._codec, "surrogatepass"))

    def position(self, offset: int) -> Position:
        """The position of a code point."""
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        units = len(before) if before.isascii() else len(self._encoded(before)) // self._width
        return Position(line, units)

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

    def _encoded(self, text: str) -> bytes:
        return text.encode(self._codec, "surrogatepass")

    def _is_inside(self, data: bytes, cut: int) -> bool:
        """Whether a character that began before `cut` goes on there."""
        if self._width == 1:
            return data[cut] & 0xC0 == 0x80
        return self._width == 2 and cut > 1 and _high(data, cut - 2) and _low(data, cut)


def _high(data: bytes, at: int) -> bool:
    return data[at + 1] & 0xFC == 0xD8


def _low(data: bytes, at: int) -> bool:
    return data[at + 1] & 0xFC == 0xDC
