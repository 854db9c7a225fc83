"""
Wikidata entities: a dump with an item a line, or what `Special:EntityData` gives for one item.

Labels are preferred terms, aliases are admitted; an alias in capitals becomes its language's
acronym, and counts in a foreign text only where the full name is there as well. A dump streams: of
its lines only those that name a wanted item or class are taken apart. A human (Q5) is a person.

Source: https://www.wikidata.org/wiki/Wikidata:Database_download and
https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, Final

from calque.errors import InputError
from calque.glossary.concept import Concept
from calque.glossary.exchange.draft import Bad, Draft, Ledger, Read, Reading, Wanted
from calque.glossary.exchange.lines import objects, parsed
from calque.glossary.exchange.plain import drop_fields, note_types, plain_terms
from calque.glossary.parse import type_of

_INSTANCE_OF: Final = "P31"
_HUMAN: Final = "Q5"
_KEPT: Final = {"id", "type", "labels", "aliases", "claims"}
# One item may be laid out over many lines; a dump never is.
_LARGEST: Final = 64_000_000  # bytes


def read(lines: Iterable[bytes], wanted: Wanted, ledger: Ledger) -> Reading:
    """Yield the items; `wanted.only` holds ids of items, or of classes that they belong to."""
    for item in _entities(lines, wanted):
        if isinstance(item, Bad):
            yield item
            continue
        line, entity = item
        fault = _fault(entity)
        if fault:
            yield Bad(line, fault)
        elif entity.get("type", "item") == "item" and _is_wanted(entity, wanted):
            concept = _concept(entity, wanted, ledger)
            if concept:
                yield Read(line, concept)
            else:
                ledger.drop("items without a label")


def _entities(lines: Iterable[bytes], wanted: Wanted) -> Iterator[tuple[int, dict[str, Any]] | Bad]:
    """Yield the entities of a dump, or of one document with one or several in `entities`."""
    rest = iter(lines)
    first = next((line for line in rest if line.strip()), b"")
    if first.strip() == b"{":
        yield from _whole(chain([first], rest), wanted.source)
        return
    one = parsed(first.strip(b" \t\r\n,\xef\xbb\xbf"))
    if isinstance(one, dict) and isinstance(one.get("entities"), dict):
        yield from ((1, entity) for entity in one["entities"].values())
        return
    yield from objects(_telling(chain([first], rest), wanted.only))


def _whole(lines: Iterable[bytes], source: str) -> Iterator[tuple[int, dict[str, Any]]]:
    text = bytearray()
    for line in lines:
        text += line
        if len(text) > _LARGEST:
            raise InputError(f"{source}: one document of over {_LARGEST // 10**6} MB; use a dump")
    document = parsed(bytes(text))
    if isinstance(document, str):
        raise InputError(f"{source}: {document}")
    entities = document.get("entities", {"": document})
    yield from ((1, entity) for entity in entities.values())


def _telling(lines: Iterable[bytes], only: frozenset[str]) -> Iterator[bytes]:
    """Blank the lines that name nothing wanted: taking them apart is what costs time."""
    needles = [f'"{id}"'.encode() for id in sorted(only)]
    for line in lines:
        yield line if not needles or any(needle in line for needle in needles) else b""


def _fault(entity: Any) -> str:
    if not isinstance(entity, dict):
        return "no Wikidata entity; an entity is {...}"
    # An empty table is written as an empty list.
    for key in ("labels", "aliases", "claims"):
        if not isinstance(entity.get(key) or {}, dict):
            return f"no Wikidata entity: {key} is no table; mend or drop it"
    return ""


def _is_wanted(entity: Mapping[str, Any], wanted: Wanted) -> bool:
    return not wanted.only or not wanted.only.isdisjoint((entity.get("id"), *_classes(entity)))


def _classes(entity: Mapping[str, Any]) -> list[str]:
    """What an item is an instance of."""
    found = []
    for claim in (entity.get("claims") or {}).get(_INSTANCE_OF, ()):
        try:
            found.append(claim["mainsnak"]["datavalue"]["value"]["id"])
        except (KeyError, TypeError):  # said to be unknown, or to be nothing
            continue
    return [id for id in found if isinstance(id, str)]


def _concept(entity: Mapping[str, Any], wanted: Wanted, ledger: Ledger) -> Concept | None:
    id = str(entity.get("id", ""))
    kind = "person" if _HUMAN in _classes(entity) else wanted.kind
    draft = Draft(id, kind, wanted, ledger)
    for lang, label in (entity.get("labels") or {}).items():
        if text := _value(label):
            draft.add(text, lang, "fullForm")
    for lang, aliases in (entity.get("aliases") or {}).items():
        for text in filter(None, map(_value, aliases if isinstance(aliases, list) else ())):
            acronym = type_of(text) == "acronym"
            draft.add(text, lang, "acronym" if acronym else "", "" if acronym else "admitted")
    draft.doubt_acronyms()
    draft.ref = [f"Wikidata {id}" if id else wanted.source]
    for key in entity.keys() - _KEPT:
        ledger.drop(key)
    return draft.concept()


def _value(label: Any) -> str:
    value = label.get("value") if isinstance(label, dict) else None
    return value if isinstance(value, str) else ""


def write(concepts: Iterable[Concept], ledger: Ledger) -> Iterator[str]:
    """
    Yield an item a line, as new items: ours have no number in Wikidata.

    A language has one label there; its other terms are aliases.
    """
    for concept in concepts:
        labels: dict[str, Any] = {}
        aliases: dict[str, Any] = {}
        terms = plain_terms(concept, ledger)
        if not terms:
            continue
        for term in terms:
            value = {"language": term.lang, "value": term.text}
            if term.type == "fullForm":
                labels[term.lang] = value
            else:
                aliases.setdefault(term.lang, []).append(value)
                note_types(concept, term, ledger)
        ledger.drop("ids")
        ledger.drop("kinds")
        ledger.drop("references", len(concept.ref))
        drop_fields(concept, ledger)
        item = {"type": "item", "labels": labels, "aliases": aliases}
        yield json.dumps(item, ensure_ascii=False) + "\n"
