"""
FollowTheMoney entities as JSON Lines: what OpenSanctions publishes (`entities.ftm.json`).

`name` is the preferred name, `alias` and `previousName` are admitted; a `weakAlias` and an
`abbreviation` count only beside the name. Entities do not say what language a name is in: Latin
letters are taken for English, and other letters for a language of the entity's countries that is
written in them, or else for the commonest such language.

Source: the schemata Thing, LegalEntity and Territory of the `followthemoney` package, 4.11;
https://www.opensanctions.org/docs/entities/
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from calque.glossary.concept import Concept, Term
from calque.glossary.exchange.draft import Bad, Draft, Ledger, Read, Reading, Wanted, clean
from calque.glossary.exchange.lines import objects, strings
from calque.glossary.exchange.plain import (
    addresses,
    drop_fields,
    likely_language,
    note_types,
    plain_terms,
)

_KINDS: Final = {
    "Person": "person",
    "Territory": "place",
    "Address": "place",
    **dict.fromkeys(("Organization", "Company", "PublicBody", "LegalEntity"), "organisation"),
}
_SCHEMATA: Final = {"person": "Person", "organisation": "Organization", "place": "Territory"}
_NAMES: Final = ("name", "alias", "previousName", "abbreviation", "weakAlias")
_PLACES: Final = {"name": ("fullForm", ""), "abbreviation": ("acronym", "")}
_DOUBTFUL: Final = ("abbreviation", "weakAlias")
_COUNTRIES: Final = ("country", "nationality", "jurisdiction", "mainCountry", "citizenship")
_KEPT: Final = {*_NAMES, *_COUNTRIES, "sourceUrl", "wikidataId"}


def read(lines: Iterable[bytes], wanted: Wanted, ledger: Ledger) -> Reading:
    """Yield the people, bodies and places of a file; `wanted.only` holds schemata or ids."""
    for item in objects(lines):
        if isinstance(item, Bad):
            yield item
            continue
        line, entity = item
        id, schema, properties = (entity.get(key) for key in ("id", "schema", "properties"))
        if not (isinstance(id, str) and isinstance(schema, str) and isinstance(properties, dict)):
            yield Bad(line, "no entity: it needs id, schema and properties; mend or drop it")
        elif wanted.only and wanted.only.isdisjoint((id, schema)):
            continue
        elif schema not in _KINDS:
            ledger.drop(f"{schema} entities")
        elif concept := _concept(id, schema, properties, wanted, ledger):
            yield Read(line, concept)
        else:
            ledger.drop(f"{schema} entities without a name")


def _concept(
    id: str, schema: str, properties: Mapping[str, Any], wanted: Wanted, ledger: Ledger
) -> Concept | None:
    draft = Draft(id, _KINDS[schema], wanted, ledger)
    countries = [code for key in _COUNTRIES for code in strings(properties.get(key))]
    for key in _NAMES:
        for name in strings(properties.get(key)):
            lang = likely_language(name, countries)
            draft.add(name, lang, *_PLACES.get(key, ("", "admitted")))
    for name in (name for key in _DOUBTFUL for name in strings(properties.get(key))):
        draft.near.setdefault(clean(name), tuple(strings(properties.get("name"))[:1]))
    draft.doubt_acronyms()
    draft.ref = strings(properties.get("sourceUrl"))
    draft.ref += [f"Wikidata {number}" for number in strings(properties.get("wikidataId"))]
    draft.ref = draft.ref or [f"{wanted.source} {id}"]
    for key in properties.keys() - _KEPT:
        ledger.drop(key, len(strings(properties[key])))
    return draft.concept()


def write(concepts: Iterable[Concept], ledger: Ledger) -> Iterator[str]:
    """Yield an entity a line."""
    for concept in concepts:
        schema = _SCHEMATA.get(concept.kind)
        if not schema:
            ledger.drop(f"concepts of the kind {concept.kind}")
            continue
        properties: dict[str, list[str]] = {}
        terms = plain_terms(concept, ledger)
        if not terms:
            continue
        for term in terms:
            values = properties.setdefault(_property(term), [])
            if term.text not in values:
                values.append(term.text)
            if likely_language(term.text) != term.lang:
                ledger.drop("languages of terms")
            elif term.type != "fullForm":
                note_types(concept, term, ledger)
        properties.setdefault("name", [terms[0].text])  # an entity must have one
        urls = addresses(concept, ledger)
        drop_fields(concept, ledger)
        properties |= {"sourceUrl": urls} if urls else {}
        entity = {"id": concept.id, "schema": schema, "properties": properties}
        yield json.dumps(entity, ensure_ascii=False) + "\n"


def _property(term: Term) -> str:
    if term.type == "acronym":
        return "abbreviation"
    return "name" if term.type == "fullForm" else "alias"
