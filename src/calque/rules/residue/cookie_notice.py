"""
A line of the page's cookie notice or consent banner stands in the article.

Why it matters: it asks the visitor of another site for consent to what is not there.
Fix: the line is deleted; by itself where the words can be nothing else, for review where they could
be a subhead, or are run into a paragraph. The headline, and a text that is furniture throughout,
are never touched.
Source: the texts of consent banners (tarteaucitron.js, Klaro, the BBC's); the wordings are entries
of `glossaries/residue`, each with its reference.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.glossary.left_over import left_over
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES010",
    name="cookie-notice",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="left over from a cookie notice: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the lines of a cookie notice."""
    yield from left_over(RULE, "cookie-notice", scan, res.furniture(scan))
