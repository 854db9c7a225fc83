"""
A space stands inside a time: "at 9: 30".

Why it matters: it reads as a list or a score, and nobody finds the hour.
Fix: the space goes; safe where the source has the time, otherwise for review.
Source: CLDR: English parts hours from minutes by a colon without a space.
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

RULE = split("NUM017", "split-time", "“{found}” is one time, {right}")
_SPLIT: Final = re.compile(r"\d: \d\d(?!\d)")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each time with a space after its colon."""
    if not _SPLIT.search(scan.figures):
        return
    for one in quantities_near(scan, _SPLIT):
        found = scan.text[slice(*one.number)]
        right = found.replace(": ", ":")
        if one.kind != "time" or right == found:
            continue
        sure = said_in_source(scan, one)
        evidence = Evidence("pattern", "an hour, a colon, a space and minutes")
        if sure:
            evidence = Evidence("source", f"{right} is in the source")
        yield rejoined(RULE, scan, one, right, evidence, None if sure else 0.8)
