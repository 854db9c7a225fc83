"""
A number of the source is nowhere in the translation.

Why it matters: a figure was left out, or came out as something that is no number any more.
Fix: none, where it belongs takes reading.
Source: the source text, read as values.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM007",
    name="number-missing",
    category="accuracy/omission",
    severity="major",
    message="“{said}” of the source ({right}) is missing",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding, at the sentence where it should stand, for each number left out."""
    yield from different(RULE, scan, ("missing",), confidence=0.6)
