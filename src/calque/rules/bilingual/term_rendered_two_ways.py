"""
One term of the source has two renderings in the text.

Why it matters: the reader counts two bodies, papers or laws where there is one.
Fix: the rendering that the text uses most, then the first, for review.
Source: the source text: acronyms, names in quotation marks, and words behind a capital that come
again, with what stands for them in the part of the text that translates each (see
`names/renderings.py`); where the glossary knows both as names of one body, nothing is said.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import RIGHT
from calque.glossary.hits import TermHit
from calque.language.scan import Scan
from calque.names.renderings import Rendered, content, rendered, runs_of, same
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL008",
    name="term-rendered-two-ways",
    category="terminology/term-inconsistency",
    its_type="inconsistency",
    severity="major",
    message="the source’s {said} is {found} here and {other} elsewhere",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each rendering that competes with a commoner one."""
    for places in (*rendered(scan), *_beside_known(scan, res)):
        counts = Counter(_words(scan, place.span) for place in places)
        preferred = max(counts, key=lambda text: counts[text])
        first = next(place for place in places if _words(scan, place.span) == preferred)
        for place in places:
            found = _words(scan, place.span)
            if not same(found, preferred) and not _is_known(scan, res, place, first):
                yield _finding(scan, place, first, len(places))


def _beside_known(scan: Scan, res: Resources) -> Iterator[list[Rendered]]:
    """What stands for a body of the glossary whose name the text has elsewhere, but not here."""
    named: dict[str, list[TermHit]] = defaultdict(list)
    for hit in res.hits(scan).terms:
        if hit.form.status == RIGHT and hit.form.role == "whole":
            named[hit.form.concept.id].append(hit)
    for part, hit in res.source_terms(scan):
        concept = hit.form.concept
        ours = named[concept.id]
        if (concept.kind, hit.form.type) != ("organisation", "fullForm") or not ours:
            continue
        if any(part.span.contains((one.start, one.end)) for one in ours):
            continue
        names = [content(term.text) for term in concept.terms if term.lang == scan.doc.lang]
        said, place = part.source[hit.start : hit.end], part.place(hit.start, hit.end)
        for run in runs_of(scan, part.span):
            if any(
                2 * len(run.content & name) > max(len(run.content), len(name)) for name in names
            ):
                usual = Rendered(said, place, Span(ours[0].start, ours[0].end))
                yield [usual, Rendered(said, place, run.span)]


def _is_known(scan: Scan, res: Resources, place: Rendered, first: Rendered) -> bool:
    """Whether the glossary knows both renderings, or the one as a part of a name of the other."""
    known = [hit for hit in res.hits(scan).terms if hit.form.status == RIGHT]
    here, usual = (
        [hit for hit in known if one.span.overlaps((hit.start, hit.end))] for one in (place, first)
    )
    names = (
        term.text
        for hit in usual
        for term in hit.form.concept.terms
        if term.lang == scan.doc.lang and term.status != "deprecated"
    )
    words = content(_words(scan, place.span))
    return bool(here and usual) or any(words <= content(name) for name in names)


def _finding(scan: Scan, place: Rendered, first: Rendered, times: int) -> Finding:
    found, preferred = _words(scan, place.span), _words(scan, first.span)
    return Finding(
        rule=RULE,
        span=place.span,
        message=RULE.message.format(said=place.term, found=found, other=preferred),
        confidence=0.8,
        fixes=(Fix((Edit(*place.span, preferred),), Safety.REVIEW, f"{found} → {preferred}"),),
        evidence=(Evidence("source", f"{place.term} in {times} parts"),),
        related=(first.span,),
        source_span=place.place,
    )


def _words(scan: Scan, span: Span) -> str:
    return " ".join(scan.text[slice(*span)].split())
