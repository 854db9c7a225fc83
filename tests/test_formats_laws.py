"""What holds for every format, whatever the file looks like."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.document import Document
from calque.errors import InputError
from calque.formats import FORMATS, read_document
from calque.language.view import view

# fmt: off
SNIPPETS = [
    "word", "Tokajev", "\n", "\r\n", "\n\n", "\t", "-", "*", "+", "**", "_", "`", "```", "~~",
    "#", "##", "##", "1.", ">", ">>", "|", "|--|", "||", "[", "]", "(", ")", "[a](b)",
    "![i](j)", "[r]:", "http://x", "[r]", "<", "<p>", "</p>", "<P>", "<div>", "</div>", "<li>",
    "<ul>", "</ul>", "<td>", "<tr>", "</table>", "<table>", "<b>", "</b>", "<code>", "</code>",
    "<pre>", "</pre>", "<br>", "<br/>", "<hr>", "<img", "src=x>", "<a", "href='x'>", "<a",
    "href=\"x>", "</a>", "<script>", "</script>", "<title>", "</title>", "<svg>", "<!--", "-->",
    "<!d", "<?", "&amp;", "&lt", "&#160;", "&#10;", "&#", "&foo;", "&", "\\", "\\*", "\\|",
    "---", "===", "<span", "translate=no>", "</span>", "<textarea>", "</x", "<http://a.b>", "é",
    "\u00ad", "\u200d", "\u00a0", "\u2028", "\f", "\u001c", "\u0000", "😀",
]
# fmt: on
MARKUP = st.one_of(
    st.lists(st.sampled_from([*SNIPPETS, " ", "\n", "\n\n", "    "]), max_size=40).map("".join),
    st.text(max_size=80),
)
FORMAT = st.sampled_from(sorted(set(FORMATS.values())))


def documents() -> st.SearchStrategy[Document]:
    return st.builds(lambda form, text: read_document("t", text, form), FORMAT, MARKUP)


@given(documents())
def test_blocks_are_in_order_and_within_the_text(doc: Document):
    pieces = [piece for block in doc.blocks or () for piece in block.pieces]
    assert all(0 <= piece.start <= piece.end <= len(doc.text) for piece in pieces)
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    for block in doc.blocks or ():
        assert block.outer.contains((block.pieces[0].start, block.pieces[-1].end))


@given(documents())
def test_outers_do_not_overlap(doc: Document):
    outers = [block.outer for block in doc.blocks or ()]
    assert all(one.end <= two.start for one, two in pairwise(outers))
    assert all(0 <= start <= end <= len(doc.text) for start, end in outers)


@given(documents())
def test_no_piece_overlaps_a_protected_span(doc: Document):
    for block in doc.blocks or ():
        for piece in block.pieces:
            assert not any(
                span.overlaps(piece[:2]) for span in doc.protected if piece.end > piece.start
            )


@given(documents())
def test_every_character_read_is_the_files(doc: Document):
    seen = view(doc)
    said = {piece[:2] for block in doc.blocks or () for piece in block.pieces if piece.text}
    for k, char in enumerate(seen.text):
        span = seen.span(k, k + 1)
        below = doc.text[slice(*span)]
        assert below == char or char in " \n" or span in said


@given(documents())
def test_spans_go_forward(doc: Document):
    seen = view(doc)
    spans = [seen.span(k, k + 1) for k in range(len(seen.text))]
    assert all(a.start <= b.start and a.end <= b.end for a, b in pairwise(spans))
    assert "\n\n\n" not in seen.text


def test_format_by_suffix():
    assert read_document("a.MD", "x").format == "markdown"
    assert read_document("a.xhtml", "x").format == "html"
    assert read_document("a.rst", "x").format == "text"
    assert read_document("a.txt", "<p>x", "html").format == "html"
    assert read_document("a.txt", "x", lang="fi", source="y").lang == "fi"


def test_unknown_format():
    with pytest.raises(InputError, match="no format 'doc'; use one of html, markdown, text"):
        read_document("a.txt", "x", "doc")
