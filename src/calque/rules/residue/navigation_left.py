"""
A link that leads around the page or site stands in the article: back to top, next post.

Why it matters: there is nothing to click, so the line says nothing.
Fix: the line is deleted; by itself where the words can be nothing else, for review where they could
be a subhead, or are run into a paragraph. The headline, and a text that is furniture throughout,
are never touched.
Source: the templates of WordPress themes; the wordings are entries of
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
    id="RES003",
    name="navigation-left",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="left over from the page's navigation: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the lines that are links of the page's navigation."""
    yield from left_over(RULE, "navigation", scan, res.furniture(scan))
