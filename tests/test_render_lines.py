"""Positions and excerpts: columns in code points, marks in terminal cells."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.document import Span
from calque.render.cells import excerpt, printable, width
from calque.render.lines import Lines, Position

LONG = "one two three four five six seven eight nine ten eleven twelve " * 5


def marked(line: str, words: str, room: int = 60) -> tuple[str, str]:
    start = line.index(words)
    return excerpt(line, Span(0, len(line)), Span(start, start + len(words)), room)


@pytest.mark.parametrize(
    "text, offset, position",
    [
        ("", 0, (1, 1)),
        ("a\nb", 2, (2, 1)),
        ("a\nb\n", 4, (3, 1)),
        ("a\r\nb", 3, (2, 1)),
        ("😀 ODKB", 2, (1, 3)),
        ("one\rtwo\u2028three", 8, (1, 9)),
    ],
)
def test_position(text: str, offset: int, position: tuple[int, int]) -> None:
    assert Lines(text).position(offset) == position


@given(st.text(alphabet="ab\n\r😀\u0301\u2028"))
def test_every_offset_is_in_its_line(text: str) -> None:
    lines = Lines(text)
    for offset in range(len(text) + 1):
        line, column = lines.position(offset)
        assert line == text.count("\n", 0, offset) + 1
        assert column == offset - (text.rfind("\n", 0, offset) + 1) + 1


def test_a_line_has_no_line_end() -> None:
    lines = Lines("one\r\ntwo\n")
    assert [lines.text[slice(*lines.span(number))] for number in (1, 2, 3)] == ["one", "two", ""]
    assert lines.position(5) == Position(2, 1)


@pytest.mark.parametrize(
    "text, cells",
    [
        ("Tokayev", 7),
        ("\t", 4),
        ("北京", 4),
        ("e\u0301", 1),
        ("😀", 2),
        ("👍🏽", 2),
        ("👩\u200d🚀", 2),
        ("❤\ufe0f", 2),
        ("🇰🇿", 2),
        ("a\u200bb", 2),
        ("\x1b[31m", 5),
    ],
)
def test_width(text: str, cells: int) -> None:
    assert width(text) == cells


@given(st.text())
def test_nothing_printed_moves_the_cursor(text: str) -> None:
    assert all(char >= " " and char not in "\x7f\u202e" for char in printable(text))


def test_a_word_that_is_all_there_is_stays() -> None:
    text = "漢字" * 20 + " PSGV " + "漢字" * 20
    start = text.index("PSGV")
    shown = excerpt(text, Span(0, len(text)), Span(start, start + 4), 20)
    assert shown.text == "…字漢字 PSGV 漢字漢…"
    assert shown.mark.index("^") == 8


def test_a_short_line_is_shown_whole() -> None:
    assert marked("The ODKB left.", "ODKB") == ("The ODKB left.", "    ^^^^")


@pytest.mark.parametrize("before", ["\t", "北京 ", "😀 ", "e\u0301", "👩\u200d🚀 "])
def test_the_mark_stands_under_the_words(before: str) -> None:
    text, mark = marked(f"{before}ODKB left", "ODKB")
    assert mark == " " * width(before) + "^^^^"
    assert text.index("ODKB") == len(printable(before))


def test_an_empty_span_has_a_caret() -> None:
    assert excerpt("one", Span(0, 3), Span(3, 3), 60).mark == "   ^"


@pytest.mark.parametrize("at", [0, 60, 150, 250, len(LONG) - 8])
def test_a_long_line_is_cut_at_words(at: int) -> None:
    start = LONG.index(" ", at) + 1 if at else 0
    end = min(start + 3, len(LONG))
    text, mark = excerpt(LONG, Span(0, len(LONG)), Span(start, end), 60)
    assert width(text) <= 60
    assert text[mark.index("^") : len(mark)] == LONG[start:end]
    assert text.startswith("…") == (start > 40)
    inside = text.strip("…")
    assert f" {inside.strip()} " in f" {LONG} "


def test_a_long_span_is_cut_too() -> None:
    text, mark = excerpt(LONG, Span(0, len(LONG)), Span(10, 200), 60)
    assert len(mark) <= 60
    assert text.endswith("…")


def test_a_huge_line_costs_no_more() -> None:
    huge = "ab " * 1_500_000
    text, _ = excerpt(huge, Span(0, len(huge)), Span(3_000_000, 3_000_002), 80)
    assert width(text) <= 80
