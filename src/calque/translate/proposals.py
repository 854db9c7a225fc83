"""
What comes of translating a segment anew: the edits, what decided, and where that is told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from calque.document import OBJECT, Document, Span
from calque.edits import moved
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan, scan
from calque.mqm import severity_rank
from calque.place import by_word, placed_edits
from calque.translate.gate import Verdict
from calque.translate.segments import Mended, Reread, Segment, is_in, is_unmended

_SHOWN: Final = 70


class Proposal(NamedTuple):
    """A segment, its new rendering, what the gate said, and the edits; none where it refused."""

    segment: Segment
    text: str
    verdict: Verdict
    edits: tuple[Edit, ...]


def told(findings: Sequence[Finding], proposals: Sequence[Proposal]) -> list[Finding]:
    """The findings with each proposal in the gravest of its segment, one that nothing mends."""
    result = list(findings)
    for proposal in proposals:
        own = proposal.segment.findings
        gravest = max(
            own, key=lambda one: (is_unmended(one), severity_rank(one.severity), one.confidence)
        )
        at = findings.index(gravest)  # which may reach over two segments
        result[at] = _with(result[at], proposal)
    return result


def _with(finding: Finding, proposal: Proposal) -> Finding:
    """A finding with the new rendering as its last fix, or with why there is none."""
    verdict = proposal.verdict
    if not verdict.passes:
        why = Evidence("translation", f"not retranslated: {'; '.join(verdict.reasons)}")
        return replace(finding, evidence=(*finding.evidence, why))
    text = " ".join(proposal.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    fix = Fix(proposal.edits, Safety.REVIEW, f"Retranslated: {shown}")
    return replace(
        finding,
        fixes=(*finding.fixes, fix),
        evidence=(*finding.evidence, *verdict.evidence),
    )


def proposal(doc: Document, segment: Segment, text: str, verdict: Verdict) -> Proposal:
    """A rendering as edits of the document; refused where they can't be made."""
    edits = () if segment.why else _edits(doc, segment, text)
    if edits is None:
        reason = "it would run over markup, a locked segment or a quotation"
        verdict = verdict._replace(reasons=(*verdict.reasons, reason))
    return Proposal(segment, text, verdict, edits or ())


def _edits(doc: Document, segment: Segment, text: str) -> tuple[Edit, ...] | None:
    """The edits of the document that put a rendering in its place; None where they can't be."""
    if segment.blank:
        place, before, after = segment.blank.place, segment.blank.before, segment.blank.after
        return (Edit(*place, f"{before}{doc.written(text, place)}{after}"),)
    looked = scan(doc)
    if segment.place.start == segment.place.end:  # nothing stands there yet
        is_locked = any(one.contains(segment.span) for one in doc.locked)
        return None if is_locked else (Edit(*segment.span, doc.written(text, segment.span)),)
    if looked.quoted(*segment.place):
        return None
    whole = _within(looked, segment.place, text)
    is_kept = any(Span(whole.start, whole.end).overlaps(span) for span in looked.protected)
    return placed_edits(by_word(looked.text, whole) if is_kept else (whole,), looked)


def _within(looked: Scan, place: Span, text: str) -> Edit:
    """The edit of a place without the markup at its ends, which stays and is no letter."""
    start, end = place
    while start < end and looked.text[start] == OBJECT:
        start += 1
    while start < end and looked.text[end - 1] == OBJECT:
        end -= 1
    return Edit(start, end, text.strip(OBJECT))


def together(
    doc: Document,
    safe: Mended,
    proposals: Sequence[Proposal],
    looked: Callable[[Document], Sequence[Finding]],
    reread: Reread,
) -> Iterator[Proposal]:
    """
    Withdraw what, with all other renderings in place, leaves no fewer findings than the safe fixes.

    `looked` says what is found in a document.
    """
    offered = [one for one in proposals if one.verdict.passes]
    made = safe.beside(
        [edit for one in offered for edit in one.edits], [one.segment.span for one in offered]
    )
    before = looked(safe.document) if offered else ()
    after = looked(reread(doc, made)) if offered else ()
    for one in proposals:
        span = one.segment.span
        had = sum(is_in(finding, moved(span, safe.edits)) for finding in before)
        left = sum(is_in(finding, moved(span, made)) for finding in after)
        if one.verdict.passes and left >= had + (one.segment.blank is not None):
            reasons = ("it does not fit the rest of the text",)
            yield one._replace(verdict=one.verdict._replace(reasons=reasons))
        else:
            yield one
