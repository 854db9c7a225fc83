"""
Where a text came from, and what that means for each finding.

The source language is inferred from the text's cues (`provenance/`) and from the findings that
point to a language and are no cue already. A finding whose language fits what all else says gains
confidence, one that contradicts a clear result loses some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache

from calque.document import Document
from calque.finding import Finding
from calque.language.scan import scan
from calque.provenance import UNKNOWN, Cue, SourceLanguage, inferred
from calque.provenance.cues import distinct
from calque.provenance.posterior import CLEAR, Weights
from calque.resources import Resources


def weigh(
    doc: Document, res: Resources, findings: Sequence[Finding]
) -> tuple[SourceLanguage, list[Finding]]:
    """Infer the source language and return the findings with their confidence adjusted."""
    seen = inferred(scan(doc), res)
    faults = [Cue(_words(doc, finding), _langs(finding), "fault") for finding in findings]
    if not any(fault.langs for fault in faults):
        return seen, list(findings)
    new = [fault for fault in faults if fault.langs and not _has(fault, seen.cues)]
    cues = distinct((*seen.cues, *new))
    weights = Weights(cues)
    source = weights.source_language() if new and not seen.given else replace(seen, cues=cues)

    @cache
    def without(words: str) -> Mapping[str, float]:
        """The posterior as all says that is not in some words."""
        if source.given:
            return source.posterior
        return weights.shares(without=words)

    return source, [
        _adjusted(finding, fault.langs, without(fault.text)) if fault.langs else finding
        for finding, fault in zip(findings, faults, strict=True)
    ]


def _words(doc: Document, finding: Finding) -> str:
    return " ".join(doc.text[slice(*finding.span)].split())


def _has(fault: Cue, cues: Sequence[Cue]) -> bool:
    """Whether what is at fault is, or contains, one of the cues."""
    return any(
        cue.text in fault.text and not set(cue.langs).isdisjoint(fault.langs) for cue in cues
    )


def _langs(finding: Finding) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            lang
            for item in finding.evidence
            if item.kind == "language"
            for lang in item.ref.split()
        )
    )


def _adjusted(finding: Finding, langs: Sequence[str], posterior: Mapping[str, float]) -> Finding:
    """A finding that points to `langs`, with the confidence that all else gives it."""
    mass = sum(posterior.get(lang, 0.0) for lang in langs)
    confidence = 1 - (1 - finding.confidence) * (1 - mass / 2)
    if 1 - mass - posterior.get(UNKNOWN, 0.0) > CLEAR:
        confidence = finding.confidence * CLEAR
    return replace(finding, confidence=round(confidence, 4))
