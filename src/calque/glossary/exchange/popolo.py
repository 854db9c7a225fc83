"""
Popolo JSON: people, organisations and areas, as EveryPolitician published them.

`name` is what the person is called, in English where `other_names` has none; an other name with a
`lang` (EveryPolitician notes it as *multilingual*) belongs to that language, one without counts as
English and admitted.

Source: http://www.popoloproject.com/specs/ and EveryPolitician's `ep-popolo-v1.0.json` files.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from calque.errors import InputError
from calque.glossary.concept import Concept, Term
from calque.glossary.exchange.draft import Bad, Draft, Ledger, Read, Reading, Wanted
from calque.glossary.exchange.plain import addresses, drop_fields, plain_terms

_KINDS: Final = {"persons": "person", "organizations": "organisation", "areas": "place"}
_KEPT: Final = {"id", "name", "other_names", "sources"}
# The notes of other names: EveryPolitician's own, and two of ours.
_NOTED: Final = {"fullForm": "multilingual", "acronym": "acronym", "shortForm": "short"}
_ALTERNATE: Final = "alternate"
_NOTES: Final = {note: (type, "") for type, note in _NOTED.items()}
_JSON: Final = json.JSONDecoder()
_SPACE: Final = re.compile(r"[ \t\r\n]*")


def read(text: str, wanted: Wanted, ledger: Ledger) -> Reading:
    """
    Yield the people, organisations and areas of a file; `wanted.only` holds list names or ids.

    Raises InputError where it is no JSON object.
    """
    lists = 0
    try:
        for name, value, at in _members(text, _after(text, 0)):
            if name in _KINDS and isinstance(value, list):
                lists += 1
                yield from _entities(name, text, at, wanted, ledger)
            elif isinstance(value, list):
                ledger.drop(name, len(value))
    except json.JSONDecodeError as error:
        raise InputError(
            f"{wanted.source}: line {error.lineno}: not Popolo JSON ({error.msg}); mend it"
        ) from error
    except RecursionError as error:
        raise InputError(f"{wanted.source}: JSON too deeply nested; mend it") from error
    if not lists:
        raise InputError(f"{wanted.source}: not Popolo JSON: no list of {' or '.join(_KINDS)}")


def _entities(name: str, text: str, at: int, wanted: Wanted, ledger: Ledger) -> Reading:
    line, counted = 1, 0
    for entity, position in _elements(text, at):
        line, counted = line + text.count("\n", counted, position), position
        concept = _concept(entity, _KINDS[name], name, wanted, ledger)
        if isinstance(concept, str):
            yield Bad(line, concept)
        elif concept:
            yield Read(line, concept)


def _concept(
    entity: Any, kind: str, group: str, wanted: Wanted, ledger: Ledger
) -> Concept | str | None:
    """The concept; None where it is not wanted; or what is wrong."""
    if not isinstance(entity, dict):
        return f"not a JSON object among the {group}; mend or drop it"
    id, name, others = entity.get("id"), entity.get("name"), entity.get("other_names", [])
    if not (isinstance(id, str) and isinstance(name, str) and isinstance(others, list)):
        return f"one of the {group} needs an id, a name and a list of other_names; mend or drop it"
    if wanted.only and wanted.only.isdisjoint((id, group)):
        return None
    draft = Draft(id, kind, wanted, ledger)
    names = [other for other in others if isinstance(other, dict) and _is_text(other, "name")]
    english = [other for other in names if other.get("lang") == "en" and _is_label(other)]
    if not english:
        draft.add(name, "en", "fullForm")
    for other in names:
        type, status = _NOTES.get(str(other.get("note")), ("", "admitted"))
        if _is_text(other, "lang"):
            draft.add(other["name"], other["lang"], type, status)
        else:
            draft.add(other["name"], "en", status="admitted")
    draft.add(name, "en", status="admitted")
    sources = entity.get("sources")
    for source in sources if isinstance(sources, list) else []:
        if isinstance(source, dict) and _is_text(source, "url"):
            draft.ref.append(source["url"])
    draft.ref = draft.ref or [f"{wanted.source} {id}"]
    for key in entity.keys() - _KEPT:
        ledger.drop(key)
    return draft.concept()


def _is_text(table: Mapping[str, Any], key: str) -> bool:
    return isinstance(table.get(key), str) and bool(table[key])


def _is_label(other: Mapping[str, Any]) -> bool:
    """Whether an other name is what its language calls the entity."""
    return other.get("note") == _NOTED["fullForm"]


def write(concepts: Iterable[Concept], ledger: Ledger) -> Iterator[str]:
    """Yield a Popolo document, piece by piece."""
    groups: dict[str, list[str]] = {name: [] for name in _KINDS}
    for concept in concepts:
        group = next((name for name, kind in _KINDS.items() if kind == concept.kind), None)
        if not group:
            ledger.drop(f"concepts of the kind {concept.kind}")
        elif terms := plain_terms(concept, ledger):
            entity = _entity(concept, terms, ledger)
            groups[group].append(json.dumps(entity, ensure_ascii=False))
    yield "{\n"
    for number, (name, entities) in enumerate(groups.items()):
        yield f"{',' if number else ''}{json.dumps(name)}: [\n"
        yield from (f"{entity},\n" for entity in entities[:-1])
        yield f"{entities[-1] if entities else ''}\n]\n"
    yield "}\n"


def _entity(concept: Concept, terms: Iterable[Term], ledger: Ledger) -> dict[str, Any]:
    english = concept.preferred("en")
    if not english:
        ledger.change("names without an English form, which become English")
    others = []
    for term in terms:
        note = _NOTED.get(term.type, "") if term.status == "preferred" else _ALTERNATE
        others.append({"lang": term.lang, "name": term.text, "note": note})
    urls = addresses(concept, ledger)
    drop_fields(concept, ledger)
    return {
        "id": concept.id,
        "name": english.text if english else others[0]["name"],
        "other_names": others,
        **({"sources": [{"url": url} for url in urls]} if urls else {}),
    }


def _members(text: str, at: int) -> Iterator[tuple[str, Any, int]]:
    """Yield the keys and values of a JSON object, and where each value begins."""
    _expect(text, at, "{")
    at = _after(text, at + 1)
    while text[at : at + 1] != "}":
        key, at = _JSON.raw_decode(text, at)
        at = _after(text, at)
        _expect(text, at, ":")
        start = _after(text, at + 1)
        value, at = _JSON.raw_decode(text, start)
        yield key, value, start
        at = _next(text, at, "}")


def _elements(text: str, at: int) -> Iterator[tuple[Any, int]]:
    """Yield the elements of a JSON array, and where each begins."""
    at = _after(text, at + 1)
    while text[at : at + 1] != "]":
        value, end = _JSON.raw_decode(text, at)
        yield value, at
        at = _next(text, end, "]")


def _next(text: str, at: int, closing: str) -> int:
    at = _after(text, at)
    if text[at : at + 1] == ",":
        return _after(text, at + 1)
    _expect(text, at, closing)
    return at


def _after(text: str, at: int) -> int:
    space = _SPACE.match(text, at)
    return space.end() if space else at


def _expect(text: str, at: int, char: str) -> None:
    if text[at : at + 1] != char:
        raise json.JSONDecodeError(f"{char} expected", text, at)
