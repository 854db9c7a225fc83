"""
A number of the source is nowhere in the translation.

Why it matters: a figure was left out, or came out as something that is no number any more.
Fix: none, where it belongs takes reading.
Source: the source text, read as values.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import different
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM007",
    name="number-missing",
    category="accuracy/omission",
    its_type="numbers",
    severity="major",
    message="“{said}” of the source ({right}) is missing",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding, at the sentence where it should stand, for each number left out."""
    yield from different(RULE, scan, ("missing",), confidence=0.6)
