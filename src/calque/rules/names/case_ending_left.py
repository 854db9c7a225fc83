"""
A name still wears a case ending of the source language.

Why it matters: Corbynin is Corbyn in the Finnish genitive; to a reader it is somebody else.
Fix: the name without the ending, for review: English may want a possessive or a preposition there.
Source: the endings that Finnish, Turkish, Icelandic and the Slavonic languages put on names
(`language/endings.py`); the name itself stands elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.articles import with_article
from calque.language.codes import language_name
from calque.language.common import is_word
from calque.language.endings import INFLECTS_LIKE, Inflected, is_genitive
from calque.language.scan import Mark, Scan
from calque.provenance.case_forms import CaseForm, case_forms
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM003",
    name="case-ending-left",
    category="accuracy/untranslated",
    its_type="inconsistent-entities",
    severity="major",
    message="{found} is {wanted} with {language} case ending",
    in_quotes=True,
    needs=("name",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention with an ending, where the bare name stands in the text."""
    for form in case_forms(scan, res):
        yield from _findings(form)


def _findings(form: CaseForm) -> Iterator[Finding]:
    spelling, bare, inflected = form
    first = bare.marks[0]
    language = language_name(inflected.lang)
    for mark in spelling.marks:
        wanted = _wanted(mark, bare.name, inflected)
        yield Finding(
            rule=RULE,
            span=Span(mark.start, mark.end),
            message=RULE.message.format(
                found=mark.text, wanted=bare.name, language=with_article(language)
            ),
            confidence=0.85 if inflected.telling else 0.7,
            fixes=(
                Fix(
                    (Edit(mark.start, mark.end, wanted),), Safety.REVIEW, f"{mark.text} → {wanted}"
                ),
            ),
            evidence=(
                Evidence("document", f"{bare.name} {len(bare.marks)}×"),
                Evidence("pattern", f"case ending -{inflected.tail}"),
                Evidence("language", language, " ".join(_speak(inflected.lang))),
            ),
            related=(Span(first.start, first.end),),
        )


def _speak(lang: str) -> list[str]:
    """A language and those that put the same endings on names."""
    return [lang, *(other for other, like in INFLECTS_LIKE.items() if like == lang)]


def _wanted(mark: Mark, base: str, inflected: Inflected) -> str:
    genitive = is_genitive(inflected.tail, inflected.lang)
    # Many things have a plural's name: the Tigers' coach.
    plural = base.endswith("s") and is_word(base)
    wanted = base + (("'" if plural else "'s") if genitive else "")
    return wanted.upper() if mark.text.isupper() else wanted
