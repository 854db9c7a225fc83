"""
A minus was lost, or "no more than" became "more than".

Why it matters: frost becomes warmth, a limit becomes its opposite.
Fix: none, the words take reading; the source's are shown.
Source: the source text; approximators by language, in the quantities data.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.quantities.findings import beside_source, different
from calque.language.scan import Scan
from calque.resources import Resources

RULE = beside_source(
    id="NUM012",
    name="sense-reversed",
    severity="critical",
    message="“{found}”: the source says “{said}”",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number whose sign or limit is the other way round."""
    yield from different(RULE, scan, ("sign", "bound"), confidence=0.75)
