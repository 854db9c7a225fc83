"""The reader's text and its map back."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.document import Block, Document, Piece, Span
from calque.language.view import View, view

SOFT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
TEXTS = st.text(alphabet="ab\u00e4\u0627\u0628\u0915 \t\n\r\u00a0😀\ufe0f" + SOFT, max_size=60)

READ_AS = [
    ("", ""),
    ("One.\n\nTwo.\n", "One.\n\nTwo.\n"),
    ("One.\r\n\r\nTwo.\r\n", "One.\n\nTwo.\n"),
    ("a\rb", "a\nb"),
    ("a  b\t c", "a b c"),
    ("a  \n b", "a\nb"),
    ("a\n \n\t\n\nb", "a\n\nb"),
    ("Toka\u00adjev", "Tokajev"),
    ("\ufeffToka\u200bjev\u2060", "Tokajev"),
    ("a \u200b b", "a b"),
    ("10\u00a0000", "10\u00a0000"),
    ("Tok\u200cajev", "Tokajev"),
    ("می\u200cخواهم", "می\u200cخواهم"),
    ("क\u094d\u200dष", "क\u094d\u200dष"),
    ("👩\u200d🚀", "👩\u200d🚀"),
    ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
    ("👩\u200dx", "👩x"),
]


def plain(text: str) -> View:
    return view(Document("t", text))


@pytest.mark.parametrize(("text", "read"), READ_AS)
def test_reads_as(text: str, read: str):
    assert plain(text).text == read


def test_ordinary_text_is_its_own_view():
    text = "One.\n\nTwo.\n"
    assert plain(text).text is text


def test_is_made_once():
    doc = Document("t", "a  b")
    assert view(doc) is view(doc)


def test_span_covers_what_was_dropped():
    text = "Mr  Toka\u00adjev\r\n\r\n\r\nspoke"
    seen = plain(text)
    assert seen.text == "Mr Tokajev\n\nspoke"
    assert text[slice(*seen.span(3, 10))] == "Toka\u00adjev"
    assert text[slice(*seen.span(2, 3))] == "  "
    assert text[slice(*seen.span(10, 12))] == "\r\n\r\n\r\n"
    assert seen.parts(0, len(seen.text)) == (Span(0, len(text)),)
    assert seen.block(3) is None


def test_an_empty_span_is_a_point_after_the_character_before():
    seen = plain("\u200ba\u200b  b")
    assert seen.span(0, 0) == (1, 1)
    assert seen.span(1, 1) == (2, 2)
    assert seen.span(3, 3) == (6, 6)
    assert plain("").span(0, 0) == (0, 0)


@given(TEXTS)
def test_never_two_empty_lines_in_a_row(text: str):
    assert "\n\n\n" not in plain(text).text


@given(TEXTS)
def test_every_character_is_the_files(text: str):
    seen = plain(text)
    for k, char in enumerate(seen.text):
        below = text[slice(*seen.span(k, k + 1))]
        assert below == char or (char in " \n" and not below.strip(" \t\r\n" + SOFT))


@given(TEXTS)
def test_spans_go_forward_and_back(text: str):
    seen = plain(text)
    spans = [seen.span(k, k + 1) for k in range(len(seen.text))]
    assert all(a.end <= b.start for a, b in pairwise(spans))
    assert [seen.at(span.start) for span in spans] == list(range(len(spans)))
    assert all(0 <= seen.at(k) <= len(seen.text) for k in range(len(text) + 1))


@given(TEXTS)
def test_reading_twice_changes_nothing(text: str):
    once = plain(text).text
    # A joiner may lose its neighbours' joining when what stood between them goes.
    if "\u200c" not in once and "\u200d" not in once:
        assert plain(once).text == once


MARKED = "<p>To<b>kaj</b>ev &amp; co<br>x</p>\n<li> y\n z"
BLOCKS = (
    Block(
        "paragraph",
        (
            Piece(3, 5),
            Piece(8, 11),
            Piece(15, 18),
            Piece(18, 23, "&"),
            Piece(23, 26),
            Piece(26, 30, "\n"),
            Piece(30, 31),
        ),
        Span(0, 35),
        newline=" ",
    ),
    Block("empty", (), Span(35, 35)),
    Block("item", (Piece(40, 45),), Span(36, 45), newline=" "),
)


def test_blocks():
    seen = view(Document("t", MARKED, blocks=BLOCKS))
    assert seen.text == "Tokajev & co\nx\n\ny z"
    name = seen.parts(0, 7)
    assert [MARKED[slice(*part)] for part in name] == ["To", "kaj", "ev"]
    assert MARKED[slice(*seen.span(0, 7))] == "To<b>kaj</b>ev"
    assert seen.parts(5, 12) == (Span(15, 26),)
    assert seen.parts(8, 9) == (Span(18, 23),)
    assert len(seen.parts(10, 14)) == 2, "a line-break tag lies in between"
    assert seen.block(0) == seen.block(13) == BLOCKS[0]
    assert seen.block(16) == BLOCKS[2]
    assert seen.at(MARKED.index("y")) == 16
    assert seen.at(20) == 8


def test_segments_are_blocks():
    segments = (Span(0, 3), Span(5, 5), Span(7, 11))
    text = "One\n\n\n\nTwo "
    seen = view(Document("t", text, segments=segments))
    assert seen.text == "One\n\nTwo "
    assert seen.parts(0, 9) == (Span(0, 3), Span(7, 11))
    block = seen.block(5)
    assert block is not None
    assert block.outer == segments[2]


@given(st.lists(st.text(alphabet="ab \n\u00ad", max_size=6), max_size=5))
def test_a_part_never_leaves_its_segment(texts: list[str]):
    segments, start = [], 0
    for text in texts:
        segments.append(Span(start, start + len(text)))
        start += len(text) + 2
    doc = Document("t", "\n\n".join(texts), segments=tuple(segments))
    seen = view(doc)
    assert "\n\n\n" not in seen.text
    for end in range(1, len(seen.text) + 1):
        for part in seen.parts(0, end):
            assert any(segment.contains(part) for segment in segments)
