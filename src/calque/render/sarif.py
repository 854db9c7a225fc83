"""
Findings as SARIF, which code hosts, editors and review tools read.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import Any, Final
from urllib.parse import quote

from calque._version import __version__
from calque.detect import LoadedRule
from calque.document import Document, Span
from calque.finding import Finding, Fix
from calque.render import Place
from calque.render.lines import Lines
from calque.render.rule_docs import markdown, read
from calque.report import Report
from calque.suppress import fingerprints

_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {"critical": "error", "major": "warning", "minor": "note"}


class Sarif:
    """The format `sarif`, version 2.1.0; `rules` are those of the run."""

    def __init__(self, rules: Sequence[LoadedRule]) -> None:
        self._rules = rules
        self._index = {loaded.rule.id: number for number, loaded in enumerate(rules)}
        self._results: list[dict[str, Any]] = []
        self._signature = ""

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Take in one document; a SARIF log can only be written whole."""
        self._signature = report.signature
        artifact = _Artifact(report.document, place)
        keys = fingerprints(report.document, report.findings)
        for finding, key in zip(report.findings, keys, strict=True):
            self._results.append(self._result(finding, key, artifact))
        yield from ()

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield the log."""
        run = {
            "tool": {
                "driver": {
                    "name": "calque",
                    "version": __version__,
                    "rules": [_rule(loaded) for loaded in self._rules],
                }
            },
            "invocations": [
                {
                    "executionSuccessful": not errors,
                    "toolExecutionNotifications": [
                        {"level": "error", "message": {"text": error}} for error in errors
                    ],
                }
            ],
            "columnKind": "unicodeCodePoints",
            "results": self._results,
            "properties": {"signature": self._signature},
        }
        log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
        yield json.dumps(log, ensure_ascii=False, indent=1) + "\n"

    def _result(self, finding: Finding, key: str, artifact: _Artifact) -> dict[str, Any]:
        result: dict[str, Any] = {
            "ruleId": finding.rule.id,
            "ruleIndex": self._index[finding.rule.id],
            "level": _LEVELS[finding.severity],
            "rank": round(100 * finding.confidence, 2),
            "message": {"text": finding.message},
            "locations": [artifact.location(finding.span, finding.segment)],
            "partialFingerprints": {"calque/v1": key},
            "properties": {
                "severity": finding.severity,
                "evidence": [
                    {"kind": item.kind, "detail": item.detail, "ref": item.ref}
                    for item in finding.evidence
                ],
            },
        }
        if finding.related:
            result["relatedLocations"] = [
                {**artifact.location(span, finding.segment), "id": number}
                for number, span in enumerate(finding.related)
            ]
        fixes = [artifact.fix(fix) for fix in finding.fixes if fix.edits]
        if fixes and artifact.is_text:
            result["fixes"] = fixes
        return result


class _Artifact:
    """
    The file that a document is, or the row of a file.

    A row's text stands escaped in its file, so a finding in one is located by the row's line and
    a logical name, and has no fixes that a viewer could make; nor has one in a Word file.
    """

    def __init__(self, doc: Document, place: Place) -> None:
        self.is_file = place.row is None
        self.is_text = self.is_file and doc.format != "docx"
        self._doc = doc
        self._row = place.row
        self._lines = Lines(doc.text)
        self._uri = {"uri": _uri(place.path)}

    def location(self, span: Span, segment: int | None) -> dict[str, Any]:
        """Where a span is: a `location` object."""
        if self.is_file:
            region = {**self._region(*span), "snippet": {"text": self._doc.text[slice(*span)]}}
            return {"physicalLocation": {"artifactLocation": self._uri, "region": region}}
        name = self._doc.id if segment is None else f"{self._doc.id}/{segment}"
        return {
            "physicalLocation": {
                "artifactLocation": self._uri,
                "region": {"startLine": self._row},
            },
            "logicalLocations": [{"fullyQualifiedName": name, "kind": "element"}],
        }

    def fix(self, fix: Fix) -> dict[str, Any]:
        """A `fix` object."""
        replacements = [
            {
                "deletedRegion": self._region(edit.start, edit.end),
                "insertedContent": {"text": edit.text},
            }
            for edit in fix.edits
        ]
        return {
            "description": {"text": fix.title},
            "artifactChanges": [{"artifactLocation": self._uri, "replacements": replacements}],
            "properties": {"safety": str(fix.safety)},
        }

    def _region(self, start: int, end: int) -> dict[str, int]:
        first, last = self._lines.position(start), self._lines.position(end)
        return {
            "startLine": first.line,
            "startColumn": first.column,
            "endLine": last.line,
            "endColumn": last.column,
            "charOffset": start,
            "charLength": end - start,
        }


def _uri(path: str) -> str:
    pure = PurePath(path)
    return pure.as_uri() if pure.is_absolute() else quote(os.fsencode(pure.as_posix()))


def _rule(loaded: LoadedRule) -> dict[str, Any]:
    rule = loaded.rule
    doc = read(loaded)
    text = markdown(doc)
    return {
        "id": rule.id,
        "name": rule.name,
        "shortDescription": {"text": doc.summary},
        "help": {"text": text, "markdown": text},
        "defaultConfiguration": {"enabled": rule.default_on, "level": _LEVELS[rule.severity]},
        "properties": {"tags": [rule.category, f"its:{rule.its_type}"]},
    }
