"""
A name still wears a case ending of the source language.

Why it matters: Corbynin is Corbyn in the Finnish genitive; to a reader it is somebody else.
Fix: the name without the ending, for review: English may want a possessive or a preposition there.
Source: the endings that Finnish, Turkish, Icelandic and the Slavonic languages put on names
(`language/endings.py`); the name itself stands elsewhere in the text.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from itertools import compress
from typing import NamedTuple

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.articles import with_article
from calque.language.codes import language_name
from calque.language.common import is_known_name, is_word
from calque.language.endings import INFLECTS_LIKE, Inflected, inflections, is_genitive
from calque.language.mentions import Spelling, spellings
from calque.language.scan import Mark, Scan
from calque.language.tokens import Memory
from calque.names.fold import fold
from calque.provenance import at_home
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
_SHORTEST = 4


class _Case(NamedTuple):
    spelling: Spelling
    bare: Spelling
    inflected: Inflected


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention with an ending, where the bare name stands in the text."""
    names = spellings(scan)
    cases = list(_cases(scan, names))
    telling = defaultdict(set)
    for case in cases:
        if case.inflected.telling:
            telling[case.inflected.lang].add(case.bare.name)
    homes = at_home(scan, res) if cases else frozenset()
    for case in cases:
        lang = case.inflected.lang
        others = telling[lang] - {case.bare.name}
        if case.inflected.telling or others or lang in homes:
            yield from _findings(case)


def _cases(scan: Scan, names: dict[str, Spelling]) -> Iterator[_Case]:
    """Yield each spelling that could be a case form of another, read in the likeliest way."""
    plainly = dict(zip(map(_FOLDED.__getitem__, names), names.values(), strict=True))
    for spelling in compress(names.values(), map(_MAY_BE_FORM.__getitem__, names)):
        for inflected in inflections(spelling.name, scan.doc.source_lang):
            bare = names.get(inflected.base) or plainly.get(fold(inflected.base))
            if (
                bare
                and len(bare.name) >= _SHORTEST
                and (bare.capitalised_inside or not is_word(bare.name))
            ):
                yield _Case(spelling, bare, inflected)
                break


def _may_be_form(name: str) -> bool:
    return not (is_known_name(name) or is_word(name))


_FOLDED = Memory(fold)
_MAY_BE_FORM = Memory(_may_be_form)


def _findings(case: _Case) -> Iterator[Finding]:
    spelling, bare, inflected = case
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
    wanted = base + ("'s" if is_genitive(inflected.tail, inflected.lang) else "")
    return wanted.upper() if mark.text.isupper() else wanted
