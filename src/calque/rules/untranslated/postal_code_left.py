"""
An American state stands under its postal code, as in the English source: "TX Schule".

Why it matters: few readers outside the United States know the fifty codes.
Fix: none; how the state's name fits the sentence, a translator knows.
Source: the source, which has the same code for the state; ISO 3166-2:US, as in Debian's iso-codes.
Left alone where the code belongs to an address, a party (R-GA) or a name, and where it may be short
for something else, unless the source names the state as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.document import Span, holder
from calque.finding import Evidence, Finding
from calque.language.aligned import sure_parts
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT008",
    name="postal-code-left",
    category="accuracy/untranslated",
    its_type="untranslated",
    severity="minor",
    message="“{code}” is the American postal code of {state}",
    in_quotes=True,
    needs=("source",),
)
_STATES: Final = {
    **{"AK": "Alaska", "AL": "Alabama", "AR": "Arkansas", "AZ": "Arizona", "CA": "California"},
    **{"CO": "Colorado", "CT": "Connecticut", "DE": "Delaware", "FL": "Florida", "GA": "Georgia"},
    **{"HI": "Hawaii", "IA": "Iowa", "ID": "Idaho", "IL": "Illinois", "IN": "Indiana"},
    **{"KS": "Kansas", "KY": "Kentucky", "LA": "Louisiana", "MA": "Massachusetts"},
    **{"MD": "Maryland", "ME": "Maine", "MI": "Michigan", "MN": "Minnesota", "MO": "Missouri"},
    **{"MS": "Mississippi", "MT": "Montana", "NC": "North Carolina", "ND": "North Dakota"},
    **{"NE": "Nebraska", "NH": "New Hampshire", "NJ": "New Jersey", "NM": "New Mexico"},
    **{"NV": "Nevada", "NY": "New York", "OH": "Ohio", "OK": "Oklahoma", "OR": "Oregon"},
    **{"PA": "Pennsylvania", "RI": "Rhode Island", "SC": "South Carolina"},
    **{"SD": "South Dakota", "TN": "Tennessee", "TX": "Texas", "UT": "Utah", "VA": "Virginia"},
    **{"VT": "Vermont", "WA": "Washington", "WI": "Wisconsin", "WV": "West Virginia"},
    **{"WY": "Wyoming"},
}
# Those that are hardly ever short for anything else.
_CLEAR: Final = frozenset(("KY", "MN", "NH", "NJ", "NV", "NY", "TN", "TX", "UT", "VT", "WV", "WY"))
# Alone, and no part of an address, of a party's member (R-GA) or, in the source, of a name.
_ALONE: Final = r"(?<![\w/.(-])(?<!, ){}(?![\w/.)])(?!,? ?\d)"
_SAID: Final = _ALONE + r"(?=-?\W{{0,2}}(?:[a-z]|$))"


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the codes that the source has in the same part, by themselves or before a word."""
    if scan.doc.source_lang != "en" or scan.doc.lang == "en":
        return
    marks = [mark for mark in scan.marks if _code(mark.text) in _STATES]
    parts = sure_parts(scan) if marks else []
    spans = [part.span for part in parts]
    said_in = {
        code: [re.search(_SAID.format(code), part.source) for part in parts]
        for code in {_code(mark.text) for mark in marks}
        if code in _CLEAR or any(_STATES[code] in part.source for part in parts)
    }
    for mark in marks:
        code = _code(mark.text)
        span = Span(mark.start, mark.start + len(code))
        part = holder(spans, span)
        if part is None or code not in said_in:
            continue
        said = said_in[code][part]
        if said and re.compile(_ALONE.format(code)).match(scan.text, span.start):
            yield Finding(
                rule=RULE,
                span=span,
                message=RULE.message.format(code=code, state=_STATES[code]),
                confidence=0.85,
                evidence=(Evidence("source", f"the source’s {code}, for {_STATES[code]}"),),
                source_span=parts[part].place(*said.span()),
            )


def _code(word: str) -> str:
    """The first piece of a compound, where German has a code: TX-Schule."""
    return word.partition("-")[0]
