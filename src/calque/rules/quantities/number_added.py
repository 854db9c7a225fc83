"""
A number of the translation is nowhere in the source.

Why it matters: nobody said it; a translation engine made it up, or broke a number in two.
Fix: none, it takes reading.
Source: the source text, read as values.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM008",
    name="number-added",
    category="accuracy/addition",
    severity="major",
    message="“{found}” is not in the source",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number that the source has not got."""
    yield from different(RULE, scan, ("added",), confidence=0.6)
