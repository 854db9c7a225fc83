"""
A number has the source's figures at another scale: 1 million for 1万, 50 million for 500 млн.

Why it matters: the figure is wrong by a factor of ten or more, and reads as if it were right.
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
    id="NUM005",
    name="scale-mismatch",
    severity="critical",
    message="“{found}”: the source says “{said}”, {right}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number that is the source's times a power of ten."""
    yield from different(RULE, scan, ("scale",), confidence=0.95)
