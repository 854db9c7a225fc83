"""
Titles of other articles stand at the foot, under a line that has one of its own ("Read also: …").

Why it matters: they read as a broken end of this article, about something else.
Fix: the lines are deleted, for review: the line above is whole without them. Only lines between it
and the end, or the furniture there, are looked at; those under a bare heading are RES005's.
Source: the lists of other articles that news themes print (Newspaper's "Related articles"); by
form: short lines without a full stop.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Evidence, Finding
from calque.glossary.left_over import without_lines
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES013",
    name="listed-article",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="titles of other articles: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the titles that stand in a row."""
    evidence = (Evidence("document", "in a list of other articles at the foot"),)
    for titles in res.furniture(scan).listed:
        yield from without_lines(RULE, scan, titles, sure=False, evidence=evidence)
