"""Positions of editors and offsets of ours, there and back in every encoding."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol.types import Position, Range

from calque.apps.lsp.positions import Text

ENCODINGS = {"utf-8": ("utf-8", 1), "utf-16": ("utf-16-le", 2), "utf-32": ("utf-32-le", 4)}
# With what cuts lines, what doesn't (form feed, U+2028), and letters of one to four bytes.
TEXTS = st.text(st.sampled_from("ab ëß€\u2028\x0c\x85𐐷😀\n\r\ud83d"), max_size=30)


@given(TEXTS, st.sampled_from(list(ENCODINGS)), st.data())
def test_there_and_back(text: str, encoding: str, data: Any) -> None:
    held = Text(text, encoding)
    offset = data.draw(st.integers(0, len(text)))
    at = held.position(offset)
    # Between a carriage return and its line feed is no position of its own.
    inside = text[offset - 1 : offset + 1] == "\r\n" and offset > 0
    assert held.offset(at) == (offset - 1 if inside else offset)


@given(TEXTS, st.sampled_from(list(ENCODINGS)))
def test_units_are_counted_as_the_encoding_has_them(text: str, encoding: str) -> None:
    codec, width = ENCODINGS[encoding]
    line = text.replace("\r", "").replace("\n", "")
    end = Text(line, encoding).position(len(line))
    assert end == Position(0, len(line.encode(codec, "surrogatepass")) // width)


@given(TEXTS, TEXTS, st.sampled_from(list(ENCODINGS)), st.data())
def test_a_change_is_made_where_it_is_meant(text: str, new: str, encoding: str, data: Any) -> None:
    held = Text(text, encoding)
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    range = Range(held.position(start), held.position(end))
    first, last = held.offset(range.start), held.offset(range.end)
    assert held.changed(range, new).text == text[:first] + new + text[last:]


@pytest.mark.parametrize(
    "line, character, offset",
    [(0, 1, 0), (0, 2, 1), (0, 3, 2), (0, 99, 2), (1, 0, 4), (1, 7, 5), (2, 0, 5), (99, 9, 5)],
)
def test_positions_that_are_none(line: int, character: int, offset: int) -> None:
    assert Text("😀a\r\nb", "utf-16").offset(Position(line, character)) == offset


def test_a_line_ends_before_its_break() -> None:
    text = Text("ab\r\ncd\re\u2028f\n", "utf-16")
    assert [text.line_end(offset) for offset in (0, 2, 4, 7, 11)] == [2, 2, 6, 10, 11]
