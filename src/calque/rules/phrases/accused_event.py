"""
An event is accused of something that only people can do: "accused the riots of attempting a coup".

Why it matters: the people in the source became their event; the sentence says nothing now.
Fix: the people of that event, for review.
Source: the verbs take a person or body as object (Oxford Advanced Learner's Dictionary, accuse:
"accuse somebody of something").
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
    id="PHR003",
    name="accused-event",
    category="accuracy/mistranslation",
    its_type="mistranslation",
    severity="major",
    message="{event} cannot be accused; {people} can",
    cues=Cues(
        f"{verb}{ending} {article} "
        for verb in ("accus", "suspect")
        for ending in ("", "e", "es", "ed", "ing", "s")
        for article in ("the", "these", "those")
    ),
    langs=("en",),
)
_PEOPLE: Final = {
    "attack": "attackers",
    "blockade": "blockaders",
    "demonstration": "demonstrators",
    "mutiny": "mutineers",
    "protest": "protesters",
    "rebellion": "rebels",
    "riot": "rioters",
    "strike": "strikers",
    "unrest": "rioters",
    "uprising": "insurgents",
}
_ACCUSED: Final = re.compile(
    rf"""\b(?:accus|suspect)(?:e|es|ed|ing|s)?[ \n](?:the|these|those)[ \n]
    (?:[a-z-]+[ \n])?(?P<event>{"|".join(_PEOPLE)})s?(?=[ \n]of\b)(?P<rest>[ \n]of[ \n][\w-]+)""",
    re.VERBOSE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each event that is accused."""
    for match in _ACCUSED.finditer(scan.text):
        people = _PEOPLE[match.group("event")]
        start = match.start("event")
        end = match.start("rest")
        event = scan.text[start:end]
        yield Finding(
            rule=RULE,
            span=Span(match.start(), match.end()),
            message=RULE.message.format(event=event, people=people),
            confidence=0.9,
            fixes=(Fix((Edit(start, end, people),), Safety.REVIEW, f"{event} → {people}"),),
            evidence=(Evidence("pattern", "the verb takes a person or body as its object"),),
        )
