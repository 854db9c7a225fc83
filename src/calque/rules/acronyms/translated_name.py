"""
A name that is not to be translated stands in the source, and its translation does not have it.

Why it matters: *Le Monde* as "The World" is another paper, and nobody finds it.
Fix: none: what became of the name is not known; the part of the text is shown.
Source: the glossary's entry, which keeps the name in every language (`keep`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR008",
    name="translated-name",
    category="accuracy/do-not-translate",
    its_type="mistranslation",
    severity="major",
    message="the source has {name} here, which is not to be translated",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each part of the text that lacks a name which its source has."""
    if not res.kept:
        return
    hits = [(hit.start, hit.form.concept.id) for hit in res.hits(scan).terms]
    for part in aligned(scan):
        there = {id for start, id in hits if part.span.start <= start < part.span.end}
        for concept, term in res.kept if part.sure else ():
            if concept.id not in there and (place := _place(part, term.text)):
                yield Finding(
                    rule=RULE,
                    span=part.span,
                    message=RULE.message.format(name=term.text),
                    confidence=0.85,
                    evidence=(Evidence("glossary", f"{concept.id}: {term.text}", concept.ref[0]),),
                    source_span=place,
                )


def _place(part: Aligned, name: str) -> Span | None:
    """Where a name stands in a source, in whatever case form; None where it doesn't."""
    found = re.search(rf"(?<!\w){re.escape(name)}", part.source)
    return part.place(*found.span()) if found else None
