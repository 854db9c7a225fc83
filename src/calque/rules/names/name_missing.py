"""
A name of the source is missing from the translation of its sentence.

Why it matters: who said or did it is lost; or the name was taken for a word and translated.
Fix: none; the sentence has to be looked at.
Source: the name's own rendering elsewhere in this text.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Evidence, Finding
from calque.language.scan import Scan
from calque.names.people import lacking
from calque.names.source import source_of
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM006",
    name="name-missing",
    category="accuracy/omission",
    its_type="omission",
    severity="major",
    message="the source names {name} here, the translation does not",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each segment whose translation lacks a name of its source."""
    source = source_of(scan)
    if source is None:
        return
    for lack in lacking(scan, source):
        yield Finding(
            rule=RULE,
            span=source.span_of(lack.segment),
            message=RULE.message.format(name=lack.name),
            confidence=0.8,
            evidence=(Evidence("source", f"{lack.name}: in {lack.elsewhere} other segments"),),
            source_span=lack.place,
        )
