"""Markdown: what is read, what is protected, what goes when a block goes."""

from __future__ import annotations

import pytest

from calque.document import Document
from calque.formats import read_document
from calque.language.view import view

READ_AS = [
    ("# Head *one* ##\n\nText.", "Head one\n\nText."),
    ("Head\ntwo\n===\n\nText.", "Head two\n\nText."),
    ("a\nb  \nc\\\nd<br>e", "a b\nc\nd\ne"),
    (
        "To**kaj**ev __said__ ~~no~~ 2 * 3 * 4 snake_case_x",
        "Tokajev said no 2 * 3 * 4 snake_case_x",
    ),
    ("***both* one** `x` end", "both one ￼ end"),
    ("[Text *of* link](http://a.b/(c) 'title') and [ref][r] and [r]\n\n[r]: http://x", None),
    ("![alt](x.png)", ""),
    ("See <http://a.b> now", "See ￼ now"),
    (r"\*no\* AT&amp;T &copy; AT&T", "*no* AT&T © AT&T"),
    ("raw <b>bold</b> text", "raw bold text"),
    ("- a\n- b\n  c\n\n  d\n    1. e", "a\n\nb c\n\nd\n\ne"),
    ("> a\n> b\n>\n> c\nlazy", "a b\n\nc lazy"),
    ("| a | b \\| c |\n|---|---|\n| *x* |  |\n| y | z |", "a\n\nb | c\n\nx\n\ny\n\nz"),
    ("```\ncode\n```\n\n    more\n\n<div>\nraw\n</div>\n\ntext", "text"),
    ("---\ntitle: x\n---\n\ntext", "text"),
    ("text\n\n---\n\nmore", "text\n\nmore"),
    ("[unclosed](http://a", "[unclosed](http://a"),
]


def read(text: str) -> Document:
    return read_document("t.md", text)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("text", "said"), READ_AS)
def test_reads_as(text: str, said: str | None, line_end: str):
    expected = "Text of link and ref and ￼" if said is None else said
    if line_end == "\r" and text.startswith("---"):
        return
    assert view(read(text.replace("\n", line_end))).text == expected


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ("a `x` b", ["`x`"]),
        ("[a](http://b)", ["](http://b)"]),
        ("![a](b) <i>c</i>", ["![a](b)", "<i>", "</i>"]),
        ("---\nt: x\n---\ntext", ["---\nt: x\n---"]),
        ("x\n\n```\ny\n```\n", ["```\ny\n```"]),
        ("a [b *c*][d] [e *f*][] [g]\n\n[d]: x\n[e *f*]: y\n[g]: z", ["][d]", "[e *f*][]", "[g]"]),
    ],
)
def test_protects(text: str, protected: list[str]):
    assert [text[slice(*span)] for span in read(text).protected] == protected


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("A.\n\nB.\n\nC.\n", 1, "A.\n\nC.\n"),
        ("A.\n\n## B\n\nC.\n", 1, "A.\n\nC.\n"),
        ("A.\n\nB\n---\n\nC.\n", 1, "A.\n\nC.\n"),
        ("A.\r\n\r\nB.\r\n\r\nC.", 1, "A.\r\n\r\nC."),
        ("- a\n- b\n- c\n", 0, "- b\n- c\n"),
        ("- a\n- b\n- c\n", 2, "- a\n- b\n"),
        ("A.\n\n> b\n\nC.\n", 1, "A.\n\nC.\n"),
        ("- a\n\n  b\n- c\n", 1, "- a\n\n- c\n"),
        ("- a\n  - b\n", 0, "- \n  - b\n"),
        ("| a |\n|---|\n| b |\n", 1, "| a |\n|---|\n|  |\n"),
    ],
)
def test_outer_leaves_no_trace(text: str, number: int, left: str):
    block = (read(text).blocks or ())[number]
    assert text[: block.outer.start] + text[block.outer.end :] == left


def test_kinds():
    doc = read("# h\n\np\n\n- i\n\n| c |\n|---|\n")
    assert [block.kind for block in doc.blocks or ()] == ["heading", "paragraph", "item", "cell"]


def test_emphasis_inside_a_word_makes_parts():
    doc = read("To**kaj**ev")
    assert len(view(doc).parts(0, 7)) == 3


def test_many_brackets_and_stars_are_no_burden():
    for part in ("[", "*a ", "`", "<a ", "![", "~~", "&", "> ", "- "):
        read(part * 3_000)
