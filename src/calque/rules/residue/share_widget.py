"""
The text of a share or follow button stands in the article.

Why it matters: a reader of the copy has no such button; what is left reads as a stray sentence.
Fix: the line is deleted; by itself where the words can be nothing else, for review where they could
be a subhead, or are run into a paragraph. The headline, and a text that is furniture throughout,
are never touched.
Source: default labels of share plugins and news themes; the wordings are entries of
`glossaries/residue`, each with its reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.glossary.left_over import left_over
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES001",
    name="share-widget",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="left over from a share button: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the lines that are labels of share buttons."""
    yield from left_over(RULE, "share-widget", scan, res.furniture(scan))
