"""
"Among others" follows something other than people or things that have others.

Why it matters: Finnish "muun muassa", German "unter anderem" or Russian "v tom chisle" open a list
of anything; in English "among others" at the end speaks of further people or things of that kind.
Fix: "among other things", for review.
Source: Merriam-Webster, "among other things"; Cambridge Dictionary, "among others".
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
    id="PHR004",
    name="among-others",
    category="accuracy/overly-literal",
    its_type="mistranslation",
    severity="minor",
    message="“among others” after “{predicate}” means further people, not other things",
    cues=Cues(("among others",)),
    langs=("en",),
)
# A verb that says what somebody is called, then the name for it: no list of people.
_DESCRIBED: Final = re.compile(
    r"""\b(?:describ|characteri[sz]|denounc|dismiss|label|brand|condemn|regard|portray)\w*[ \n]
    [^.!?;]{2,60}?[ \n](?P<predicate>as[ \n](?:an?[ \n]|the[ \n])?[\w’'-]+(?:[ \n][\w’'-]+){0,3})
    ,?[ \n](?P<phrase>among[ \n]others)(?=[.,;!?”"]|$)""",
    re.VERBOSE | re.MULTILINE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each "among others" after a description."""
    for match in _DESCRIBED.finditer(scan.text):
        predicate = " ".join(match.group("predicate").split())
        edit = Edit(*match.span("phrase"), "among other things")
        yield Finding(
            rule=RULE,
            span=Span(*match.span()),
            message=RULE.message.format(predicate=predicate),
            confidence=0.8,
            fixes=(Fix((edit,), Safety.REVIEW, "among others → among other things"),),
            evidence=(
                Evidence("pattern", "stands after what somebody is called"),
                Evidence("language", "Finnish, German or Russian", "fi de ru"),
            ),
        )
