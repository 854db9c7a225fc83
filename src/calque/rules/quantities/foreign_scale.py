"""
A scale that English does not use there: 5 mio, 3 mlrd, crore and lakh outside South Asia.

Why it matters: readers skip over it or take it for another; a crore in a Czech story is often the
Czech crown misread.
Fix: the English scale, for review.
Source: CLDR: the short scale words of the languages; crore and lakh are those of CLDR's en-IN.
Cities of South Asia are from GeoNames.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from string import digits
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.quantities import Quantity, quantities_of
from calque.language.quantities.write import written
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM013",
    name="foreign-scale",
    category="locale-conventions/number-format",
    its_type="locale-violation",
    severity="minor",
    message="“{found}”: {why}; it is {right}",
    needs=("number",),
    cues=Cues(
        (
            *("lakh", "crore"),
            *(
                f"{before}{scale}"
                for before in f" {digits}"
                for scale in ("mlrd", "mrd", "mld", "mio", "milj", "tys")
            ),
        )
    ),
)
_LEFT: Final = re.compile(r"(?<=[\d ])(?:mlrd|mrd|mld|mio|milj|tys)\b\.?", re.IGNORECASE)
_SOUTH_ASIAN: Final = re.compile(r"(?:crores?|lakhs?)\b", re.IGNORECASE)
# Its countries, states, money and cities of over a million.
_SOUTH_ASIA: Final = re.compile(
    r"\b(?:India|Indian|Pakistan|Pakistani|Bangladesh\w*|Nepal\w*|Sri Lanka\w*|Bhutan\w*|Maldiv\w*"
    r"|rupees?|Rs|INR|taka|Bollywood|Assam|Balochistan|Bengal|Bihar|Gujarat|Karnataka|Kashmir|Kerala"
    r"|Maharashtra|Odisha|Punjab|Rajasthan|Sindh|Tamil Nadu|Telangana|Uttar Pradesh"
    r"|Agra|Ahmedabad|Amritsar|Aurangabad|Bangalore|Bengaluru|Bhopal|Chattogram|Chennai|Chittagong"
    r"|Coimbatore|Colombo|Delhi|Dhaka|Faisalabad|Faridabad|Gazipur|Gorakhpur|Gujranwala|Gwalior"
    r"|Howrah|Hyderabad|Indore|Islamabad|Jabalpur|Jaipur|Jamshedpur|Jodhpur|Kanpur|Karachi"
    r"|Kathmandu|Khulna|Kolkata|Lahore|Lucknow|Ludhiana|Madurai|Meerut|Mumbai|Nagpur|Nashik|Patna"
    r"|Peshawar|Prayagraj|Pune|Quetta|Raipur|Ranchi|Rawalpindi|Srinagar|Vadodara|Varanasi"
    r"|Vijayawada|Visakhapatnam)\b|₹"
)
_SOUTH_ASIAN_LANGS: Final = frozenset(
    ["hi", "bn", "ur", "pa", "gu", "mr", "ta", "te", "kn", "ml", "or", "as", "ne", "si", "sd"]
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each scale word that is not English, or not English there."""
    if scan.doc.lang != "en":
        return
    for one in quantities_of(scan):
        if one.factor == 1:
            continue
        if _SOUTH_ASIAN.search(scan.text, *one.number) and not _is_south_asian(scan):
            yield _finding(scan, one, "a scale of South Asia")
        elif _LEFT.search(scan.text, *one.number):
            yield _finding(scan, one, "not an English abbreviation")


def _is_south_asian(scan: Scan) -> bool:
    """Whether the text comes from South Asia or plays there."""
    return scan.doc.source_lang in _SOUTH_ASIAN_LANGS or bool(_SOUTH_ASIA.search(scan.text))


def _finding(scan: Scan, one: Quantity, why: str) -> Finding:
    found = " ".join(scan.text[slice(*one.number)].split())
    right = written(one.value, "en")
    return Finding(
        rule=RULE,
        span=Span(*one.number),
        message=RULE.message.format(found=found, why=why, right=right),
        confidence=0.8,
        fixes=(Fix((Edit(*one.number, right),), Safety.REVIEW, f"{found} → {right}"),),
        evidence=(Evidence("pattern", why),),
    )
