"""
A number is right but counts something else: dollars for hryvnias, per cent for percentage points.

Why it matters: the sum is of another worth, the change of another size.
Fix: the source's number and unit, for review.
Source: the source text; names of units and currencies from CLDR.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM009",
    name="unit-mismatch",
    severity="critical",
    message="“{found}”: the source says “{said}”, {right}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number whose unit or currency is not the source's."""
    yield from different(RULE, scan, ("unit",), confidence=0.8)
