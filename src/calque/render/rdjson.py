"""
Findings for reviewdog, which puts them into reviews of a change, fixes as suggestions to accept.

Its columns count bytes of UTF-8. It reads SARIF too, but takes the columns there for bytes as well,
and so a fix behind a letter that is not ASCII would be made in the wrong place.

Source: Reviewdog Diagnostic Format, `proto/rdf/reviewdog.proto`, the wire format rdjsonl.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any, Final

from calque.document import Document
from calque.finding import Finding
from calque.render import Place
from calque.render.lines import Lines
from calque.report import Report

_SEVERITIES: Final = {"critical": "ERROR", "major": "WARNING", "minor": "INFO"}


class RdJsonLines:
    """The format `rdjsonl`: one diagnostic a line."""

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield a line for each finding."""
        lines = Lines(report.document.text)
        for finding in report.findings:
            found = _diagnostic(report.document, finding, place, lines)
            yield json.dumps(found, ensure_ascii=False) + "\n"

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield nothing: errors are told on standard error."""
        yield from ()


def _diagnostic(doc: Document, finding: Finding, place: Place, lines: Lines) -> dict[str, Any]:
    found: dict[str, Any] = {
        "message": f"{finding.rule.name}: {finding.message}",
        "location": {"path": place.path, "range": {"start": {"line": place.row}}},
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.rule.id},
        "source": {"name": "calque"},
    }
    # The text of a row or of a Word file stands in its file in another way.
    if place.row is None and doc.format != "docx":
        found["location"] = {"path": place.path, "range": _range(lines, *finding.span)}
        # Each is an alternative, so a fix of several edits is none.
        found["suggestions"] = [
            {"range": _range(lines, edit.start, edit.end), "text": edit.text}
            for edit, *more in (fix.edits for fix in finding.fixes if fix.edits)
            if not more
        ]
    return found


def _range(lines: Lines, start: int, end: int) -> dict[str, Any]:
    return {"start": _position(lines, start), "end": _position(lines, end)}


def _position(lines: Lines, offset: int) -> dict[str, int]:
    line, column = lines.position(offset)
    before = lines.text[offset - column + 1 : offset]
    return {"line": line, "column": len(before.encode("utf-8", "surrogatepass")) + 1}
