"""
A sentence stands twice, where the source has two different ones.

Why it matters: what the source says in one of the two places is lost.
Fix: none; one of the two has to be translated.
Source: the source text; likeness by rapidfuzz.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned, wording
from calque.language.alignment import letters
from calque.language.letters import fold
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL003",
    name="segment-doubled",
    category="accuracy/addition",
    its_type="addition",
    severity="major",
    message="the same sentence as before, where the source says something else",
    in_quotes=True,
    needs=("source",),
)
# Shorter ones are a caption or a formula.
_SHORTEST: Final = 30
# How far apart the two may stand, in parts.
_NEAR: Final = 3
# How alike (of 100) the two are, and their sources at most.
_SAME: Final = 95
_OTHER: Final = 70


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the second of two parts that are the same, their sources not."""
    from rapidfuzz.fuzz import ratio

    before: list[tuple[Aligned, str]] = []
    for part in aligned(scan):
        text = fold(scan.text[slice(*part.span)].strip())
        if not part.sure or not part.source or letters(text) < _SHORTEST:
            continue
        for other, words in before[-_NEAR:]:
            if ratio(text, words) >= _SAME and ratio(part.source, other.source) < _OTHER:
                yield Finding(
                    rule=RULE,
                    span=wording(scan, part.span),
                    message=RULE.message,
                    confidence=0.8,
                    evidence=(Evidence("source", "the source does not repeat itself here"),),
                    related=(other.span,),
                    source_span=part.whole,
                )
                break
        before.append((part, text))
