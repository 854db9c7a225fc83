"""
The source names a body or term that the glossary knows, and the translation has another word.

Why it matters: the reader knows it by the established name and will not find it by another.
Fix: the established name is shown; where it belongs takes reading.
Source: the glossary; a source that declines its words has the term in any case form. Silent where
the text has the name, an acronym or a part of it anywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.finding import Evidence, Finding, Fix, Safety
from calque.glossary.concept import Concept
from calque.language.aligned import Aligned, wording
from calque.language.letters import fold
from calque.language.scan import Scan
from calque.names.lettering import is_lettered
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL007",
    name="term-not-used",
    category="terminology/inconsistent-with-resource",
    its_type="terminology",
    severity="major",
    message="the source’s {said} is {wanted}, which is missing here",
    in_quotes=True,
    needs=("source",),
)
# People and places have rules of their own, and adjectives besides; what a term says in full can be
# said in other words.
_TYPES: Final[dict[str, tuple[str, ...]]] = {
    "organisation": ("fullForm", "shortForm", "acronym"),
    "term": ("acronym",),
    "person": (),
    "place": (),
}
_WORD: Final = re.compile(r"[^\W\d_]{4,}")
_STEM: Final = 5


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for the first part whose source has a term that the text never uses."""
    found = {hit.form.concept.id for hit in res.hits(scan).terms}
    for part, hit in res.source_terms(scan):
        concept = hit.form.concept
        if hit.form.near or hit.form.type not in _TYPES[concept.kind]:
            continue
        wanted = _wanted(concept, scan.doc.lang, hit.form.type)
        text = fold(scan.text[slice(*part.span)])
        if concept.id in found or not wanted or _is_near(concept, scan.doc.lang, text):
            continue
        found.add(concept.id)
        said = part.source[hit.start : hit.end]
        if _is_carried_over(scan, part, said):
            continue
        yield Finding(
            rule=RULE,
            span=wording(scan, part.span),
            message=RULE.message.format(said=said, wanted=wanted),
            confidence=0.7,
            fixes=(Fix((), Safety.SHOW, f"{said} → {wanted}"),),
            evidence=(Evidence("glossary", concept.id, " ".join(concept.ref)),),
            source_span=part.place(hit.start, hit.end),
        )


def _wanted(concept: Concept, lang: str, type: str) -> str:
    """
    What the text's language calls it: by the same type of name, or in full.

    Nothing where no full name is known: the text may well have that.
    """
    if concept.preferred(lang) is None:
        return ""
    terms = (concept.preferred(lang, kind) for kind in (type, "fullForm", "shortForm", "acronym"))
    return next((term.text for term in terms if term), "")


def _is_carried_over(scan: Scan, part: Aligned, said: str) -> bool:
    """Whether the text has the source's acronym as it is, or letter for letter: ACR009 says so."""
    return any(
        mark.text == said or is_lettered(mark.text, said, scan.doc.source_lang)
        for mark in scan.marks
        if said.isupper() and part.span.contains((mark.start, mark.end))
    )


def _is_near(concept: Concept, lang: str, text: str) -> bool:
    """Whether a word of the name is there: what is left may be said in other words."""
    names = " ".join(term.text for term in concept.terms if term.lang == lang)
    return any(fold(word)[:_STEM] in text for word in _WORD.findall(names)) or any(
        fold(term.text) in text for term in concept.terms if not term.text.islower()
    )
