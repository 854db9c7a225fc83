"""
An acronym cannot be made from the letters of the name before it.

Why it matters: after translation the name is English and the acronym often still foreign; one of
the two is not what readers know.
Fix: none, it takes knowing the body; silent where the glossary knows the acronym, in headings, in a
longer text without any trace of translation (people do write *the French union confederation
(CGT)*) and in other languages than English, which give bodies their English acronyms.
Source: A. S. Schwartz and M. A. Hearst, PSB 2003, for which letters an acronym may take.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.common import is_word
from calque.language.expansions import Expansion, expansions, fits, is_heading
from calque.language.letters import UPPER
from calque.language.scan import Scan
from calque.provenance import seems_original
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR003",
    name="acronym-misfit",
    category="terminology/wrong-term",
    its_type="inconsistency",
    severity="minor",
    message="{acronym} does not fit the letters of {phrase}",
    in_quotes=True,
    needs=("acronym",),
    langs=("en",),
)
_SHORTEST = 3
# The dictionary has no shorter words.
_LISTED = 4


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each explained acronym whose letters do not fit."""
    explained = expansions(scan)
    if not explained or seems_original(scan, res):
        return
    known = {hit[:2] for hit in res.hits(scan).terms}
    for expansion in explained:
        if len(expansion.letters) < _SHORTEST or expansion.acronym in known:
            continue
        if fits(expansion.letters, expansion.words) or _fits_before(scan, expansion):
            continue
        if not any(is_word(word) or len(word) < _LISTED for word in expansion.words[-2:]):
            continue  # a person, and the party
        line = scan.line(expansion.phrase.start)
        if is_heading(scan.text[slice(*line)]):
            continue
        phrase = " ".join(expansion.words)
        yield Finding(
            rule=RULE,
            span=Span(expansion.phrase.start, expansion.acronym.end + 1),
            message=RULE.message.format(acronym=expansion.letters, phrase=phrase),
            confidence=0.6,
            evidence=(Evidence("document", f"initials of {phrase}: {_initials(expansion.words)}"),),
        )


def _fits_before(scan: Scan, expansion: Expansion) -> bool:
    """Whether the last capitalised words have these initials: Ministry of Economy, Trade and …"""
    line = scan.text[scan.line(expansion.phrase.start).start : expansion.phrase.end]
    capitals = re.findall(rf"\b[{UPPER}]", line)
    return "".join(capitals[-len(expansion.letters) :]) == expansion.letters


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words).upper()
