"""
A translation is far shorter or far longer than its source suggests.

Why it matters: something was left out, or the engine made something up.
Fix: none; the two have to be read side by side.
Source: W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual corpora",
Computational Linguistics 19(1), 1993: lengths in letters go together; here by the proportion of the
whole document.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from calque.finding import Evidence, Finding
from calque.language.aligned import aligned, wording
from calque.language.alignment import letters, proportion
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL004",
    name="length-out-of-proportion",
    category="accuracy/omission",
    its_type="length",
    severity="major",
    message="{times} the length that its source suggests",
    in_quotes=True,
    needs=("source",),
)
# Shorter ones may well be half or double.
_SHORTEST: Final = 50.0
_SHORT: Final = 0.35
_LONG: Final = 2.8


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the parts whose length has nothing to do with that of their source."""
    pairs = [
        (part, letters(part.source.strip()), letters(scan.text[slice(*part.span)].strip()))
        for part in aligned(scan)
        if part.sure
    ]
    each = proportion([said for _, said, _ in pairs], [found for _, _, found in pairs])
    for part, said, found in pairs:
        if not said or not found or max(said, found) < _SHORTEST:
            continue
        share = found / (each * said)
        if (share < _SHORT and said >= _SHORTEST) or (share > _LONG and found >= _SHORTEST):
            yield Finding(
                rule=RULE,
                span=wording(scan, part.span),
                message=RULE.message.format(times=_times(share)),
                confidence=0.7,
                evidence=(Evidence("source", f"{found:.0f} letters for {said:.0f}"),),
                source_span=part.whole,
            )


def _times(share: float) -> str:
    return f"{share:.0%} of" if share < 1 else f"{share:.1f} times"
