"""
"O'clock" stands after minutes or an hour past twelve: "at 14.30 o'clock", "at 18 o'clock".

Why it matters: German Uhr, Finnish kello and the like go with any time; in English o'clock goes
only with whole hours up to twelve.
Fix: the time in figures, for review.
Source: The Chicago Manual of Style, "Numerals versus words for time of day".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.letters import APOSTROPHES
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="PHR011",
    name="clock-time",
    category="linguistic-conventions/style",
    its_type="style",
    severity="minor",
    message="“{found}”: o'clock goes with whole hours up to twelve; say “{wanted}”",
    needs=("number",),
)
_CLOCK: Final = re.compile(
    rf"""(?<![\d.:,])(?P<hour>[01]?\d|2[0-4])(?:[.:](?P<minute>[0-5]\d))?
    [ \u00a0\n]o[ ]?[{APOSTROPHES}][ ]?clock\b""",
    re.VERBOSE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each time with an o'clock that it can't have."""
    if "clock" not in scan.folded:
        return
    for match in _CLOCK.finditer(scan.text):
        hour, minute = int(match["hour"]), match["minute"]
        if minute is None and hour <= 12:
            continue
        found = " ".join(match.group().split())
        wanted = f"{match['hour']}:{minute or '00'}"
        yield Finding(
            rule=RULE,
            span=Span(*match.span()),
            message=RULE.message.format(found=found, wanted=wanted),
            confidence=0.95,
            fixes=(Fix((Edit(*match.span(), wanted),), Safety.REVIEW, f"{found} → {wanted}"),),
            evidence=(Evidence("pattern", "o'clock after a time of the 24-hour clock"),),
        )
