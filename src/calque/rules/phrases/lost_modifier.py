"""
A headline says "the Russian ministry" where the body says which ministry.

Why it matters: headlines in many languages leave it to the story; in English it sounds as if the
country had one ministry.
Fix: the body's word, where the body has only one; for review.
Source: the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.letters import UPPER
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="PHR006",
    name="lost-modifier",
    category="accuracy/omission",
    its_type="omission",
    severity="major",
    message="which ministry? The text below speaks of the {which} ministry",
    needs=("name",),
    cues=Cues(f"{ending} ministry" for ending in ("ese", "ish", *"nhkci")),
    langs=("en",),
)
_WHICH: Final = (
    "agriculture|culture|defen[cs]e|digital|economy|education|emergencies|emergency|energy|environment"
    "|finance|foreign|health|information|interior|justice|labou?r|trade|transport"
)
_BARE: Final = re.compile(
    rf"\b[Tt]he[ \n][{UPPER}][^\W\d_]+(?:ese|ian|ish|[nhkci])[ \n](?=[Mm]inistry\b)"
)
_NAMED: Final = re.compile(
    rf"""\b(?:(?P<before>{_WHICH})[ \n]ministry
    |ministry[ \n]of[ \n](?:the[ \n])?(?P<after>{_WHICH}))\b""",
    re.VERBOSE | re.IGNORECASE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding where the headline's ministry has lost what the body calls it."""
    headline = scan.headline
    if headline is None:
        return
    bare = _BARE.search(scan.text, headline.start, headline.end)
    if not bare:
        return
    named = [
        (match.group("before") or match.group("after")).lower()
        for match in _NAMED.finditer(scan.text, headline.end)
    ]
    # Russia's defense ministry and the Russian Ministry of Defence are one.
    if len({which.replace("defence", "defense") for which in named}) != 1:
        return
    which = named[0]
    yield Finding(
        rule=RULE,
        span=Span(bare.start(), bare.end() + len("ministry")),
        message=RULE.message.format(which=which),
        confidence=0.85,
        fixes=(
            Fix((Edit(bare.end(), bare.end(), f"{which} "),), Safety.REVIEW, f"insert “{which}”"),
        ),
        evidence=(Evidence("document", f"{len(named)}× {which} ministry in the body"),),
    )
