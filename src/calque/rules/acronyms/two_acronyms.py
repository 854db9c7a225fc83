"""
One body has two acronyms in one text.

Why it matters: the reader counts two bodies.
Fix: the acronym the text uses most, then the first, for review.
Source: the text itself: one name explained by two acronyms.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.expansions import Expansion, content_words, expansions
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR004",
    name="two-acronyms",
    category="terminology/term-inconsistency",
    its_type="inconsistency",
    severity="major",
    message="{phrase} is {found} here and {other} elsewhere",
    in_quotes=True,
    needs=("acronym",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each acronym that competes with a commoner one."""
    bodies: dict[frozenset[str], list[Expansion]] = {}
    for expansion in expansions(scan):
        body = frozenset(content_words(" ".join(expansion.words)))
        bodies.setdefault(body, []).append(expansion)
    if all(len({one.letters for one in same}) < 2 for same in bodies.values()):
        return
    counts = Counter(mark.text for mark in scan.marked("acronym"))
    for same in bodies.values():
        letters = list(dict.fromkeys(expansion.letters for expansion in same))
        preferred = max(letters, key=lambda one: (counts[one], -letters.index(one)))
        for mark in scan.marked("acronym"):
            if mark.text not in letters or mark.text == preferred:
                continue
            phrase = " ".join(same[0].words)
            yield Finding(
                rule=RULE,
                span=Span(mark.start, mark.end),
                message=RULE.message.format(phrase=phrase, found=mark.text, other=preferred),
                confidence=0.85,
                fixes=(
                    Fix(
                        (Edit(mark.start, mark.end, preferred),),
                        Safety.REVIEW,
                        f"{mark.text} → {preferred}",
                    ),
                ),
                evidence=(
                    Evidence(
                        "document",
                        f"{preferred} {counts[preferred]}×, {mark.text} {counts[mark.text]}×",
                    ),
                ),
                related=tuple(one.acronym for one in same if one.letters == preferred)[:1],
            )
