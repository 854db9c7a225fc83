"""
A short line that no list of phrases knows stands among lines of the page's furniture.

Why it matters: a page prints labels of its own ("Our partners", "1.2K"); what is left of them after
the rest is gone reads as a broken end of the article.
Fix: the lines are deleted, for review; a number or a sign alone by itself, on what is certainly a
page. At the foot lines between known ones or after the last, at the head very short ones above the
headline or between known ones. Names, sentences, quotations, lines with figures and long rows stay.
Source: by form: a few words without a mark at their end, see `glossary/strangers.py`; where a foot
is likely, `language/foot.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Evidence, Finding
from calque.glossary.left_over import without_lines
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES014",
    name="stray-line",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="among what the page prints around the article: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield unknown lines among furniture."""
    evidence = (Evidence("document", "between lines of the page's furniture"),)
    for found, sure in res.furniture(scan).strangers:
        yield from without_lines(RULE, scan, found.lines, sure=sure, evidence=evidence)
