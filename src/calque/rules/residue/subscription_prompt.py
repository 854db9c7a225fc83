"""
An invitation to subscribe, join, donate or report a mistake stands in the article.

Why it matters: it advertises another site's newsletter or channel, often with the link gone.
Fix: the line is deleted; by itself where the words can be nothing else, for review where they could
be a subhead, or are run into a paragraph. The headline, and a text that is furniture throughout,
are never touched.
Source: the prompts of newsletter plugins, paywalls and news sites; the wordings are entries of
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
    id="RES011",
    name="subscription-prompt",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="left over from a subscription prompt: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the lines that ask to subscribe."""
    yield from left_over(RULE, "subscription", scan, res.furniture(scan))
