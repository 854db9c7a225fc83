"""
A line about the page (when it was published, by whom, how long it takes to read) is in the article.

Why it matters: the date and the writer are the other site's; run into the first sentence, they also
break it.
Fix: the line is deleted, or what is run into a paragraph, for review, since a newsroom may want to
keep a date or a name; by itself only at the foot of what is certainly a page. A byline alone ("By
Jane Roe"), and an agency's dateline, are ordinary.
Source: the metadata that WordPress themes and news sites print above and below an article; the
wordings are entries of `glossaries/residue`, each with its reference.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.left_over import left_over, without_line
from calque.language.letters import UPPER
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES012",
    name="byline-left",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="when and by whom the page was published: {line}",
)
_MONTH: Final = (
    "(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_DAY: Final = "(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,? )?"
_DATE: Final = (
    rf"{_DAY}(?:\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? \d{{4}}|{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?,? "
    r"\d{4}|\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\d{4}-\d\d-\d\d)"
)
_TIME: Final = (
    r"(?:,? ?(?:at |[–—|-] ?)?\d{1,2}[.:]\d\d(?: ?[ap]\.?m\.?)?"
    r"(?: \(?(?-i:[A-Z]{2,4}|[GU][MT][TC][+-]\d{1,2})\)?)?)?"
)
_SAID: Final = (
    r"(?:(?:first |last |article )?(?:published|posted|updated|modified|created|added|edited)"
    r"|publication date|update|last update)"
)
_STAMP: Final = rf"(?:{_SAID}(?: on| at)?:? ?{_DATE}{_TIME})"
_NAME: Final = rf"(?-i:[{UPPER}][\w'’.-]+)(?: (?-i:[{UPPER}][\w'’.-]*)){{1,2}}"
_BETWEEN: Final = r"(?: ?[|·•,;–—-]? ?)"
_OPENINGS: Final = (
    *("by ", "first ", "last ", "article ", "published", "posted", "update", "modified"),
    *("created", "added", "edited", "publication"),
)
_FORM: Final = Evidence("pattern", "a word for publishing, and a date")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield lines about the page, and such words at the head of a paragraph."""
    found = res.furniture(scan)
    yield from left_over(RULE, "byline", scan, found)
    known = {Span(hit.start, hit.end) for hit, _ in found.hits}
    known.update(line for (_, line, _), _ in found.formed)
    if scan.doc.lang != "en" or len(scan.lines) < 2:
        return
    for line in scan.lines:
        begun = scan.folded.startswith(_OPENINGS, line.start) and line not in known
        if begun and (stamp := _first().match(scan.text, line.start)):
            yield _stamped(scan, line, stamp)


@cache
def _first() -> re.Pattern[str]:
    return re.compile(
        rf"(?:by {_NAME}(?: and {_NAME})?{_BETWEEN})?{_STAMP}(?:{_BETWEEN}{_STAMP})*"
        rf"(?:{_BETWEEN}by {_NAME})?(?:$|(?P<text>{_BETWEEN}(?-i:[{UPPER}“\"«])[^\n]{{40}}))",
        re.IGNORECASE | re.MULTILINE,
    )


def _stamped(scan: Scan, line: Span, stamp: re.Match[str]) -> Finding:
    if stamp["text"] is None:
        return without_line(RULE, scan, line, sure=False, evidence=(_FORM,))
    text = stamp.start("text")
    said = len(stamp["text"]) - len(stamp["text"].lstrip(" |·•,;–—-"))
    fix = Fix((Edit(line.start, text + said, ""),), Safety.REVIEW, "Delete the line about the page")
    message = RULE.message.format(line=scan.text[line.start : text])
    return Finding(RULE, Span(line.start, text), message, 0.85, (fix,), (_FORM,))
