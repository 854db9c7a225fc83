"""
A link to another article ("Read also: …"), or the heading of a list of such, stands in the article.

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
from dataclasses import replace
from typing import Final

from calque.finding import Finding
from calque.glossary.furniture import Furniture
from calque.glossary.hits import EntryHit
from calque.glossary.left_over import left_over
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
# One title follows the words on their own line.
_LINK: Final = replace(RULE, message="a link to another article: {line}")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield links to other articles, and the headings of article lists, each with its list."""
    found = res.furniture(scan)
    yield from left_over(_LINK, "related-heading", scan, _those(found, link=True))
    yield from left_over(RULE, "related-heading", scan, _those(found, link=False))


def _those(found: Furniture, *, link: bool) -> Furniture:
    """The furniture that is a link to another article, or that is none; a label's value is one."""
    return found._replace(
        hits=tuple(kept for kept in found.hits if _is_link(kept[0]) == link),
        run_in=tuple(piece for piece in found.run_in if _is_link(piece.hit) == link),
        formed=found.formed if link else (),
    )


def _is_link(hit: EntryHit) -> bool:
    return hit.pattern.open_ended and not hit.match[0].rstrip().endswith(":")
