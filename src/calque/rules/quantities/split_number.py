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

from calque.finding import Evidence, Finding
from calque.language.quantities import quantities_near
from calque.language.quantities.differences import said_in_source
from calque.language.quantities.findings import rejoined, split
from calque.language.scan import Scan
from calque.resources import Resources

RULE = split("NUM003", "split-number", "“{found}” is one number, {right}")

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
        evidence = Evidence("pattern", "a comma, a space and three figures")
        if sourced:
            evidence = Evidence("source", f"{right} is in the source")
        yield rejoined(RULE, scan, one, right, evidence, None if sure else 0.7)
