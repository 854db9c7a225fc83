"""
One acronym of the source has two renderings in the text.

Why it matters: the reader counts two bodies.
Fix: the rendering that the text uses most, then the first, for review.
Source: the source text: in each part the one acronym that the translation does not have as it is,
beside the one acronym of the translation that the source does not have.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.aligned import Aligned, aligned
from calque.language.scan import Mark, Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL008",
    name="acronym-rendered-two-ways",
    category="terminology/term-inconsistency",
    its_type="inconsistency",
    severity="major",
    message="the source’s {said} is {found} here and {other} elsewhere",
    in_quotes=True,
    needs=("source",),
)
_ACRONYM: Final = re.compile(r"(?<![\w-])[^\W\d_]{2,6}(?![\w-])")


class _Rendered(NamedTuple):
    """An acronym of the source at `said`, and what stands for it."""

    said: Span
    mark: Mark


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each rendering that competes with a commoner one."""
    renderings: dict[str, list[_Rendered]] = defaultdict(list)
    for part in aligned(scan):
        if part.sure and (pair := _pair(scan, part)):
            renderings[part.source[pair[0].start : pair[0].end]].append(
                _Rendered(part.place(*pair[0]), pair[1])
            )
    for said, places in renderings.items():
        counts = Counter(one.mark.text for one in places)
        preferred = max(counts, key=lambda text: counts[text])
        for place in places:
            if not _is_other(place.mark.text, preferred):
                continue
            first = next(one.mark for one in places if one.mark.text == preferred)
            span = Span(place.mark.start, place.mark.end)
            yield Finding(
                rule=RULE,
                span=span,
                message=RULE.message.format(said=said, found=place.mark.text, other=preferred),
                confidence=0.8,
                fixes=(
                    Fix(
                        (Edit(*span, preferred),),
                        Safety.REVIEW,
                        f"{place.mark.text} → {preferred}",
                    ),
                ),
                evidence=(Evidence("source", f"{said} in {len(places)} parts"),),
                related=(Span(first.start, first.end),),
                source_span=place.said,
            )


def _pair(scan: Scan, part: Aligned) -> tuple[Span, Mark] | None:
    """The one acronym on each side that the other side does not have."""
    said = [match for match in _ACRONYM.finditer(part.source) if match[0].isupper()]
    found = [mark for mark in scan.marked("acronym") if part.span.contains((mark.start, mark.end))]
    theirs, ours = {match[0] for match in said}, {mark.text for mark in found}
    if len(theirs - ours) != 1 or len(ours - theirs) != 1:
        return None
    return (
        next(Span(*match.span()) for match in said if match[0] not in ours),
        next(mark for mark in found if mark.text not in theirs),
    )


def _is_other(one: str, preferred: str) -> bool:
    """Whether two renderings are not the same in a longer form: US and USA."""
    return not (one.startswith(preferred) or preferred.startswith(one))
