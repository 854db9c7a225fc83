"""
The heading of a list of other articles stands in the article, with the list or without it.

Why it matters: it announces something that does not follow, or that is about something else.
Fix: the line is deleted, and at the foot the titles under it with it; by itself where the words can
be nothing else, for review where they could be a subhead, or are run into a paragraph. The
headline, and a text that is furniture throughout, are never touched.
Source: the templates of news themes, and the lists that they print (Newspaper's "Related
articles"), whose titles are told by form: short lines without a full stop; the wordings are entries
of `glossaries/residue`, each with its reference.
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
    message="left over from a list of other articles: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the headings of article lists, each with its list."""
    yield from left_over(RULE, "related-heading", scan, res.furniture(scan))
