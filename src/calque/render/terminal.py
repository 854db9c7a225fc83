"""
Findings for people: the line, a mark under the words, why we believe it and what would mend it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from textwrap import wrap
from typing import Final, NamedTuple

from calque.document import Document, Span
from calque.finding import Evidence, Finding, Fix, Safety
from calque.render import Place, why
from calque.render.cells import excerpt, printable
from calque.render.lines import Lines
from calque.render.origin import explained
from calque.render.paint import SEVERITY_COLOURS, paint
from calque.render.tally import Tally
from calque.report import Report

_NOTES: Final = {Safety.SAFE: "safe", Safety.REVIEW: "with --review"}
_SHORTEST_ROOM: Final = 30


class _Part(NamedTuple):
    """The text in which a finding is shown, and where it begins in the document."""

    lines: Lines
    base: int


class Terminal:
    """
    The format `terminal`; `width` is the terminal's, in cells.

    `explain_source` says of every document where it comes from, and what says so.
    """

    def __init__(self, *, colour: bool, width: int, explain_source: bool = False) -> None:
        self._paint = partial(paint, on=colour)
        self._explain_source = explain_source
        self._width = width
        self._tally = Tally()

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield the findings of one document in its order, then what language it came from."""
        self._tally.add(report, place)
        doc = report.document
        whole = Lines(doc.text) if report.findings else None
        for finding in report.findings:
            part = _part(doc, finding, whole)
            yield "\n".join(self._finding(doc, finding, part, place)) + "\n\n"
        name = _name(place)
        for note in report.notes:
            yield "\n".join(wrap(printable(f"{name}: note: {note}"), self._width)) + "\n\n"
        source = report.source_language
        if self._explain_source:
            yield "\n".join(explained(source, name, self._width)) + "\n\n"
        elif report.findings and source.named and not source.given:
            yield "\n".join(wrap(printable(str(source)), self._width)) + "\n\n"

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield the closing count."""
        yield self._paint(self._tally.found(), bold=True) + "\n"

    def _finding(self, doc: Document, finding: Finding, part: _Part, place: Place) -> Iterator[str]:
        colour = SEVERITY_COLOURS[finding.severity]
        yield (
            f"{self._paint(_location(doc, finding, part, place), bold=True)}: "
            f"{self._paint(finding.severity, fg=colour, bold=True)} "
            f"{self._paint(finding.rule.id, bold=True)} {finding.rule.name}: "
            f"{printable(finding.message)}"
        )
        start, end = (offset - part.base for offset in finding.span)
        margin = max(4, len(str(part.lines.position(end).line)) + 1)
        yield from self._marked(part.lines, Span(start, end), margin, colour)
        for label, text in self._details(finding, part):
            yield from self._labelled(label, text, margin + 1)

    def _marked(self, lines: Lines, span: Span, margin: int, colour: str) -> Iterator[str]:
        """The first and the last line of a span, with the marks under them."""
        first = lines.position(span.start).line
        last = lines.position(max(span.start, span.end - 1)).line
        room = max(_SHORTEST_ROOM, self._width - margin - 3)
        for number in sorted({first, last}):
            line = lines.span(number)
            shown = excerpt(lines.text, line, span, room)
            yield f"{self._gutter(str(number), margin)} {shown.text}".rstrip()
            yield f"{self._gutter('', margin)} {self._paint(shown.mark, fg=colour, bold=True)}"
            if number == first < last - 1:
                yield self._gutter("…", margin)

    def _gutter(self, text: str, margin: int) -> str:
        return self._paint(f"{text:>{margin}} │", dim=True)

    def _details(self, finding: Finding, part: _Part) -> Iterator[tuple[str, str]]:
        if finding.evidence:
            yield "why", "; ".join(map(_reason, finding.evidence))
        for related in finding.related:
            yield "see", _elsewhere(part, related, self._width - 20)
        for fix in finding.fixes:
            yield ("fix" if fix.edits else "hint"), _remedy(fix)

    def _labelled(self, label: str, text: str, margin: int) -> Iterator[str]:
        colour = "green" if label == "fix" else "cyan"
        indent = margin + len(label) + 2
        room = max(_SHORTEST_ROOM, self._width - indent)
        rows = wrap(printable(text), room, break_long_words=False, break_on_hyphens=False) or [""]
        yield f"{' ' * margin}{self._paint(label + ':', fg=colour)} {rows[0]}"
        yield from (" " * indent + row for row in rows[1:])


def _part(doc: Document, finding: Finding, whole: Lines | None) -> _Part:
    if finding.segment is None or not doc.is_row:
        return _Part(whole or Lines(doc.text), 0)
    segment = doc.segments[finding.segment]
    return _Part(Lines(doc.text[slice(*segment)]), segment.start)


def _location(doc: Document, finding: Finding, part: _Part, place: Place) -> str:
    line, column = part.lines.position(finding.span.start - part.base)
    if place.row is None:
        return f"{_name(place)}:{line}:{column}"
    names = [] if doc.id == str(place.row) else [printable(doc.id)]
    if finding.segment is not None:
        names.append(f"segment {finding.segment + 1}")
    inside = f" ({', '.join(names)})" if names else ""
    return f"{_name(place)}{inside} {line}:{column}"


def _name(place: Place) -> str:
    return printable(place.path if place.row is None else f"{place.path}:{place.row}")


def _reason(evidence: Evidence) -> str:
    ref = why.reference(evidence)
    return f"{why.said(evidence)}{f' ({why.short(ref)})' if ref else ''}"


def _elsewhere(part: _Part, related: Span, room: int) -> str:
    """A place that belongs to the finding: its position and the words around it."""
    start, end = (offset - part.base for offset in related)
    if not 0 <= start <= end <= len(part.lines.text):
        return "another segment"
    position = part.lines.position(start)
    line = part.lines.span(position.line)
    shown = excerpt(part.lines.text, line, Span(start, end), room)
    return f"{position.line}:{position.column} {shown.text}"


def _remedy(fix: Fix) -> str:
    note = f" ({_NOTES[fix.safety]})" if fix.edits else ""
    return f"{fix.title}{note}"
