"""
Titles of other articles stand at the foot, under a heading such as "Related articles".

Why it matters: they read as a broken end of this article, about something else.
Fix: the line is deleted; by itself where its heading is. Only lines between such a heading and the
end, or the furniture there, are looked at.
Source: the lists of other articles that news themes print (Newspaper's "Related articles"); by
form: short lines without a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Evidence, Finding
from calque.glossary.furniture import without_line
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES013",
    name="listed-article",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="title of another article: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the titles in lists of other articles."""
    evidence = (Evidence("document", "in a list of other articles at the foot"),)
    for line, sure in res.furniture(scan).listed:
        yield without_line(RULE, scan, line, sure=sure, evidence=evidence)
