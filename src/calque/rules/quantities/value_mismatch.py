"""
A number is another one than in the source.

Why it matters: the figure is wrong, and nothing in the translation shows it.
Fix: the source's number in the translation's own habit, for review.
Source: the source text, read as values; number words and scales from CLDR.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM006",
    name="value-mismatch",
    severity="critical",
    message="“{found}”: the source says “{said}”, {right}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number that stands for another one in the source."""
    yield from different(RULE, scan, ("value",), confidence=0.85)
