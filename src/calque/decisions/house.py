"""
What a desk has said yes to, as a glossary to lay over the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from calque.glossary import toml
from calque.glossary.concept import Concept, Glossary, Term
from calque.glossary.exchange.draft import slug

_HEAD: Final = "# Learned from decisions; every entry had an editor's yes.\n\n"


class Learned(NamedTuple):
    """A spelling to avoid in texts in `lang`, what to put for it, and who says so."""

    lang: str
    text: str
    replacement: str
    kind: str
    ref: str


def house_toml(entries: Iterable[Learned], base: Glossary) -> str:
    """
    The entries as TOML; empty where there are none.

    One whose replacement is a term of a concept of `base` goes with that concept.
    """
    made: dict[str, Concept] = {}
    for entry in entries:
        concept = _owner(entry, base)
        concept = made.get(concept.id, concept)
        wrong = Term(entry.text, entry.lang, "variant", "deprecated")
        others = (
            term for term in concept.terms if (term.text, term.lang) != (entry.text, entry.lang)
        )
        refs = dict.fromkeys((*concept.ref, entry.ref))
        made[concept.id] = replace(concept, terms=(*others, wrong), ref=tuple(refs))
    body = "".join(toml.entry(concept) for concept in made.values())
    return _HEAD + body if body else ""


def own_concept(entry: Learned) -> Concept:
    """An entry as a concept of its own."""
    put = entry.replacement
    is_acronym = put.isupper() and " " not in put
    terms = (
        Term(put, entry.lang, "acronym" if is_acronym else "fullForm", "preferred"),
        Term(entry.text, entry.lang, "variant", "deprecated"),
    )
    return Concept(f"desk-{slug(put) or 'entry'}-{entry.lang}", entry.kind, terms, (entry.ref,))


def _owner(entry: Learned, base: Glossary) -> Concept:
    """The concept that calls itself so in that language, as far as that language goes."""
    for concept in base.concepts.values():
        terms = tuple(
            term
            for term in concept.terms
            if term.lang == entry.lang and term.status in ("preferred", "admitted", "deprecated")
        )
        if any(term.text == entry.replacement and term.status != "deprecated" for term in terms):
            return Concept(concept.id, concept.kind, terms, concept.ref)
    own = own_concept(entry)
    return replace(own, terms=own.terms[:1])
