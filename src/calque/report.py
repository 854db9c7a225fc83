"""
What came of looking at a text: findings, fixes made and not made, the new text, and a signature.

`to_dict` is the form that scripts read; its fields are a contract (docs/architecture.md).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from calque.document import Document, Span
from calque.edits import apply
from calque.errors import need
from calque.finding import Edit, Finding, Fix, Safety
from calque.language.view import readable
from calque.mqm import SEVERITIES
from calque.provenance import SourceLanguage
from calque.settle import Skipped
from calque.shown import Shown

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, slots=True, repr=False)
class Report(Shown):
    """
    The outcome for one document. A notebook shows it as a page, `str` as a terminal would.

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

    def __repr__(self) -> str:
        grave = Counter(finding.severity for finding in self.findings)
        said = [f"{grave[severity]} {severity}" for severity in reversed(SEVERITIES)]
        mended = f", {self.mended} mended" if self.mended else ""
        return f"<Report {self.document.id!r}: {', '.join(said)}{mended}>"

    def to_pandas(self) -> pandas.DataFrame:
        """
        The findings as a table, a row each, with the fields of `finding_row`.

        Needs pandas; raises CalqueError where it is not installed.
        """
        need("jupyter", "pandas")
        import pandas

        rows = [finding_row(self.document, finding) for finding in self.findings]
        return pandas.DataFrame(rows, columns=list(FIELDS))

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


# What a finding has in a table.
FIELDS: Final = (
    *("document", "segment", "rule", "name", "category", "severity", "confidence", "start", "end"),
    *("text", "fix", "safety", "message", "evidence"),
)


def finding_row(doc: Document, finding: Finding) -> dict[str, Any]:
    """
    One finding as a row of a table: offsets as in `finding_dict`, and of its fixes the first.

    `fix` is what would stand instead of `text`, None where nothing mends it; `safety` then is
    `show`. `evidence` is in words. Half a surrogate pair, which no table takes, becomes U+FFFD.
    """
    base = doc.base(finding.segment)
    span = finding.span
    fix = next((fix for fix in finding.fixes if fix.edits), None)
    row = {
        "document": doc.id,
        "segment": finding.segment,
        "rule": finding.rule.id,
        "name": finding.rule.name,
        "category": finding.rule.category,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "start": span.start - base,
        "end": span.end - base,
        "text": doc.text[slice(*span)],
        "fix": instead(doc.text, span, fix) if fix else None,
        "safety": str(fix.safety if fix else Safety.SHOW),
        "message": finding.message,
        "evidence": "; ".join(item.detail for item in finding.evidence),
    }
    return {
        name: readable(value) if isinstance(value, str) else value for name, value in row.items()
    }


def instead(text: str, span: Span, fix: Fix) -> str:
    """Return what stands at a span once a fix is made."""
    inside = [
        Edit(max(0, start - span.start), min(end, span.end) - span.start, new)
        for start, end, new in fix.edits
        if span.overlaps((start, end)) or span.start <= start == end <= span.end
    ]
    return apply(text[slice(*span)], inside)


def _fix_dict(fix: Fix, base: int) -> dict[str, Any]:
    return {
        "safety": str(fix.safety),
        "title": fix.title,
        "edits": [
            {"start": edit.start - base, "end": edit.end - base, "text": edit.text}
            for edit in fix.edits
        ],
    }
