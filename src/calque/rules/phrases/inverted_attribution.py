"""
A source is named after its verb: "as reports Interfax", "about this writes the agency".

Why it matters: Russian, Ukrainian and others put the verb first there (как сообщает); in English
the source comes first, or the verb is passive.
Fix: subject and verb change places, for review.
Source: R. Huddleston and G. K. Pullum, The Cambridge Grammar of the English Language, ch. 11, §8.1
(parenthetical reporting clauses with "as" have the subject before the verb, but for pro-verbs).
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

_VERB: Final = (
    "reports|writes|informs|notes|reported|wrote|informed|noted|transmits|reminds|clarifies"
)
RULE = Rule(
    id="PHR010",
    name="inverted-attribution",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="“{found}”: in English the source comes before the verb",
    needs=("name",),
    cues=Cues(
        f"{opening} {verb} "
        for opening in ("as", "how", "about this", "about it", "about that")
        for verb in _VERB.split("|")
    ),
    langs=("en",),
)
_DAY: Final = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_NAME: Final = rf"(?!(?:{_DAY})day\b)[{UPPER}][\w.’'-]*(?:[ \n][{UPPER}][\w.’'-]*){{0,3}}"
_PRESS: Final = (
    r"the[ \n](?:[\w.’'-]+[ \n]){0,2}?(?:agency|newspaper|portal|publication|channel|ministry"
    r"|website|outlet|magazine|edition)"
)
_INVERTED: Final = re.compile(
    rf"""\b(?:(?P<as>[Aa]s|[Hh]ow)|(?P<about>[Aa]bout[ \n](?:this|it|that)))
    [ \n](?P<verb>{_VERB})[ \n](?P<source>{_NAME}|{_PRESS})
    (?=[,.;:)\n]|[ \n](?:with|on|citing|in)\b)""",
    re.VERBOSE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each source behind its verb."""
    for match in _INVERTED.finditer(scan.text):
        found = " ".join(match.group().split())
        source = match["source"].rstrip(".")
        end = match.start("source") + len(source)
        verb = match["verb"]
        if match["as"]:
            opening = "As" if match["as"][0].isupper() else "as"
            wanted = f"{opening} {source} {verb}"
        else:
            capital = source[0].upper() if match["about"][0].isupper() else source[0]
            wanted = f"{capital}{source[1:]} {verb} this"
        yield Finding(
            rule=RULE,
            span=Span(match.start(), end),
            message=RULE.message.format(found=found),
            confidence=0.85,
            fixes=(Fix((Edit(match.start(), end, wanted),), Safety.REVIEW, f"{found} → {wanted}"),),
            evidence=(Evidence("pattern", "a verb of reporting before its subject"),),
        )
