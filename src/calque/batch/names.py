"""
The names of a corpus: every entity with all its spellings, how often each stands there, and why
they are thought to be one.

What the glossaries have goes by their concepts; of the rest, spellings are one name where texts of
the corpus say so (`growth/clusters`). Rare names of a large corpus are forgotten.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any, Final

from calque.glossary.forms import RIGHT
from calque.growth.clusters import names
from calque.growth.mine import Miner
from calque.growth.propose import given_names
from calque.growth.tally import Seen

COLUMNS: Final = (
    "entity",
    "kind",
    "spelling",
    "status",
    "count",
    "texts",
    "known_from",
    "examples",
)
_Row = dict[str, Any]


def entities(miner: Miner) -> list[list[_Row]]:
    """
    The entities, the commonest first, each as the rows of its spellings.

    `status` is `right`, `foreign`, `avoided` or `superseded` for what a glossary has, `preferred`
    or `variant` for what it has not. `known_from` names the concept, or says why spellings are one.
    """
    groups = [*_known(miner), *_found(miner), *_acronyms(miner)]
    for group in groups:
        group.sort(key=lambda row: (-row["count"], row["spelling"]))
    return sorted(
        groups, key=lambda group: (-sum(row["count"] for row in group), group[0]["entity"])
    )


def _known(miner: Miner) -> Iterator[list[_Row]]:
    concepts: dict[str, list[_Row]] = defaultdict(list)
    called: dict[str, str] = {}
    for term, seen in miner.terms:
        if term.kind != "term":
            row = _row(term.concept, term.kind, term.spelling, term.status, seen)
            concepts[term.concept].append({**row, "known_from": f"glossary {term.concept}"})
            called[term.concept] = called.get(term.concept) or term.called
    for id, rows in concepts.items():
        entity = called[id] or _fullest(rows) or id
        yield [{**row, "entity": entity} for row in rows]


def _fullest(rows: list[_Row]) -> str:
    """The longest of the right spellings: the family name alone is one of them, too."""
    right = [row["spelling"] for row in rows if row["status"] == RIGHT]
    return max(right, key=lambda text: (len(text), text), default="")


def _found(miner: Miner) -> Iterator[list[_Row]]:
    given = given_names(miner)
    taken: set[str] = set()
    for name in names(miner):
        spelled = [one for one in (name.preferred, *name.spellings) if miner.names[one].count]
        taken.update(spelled)
        entity, kind = _called(name.preferred, spelled, given, miner)
        reason = name.reasons[0] if name.reasons else ""
        rows = []
        for one in spelled:
            status = "preferred" if one == name.preferred else "variant"
            row = _row(entity, kind, one, status, miner.names[one])
            rows.append({**row, "known_from": reason})
        if rows:
            yield rows
    for one, seen in miner.names:
        if one not in taken:
            entity, kind = _called(one, [one], given, miner)
            yield [_row(entity, kind, one, "preferred", seen)]


def _called(
    preferred: str, spelled: list[str], given: dict[str, str], miner: Miner
) -> tuple[str, str]:
    """What a name is shown as, and what it is."""
    before = next((given[one] for one in spelled if one in given), "")
    if sum(miner.places[one].texts for one in spelled) > bool(before):
        return preferred, "place"
    return (f"{before} {preferred}", "person") if before else (preferred, "name")


def _acronyms(miner: Miner) -> Iterator[list[_Row]]:
    said: dict[str, str] = {}
    for (letters, phrase), _ in miner.explained:
        said.setdefault(letters, f"explained as {phrase}")
    for letters, seen in miner.acronyms:
        row = _row(letters, "acronym", letters, "preferred", seen)
        yield [{**row, "known_from": said.get(letters, "")}]


def _row(entity: str, kind: str, spelling: str, status: str, seen: Seen) -> _Row:
    return {
        "entity": entity,
        "kind": kind,
        "spelling": spelling,
        "status": status,
        "count": seen.count,
        "texts": seen.texts,
        "known_from": "",
        "examples": list(seen.examples),
    }
