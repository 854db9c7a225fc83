"""
Day and year run together: "July 10,2020".

Why it matters: it reads as a number, ten thousand and something.
Fix: a space after the comma; safe.
Source: CLDR: the long date of English is "July 10, 2020".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.quantities import quantities_near
from calque.language.quantities.lexicon import lexicon
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM016",
    name="joined-date",
    category="linguistic-conventions/whitespace",
    its_type="whitespace",
    severity="minor",
    message="“{found}”: a space belongs before the year",
    in_quotes=True,
    needs=("number",),
)


_JOINED: Final = re.compile(r",\d{4}(?!\d)")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each day and year with only a comma between."""
    lex = lexicon(scan.doc.lang)
    if lex is None or ", y" not in lex.cldr["long_date"] or not _JOINED.search(scan.figures):
        return
    for day, year in pairwise(quantities_near(scan, _JOINED)):
        if (day.kind, year.kind) == ("day", "year") and scan.text[day.end : year.start] == ",":
            span = Span(day.start, year.end)
            found = scan.text[slice(*span)]
            right = found.replace(",", ", ")
            yield Finding(
                rule=RULE,
                span=span,
                message=RULE.message.format(found=found),
                confidence=0.98,
                fixes=(Fix((Edit(*span, right),), Safety.SAFE, f"{found} → {right}"),),
                evidence=(Evidence("pattern", "a month, a day and a year"),),
            )
