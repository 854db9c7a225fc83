"""What a notebook shows: the words are all there, and nothing of the text becomes markup."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import calque
from calque.config import Config
from calque.document import Document, Span
from calque.edits import apply
from calque.errors import CalqueError
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.pipeline import Checker
from calque.provenance import Cue, SourceLanguage
from calque.render.html import changes, report
from calque.render.html.markup import element, link, visible
from calque.report import Report, instead
from calque.rule import Rule

TEXT = (
    "ODKB forces left, Tokajev said.\n\n"
    "In Kiova the internet was broken. The ODKB paid $5 million, not $7."
)
SNAPSHOT = Path(__file__).with_name("checked.html")
ALLOWED = {
    *(
        "div",
        "pre",
        "style",
        "b",
        "span",
        "p",
        "mark",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "ins",
    ),
    *("del", "details", "summary", "ul", "li", "a"),
}
ATTRIBUTES = {
    *("class", "lang", "dir", "title", "data-n", "tabindex", "href", "target", "rel"),
    *("colspan", "scope"),
}
HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><b onmouseover="x">',
    "' onfocus='x",
    "&lt;b&gt; &amp; &#60;",
    "</style><script>",
    "<!-- ]]> --> <![CDATA[",
    "javascript:alert(1)",
    "a\u202eb\u2066c",
    "\x00\x1b[31m\ud800\ufffe",
    "line\r\nline\rline",
    "$x$ \\(y\\)",
]


class Tree(HTMLParser):
    """Reads a page as a browser does: the elements, their attributes, and the text of one."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        assert len(named) == len(attrs)
        self.elements.append((tag, named))
        self._open.append(f"{tag}.{named.get('class') or ''}")

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop().split(".")[0] == tag

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self._open), data))

    def handle_comment(self, data: str) -> None:
        pytest.fail(f"a comment: {data}")

    def text(self, inside: str) -> str:
        return "".join(data for path, data in self.texts if inside in path)


def tame(html: str) -> Tree:
    """The page, with no element or attribute but ours."""
    tree = Tree(html)
    for tag, attributes in tree.elements:
        assert tag in ALLOWED
        assert ATTRIBUTES.issuperset(attributes)
        assert str(attributes.get("href", "https://")).startswith(("http://", "https://"))
    html.encode()  # no half of a pair
    return tree


markup = st.text("<>&\"' =/\n\r", max_size=8)
nasty = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=12), markup)
texts = st.lists(nasty, max_size=6).map("".join)


@st.composite
def reports(draw: Any) -> Report:
    """A report with hostile words in every place where words can be."""
    text = draw(texts)
    doc = Document(draw(nasty), text, lang=draw(nasty))
    findings = []
    for _ in range(draw(st.integers(0, 4))):
        start = draw(st.integers(0, len(text)))
        span = Span(start, draw(st.integers(start, len(text))))
        edits = (Edit(*span, draw(nasty)),)
        fix = Fix(draw(st.sampled_from([(), edits])), draw(st.sampled_from(Safety)), draw(nasty))
        severity = draw(st.sampled_from(["minor", "major", "critical"]))
        rule = Rule("NAM001", "name-drift", "terminology", "inconsistency", severity, "")
        ref = draw(st.one_of(nasty, nasty.map("http://{}".format)))
        evidence = (Evidence("glossary", draw(nasty), ref),)
        findings.append(Finding(rule, span, draw(nasty), 0.5, (fix,), evidence))
    source = SourceLanguage({"fi": 1.0}, (Cue(draw(nasty), ("fi",), "spelling"),))
    return Report(doc, tuple(findings), (), text, tuple(findings), source, "")


@given(reports())
def test_a_hostile_text_is_shown_and_stays_text(found: Report) -> None:
    tree = tame(report.page(found))
    assert tree.text("pre.text") == "\n" + visible(found.document.text)


@given(texts, st.data())
def test_hostile_changes_are_shown_and_stay_text(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), max_size=6)))
    edits: list[Edit] = []
    for start, end in zip(cuts[::2], cuts[1::2], strict=False):
        if not edits or edits[-1].end < start:
            edits.append(Edit(start, end, data.draw(nasty)))
    source = SourceLanguage({"und": 1.0}, ())
    after = apply(text, edits)
    doc = Document("x", text)
    found = Report(doc, (), (), after, (), source, "", applied=tuple(edits), mended=len(edits))
    tree = tame(changes.page(found))
    gone = "".join(text[edit.start : edit.end] for edit in edits)
    assert _bare(tree.text("del.")) == _bare(visible(gone))
    assert _bare(tree.text("ins.")) == _bare(visible("".join(edit.text for edit in edits)))


def _bare(text: str) -> str:
    """The text without line ends; where lines are cut a lone carriage return may be shown."""
    return re.sub(r"[\r\n␍]+", "", text)


@given(nasty, nasty)
def test_hostile_names_stay_text(one: str, other: str) -> None:
    tame(calque.names.compare(one, other)._repr_html_())


@given(nasty, nasty)
def test_an_element_escapes(child: str, value: str) -> None:
    tree = Tree(element("span", child, title=value, class_=None))
    assert tree.elements == [("span", {"title": visible(value)})]
    assert "".join(data for _, data in tree.texts) == visible(child)


def test_only_the_web_is_linked() -> None:
    assert link("x", "javascript:alert(1)") == "x"
    assert link("x", "https://example.org/a b") == "x"
    assert 'href="https://example.org/?a=1&amp;b=2"' in link("x", "https://example.org/?a=1&b=2")


