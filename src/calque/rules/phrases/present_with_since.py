"""
A present tense stands with "since" and a point in time: "the road is closed since Monday".

Why it matters: German, French, Russian and others say so; in English what began then and goes on is
in the perfect.
Fix: "has been", for review.
Source: R. Huddleston and G. K. Pullum, The Cambridge Grammar of the English Language, ch. 3, §5.3
(the continuative perfect with "since").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import digits
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

_MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_DAYS: Final = ("Mon", "Tues", "Wednes", "Thurs", "Fri", "Satur", "Sun")
RULE = Rule(
    id="PHR013",
    name="present-with-since",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="“{found}”: what goes on since then is “{wanted}”",
    cues=Cues(
        f"since {time}"
        for time in (*map(str.lower, _MONTHS + _DAYS), "yesterday", "last ", *digits)
    ),
    langs=("en",),
)
_MONTH: Final = "|".join(_MONTHS)
_DAY: Final = f"(?:{'|'.join(_DAYS)})day"
_PRESENT: Final = re.compile(
    rf"""[ \n](?P<be>is|are)(?P<adverb>(?:[ \n](?:not|also|already|still))?)
    [ \n](?:\w{{2,}}(?:ing|ed)|built|held|kept|known|led|lost|run|sent|shut|sold|open|out
    |under|in|at)
    (?:[ \n](?!(?:first|most|least|only|more|less|than|up|down|and|but|that|to|if|as)\b)
    [\w’'-]+){{0,3}}?
    [ \n]since[ \n](?:\d{{4}}|{_MONTH}|{_DAY}|yesterday|last[ \n](?:week|month|year|{_DAY}))\b""",
    re.VERBOSE,
)
_EMPTY_SUBJECT: Final = re.compile(r"\b(?:it|there|that|this)$", re.IGNORECASE)
_COMPARED: Final = re.compile(r"\b(?:first|only|most|least|time|level|record|low|high)\b|est\b")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each present tense with a since."""
    for match in _PRESENT.finditer(scan.text):
        if _EMPTY_SUBJECT.search(scan.text, max(0, match.start() - 6), match.start()):
            continue
        sentence = scan.sentence(match.start("be"))
        if _COMPARED.search(scan.text, max(sentence.start, match.start() - 30), match.end()):
            continue
        have = "has" if match["be"] == "is" else "have"
        edit = Edit(match.start("be"), match.end("adverb"), f"{have}{match['adverb']} been")
        found = " ".join(scan.text[edit.start : match.end()].split())
        wanted = " ".join(f"{edit.text}{scan.text[edit.end : match.end()]}".split())
        yield Finding(
            rule=RULE,
            span=Span(edit.start, match.end()),
            message=RULE.message.format(found=found, wanted=wanted),
            confidence=0.8,
            fixes=(Fix((edit,), Safety.REVIEW, f"{found} → {wanted}"),),
            evidence=(Evidence("pattern", "present tense with “since”"),),
        )
