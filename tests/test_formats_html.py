"""HTML, tidy and broken: what is read, what is protected, what goes when a block goes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.document import Document
from calque.formats import read_document
from calque.formats.html_tokens import tokens
from calque.language.view import view

READ_AS = [
    ("<p>To<b>kaj</b>ev</p><p>two</p>", "Tokajev\n\ntwo"),
    ("<p> a\n  b\t c </p>\n\n  <p>d</p>", "a b c\n\nd"),
    ("a<br>b<BR/>c", "a\nb\nc"),
    (
        "<p>AT&amp;T &lt;x&gt; caf&eacute; &#8217;&#x2019; &copy &foo; &</p>",
        "AT&T <x> café ’’ © &foo; &",
    ),
    ("<p>10&nbsp;000 Toka&shy;jev</p>", "10\u00a0000 Tokajev"),
    ("<p>a&#10;&#10;&#10;b</p>", "a b"),
    ("<title>A &amp; B</title><style>p{}</style><script>if(a<b)'</p>'</script><p>x", "A & B\n\nx"),
    ("<p>use <code>ls <b>x</b></code> now</p>", "use ￼ now"),
    ("<pre>code</pre><textarea>form</textarea><svg><text>x</text></svg>", ""),
    ('<p>Mr <span translate="no">Nope</span> said</p><p class="a notranslate">x</p>', "Mr ￼ said"),
    ("<html translate=no><body>text", "text"),
    ("<ul><li>one<li>two<ul><li>three</ul></ul>after", "one\n\ntwo\n\nthree\n\nafter"),
    ("<table><tr><td>a<td>b<tr><th>c</table>", "a\n\nb\n\nc"),
    ("<p>He said <q>No <b>one</b></q>. <code><q>x</q></code>", "He said “No one”. ￼"),
    ("text<p>para</p>tail", "text\n\npara\n\ntail"),
    ("<p>one<p>two<div>three</div>", "one\n\ntwo\n\nthree"),
    ("a <!-- b --> c <!-- open", "a c"),
    ("1 < 2 > 1, a<b", "1 < 2 > 1, a"),
    ("<p>x <code>unclosed <p>next", "x ￼\n\nnext"),
    ("a</b></p></div>b", "ab"),
    ("<b><p>x</b>y</p>", "xy"),
    ("<a title=\"a > b\" href='x'>link</a>", "link"),
    ("<![if x]><p>Word</p><![endif]>", "Word"),
    ("<button>Share</button><button>Tweet</button>", "Share\n\nTweet"),
    ("<SCRIPT>x</SCRIPT ><P>y", "y"),
    ("<script src='x'/>y", "y"),
]


def read(text: str) -> Document:
    return read_document("t.html", text)


@pytest.mark.parametrize(("text", "said"), READ_AS)
def test_reads_as(text: str, said: str):
    assert view(read(text)).text == said


@pytest.mark.parametrize(
    ("text", "protected"),
    [
        ('<p class="x">a</p>', ['<p class="x">']),
        ("<p><b>a</b></p>", []),
        ("<!doctype html><!-- c -->a", ["<!doctype html>", "<!-- c -->"]),
        ('a <code class="x">b</code> c', ['<code class="x">b</code>']),
        ("a <img src=x> b", ["<img src=x>"]),
        ("<pre>a</pre><script>b", ["<pre>a</pre>", "<script>b"]),
    ],
)
def test_protects(text: str, protected: list[str]):
    assert [text[slice(*span)] for span in read(text).protected] == protected


@pytest.mark.parametrize(
    ("text", "number", "left"),
    [
        ("<p>a</p><p>b</p><p>c</p>", 1, "<p>a</p><p>c</p>"),
        ("<p>a</p>\n  <p>b</p>\n<p>c</p>\n", 1, "<p>a</p>\n<p>c</p>\n"),
        ("<p>a</p>\r\n<p>b</p>\r\n", 1, "<p>a</p>\r\n"),
        ("<p>a</p><div class=x><p><b>b</b></p></div>", 1, "<p>a</p>"),
        ("<ul><li>a</li><li><p>b</p></li></ul>", 1, "<ul><li>a</li></ul>"),
        ("<ul><li>a<li>b</ul>", 0, "<ul><li>b</ul>"),
        (
            "<table><tr><td>a</td><td>b</td></tr></table>",
            0,
            "<table><tr><td></td><td>b</td></tr></table>",
        ),
        ("<body><p>a</p></body>", 0, "<body></body>"),
        ("<div>a <i>b</i><p>c</p></div>", 0, "<div><p>c</p></div>"),
        ("<p><img src=x>caption</p>", 0, "<p><img src=x></p>"),
        ("<p>a</p><hr><div><p>b</p><pre>c</pre></div>", 1, "<p>a</p><hr><div><pre>c</pre></div>"),
    ],
)
def test_outer_leaves_no_trace(text: str, number: int, left: str):
    block = (read(text).blocks or ())[number]
    assert text[: block.outer.start] + text[block.outer.end :] == left


def test_kinds():
    doc = read("<h2>a</h2><p>b</p><li>c</li><table><td>d</td></table><figcaption>e</figcaption>")
    kinds = [block.kind for block in doc.blocks or ()]
    assert kinds == ["heading", "paragraph", "item", "cell", "caption"]


@given(st.text(alphabet="<>/!-?&;#x1='\" \nab", max_size=60))
def test_tokens_are_the_text(text: str):
    assert "".join(text[token.start : token.end] for token in tokens(text)) == text


@given(st.text(alphabet="ab <>&;é\u00a0", max_size=40))
def test_written_by_the_standard_library_reads_back(said: str):
    folded = re.sub(" +", " ", said).strip()
    assert view(read(f"<p>{html.escape(folded)}</p>")).text == folded.strip()


def test_much_broken_markup_is_no_burden():
    for part in (
        "<a ",
        "<a b='",
        '<a b="',
        "<!--",
        "<!",
        "</",
        "<b>",
        "<p>",
        "</b>",
        "&",
        "<b><p>",
    ):
        read(part * 20_000)
