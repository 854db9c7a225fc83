"""
"In addition to Russia, troops were sent from Armenia": the place has lost its preposition.

Why it matters: as it stands, Russia is added to the troops; the source said "from Russia too".
Fix: "As well as from Russia", for review.
Source: Finnish "lisäksi", Swedish "förutom" and Russian "pomimo" take a bare noun where English
repeats the preposition.
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
    id="PHR007",
    name="dangling-addition",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="{place} is added to the {noun}; say “{wanted}”",
    needs=("name",),
    cues=Cues(("in addition to ", "besides ", "apart from ")),
    langs=("en",),
)
_OPENING: Final = re.compile(r"\b(?P<opening>In[ \n]addition[ \n]to|Besides|Apart[ \n]from)[ \n]$")
_CLAUSE: Final = re.compile(
    r""",[ \n](?P<noun>[a-z-]+(?:[ \n][a-z-]+){0,3}?)
    [ \n](?:was|were|is|are|has[ \n]been|have[ \n]been)[ \n](?:also[ \n])?\w+
    [ \n](?P<preposition>from|in|at|to|by)[ \n]$""",
    re.VERBOSE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each addition whose places do not match."""
    places = [hit for hit in res.hits(scan).terms if hit.form.concept.kind == "place"]
    for number, hit in enumerate(places):
        opening = _OPENING.search(scan.text, max(0, hit.start - 16), hit.start)
        if not opening or not scan.text.startswith(",", hit.end):
            continue
        for other in places[number + 1 : number + 2]:
            clause = _CLAUSE.fullmatch(scan.text, hit.end, other.start)
            if not clause:
                continue
            wanted = f"As well as {clause.group('preposition')}"
            place = scan.text[hit.start : hit.end]
            yield Finding(
                rule=RULE,
                span=Span(opening.start(), other.start - 1),
                message=RULE.message.format(
                    place=place, noun=clause.group("noun"), wanted=f"{wanted} {place}"
                ),
                confidence=0.85,
                fixes=(
                    Fix(
                        (Edit(*opening.span("opening"), wanted),),
                        Safety.REVIEW,
                        f"{opening.group('opening')} {place} → {wanted} {place}",
                    ),
                ),
                evidence=(Evidence("pattern", "two places, the second with a preposition"),),
            )
