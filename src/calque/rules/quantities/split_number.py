"""
A space stands inside a number: "40, 000 people".

Why it matters: it reads as two numbers, forty and none.
Fix: the space goes; safe where the last figures are three noughts or the source has the number,
otherwise for review.
Source: CLDR: English and others group figures by a comma without a space.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.quantities import quantities_near
from calque.language.quantities.differences import said_in_source
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM003",
    name="split-number",
    category="linguistic-conventions/whitespace",
    its_type="whitespace",
    severity="minor",
    message="“{found}” is one number, {right}",
    in_quotes=True,
    needs=("number",),
)

_SPLIT: Final = re.compile(r"\d, \d{3}(?!\d)")
# 12, 130, 200 people: a list.
_LISTED: Final = re.compile(r"\d, $")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number with a space after its comma."""
    if not _SPLIT.search(scan.figures):
        return
    for one in quantities_near(scan, _SPLIT):
        found = scan.text[slice(*one.number)]
        if ", " not in found:
            continue
        right = found.replace(", ", ",")
        sourced = said_in_source(scan, one)
        sure = sourced or ", 000" in found
        listed = _LISTED.search(scan.text, max(0, one.number.start - 3), one.number.start)
        if not sure and (listed or (not one.unit and one.factor == 1)):
            continue
        safety = Safety.SAFE if sure else Safety.REVIEW
        evidence = (
            Evidence("source", f"{right} is in the source")
            if sourced
            else Evidence("pattern", "a comma, a space and three figures")
        )
        yield Finding(
            rule=RULE,
            span=one.number,
            message=RULE.message.format(found=found, right=right),
            confidence=0.98 if sure else 0.7,
            fixes=(Fix((Edit(*one.number, right),), safety, f"{found} → {right}"),),
            evidence=(evidence,),
        )
