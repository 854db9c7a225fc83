"""
A name still wears a case ending of the source language.

Why it matters: Corbynin is Corbyn in the Finnish genitive; to a reader it is somebody else.
Fix: the name without the ending, for review: English may want a possessive or a preposition there.
Source: the endings that Finnish puts on foreign names (`language/endings.py`); the name itself
stands elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.codes import language_name
from calque.language.common import is_known_name, is_word
from calque.language.endings import endings_of, is_genitive
from calque.language.mentions import Spelling, spellings
from calque.language.scan import Mark, Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM003",
    name="case-ending-left",
    category="accuracy/untranslated",
    its_type="inconsistent-entities",
    severity="major",
    message="{found} is {wanted} with a {language} case ending",
    in_quotes=True,
    needs=("name",),
)
_SHORTEST = 4


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention with an ending, where the bare name stands in the text."""
    names = spellings(scan)
    for spelling in names.values():
        if is_known_name(spelling.name) or is_word(spelling.name):
            continue
        for lang, base, tail in endings_of(spelling.name, scan.doc.source_lang):
            bare = names.get(base)
            if bare and len(base) >= _SHORTEST and bare.capitalised_inside:
                yield from _findings(spelling, bare, lang, tail)
                break


def _findings(spelling: Spelling, bare: Spelling, lang: str, tail: str) -> Iterator[Finding]:
    first = bare.marks[0]
    for mark in spelling.marks:
        wanted = _wanted(mark, bare.name, tail)
        yield Finding(
            rule=RULE,
            span=Span(mark.start, mark.end),
            message=RULE.message.format(
                found=mark.text, wanted=bare.name, language=language_name(lang)
            ),
            confidence=0.85,
            fixes=(
                Fix(
                    (Edit(mark.start, mark.end, wanted),), Safety.REVIEW, f"{mark.text} → {wanted}"
                ),
            ),
            evidence=(
                Evidence("document", f"{bare.name} {len(bare.marks)}×"),
                Evidence("pattern", f"case ending -{tail}"),
                Evidence("language", language_name(lang), lang),
            ),
            related=(Span(first.start, first.end),),
        )


def _wanted(mark: Mark, base: str, tail: str) -> str:
    wanted = base + ("'s" if is_genitive(tail) else "")
    return wanted.upper() if mark.text.isupper() else wanted
