"""
Findings as ITS 2.0 localization quality issues, which translation tools read.

Of one XLIFF 2 file, the file itself with each finding marked in its target; of anything else, a
report with the ITS attributes on each finding.

Source: W3C, Internationalization Tag Set (ITS) Version 2.0, section 8.17; OASIS, XLIFF Version
2.1, ITS Module.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from calque._version import __version__
from calque.document import Document, Span
from calque.edits import apply
from calque.finding import Edit, Finding
from calque.formats.xml_tree import Element, parse
from calque.render import Place
from calque.report import Report

NAMESPACE: Final = "http://www.w3.org/2005/11/its"
# MQM's penalties of 1, 5 and 25 on ITS's scale from 0 to 100.
SEVERITIES: Final = {"minor": 4, "major": 20, "critical": 100}

_NO_XML: Final = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ENCODING: Final = re.compile(r"""(<\?xml[^>]*?\bencoding\s*=\s*["'])([^"']*)""")
_PREFIX: Final = re.compile(rf"""xmlns:([\w.-]+)\s*=\s*["']{re.escape(NAMESPACE)}["']""")
_OURS: Final = re.compile(r"""\bid\s*=\s*["']calque(\d+)["']""")
_CDATA: Final = re.compile(r"<!\[CDATA\[.*?\]\]>", re.DOTALL)


class Its:
    """The format `its`."""

    def __init__(self) -> None:
        self._held: tuple[Report, Place] | None = None
        self._opened = False

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield one document of the report; a first XLIFF 2 file waits whether it is alone."""
        if not self._opened and not self._held and _xliff_2(report.document):
            self._held = report, place
            return
        yield from self._opening()
        yield from _listed(report, place)

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield the marked file, or what closes the report."""
        if self._held and not self._opened and not errors:
            report, _ = self._held
            yield annotated(report.document, report.findings)
            return
        yield from self._opening()
        yield from (f" <error>{_text(error)}</error>\n" for error in errors)
        yield "</report>\n"

    def _opening(self) -> Iterator[str]:
        if self._opened:
            return
        self._opened = True
        yield (
            '<?xml version="1.0" encoding="UTF-8"?>\n'
            f'<report xmlns:its="{NAMESPACE}" its:version="2.0" calque="{__version__}">\n'
        )
        if self._held:
            yield from _listed(*self._held)


def annotated(doc: Document, findings: Sequence[Finding]) -> str:
    """
    Return an XLIFF 2 file with each finding marked, in UTF-8.

    A mark is an `mrk` element, or a pair `sm` and `em` where tags or another mark stand in its way.
    """
    root = parse(doc.id, doc.text)
    prefix = _PREFIX.search(root.raw_attributes)
    its = prefix[1] if prefix else "its"
    name = root.tag.rpartition(":")[0]
    taken = [int(found[1]) for found in _OURS.finditer(doc.text)]
    edits = [*_recoded(doc.text), *_declared(root, its, bool(prefix))]
    number = max(taken, default=0)
    for mark in _marks(doc, findings):
        number += 1
        edits += _marked(mark, number, its, f"{name}:" if name else "")
    return apply(doc.text, sorted(edits, key=lambda edit: edit.start))


class _Mark(NamedTuple):
    """A finding where its mark goes; `nests` says that an element can hold it."""

    finding: Finding
    span: Span
    nests: bool


def _marks(doc: Document, findings: Sequence[Finding]) -> Iterator[_Mark]:
    """The marks, an outer one before those in it."""
    sections = [Span(*found.span()) for found in _CDATA.finditer(doc.text)]
    spans = [(_around(finding.span, sections), finding) for finding in findings]
    spans.sort(key=lambda pair: (pair[0].start, -pair[0].end))
    open_ends: list[int] = []
    for span, finding in spans:
        while open_ends and open_ends[-1] <= span.start:
            open_ends.pop()
        nests = "<" not in doc.text[slice(*span)] and (not open_ends or span.end <= open_ends[-1])
        if nests:
            open_ends.append(span.end)
        yield _Mark(finding, span, nests)


def _around(span: Span, sections: Sequence[Span]) -> Span:
    """The span with all of a CDATA section that it reaches into, since no tag can stand there."""
    for section in sections:
        if section.overlaps(span) or section.contains(span):
            span = Span(min(span.start, section.start), max(span.end, section.end))
    return span


def _marked(mark: _Mark, number: int, its: str, prefix: str) -> Iterator[Edit]:
    start, end = mark.span
    said = f'id="calque{number}" type="its:generic" {_attributes(mark.finding, its)}'
    if mark.nests:
        yield Edit(start, start, f"<{prefix}mrk {said}>")
        yield Edit(end, end, f"</{prefix}mrk>")
    else:
        yield Edit(start, start, f"<{prefix}sm {said}/>")
        yield Edit(end, end, f'<{prefix}em startRef="calque{number}"/>')


def _declared(root: Element, its: str, known: bool) -> Iterator[Edit]:
    """What the root element must say of ITS."""
    at = root.start + len(f"<{root.tag}")
    if not known:
        yield Edit(at, at, f' xmlns:its="{NAMESPACE}"')
    if not root.get(f"{its}:version"):
        yield Edit(at, at, f' {its}:version="2.0"')


def _recoded(text: str) -> Iterator[Edit]:
    """The XML declaration says what the output is written in."""
    found = _ENCODING.match(text)
    if found and found[2].lower() not in ("utf-8", "utf8"):
        yield Edit(*found.span(2), "UTF-8")


def _listed(report: Report, place: Place) -> Iterator[str]:
    doc = report.document
    row = "" if place.row is None else f' row="{place.row}" id={_quoted(doc.id)}'
    yield f' <document path={_quoted(place.path)}{row} xml:lang="{doc.lang}">\n'
    for finding in report.findings:
        base = doc.base(finding.segment)
        segment = "" if finding.segment is None else f' segment="{finding.segment}"'
        yield (
            f'  <finding rule="{finding.rule.id}" name="{finding.rule.name}"{segment}'
            f' start="{finding.span.start - base}" end="{finding.span.end - base}"'
            f" {_attributes(finding, 'its')}>{_text(doc.text[slice(*finding.span)])}</finding>\n"
        )
    yield " </document>\n"


def _attributes(finding: Finding, its: str) -> str:
    comment = "; ".join([finding.message, *(fix.title for fix in finding.fixes if fix.edits)])
    return (
        f'{its}:locQualityIssueType="{finding.rule.its_type}"'
        f" {its}:locQualityIssueComment={_quoted(comment)}"
        f' {its}:locQualityIssueSeverity="{SEVERITIES[finding.severity]}"'
    )


def _quoted(text: str) -> str:
    return quoteattr(_NO_XML.sub("\ufffd", text))


def _text(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))


def _xliff_2(doc: Document) -> bool:
    return doc.format == "xliff" and parse(doc.id, doc.text).get("version").startswith("2")
