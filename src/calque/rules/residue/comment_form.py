"""
A line of the page's comment form, or of its list of comments, stands in the article.

Why it matters: it speaks to the visitor of another site about a form that is not there.
Fix: the line is deleted; by itself where the words can be nothing else, for review where they could
be a subhead, or are run into a paragraph. The headline, and a text that is furniture throughout,
are never touched.
Source: the comment forms of WordPress and Disqus; the wordings are entries of
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
    id="RES002",
    name="comment-form",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="left over from a comment form: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the lines that are parts of a comment form."""
    yield from left_over(RULE, "comment-form", scan, res.furniture(scan))
