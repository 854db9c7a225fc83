"""
A phrase was carried over word for word, or a word for its look-alike.

Why it matters: the internet does not break in English, it goes down; the reader stumbles or, with a
false friend, believes something else.
Fix: what English says there, for review; safe where the source is at hand and has the cue. What is
good English too (`weak` in the entry) is found only in a text from the language behind it.
Source: the glossary's entry, `glossaries/phrases/`, which names a dictionary, grammar or page.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.glossary.wording import wording_finding
from calque.language.scan import Scan
from calque.provenance import applying
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="PHR001",
    name="literal-calque",
    category="accuracy/overly-literal",
    its_type="mistranslation",
    severity="minor",
    message="“{found}”: {why}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each phrase entry that the text has."""
    reached = 0
    for hit in applying(res.hits(scan).phrases, scan, res):
        # Of entries that overlap the first and longest speaks.
        if hit.start >= reached:
            reached = hit.end
            yield wording_finding(RULE, scan, hit)
