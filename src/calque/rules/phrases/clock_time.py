"""
"O'clock" stands after an hour past twelve: "at 18 o'clock".

Why it matters: German Uhr, Finnish kello and the like go with any hour; in English o'clock goes
with those up to twelve. (A time with minutes is NUM004's.)
Fix: the hour with p.m., for review.
Source: The Chicago Manual of Style, "Numerals versus words for time of day".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.cues import Cues
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
    message="“{found}”: o'clock goes with hours up to twelve; say “{wanted}”",
    needs=("number",),
    cues=Cues(("clock",)),
    langs=("en",),
)
_CLOCK: Final = re.compile(
    rf"(?<![\d.:,])(?P<hour>0|1[3-9]|2[0-4])[ \u00a0\n]o[ ]?[{APOSTROPHES}][ ]?clock\b"
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each hour that can't have an o'clock."""
    for match in _CLOCK.finditer(scan.text):
        found = " ".join(match.group().split())
        hour = int(match["hour"]) % 24
        wanted = f"{hour - 12} p.m." if hour else "midnight"
        yield Finding(
            rule=RULE,
            span=Span(*match.span()),
            message=RULE.message.format(found=found, wanted=wanted),
            confidence=0.95,
            fixes=(Fix((Edit(*match.span(), wanted),), Safety.REVIEW, f"{found} → {wanted}"),),
            evidence=(Evidence("pattern", "o'clock after an hour of the 24-hour clock"),),
        )
