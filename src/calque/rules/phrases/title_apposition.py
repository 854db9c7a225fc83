"""
A title with "of" runs into the name: "The President of Kazakhstan Kassym-Jomart Tokayev said".

Why it matters: many languages set title and name side by side; English needs commas around the
name, or the title before it without "of".
Fix: the commas, for review.
Source: The Chicago Manual of Style, "Commas with appositives".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.common import may_be_given_name
from calque.language.letters import UPPER
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="PHR005",
    name="title-apposition",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="{title} {name} lacks the commas around the name",
    cues=Cues(
        f"{title} of "
        for title in (
            *("president", "minister", "chancellor", "king", "queen", "governor", "mayor"),
            *("ambassador", "head", "leader", "chairman", "speaker"),
        )
    ),
    langs=("en",),
)
_TITLE: Final = re.compile(
    r"""\b[Tt]he[ \n](?:[a-z]+[ \n])?(?:[Pp]resident|[Pp]rime[ \n][Mm]inister|[Cc]hancellor|[Kk]ing
    |[Qq]ueen|[Ff]oreign[ \n][Mm]inister|[Dd]efen[cs]e[ \n][Mm]inister|[Mm]inister|[Gg]overnor
    |[Mm]ayor|[Aa]mbassador|[Hh]ead|[Ll]eader|[Cc]hairman|[Ss]peaker)[ \n]of[ \n](?:the[ \n])?$""",
    re.VERBOSE,
)
_WORD: Final = rf"[{UPPER}][^\W\d_]*(?:[-’'][^\W\d_]+)*"
_GENERIC: Final = r"(?:[ \n](?:Territory|Region|Oblast|Krai|Republic|Province|City|District)\b)?"
_NAME: Final = re.compile(
    rf"(?P<place>{_GENERIC})[ \n](?P<name>{_WORD}(?:[ \n]{_WORD}){{1,2}})(?P<next>[^\w]|$)"
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each title "of" a place with a name hard upon it."""
    for hit in res.hits(scan).terms:
        if hit.form.concept.kind != "place":
            continue
        title = _TITLE.search(scan.text, max(0, hit.start - 50), hit.start)
        name = _NAME.match(scan.text, hit.end)
        if not title or not name or not may_be_given_name(name.group("name").split()[0]):
            continue
        end = name.end("name")
        place_end = name.end("place")
        edits = [Edit(place_end, place_end, ",")]
        if name.group("next") not in (",", ".", ";", ":", ")"):
            edits.append(Edit(end, end, ","))
        words = " ".join(scan.text[title.start() : place_end].split())
        person = " ".join(name.group("name").split())
        yield Finding(
            rule=RULE,
            span=Span(title.start(), end),
            message=RULE.message.format(title=words, name=person),
            confidence=0.85,
            fixes=(Fix(tuple(edits), Safety.REVIEW, f"{words}, {person},"),),
            evidence=(Evidence("pattern", "title, place and name without a comma"),),
        )
