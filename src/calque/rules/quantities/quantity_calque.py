"""
A number word of the source language was taken apart: "another hundred" for Finnish toistasataa.

Why it matters: toistasataa is a hundred and some; "another hundred" is a hundred more.
Fix: what the word means, for review; safe where the source is at hand and has the word.
Source: the glossary's entry, `glossaries/quantities/`, which names a dictionary.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.finding import Finding
from calque.glossary.hits import EntryHit
from calque.glossary.wording import wording_finding
from calque.language.counts import counts
from calque.language.scan import Scan
from calque.provenance import applying
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM001",
    name="quantity-calque",
    category="accuracy/mistranslation",
    its_type="numbers",
    severity="major",
    message="“{found}”: {why}",
)
# "Another" is right English once a first count has been given.
_ADDS: Final = re.compile(r"\b(?:another|further|additional|more|second)\b", re.IGNORECASE)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each quantity entry that the text has."""
    reached = 0
    for hit in applying(res.hits(scan).quantities, scan, res):
        if hit.start >= reached and not _adds_to_a_count(scan, hit):
            reached = hit.end
            yield wording_finding(RULE, scan, hit)


def _adds_to_a_count(scan: Scan, hit: EntryHit) -> bool:
    """Whether a count of the same thing stands before: ten people died, another hundred people …"""
    if not _ADDS.search(hit.match.group()):
        return False
    inside = (one for one in counts(scan) if hit.start <= one.quantity.start < hit.end)
    here = next(inside, None)
    noun = here.noun if here else ""
    return any(
        one.quantity.end < hit.start and (one.noun == noun or not noun) for one in counts(scan)
    )
