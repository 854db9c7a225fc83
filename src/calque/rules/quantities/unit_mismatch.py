"""
A number is right but counts something else: dollars for hryvnias, per cent for percentage points.

Why it matters: the sum is of another worth, the change of another size.
Fix: the source's number and unit, for review.
Source: the source text; names of units and currencies from CLDR.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import different
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM009",
    name="unit-mismatch",
    category="accuracy/mistranslation",
    its_type="numbers",
    severity="critical",
    message="“{found}”: the source says “{said}”, {right}",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number whose unit or currency is not the source's."""
    yield from different(RULE, scan, ("unit",), confidence=0.8)
