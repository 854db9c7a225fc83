"""
Findings as annotations in a GitHub Actions log.

Source: GitHub Docs, "Workflow commands for GitHub Actions"; the escapes are those of
`@actions/core`, `command.ts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from calque.finding import Finding
from calque.render import Place
from calque.render.lines import Lines
from calque.report import Report

_LEVELS: Final = {"critical": "error", "major": "warning", "minor": "notice"}


class GitHub:
    """The format `github`: one annotation a finding."""

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield a line for each finding."""
        lines = Lines(report.document.text)
        for finding in report.findings:
            properties = {
                "file": place.path,
                **(_region(lines, finding) if place.row is None else {"line": place.row}),
                "title": f"{finding.rule.id} {finding.rule.name}",
            }
            listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
            yield f"::{_LEVELS[finding.severity]} {listed}::{_data(_message(finding))}\n"

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield an annotation for each input that could not be read."""
        for error in errors:
            yield f"::error title=calque::{_data(error)}\n"


def _region(lines: Lines, finding: Finding) -> dict[str, int]:
    start, end = lines.position(finding.span.start), lines.position(finding.span.end)
    region = {"line": start.line, "col": start.column, "endLine": end.line}
    # GitHub refuses columns of an annotation that runs over several lines.
    return {**region, "endColumn": end.column} if start.line == end.line else region


def _message(finding: Finding) -> str:
    offers = [fix.title for fix in finding.fixes if fix.edits]
    return f"{finding.message} [{offers[0]}]" if offers else finding.message


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
