"""
A segment of the source has no translation.

Why it matters: the reader misses what it says, and does not know that anything is missing.
Fix: none; it has to be translated. In a text without segments the finding stands at the sentence
before the gap.
Source: the alignment of both texts (`language/aligned.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned, wording
from calque.language.alignment import letters
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL002",
    name="segment-omitted",
    category="accuracy/omission",
    its_type="omission",
    severity="critical",
    message="the source’s “{said}” is not translated",
    in_quotes=True,
    needs=("source",),
)
# Shorter ones are numbers, datelines, marks.
_SHORTEST: Final = 12
# A neighbour so many times longer than its own source holds the segment's translation as well.
_HOLDS_BOTH: Final = 1.6
_SHOWN: Final = 60


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each part of the source that nothing translates."""
    parts = aligned(scan)
    for at, part in enumerate(parts):
        if not part.sure or letters(part.source) < _SHORTEST or _text(scan, part):
            continue
        if any(_holds_both(scan, near) for near in parts[max(0, at - 1) : at + 2]):
            continue
        said = " ".join(part.source.split())
        shown = said if len(said) <= _SHOWN else f"{said[:_SHOWN]}…"
        yield Finding(
            rule=RULE,
            span=_beside(scan, parts, at),
            message=RULE.message.format(said=shown),
            confidence=0.9 * part.confidence,
            evidence=(Evidence("source", "nothing in the text stands for it"),),
            segment=part.segment,
            source_span=part.whole,
        )


def _text(scan: Scan, part: Aligned) -> str:
    return scan.text[slice(*part.span)].strip()


def _holds_both(scan: Scan, part: Aligned) -> bool:
    return letters(_text(scan, part)) > _HOLDS_BOTH * letters(part.source) > 0


def _beside(scan: Scan, parts: Sequence[Aligned], at: int) -> Span:
    """The part before the gap, or the one after it where there is none."""
    around = (*reversed(parts[:at]), *parts[at:])
    return next((wording(scan, part.span) for part in around if _text(scan, part)), parts[at].span)
