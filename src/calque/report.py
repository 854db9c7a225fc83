"""
What came of looking at a text: findings, fixes made and not made, the new text, and a signature.

`to_dict` is the form that scripts read; its fields are a contract (docs/architecture.md).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from calque.document import Document
from calque.finding import Edit, Finding, Fix
from calque.provenance import SourceLanguage
from calque.settle import Skipped


@dataclass(frozen=True, slots=True)
class Report:
    """
    The outcome for one document.

    `findings` are in the document as it was read. `applied` are the edits made, in its coordinates:
    replaying them on `document.text` gives `text`. `skipped` are fixes not made, with reasons.
    `left` are the findings of the new text, in its own coordinates; without fixing, `text` is the
    document's and `left` the same as `findings`. `mended` counts fixes. `notes` say what could
    not be looked at or done, and why.
    """

    document: Document
    findings: tuple[Finding, ...]
    skipped: tuple[Skipped, ...]
    text: str
    left: tuple[Finding, ...]
    source_language: SourceLanguage
    signature: str
    applied: tuple[Edit, ...] = ()
    mended: int = 0
    notes: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The report as plain data, ready for JSON."""
        return {
            "document": self.document.id,
            "findings": [finding_dict(self.document, finding) for finding in self.findings],
            "applied": [edit._asdict() for edit in self.applied],
            "skipped": [
                {
                    "rule": skip.finding.rule.id,
                    "start": skip.finding.span.start,
                    "end": skip.finding.span.end,
                    "title": skip.fix.title,
                    "reason": skip.reason,
                }
                for skip in self.skipped
            ],
            "text": self.text,
            "mended": self.mended,
            "left": len(self.left),
            "source_language": {
                "posterior": {
                    lang: round(share, 4) for lang, share in self.source_language.posterior.items()
                },
                "cues": [cue._asdict() for cue in self.source_language.cues],
            },
            "notes": list(self.notes),
            "signature": self.signature,
        }


def finding_dict(doc: Document, finding: Finding) -> dict[str, Any]:
    """One finding as plain data; offsets into its segment in a row of segments."""
    base = doc.base(finding.segment)
    source = finding.source_span
    return {
        "document": doc.id,
        "segment": finding.segment,
        "rule": finding.rule.id,
        "name": finding.rule.name,
        "start": finding.span.start - base,
        "end": finding.span.end - base,
        "text": doc.text[finding.span.start : finding.span.end],
        "message": finding.message,
        "mqm": finding.rule.category,
        "its": finding.rule.its_type,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "fixes": [_fix_dict(fix, base) for fix in finding.fixes],
        "evidence": [
            {"kind": item.kind, "detail": item.detail, "ref": item.ref} for item in finding.evidence
        ],
        "source_start": source.start if source else None,
        "source_end": source.end if source else None,
    }


def _fix_dict(fix: Fix, base: int) -> dict[str, Any]:
    return {
        "safety": str(fix.safety),
        "title": fix.title,
        "edits": [
            {"start": edit.start - base, "end": edit.end - base, "text": edit.text}
            for edit in fix.edits
        ],
    }
