"""
A word or acronym that the glossary says not to use.

Why it matters: a desk has decided, and readers and lawyers hold it to that.
Fix: what the glossary has instead; safe where the house put it in the place of another, for review
where it only advises. None where the glossary forbids a word and has nothing for it. Names of
bodies, people and places are matters for ACR002, NAM002 and NAM004.
Source: the glossary's entry: `avoid`, or an entry of the house over a built-in one.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import AVOIDED, SUPERSEDED
from calque.glossary.hits import TermHit
from calque.language.articles import article_edit
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR007",
    name="avoided-term",
    category="terminology/termbase",
    its_type="terminology",
    severity="major",
    message="{found} is to be avoided{instead}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each forbidden word, and each acronym that gave way to another."""
    for hit in res.hits(scan).terms:
        form = hit.form
        gave_way = form.status in (AVOIDED, SUPERSEDED) and form.type == "acronym"
        forbidden = form.status == AVOIDED and not form.replacement
        if forbidden or (gave_way and form.concept.kind in ("organisation", "term")):
            yield _finding(scan, hit)


def _finding(scan: Scan, hit: TermHit) -> Finding:
    form = hit.form
    found = " ".join(scan.text[hit.start : hit.end].split())
    instead = f"; say {form.replacement}" if form.replacement else ""
    fixes: tuple[Fix, ...] = ()
    if form.replacement:
        acronym = form.replacement.isupper()
        wanted = scan.cased(hit.start, form.replacement)
        article = article_edit(scan.text, hit.start, wanted, acronym=acronym)
        edits = (Edit(hit.start, hit.end, wanted), *((article,) if article else ()))
        sure = form.status == SUPERSEDED and not hit.tail
        fixes = (Fix(edits, Safety.SAFE if sure else Safety.REVIEW, f"{found} → {wanted}"),)
    return Finding(
        rule=RULE,
        span=Span(hit.start, hit.end),
        message=RULE.message.format(found=found, instead=instead),
        confidence=0.97,
        fixes=fixes,
        evidence=(Evidence("glossary", f"{form.concept.id}{instead}", form.concept.ref[0]),),
    )
