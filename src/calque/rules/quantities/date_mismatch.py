"""
A date or time is another one than in the source.

Why it matters: the reader is sent to another day, year or hour.
Fix: the source's day, year or time, for review.
Source: the source text; names of months and days from CLDR, era years by their first year.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM010",
    name="date-mismatch",
    severity="critical",
    message="“{found}”: the source says “{said}”",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each day, month, year or time that is not the source's."""
    yield from different(RULE, scan, ("date",), confidence=0.85)
