"""
A present perfect stands with a time that is over: "has begun on Thursday", "has died in 2004".

Why it matters: Finnish, German or French put their perfect there; English needs the simple past.
A year is over where the text names a later one.
Fix: the simple past, for review: the time may belong to another verb.
Source: R. Huddleston and G. K. Pullum, The Cambridge Grammar of the English Language, ch. 3, §5.3
(the present perfect excludes adjuncts of definite past time).
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

MONTHS: Final = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september"),
    *("october", "november", "december"),
)
RULE = Rule(
    id="PHR002",
    name="definite-past",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="{verb} does not go with “{time}”, a time that is over",
    cues=Cues(("day", " last ", " ago", *MONTHS, "in 1", "in 20")),
    langs=("en",),
)
_PAST: Final = {
    "been": "was",
    "begun": "began",
    "broken": "broke",
    "chosen": "chose",
    "done": "did",
    "drawn": "drew",
    "driven": "drove",
    "fallen": "fell",
    "flown": "flew",
    "forbidden": "forbade",
    "forgotten": "forgot",
    "frozen": "froze",
    "given": "gave",
    "gone": "went",
    "grown": "grew",
    "hidden": "hid",
    "risen": "rose",
    "seen": "saw",
    "shaken": "shook",
    "spoken": "spoke",
    "stolen": "stole",
    "sunk": "sank",
    "sworn": "swore",
    "taken": "took",
    "thrown": "threw",
    "torn": "tore",
    "undertaken": "undertook",
    "withdrawn": "withdrew",
    "written": "wrote",
}
# Participles that are the past tense as well.
_SAME: Final = (
    "brought|bought|built|caught|cut|dealt|fed|felt|fought|found|held|hit|kept|laid|led|left|lost"
    "|made|met|paid|put|reached|said|sent|set|shot|shut|sold|spent|split|struck|taught|told|won"
)
_DAY: Final = "Mon|Tues|Wednes|Thurs|Fri|Satur|Sun"
_MONTH: Final = "|".join(map(str.capitalize, MONTHS))
_TIME: Final = rf"""
    on[ ](?:{_DAY})day(?:[ ](?:morning|afternoon|evening|night))?
  | on[ ](?:the[ ])?\d{{1,2}}(?:st|nd|rd|th)?[ ](?:of[ ])?(?:{_MONTH})
  | on[ ](?:{_MONTH})[ ]\d{{1,2}}
  | yesterday(?:[ ](?:morning|afternoon|evening))?
  | last[ ](?:night|week|month|year|(?:{_DAY})day)
  | (?:\d+|two|three|four|five|six|seven|ten|several|a[ ]few|some)
    [ ](?:minute|hour|day|week|month|year)s[ ]ago
  | an?[ ](?:hour|day|week|month|year)[ ]ago
"""
# Words after which the time belongs to something else than the perfect.
_ELSEWHERE: Final = (
    "that|who|whom|which|what|where|when|whether|how|if|will|would|shall|should|may|might|can|could"
    "|must|since|by|until|till|before|after|for|because|as|while|and|but|or|than|is|was|were|are|be"
    "|scheduled|planned|due|dated|not|next|every|each|only|never|ever"
    r"|to(?![ \n](?:the|an?|his|her|its|their|[A-Z]))"
)
_PARTICIPLE: Final = rf"{'|'.join(_PAST)}|{_SAME}|\w{{2,}}ed"
# An infinitive or modal perfect takes any time.
_FINITE: Final = "".join(
    rf"(?<!\b{word}[ \n]ha)"
    for word in ["to", "would", "could", "should", "might", "may", "must", "will", "can", "not"]
)
_PERFECT: Final = re.compile(
    # Begun with letters, so that the search can go from one "ha" to the next. A capital that opens
    # a line may open a sentence below a headline.
    rf"""(?P<verb>(?P<have>ha(?<!\wha){_FINITE}(?:s|ve))[ \n](?P<participle>{_PARTICIPLE}))
    (?:(?<=been)[ \n](?:{_PARTICIPLE})\b)?
    (?P<gap>(?:(?:[ ]|\n(?![A-Z]))(?!(?:{_ELSEWHERE})\b|(?:{_PARTICIPLE})\b)[\w’'-]+){{0,9}}?)
    (?<![ ]of)(?<![ ]in)(?<![ ]from)(?<![ ]the)(?<![ ]than)(?<![ ]over)(?<![ ]during)
    [ \n](?P<time>{_TIME})\b(?!['’]s)""",
    re.VERBOSE,
)
# What happens once; with others a year may be one of several, or belong to a noun.
_ONCE: Final = (
    "abolished|adopted|appointed|arrested|born|built|closed|created|destroyed|discovered|dissolved"
    "|elected|established|executed|founded|introduced|jailed|killed|launched|murdered|opened"
    "|published|released|sentenced|shot|signed"
)
_IN_YEAR: Final = re.compile(
    rf"""(?P<verb>(?P<have>ha(?<!\wha){_FINITE}(?:s|ve))
    [ \n](?P<participle>been(?=[ \n](?:{_ONCE})\b)|died))
    (?:(?<=been)[ \n](?:{_ONCE}))?
    (?P<gap>(?:[ \n](?:in|at|near)[ \n](?:the[ \n])?[A-Z]\w+)?)
    [ \n](?P<time>in[ \n](?P<year>1\d{{3}}|20\d\d))(?=[.;)\n]|,[ \n](?!\d)|$)""",
    re.VERBOSE,
)
_YEAR: Final = re.compile(r"\b(?:1[89]|20)\d\d\b")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each perfect with a time that is over."""
    for match in _PERFECT.finditer(scan.text):
        yield _finding(match)
    if not _IN_YEAR.search(scan.text):
        return
    latest = max(map(int, _YEAR.findall(scan.text)), default=0)
    for match in _IN_YEAR.finditer(scan.text):
        if int(match["year"]) < latest:
            yield _finding(match)


def _finding(match: re.Match[str]) -> Finding:
    verb = " ".join(match.group("verb").split())
    participle = match.group("participle")
    past = _PAST.get(participle, participle)
    if past == "was" and match.group("have") == "have":
        past = "were"
    edit = Edit(*match.span("verb"), past)
    return Finding(
        rule=RULE,
        span=Span(*match.span()),
        message=RULE.message.format(verb=verb, time=match.group("time")),
        confidence=0.8,
        fixes=(Fix((edit,), Safety.REVIEW, f"{verb} → {past}"),),
        evidence=(Evidence("pattern", f"present perfect with “{match.group('time')}”"),),
    )
