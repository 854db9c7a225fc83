"""
Text in the cells of a terminal: how wide it is, and an excerpt of a line with a mark under it.

East Asian wide characters and emoji take two cells, combining marks none. Control characters,
which a text from the web may carry, are shown as pictures and never sent to the terminal.

Source: Unicode Standard Annex 11 (East Asian Width); Unicode Technical Standard 51 (emoji).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple
from unicodedata import category, east_asian_width

from calque.document import Span

_TAB: Final = "    "
_JOINER, _EMOJI_STYLE = "\u200d", "\ufe0f"
_SKIN_TONES: Final = range(0x1F3FB, 0x1F400)
_DIRECTIONS: Final = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# A cut moves by up to so many cells to fall between words.
_TO_SPACE: Final = 15


class Glyph(NamedTuple):
    """What to print for one code point, and how many cells it takes."""

    text: str
    width: int


class Excerpt(NamedTuple):
    """Part of a line and, under it, the mark; both start in the same cell."""

    text: str
    mark: str


def glyphs(text: str) -> list[Glyph]:
    """One glyph for each code point of a line."""
    made: list[Glyph] = []
    for index, char in enumerate(text):
        previous = text[index - 1] if index else ""
        if char == "\t":
            made.append(Glyph(_TAB, len(_TAB)))
        elif char == _EMOJI_STYLE and made and made[-1].width == 1:
            made.append(Glyph(char, 1))
        elif previous == _JOINER or (ord(char) in _SKIN_TONES and made and made[-1].width == 2):
            made.append(Glyph(char, 0))
        else:
            made.append(_glyph(char))
    return made


def width(text: str) -> int:
    """How many cells a line takes."""
    return _width(glyphs(text))


def printable(text: str) -> str:
    """The text as it can be sent to a terminal, all on one line."""
    return _text(glyphs(text.replace("\r\n", " ").replace("\n", " ")))


def excerpt(text: str, line: Span, span: Span, room: int) -> Excerpt:
    """
    The part of a line of `text` around `span` that fits into `room` cells, with carets under it.

    What is cut away leaves an ellipsis. An empty span has one caret.
    """
    start = max(line.start, span.start)
    end = max(start, min(line.end, span.end, start + room))
    # More than `room` characters either side are never shown, so a huge line costs no more.
    low, high = max(line.start, start - room), min(line.end, end + room)
    cells = glyphs(text[low:high])
    before, inside, after = (
        cells[: start - low],
        cells[start - low : end - low],
        cells[end - low :],
    )
    if low == line.start and high == line.end and _width(cells) <= room:
        return Excerpt(_text(cells), " " * _width(before) + "^" * max(1, _width(inside)))
    inside, cut = _fitting(inside, room - 2)
    spare = room - 2 - _width(inside)
    left = max(spare // 2, spare - _width(after))
    head, cut_left = _fitting(before[::-1], left)
    head = head[::-1]
    tail, cut_right = _fitting([] if cut else after, spare - _width(head))
    cut_left, cut_right = cut_left or low > line.start, cut or cut_right or high < line.end
    head = _from_word(head) if cut_left else head
    tail = _from_word(tail[::-1])[::-1] if cut_right and tail else tail
    opening, closing = "…" * cut_left, "…" * cut_right
    return Excerpt(
        opening + _text([*head, *inside, *tail]) + closing,
        " " * (len(opening) + _width(head)) + "^" * max(1, _width(inside)),
    )


def _glyph(char: str) -> Glyph:
    kind = category(char)
    if kind == "Cc":
        return Glyph(chr(0x2400 + ord(char)) if ord(char) < 0x20 else "␡", 1)
    if char in _DIRECTIONS or kind == "Cs":
        return Glyph("\ufffd", 1)
    if kind in ("Mn", "Me", "Cf"):
        return Glyph(char, 0)
    return Glyph(char, 2 if east_asian_width(char) in ("W", "F") else 1)


def _fitting(cells: list[Glyph], room: int) -> tuple[list[Glyph], bool]:
    """As many of the first glyphs as fit, and whether any had to go."""
    taken = 0
    for count, glyph in enumerate(cells):
        taken += glyph.width
        if taken > room:
            return cells[:count], True
    return cells, False


def _from_word(cells: list[Glyph]) -> list[Glyph]:
    """The glyphs without the piece of a word they begin with, if it is short."""
    for count, glyph in enumerate(cells[:_TO_SPACE]):
        if glyph.text == " ":
            return cells[count + 1 :] or cells
    return cells


def _width(cells: Iterable[Glyph]) -> int:
    return sum(glyph.width for glyph in cells)


def _text(cells: Iterable[Glyph]) -> str:
    return "".join(glyph.text for glyph in cells)
