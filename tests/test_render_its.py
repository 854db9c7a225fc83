"""`--format its`: marks in an XLIFF 2 file, and the report of anything else."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from lxml import etree

from calque.document import Document, Span
from calque.finding import Finding
from calque.formats import read_document
from calque.mqm import ITS_TYPES
from calque.render.its import annotated
from calque.rule import Rule
from tests.bilingual import SAMPLES, given
from tests.newsroom import WRONG, Newsroom, rows

ITS = "{http://www.w3.org/2005/11/its}"
XLF = "{urn:oasis:names:tc:xliff:document:2.0}"
XML = "{http://www.w3.org/XML/1998/namespace}"
RULE = Rule("TST001", "test", "style", "style", "major", "")
TWO = given(SAMPLES["two.xliff"])
TARGET = (
    '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.1" srcLang="fi" trgLang="en">'
    "<file id='f'><unit id='u'><segment><source>x</source><target>{}</target></segment></unit>"
    "</file></xliff>"
)


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def valid(text: str) -> None:
    """Hold the output against the schema."""
    schema = etree.RelaxNG(etree.parse(Path(__file__).parent / "its.rng"))
    schema.assertValid(etree.fromstring(text.encode()))


def unmarked(text: str) -> str:
    """The file without what the export adds."""
    text = re.sub(r' xmlns:its="[^"]*"| its:version="2.0"', "", text)
    text = re.sub(r'<(?:sm id="calque|em startRef="calque)[^>]*/>', "", text)
    return re.sub(r'<mrk id="calque\d+"[^>]*>([^<]*)</mrk>', r"\1", text)


def marked(content: str, *spans: tuple[int, int]) -> str:
    """A target with marks, everything about the issue left out."""
    text = TARGET.format(content)
    doc: Document = read_document("a.xlf", text)
    start = text.index("<target>") + len("<target>")
    findings = [Finding(RULE, Span(start + a, start + b), "m", 1.0) for a, b in spans]
    out = annotated(doc, findings)
    valid(out)
    assert unmarked(re.sub(r"</?mrk[^>]*>", "", out)) == text
    inside = out[out.index("<target>") + len("<target>") : out.index("</target>")]
    return re.sub(r' type="its:generic" its:[^/>]*(?=/?>)', "", inside)


def test_an_xliff_2_file_comes_back_marked(newsroom: Newsroom) -> None:
    newsroom.write("a.xlf", TWO.replace("\n", "\r\n"))
    result = newsroom.run("check", "a.xlf", "--format=its", "-o", "out.xlf")
    assert result.exit_code == 1
    out = newsroom.read("out.xlf")
    assert unmarked(out) == TWO.replace("\n", "\r\n")
    valid(out)
    root = ET.fromstring(out)
    assert root.get(f"{ITS}version") == "2.0"
    marks = [mark for mark in root.iter(f"{XLF}mrk") if mark.get("type") == "its:generic"]
    assert [mark.text for mark in marks] == ["PSGV"] * 4
    assert len({mark.get("id") for mark in marks}) == 4
    for mark in marks:
        assert mark.get(f"{ITS}locQualityIssueType") in ITS_TYPES
        assert 0 <= float(mark.get(f"{ITS}locQualityIssueSeverity") or -1) <= 100
        assert "NHPX" in (mark.get(f"{ITS}locQualityIssueComment") or "")


def test_a_marked_file_is_read_and_marked_again(newsroom: Newsroom) -> None:
    newsroom.write("a.xlf", TWO)
    newsroom.run("check", "a.xlf", "--format=its", "-o", "b.xlf")
    newsroom.run("check", "b.xlf", "--format=its", "-o", "c.xlf")
    again = newsroom.read("c.xlf")
    valid(again)
    assert again.count("xmlns:its=") == again.count("its:version") == 1
    ids = re.findall(r' id="(calque\d+)"', again)
    assert len(ids) == len(set(ids)) == 8
    newsroom.run("fix", "b.xlf", "--write")
    assert unmarked(newsroom.read("b.xlf")).count("NHPX") == 3


@pytest.mark.parametrize(
    ("content", "spans", "said"),
    [
        ("one two", [(0, 3)], '<mrk id="calque1">one</mrk> two'),
        ("one", [(0, 3), (0, 3)], '<mrk id="calque1"><mrk id="calque2">one</mrk></mrk>'),
        (
            "one two",
            [(4, 7), (0, 7)],
            '<mrk id="calque1">one <mrk id="calque2">two</mrk></mrk>',
        ),
        (
            "one two three",
            [(0, 7), (4, 13)],
            '<mrk id="calque1">one <sm id="calque2"/>two</mrk> three<em startRef="calque2"/>',
        ),
        (
            '<pc id="1">o</pc>ne',
            [(11, 19)],
            '<pc id="1"><sm id="calque1"/>o</pc>ne<em startRef="calque1"/>',
        ),
        (
            "a <![CDATA[<b> c]]>",
            [(11, 14)],
            'a <sm id="calque1"/><![CDATA[<b> c]]><em startRef="calque1"/>',
        ),
        ("one two", [(0, 3), (3, 7)], '<mrk id="calque1">one</mrk><mrk id="calque2"> two</mrk>'),
        ("one two", [(3, 3)], 'one<mrk id="calque1"></mrk> two'),
    ],
)
def test_where_marks_go(content: str, spans: list[tuple[int, int]], said: str) -> None:
    assert marked(content, *spans) == said


def test_the_output_says_that_it_is_utf_8(newsroom: Newsroom) -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + TARGET.format("the PSGV")
    newsroom.write("a.xlf", text.encode("utf-16"))
    out = newsroom.run("check", "a.xlf", "--format=its").stdout
    assert out.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    valid(out)


def test_a_report(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG)
    newsroom.write("b.xlf", TWO)
    newsroom.write("c.jsonl", rows(WRONG, "Fine.\n"))
    newsroom.write("d.xlf", "<xliff")
    result = newsroom.run("check", "a.txt", "b.xlf", "c.jsonl", "d.xlf", "--format=its")
    assert result.exit_code == 2
    valid(result.stdout)
    root = ET.fromstring(result.stdout.encode())
    assert root.get(f"{ITS}version") == "2.0"
    documents = list(root.iter("document"))
    assert [doc.get("path") for doc in documents] == ["a.txt", "b.xlf", "c.jsonl", "c.jsonl"]
    assert [doc.get("row") for doc in documents] == [None, None, "1", "2"]
    assert all(doc.get(f"{XML}lang") == "en" for doc in documents)
    found = list(root.iter("finding"))
    assert [finding.text for finding in found] == ["PSGV"] * 6
    assert {finding.get(f"{ITS}locQualityIssueType") for finding in found} <= ITS_TYPES
    assert (found[0].get("start"), found[0].get("end")) == ("13", "17")
    assert TWO[int(found[1].get("start") or 0) :].startswith("PSGV</pc>")
    assert "d.xlf: line 1: broken XML" in (root.findtext("error") or "")


def test_the_order_of_files_does_not_matter(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG)
    newsroom.write("b.xlf", TWO)
    out = newsroom.run("check", "b.xlf", "a.txt", "--format=its").stdout
    assert [doc.get("path") for doc in ET.fromstring(out.encode())] == ["b.xlf", "a.txt"]


def test_what_xml_cannot_hold(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows("The PSGV <\u0001&\n"))
    valid(newsroom.run("check", "a.jsonl", "--format=its").stdout)


@pytest.mark.parametrize(
    ("good", "bad"),
    [
        ('IssueType="style"', 'IssueType="ugly"'),
        ('Severity="20"', 'Severity="120"'),
        ('type="its:generic"', 'type="comment"'),
        ('its:version="2.0"', 'its:version="1.0"'),
    ],
)
def test_the_schema_tells_what_is_wrong(good: str, bad: str) -> None:
    doc: Document = read_document("a.xlf", TARGET.format("one"))
    out = annotated(
        doc, [Finding(RULE, Span(doc.segments[0].start, doc.segments[0].end), "m", 1.0)]
    )
    assert out.count(good) == 1
    with pytest.raises(etree.DocumentInvalid):
        valid(out.replace(good, bad))


def test_every_issue_type_of_ours_is_one_of_its() -> None:
    schema = etree.parse(Path(__file__).parent / "its.rng")
    names = {"r": "http://relaxng.org/ns/structure/1.0"}
    types = schema.xpath("//r:define[@name='issue.type']//r:value/text()", namespaces=names)
    assert set(types) == ITS_TYPES
