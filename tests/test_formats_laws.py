"""What holds for every format, whatever the file looks like."""

from __future__ import annotations

from contextlib import suppress
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.document import Document, Span
from calque.errors import InputError
from calque.formats import BILINGUAL, FORMATS, read_document
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
FORGIVING = st.sampled_from(["html", "markdown", "text"])
WORDS = st.sampled_from(
    [
        "word",
        "Tokajev",
        " ",
        "\n",
        "\r\n",
        "\t",
        "&amp;",
        "&lt;b&gt;",
        "&#10;",
        "&#x142;",
        "é",
        "😀",
    ]
)
XML = st.recursive(
    st.one_of(
        WORDS,
        st.sampled_from(
            [
                "<![CDATA[a < b &amp; c]]>",
                "<![CDATA[]]>",
                "<![CDATA[<p>x <b>y</b></p>&amp;]]>",
                "&lt;br/>",
                "&lt;i class='x'&gt;",
                "<!-- x -->",
                "<?x y?>",
                '<x id="1"/>',
                '<ph x="a > b">&lt;br/></ph>',
                "<bpt>b</bpt>",
                "<ept/>",
                '<x ctype="lb"/>',
                '<sm id="1" translate="no"/>',
                '<em startRef="1"/>',
                "<ph/>",
            ]
        ),
    ),
    lambda inner: st.builds(
        "<mrk {}>{}</mrk>".format,
        st.sampled_from(['mtype="seg" mid="1"', 'mtype="protected"', 'mtype="term"', ""]),
        st.lists(inner, max_size=4).map("".join),
    ),
    max_leaves=12,
)
CONTENT = st.lists(XML, max_size=8).map("".join)
UNITS = st.lists(st.tuples(CONTENT, CONTENT), max_size=4)
QUOTED = st.lists(
    st.sampled_from(
        [
            "word",
            " ",
            "\\n",
            '\\"',
            "\\\\",
            "\\x41",
            "<b>",
            "</b>",
            "%d",
            "{x}",
            '"\n"',
            '"\r\n"',
            "é",
        ]
    ),
    max_size=9,
).map("".join)


def xliff_1(units: list[tuple[str, str]]) -> str:
    made = "".join(
        f"<trans-unit><source>{source}</source><target>{target}</target></trans-unit>"
        for source, target in units
    )
    return f'<xliff version="1.2"><file><body>\n{made}</body></file></xliff>'


def xliff_2(units: list[tuple[str, str]]) -> str:
    made = "".join(
        f"<segment><source>{source}</source><target>{target}</target></segment>\n"
        for source, target in units
    )
    return f'<xliff version="2.1" srcLang="fi"><file><unit>{made}</unit></file></xliff>'


def tmx(units: list[tuple[str, str]]) -> str:
    made = "".join(
        f'<tu><tuv xml:lang="fi"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="en"><seg>{target}</seg></tuv></tu>'
        for source, target in units
    )
    return f"<tmx><header/><body>{made}</body></tmx>"


def po(units: list[tuple[str, str]]) -> str:
    return "".join(
        f'#, c-format\nmsgid "x{source}"\nmsgstr "{target}"\n\n' for source, target in units
    )


def documents() -> st.SearchStrategy[Document]:
    pairs = st.lists(st.tuples(QUOTED, QUOTED), max_size=4)
    return st.one_of(
        st.builds(lambda form, text: read_document("t", text, form), FORGIVING, MARKUP),
        st.builds(lambda units: read_document("t", xliff_1(units), "xliff"), UNITS),
        st.builds(lambda units: read_document("t", xliff_2(units), "xliff"), UNITS),
        st.builds(lambda units: read_document("t", tmx(units), "tmx"), UNITS),
        st.builds(lambda units: read_document("t", po(units), "po"), pairs),
    )


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


@given(documents())
def test_segments_are_the_blocks(doc: Document):
    if doc.segments:
        assert doc.segments == tuple(block.outer for block in doc.blocks or ())
        assert doc.source is None or len(doc.source) == len(doc.segments)


@given(documents(), st.data())
def test_what_is_written_is_read(doc: Document, data: st.DataObject):
    inside = [
        k
        for block in doc.blocks or ()
        for piece in block.pieces
        if piece.text is None and doc.format in BILINGUAL
        for k in range(piece.start + 1, piece.end - 1)
        if doc.text[k - 1 : k + 2].isalpha()
    ]
    if not inside:
        return
    at = data.draw(st.sampled_from(inside))
    said = view(doc).text
    seen = view(doc).at(at)
    new = data.draw(st.text(st.sampled_from('&"\\é>'), min_size=1, max_size=3))
    text = doc.text[:at] + doc.written(new, Span(at, at + 1)) + doc.text[at + 1 :]
    again = view(read_document("t", text, doc.format)).text
    assert again == said[:seen] + new + said[seen + 1 :]


@given(st.sampled_from(sorted(BILINGUAL)), MARKUP)
def test_a_bilingual_file_is_read_or_refused(form: str, text: str):
    with suppress(InputError):
        read_document("t", text, form)


def test_every_format_is_tried():
    assert set(FORMATS.values()) == {"html", "markdown", "text", "docx"} | BILINGUAL


def test_format_by_suffix():
    assert read_document("a.MD", "x").format == "markdown"
    assert read_document("a.xhtml", "x").format == "html"
    assert read_document("a.rst", "x").format == "text"
    assert read_document("a.txt", "<p>x", "html").format == "html"
    assert read_document("a.txt", "x", lang="fi", source="y").lang == "fi"


def test_unknown_format():
    with pytest.raises(InputError, match="no format 'doc'; use one of docx, html, markdown"):
        read_document("a.txt", "x", "doc")
