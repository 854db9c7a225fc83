"""
What is read must load: ids are there once, and no form belongs to two concepts in one language.

The first concept keeps a shared form; in the later one it never counts (`near = { FORM = [] }`).
Only eight bytes a form are kept in mind, so a long file streams.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import blake2b
from typing import Final

from calque.glossary.concept import Concept, Term
from calque.glossary.exchange.draft import Bad, Ledger, Read
from calque.language.letters import fold

_BYTES: Final = 8


def without_clashes(
    items: Iterable[Read | Bad], known: Iterable[Concept], ledger: Ledger
) -> Iterator[Read | Bad]:
    """
    Yield what is read, shared forms silenced; `known` are the concepts of the glossaries in use.

    A concept that has the id of a known one overrides it: it may share its forms.
    """
    owners = {_digest(_key(term)): concept.id for concept in known for term in concept.terms}
    forms: set[int] = set()
    ids: set[int] = set()
    for item in items:
        if isinstance(item, Bad):
            yield item
            continue
        concept = item.concept
        number = _digest(concept.id)
        if number in ids:
            yield Bad(item.line, f"a second entry {concept.id!r}; give it another id")
            continue
        ids.add(number)
        keys = {term: _digest(_key(term)) for term in concept.terms}
        shared = {
            term.text: ()
            for term, key in keys.items()
            if term.text not in concept.near
            and (key in forms or owners.get(key, concept.id) != concept.id)
        }
        forms.update(key for term, key in keys.items() if term.text not in shared)
        for _ in shared:
            ledger.change("forms that another concept has too, silenced with near = []")
        yield Read(item.line, replace(concept, near={**concept.near, **shared}))


def _key(term: Term) -> str:
    """What `load.clashes` compares: acronyms as they are, all else without capitals."""
    return f"{term.lang} {term.text if term.type == 'acronym' else fold(term.text)}"


def _digest(text: str) -> int:
    data = text.encode("utf-8", "surrogatepass")
    return int.from_bytes(blake2b(data, digest_size=_BYTES).digest())
