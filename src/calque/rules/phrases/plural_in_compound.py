"""
A measure before a noun is in the plural: "a 25-years-old man", "a three years sentence".

Why it matters: most languages keep the plural there; an English noun before another has none.
Fix: the singular with hyphens, for review.
Source: R. Huddleston and G. K. Pullum, The Cambridge Grammar of the English Language, ch. 5, §14.2
(attributive measure phrases have the singular: a ten-year sentence).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

_COUNT: Final = (
    r"\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty"
    "|fifty"
)
_UNITS: Final = (
    *("year", "month", "week", "day", "hour", "minute"),
    *("kilometre", "kilometer", "metre", "meter", "mile"),
)
_NOUNS: Final = (
    "ban|sentence|term|period|contract|deal|plan|trip|visit|journey|break|truce|ceasefire|campaign"
    "|strike|agreement|loan|programme|program|course|tour|quarantine|curfew|deadline|suspension"
    "|imprisonment|man|woman|boy|girl|baby|child"
)
RULE = Rule(
    id="PHR012",
    name="plural-in-compound",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="“{found}”: before a noun the measure is singular, “{wanted}”",
    cues=Cues(
        f"{unit}s{joint}{noun}"
        for unit in _UNITS
        for joint in " -"
        for noun in ("old", *_NOUNS.split("|"))
    ),
    langs=("en",),
)
_COMPOUND: Final = re.compile(
    rf"""\b(?P<article>[Aa]n?|[Tt]he|his|her|its|their)[ \n](?P<count>{_COUNT})[ \n-]
    (?P<unit>{"|".join(_UNITS)})s
    (?:[ \n-](?P<old>old)(?=[ \n](?!and\b|or\b|is\b|was\b|in\b)[a-z])
    |[ \n-](?P<noun>{_NOUNS})\b)""",
    re.VERBOSE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each measure in the plural before its noun."""
    for match in _COMPOUND.finditer(scan.text):
        measure = f"{match['count']}-{match['unit']}"
        wanted = f"{measure}-old" if match["old"] else f"{measure} {match['noun']}"
        start, end = match.start("count"), match.end()
        found = " ".join(scan.text[start:end].split())
        yield Finding(
            rule=RULE,
            span=Span(start, end),
            message=RULE.message.format(found=found, wanted=wanted),
            confidence=0.85,
            fixes=(Fix((Edit(start, end, wanted),), Safety.REVIEW, f"{found} → {wanted}"),),
            evidence=(Evidence("pattern", "article, number, plural measure, noun"),),
        )
