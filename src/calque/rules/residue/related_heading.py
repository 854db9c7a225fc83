"""
The heading of a list of other articles stands in the article, as a rule with the list gone.

Why it matters: it announces something that does not follow.
Fix: the line is deleted; by itself where the words can be nothing else, for review where they could
be a subhead, or are run into a paragraph. The headline, and a text that is furniture throughout,
are never touched.
Source: the templates of news themes; the wordings are entries of
`glossaries/residue`, each with its reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.glossary.furniture import left_over
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES005",
    name="related-heading",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="heading of a list of other articles: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the lines that are headings of article lists."""
    yield from left_over(RULE, "related-heading", scan, res.furniture(scan))
