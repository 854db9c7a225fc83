"""
Findings as an editor shows them: marks with a message, and what hovering over one says.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Final

from lsprotocol.types import (
    CodeDescription,
    Diagnostic,
    DiagnosticRelatedInformation,
    DiagnosticSeverity,
    Hover,
    Location,
    MarkupContent,
    MarkupKind,
    Position,
    Range,
)

from calque.apps.lsp.draft import Look
from calque.detect import all_rules
from calque.finding import Evidence, Finding, Safety
from calque.render import why
from calque.render.rule_docs import RuleDoc, read
from calque.rule import Rule

_SEVERITIES: Final = {
    "critical": DiagnosticSeverity.Error,
    "major": DiagnosticSeverity.Warning,
    "minor": DiagnosticSeverity.Information,
}
_MARKDOWN: Final = re.compile(r"([\\`*_\[\]<>])")
_NOTES: Final = {Safety.SAFE: "safe", Safety.REVIEW: "wants a look"}


def diagnostic(look: Look, finding: Finding, uri: str) -> Diagnostic:
    """A finding as a mark."""
    page = rule_page()
    related = [
        DiagnosticRelatedInformation(Location(uri, look.text.range(*span)), "belongs to it")
        for span in finding.related
    ]
    return Diagnostic(
        range=look.text.range(*finding.span),
        severity=_SEVERITIES[finding.severity],
        code=finding.rule.id,
        code_description=CodeDescription(f"{page}#{_anchor(finding.rule)}") if page else None,
        source="calque",
        message=finding.message,
        related_information=related or None,
    )


def unreadable(message: str) -> Diagnostic:
    """What stands at the head of a text whose format can't be read."""
    at = Position(0, 0)
    return Diagnostic(Range(at, at), message, severity=DiagnosticSeverity.Error, source="calque")


def hover(look: Look, findings: list[Finding], kind: MarkupKind) -> Hover:
    """What is to be said of findings at one place: why, how to mend, and the rule."""
    marked = kind is MarkupKind.Markdown
    parts = [part for finding in findings for part in _explained(finding, marked=marked)]
    start = min(finding.span.start for finding in findings)
    end = max(finding.span.end for finding in findings)
    return Hover(MarkupContent(kind, "\n\n".join(parts)), look.text.range(start, end))


def _explained(finding: Finding, *, marked: bool) -> list[str]:
    def plain(text: str) -> str:
        return _MARKDOWN.sub(r"\\\1", text) if marked else text

    def strong(text: str) -> str:
        return f"**{text}**" if marked else text

    rule = finding.rule
    parts = [
        f"{strong(f'{rule.id} {rule.name}')} · {finding.severity}",
        plain(finding.message),
    ]
    if finding.evidence:
        reasons = "\n".join(f"- {_reason(item, marked=marked)}" for item in finding.evidence)
        parts.append(f"{strong('Why')}\n\n{reasons}" if marked else f"Why\n{reasons}")
    if finding.fixes:
        fixes = "\n".join(
            f"- {plain(fix.title)}{f' ({_NOTES[fix.safety]})' if fix.edits else ''}"
            for fix in finding.fixes
        )
        parts.append(f"{strong('Fix')}\n\n{fixes}" if marked else f"Fix\n{fixes}")
    doc = _doc(rule.id)
    if doc:
        parts.append("---" if marked else "")
        parts.append(doc.summary)  # Markdown, as the page of rules has it
        parts += [f"{strong(name)}: {text}" for name, text in doc.sections.items()]
        parts.append(f"{doc.precision}.")
        if marked and (page := rule_page()):
            parts.append(f"[All about {rule.id}]({page}#{_anchor(rule)})")
    return parts


def _reason(evidence: Evidence, *, marked: bool) -> str:
    said, ref = why.said(evidence), why.reference(evidence)
    if marked:
        said = _MARKDOWN.sub(r"\\\1", said)
    if not ref:
        return said
    if marked and ref.startswith("http"):
        return f"{said} ([{why.short(ref)}](<{ref.split(' ')[0]}>))"
    return f"{said} ({why.short(ref)})"


@cache
def rule_page() -> str:
    """The URI of the page that explains the rules; empty where it did not come along."""
    package = Path(__file__).parents[2]
    for folder in (package / "docs", package.parents[1] / "docs"):
        if (folder / "rules.md").is_file():
            return (folder / "rules.md").as_uri()
    return ""


def _anchor(rule: Rule) -> str:
    return f"{rule.id.lower()}-{rule.name}"


@cache
def _doc(rule_id: str) -> RuleDoc | None:
    return next((read(loaded) for loaded in all_rules() if loaded.rule.id == rule_id), None)