def test_a_checked_text() -> None:
    found = calque.check(TEXT)
    html = found._repr_html_()
    tree = tame(html)
    assert tree.text("pre.text") == "\n" + TEXT
    marks = [named for tag, named in tree.elements if tag == "mark" and "title" in named]
    assert [mark["data-n"] for mark in marks] == [str(k + 1) for k in range(len(found.findings))]
    assert "ODKB is Finnish or Russian; English says CSTO" in str(marks[0]["title"])
    assert "mathjax_ignore" in html
    assert "Probably from Finnish" in tree.text("p.origin")
    assert html.count("<style>") == 1


def test_the_page_is_as_it_was() -> None:
    html = calque.check(TEXT)._repr_html_()
    page = re.sub("<style>.*?</style>", "", html).replace("><", ">\n<") + "\n"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        SNAPSHOT.write_text(page, encoding="utf-8")
    kept = SNAPSHOT.read_text(encoding="utf-8")
    assert page == kept, "if this is meant: UPDATE_SNAPSHOTS=1 make test"


def test_findings_that_say_the_same_are_one_row() -> None:
    rows = re.findall(r'<td class="n">([^<]*)</td>', calque.check(TEXT)._repr_html_())
    assert rows == ["1, 5", "2", "3", "4"]


def test_a_mended_text() -> None:
    tree = tame(calque.fix(TEXT)._repr_html_())
    assert tree.text("del.") == "ODKBTokajevKiovaODKB"
    assert tree.text("ins.").startswith("CSTOTokayevKyivCSTO")
    assert tree.text("summary.").startswith("left: 1 finding")
    assert "4 fixes made" in tree.text("div.head")


def test_nothing_to_say() -> None:
    tree = tame(calque.check("Rain fell.")._repr_html_())
    assert "No findings" in tree.text("div.head")
    assert tame(calque.check("")._repr_html_()).text("pre.text") == "\n"


def test_two_names() -> None:
    html = calque.names.compare("Chruschtschow", "Khrushchev")._repr_html_()
    assert "one name" in tame(html).text("div.head")
    cells = [re.findall("<t[dh][^>]*>([^<]*)", row) for row in re.findall("<tr.*?</tr>", html)]
    assert cells == [
        ["Russian", "Х", "ру", "щ", "ё", "в"],
        ["German", "Ch", "ru", "schtsch", "o", "w"],
        ["English", "Kh", "ru", "shch", "e", "v"],
    ]


def test_plain_forms() -> None:
    found = calque.check(TEXT)
    assert repr(found) == "<Report 'text': 0 critical, 4 major, 1 minor>"
    assert "text:1:1: major ACR001 foreign-acronym" in str(found)
    mended = str(calque.fix(TEXT))
    assert "+CSTO forces left, Tokayev said." in mended
    assert mended.endswith("mended 4; 1 more wants a look (--review)")
    assert "are one name" in str(calque.names.compare("Tokajev", "Tokaïev"))


def test_no_renderer_is_loaded_before_something_is_shown() -> None:
    script = "import calque, sys; calque.check('Rain.'); print('calque.render' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert done.stdout.strip() == b"False"


@pytest.mark.parametrize(
    ("edits", "said"),
    [
        ([Edit(2, 5, "")], "d"),  # reaches out of the words
        ([Edit(0, 2, "An")], "cd"),  # beside them
        ([Edit(4, 4, "new ")], "new cd"),
        ([Edit(3, 7, "x")], "x"),
    ],
)
def test_what_stands_instead(edits: list[Edit], said: str) -> None:
    assert instead("a ..cd e", Span(4, 6), Fix(tuple(edits), Safety.SAFE, "")) == said


def test_a_report_as_a_table() -> None:
    pytest.importorskip("pandas", reason="NOT TESTED: pandas is not installed")
    table = calque.check(TEXT).to_pandas()
    assert list(table["text"]) == ["ODKB", "Tokajev", "Kiova", "internet was broken", "ODKB"]
    assert list(table["fix"]) == ["CSTO", "Tokayev", "Kyiv", "internet was down", "CSTO"]
    assert [TEXT[row.start : row.end] for row in table.itertuples()] == list(table["text"])
    assert list(calque.check("Rain.").to_pandas().columns) == list(table.columns)


@pytest.mark.parametrize(
    ("library", "call"),
    [
        ("pandas", lambda: calque.check("Rain.").to_pandas()),
        ("narwhals", lambda: calque.corpus([])),
        ("anywidget", lambda: calque.review("Rain.")),
    ],
)
def test_what_is_not_installed_is_told(
    library: str, call: Callable[[], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(CalqueError, match=rf"{library} is not installed; pip install 'calque\["):
        call()


def test_a_page_has_its_most_and_says_what_it_leaves_out() -> None:
    text = "The ODKB left.\n" * 600
    checker = Checker(Config(select=("ACR001",)))
    shown = checker.check(checker.read(text))._repr_html_()
    assert shown.count("<mark") == 501  # one in the list, where all are one row
    assert "Not shown: 100 more findings, and the rest of the text; report.findings" in shown
    assert shown.count("</mark> left.") == 500
    mended = checker.fix(checker.read(text))._repr_html_()
    assert mended.count("<ins") == 500
    assert "Not shown: 100 more edits, and the rest of the text; report.text has all." in mended
    assert "Not shown" not in checker.check(checker.read(text[:5000]))._repr_html_()
    one_line = checker.check(checker.read(text.replace("\n", " ")))._repr_html_()
    assert one_line.count("ODKB</mark>") == 501
