"""
Acronyms that could be something else: what `calque glossary lint` asks beside faults.

A glossary with such an acronym loads all the same; imported ones have many.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from calque.glossary.concept import Concept, Term
from calque.glossary.parse import Fault
from calque.language.codes import language_name
from calque.language.common import is_acronym, is_in_dictionary

_REMEDY: Final = "say with near when it means this one"


def ambiguous(concepts: Iterable[Concept]) -> Iterator[Fault]:
    """Acronyms of other languages that English or another concept has too, without `near`."""
    concepts = list(concepts)
    owners: dict[str, dict[str, Concept]] = defaultdict(dict)
    for concept in concepts:
        for term in concept.terms:
            if term.type == "acronym":
                owners[term.text].setdefault(concept.id, concept)
    for concept in concepts:
        english = {term.text for term in concept.terms if term.lang == "en"}
        seen: set[str] = set()
        for term in concept.terms:
            text = term.text
            if text in seen or text in english or text in concept.near or not _is_latin(term):
                continue
            seen.add(text)
            others = [other.id for other in owners[text].values() if text not in other.near]
            others.remove(concept.id)
            if is_acronym(text) or is_in_dictionary(text):
                yield Fault(concept.id, f"{_named(term)} is English too; {_REMEDY}")
            elif others:
                yield Fault(concept.id, f"{_named(term)} belongs to {others[0]} too; {_REMEDY}")


def _is_latin(term: Term) -> bool:
    return (
        term.type == "acronym" and term.text.isalpha() and term.text.isupper() and term.text < "ɏ"
    )


def _named(term: Term) -> str:
    return f"{language_name(term.lang)} {term.text}"
