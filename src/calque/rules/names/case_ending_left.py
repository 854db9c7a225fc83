"""
A name still wears a case ending of the source language.

Why it matters: Corbynin is Corbyn in the Finnish genitive; to a reader it is somebody else.
Fix: the name without the ending, for review: English may want a preposition there. A genitive gets
's where what follows can be its own.
Source: the endings that Finnish, Turkish, Icelandic and the Slavonic languages put on names
(`language/endings.py`); the name itself stands elsewhere in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.articles import with_article
from calque.language.codes import language_name
from calque.language.endings import INFLECTS_LIKE, Inflected, genitive, is_genitive
from calque.language.letters import APOSTROPHES
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
        yield from _findings(scan, form)


def _findings(scan: Scan, form: CaseForm) -> Iterator[Finding]:
    spelling, bare, inflected = form
    first = bare.marks[0]
    language = language_name(inflected.lang)
    for mark in spelling.marks:
        edit = _edit(scan.text, mark, bare.name, inflected)
        yield Finding(
            rule=RULE,
            span=Span(edit.start, edit.end),
            message=RULE.message.format(
                found=mark.text, wanted=bare.name, language=with_article(language)
            ),
            confidence=0.85 if inflected.telling else 0.7,
            fixes=(
                Fix(
                    (edit,),
                    Safety.REVIEW,
                    f"{scan.text[edit.start : edit.end]} → {edit.text}",
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


def _edit(text: str, mark: Mark, base: str, inflected: Inflected) -> Edit:
    wanted, end = base, mark.end
    if is_genitive(inflected.tail, inflected.lang):
        wanted = genitive(base, text, end)
        if wanted != base and text[end] in APOSTROPHES:  # a translator took the ending for 's
            end += 1
    return Edit(mark.start, end, wanted.upper() if mark.text.isupper() else wanted)
