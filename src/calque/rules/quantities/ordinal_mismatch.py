"""
A number of the source became a place in a row: "the seven-thousandth limit" for a limit of 7,000.

Why it matters: a count of things is not a rank.
Fix: none, the phrase takes rewording; the number is shown.
Source: the source text, in languages whose words or endings tell an ordinal from a number.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM011",
    name="ordinal-mismatch",
    severity="major",
    message="“{found}”: the source says “{said}”, {right}, not a place in a row",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each ordinal that is a plain number in the source."""
    yield from different(RULE, scan, ("ordinal",), confidence=0.7)
