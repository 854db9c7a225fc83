"""
JRC-Names: spellings of people and organisations that the Europe Media Monitor saw in the news.

A line has four cells with tabs between: the entity's number, its type (P person, O organisation,
T place), the language of the spelling (`u` where it is used in many) and the spelling with `+` for
each space. The lines of an entity follow each other. The first spelling in Latin letters with `u`
is what English prints; others are admitted.

Source: R. Steinberger and others, "JRC-Names: a freely available, highly multilingual named entity
resource", RANLP 2011; the file `entities.gzip` of that resource.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from calque.glossary.concept import Concept
from calque.glossary.exchange.draft import Bad, Draft, Ledger, Read, Reading, Wanted
from calque.glossary.exchange.plain import (
    drop_fields,
    likely_language,
    note_types,
    plain_terms,
)

_KINDS: Final = {"P": "person", "O": "organisation", "T": "place"}
_TYPES: Final = {kind: type for type, kind in _KINDS.items()}
_ANY: Final = "u"


class _Line(NamedTuple):
    number: int
    id: str
    type: str
    lang: str
    name: str


def read(lines: Iterable[bytes], wanted: Wanted, ledger: Ledger) -> Reading:
    """Yield the entities of a file; `wanted.only` holds types or numbers."""
    said = ((number, line) for number, line in enumerate(lines, 1) if not _says_nothing(line))
    parts = (_parted(number, line) for number, line in said)
    entity: list[_Line] = []
    for part in parts:
        if isinstance(part, Bad):
            yield part
            continue
        if entity and part.id != entity[0].id:
            yield from _read(entity, wanted, ledger)
            entity = []
        entity.append(part)
    if entity:
        yield from _read(entity, wanted, ledger)


def _says_nothing(line: bytes) -> bool:
    return not line.strip() or line.startswith(b"#")


def _parted(number: int, line: bytes) -> _Line | Bad:
    try:
        cells = line.decode("utf-8-sig").rstrip("\r\n").split("\t")
    except UnicodeDecodeError as error:
        return Bad(number, f"not UTF-8 (byte {error.start + 1}); mend or drop it")
    if len(cells) != 4:
        return Bad(number, f"{len(cells)} cells, not 4: number, type, language, name")
    id, type, lang, name = (cell.strip() for cell in cells)
    return _Line(number, id, type, lang, name.replace("+", " "))


def _read(entity: list[_Line], wanted: Wanted, ledger: Ledger) -> Iterator[Read]:
    first = entity[0]
    if not first.id or (wanted.only and wanted.only.isdisjoint((first.id, first.type))):
        return
    if first.type not in _KINDS:
        ledger.drop(f"entities of the type {first.type or 'none'}")
        return
    draft = Draft(f"jrc-{first.id}", _KINDS[first.type], wanted, ledger)
    draft.ref = [f"JRC-Names {first.id}"]
    for line in sorted(entity, key=lambda line: line.lang != _ANY):
        lang = likely_language(line.name) if line.lang == _ANY else line.lang
        draft.add(line.name, lang)
    draft.doubt_acronyms()
    if concept := draft.concept():
        yield Read(first.number, concept)


def write(concepts: Iterable[Concept], ledger: Ledger) -> Iterator[str]:
    """Yield the lines of people, organisations and places, numbered from 1."""
    number = 0
    for concept in concepts:
        if concept.kind not in _TYPES:
            ledger.drop(f"concepts of the kind {concept.kind}")
            continue
        number += 1
        for term in plain_terms(concept, ledger):
            if "+" in term.text:
                ledger.drop("terms with a plus sign")
                continue
            note_types(concept, term, ledger)
            name = term.text.replace(" ", "+")
            yield f"{number}\t{_TYPES[concept.kind]}\t{term.lang}\t{name}\n"
        ledger.drop("ids")
        ledger.drop("references", len(concept.ref))
        drop_fields(concept, ledger)
