"""
An acronym cannot be made from the letters of the name before it.

Why it matters: after translation the name is English and the acronym often still foreign; one of
the two is not what readers know.
Fix: none, it takes knowing the body; silent where the glossary knows the acronym, after a person
(*Justice Minister Inga Dahl (SPD)*), for parties and unions, whose names are translated and whose
initials are not (*the National Action Party (PAN)*), in headings, in a longer text without any
trace of translation (people do write *the French union confederation (CGT)*) and in other languages
than English, which give bodies their English acronyms.
Source: A. S. Schwartz and M. A. Hearst, PSB 2003, for which letters an acronym may take; for
parties The Economist, style guide, "Foreign names and words", for unions Manual d'estil
interuniversitari (UAB), "Political parties and unions".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.expansions import Expansion, expansions, fits, is_heading
from calque.language.letters import UPPER, fold
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
# The heads of names of parties and unions, and what their names stand beside.
_HEADS = frozenset(
    """
    bloc coalition communists confederation conservatives democrats front greens liberals movement
    party socialists
    """.split()  # noqa: SIM905
)
_OF = frozenset(("of", "for"))
_KIND = "(?:party|union|coalition|movement)"
_BEFORE = re.compile(rf"\b{_KIND}[ \n](?:the[ \n])?$")
_AFTER = re.compile(rf"\)[ \n]{_KIND}\b")
_NEAR = 30


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
        line = scan.line(expansion.phrase.start)
        if is_heading(scan.text[slice(*line)]) or _is_party(scan, expansion):
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


def _is_party(scan: Scan, expansion: Expansion) -> bool:
    """Whether a party or union is named, by its name or by what the text calls it."""
    start, end = expansion.phrase.start, expansion.acronym.end
    named = takewhile(lambda word: word not in _OF, map(fold, expansion.words))
    return (
        not _HEADS.isdisjoint(tuple(named)[-1:])
        or _BEFORE.search(scan.text, max(0, start - _NEAR), start) is not None
        or _AFTER.match(scan.text, end) is not None
    )


def _initials(words: tuple[str, ...]) -> str:
    return "".join(word[0] for word in words).upper()
