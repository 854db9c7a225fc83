"""
An event is "based on information": the word for what was said of it has been dropped.

Why it matters: a protest is not based on information provided by somebody; reporting on it is.
Fix: "reporting on" before it, for review.
Source: the subject of "be based on information" is a statement, not an event (Longman Dictionary of
Contemporary English, base something on something).
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

RULE = Rule(
    id="PHR008",
    name="dropped-head",
    category="accuracy/omission",
    its_type="omission",
    severity="major",
    message="{event} cannot be based on information; what was reported of it can",
    cues=Cues(("based",)),
    langs=("en",),
)
_EVENTS: Final = (
    "accident|attack|battle|blast|crash|demonstration|earthquake|explosion|fire|flood|protest|raid|riot"
    "|storm|strike|unrest|uprising|violence|war"
)
_BASED: Final = re.compile(
    # Begun with a letter, so that the search can go from one to the next.
    rf"""(?P<event>[Tt](?<!\w[Tt])
    (?<!\bon[ ][Tt])(?<!\bof[ ][Tt])(?<!\bfrom[ ][Tt])(?<!\babout[ ][Tt])
    he[ \n](?:[a-z-]+[ \n])?(?:{_EVENTS})s?)[ \n](?P<be>was|were|is|are)
    [ \n](?:\w+ly[ \n])?based[ \n](?:\w+ly[ \n])?on[ \n](?:the[ \n])?
    (?:information|data|reports|accounts|statements)(?:[ \n](?:provided|given|supplied|received)\b)?
    (?:[ \n](?:by|from)\b)?""",
    re.VERBOSE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each event based on information."""
    for match in _BASED.finditer(scan.text):
        event = " ".join(match.group("event").split())
        singular = {"were": "was", "are": "is"}.get(match.group("be"), match.group("be"))
        opens = "Reporting" if event[0] == "T" else "reporting"
        wanted = f"{opens} on {event[0].lower()}{event[1:]} {singular}"
        start, end = match.start("event"), match.end("be")
        found = " ".join(scan.text[start:end].split())
        yield Finding(
            rule=RULE,
            span=Span(*match.span()),
            message=RULE.message.format(event=event),
            confidence=0.85,
            fixes=(Fix((Edit(start, end, wanted),), Safety.REVIEW, f"{found} → {wanted}"),),
            evidence=(Evidence("pattern", "an event as the subject of “be based on”"),),
        )
