"""
Reading glossary folders and files, layer upon layer.

A layer is a folder laid out like `glossaries/` or a single TOML file of concepts. Later layers
override earlier ones: a concept by its id and language, an entry by its id.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, NamedTuple

from calque.errors import ConfigError
from calque.glossary.concept import FAMILIES, Concept, Entry, Glossary
from calque.glossary.parse import Fault, parse_concept, parse_entry
from calque.language.letters import fold

_CONFIGURED: Final = ("calque.toml", 0)


class Problem(NamedTuple):
    """A fault in a glossary file, with the line of its entry (1-based; 0: not known)."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


def builtin_folder() -> Path:
    """The glossaries that come with calque."""
    inside = Path(__file__).parents[1] / "glossaries"
    return inside if inside.is_dir() else Path(__file__).parents[3] / "glossaries"


def load(layers: Iterable[Path], overrides: Mapping[str, Any] | None = None) -> Glossary:
    """
    Read the layers in order, then `overrides` (concept tables by id, as in `calque.toml`).

    Raises ConfigError naming the file, line and remedy of the first fault.
    """
    glossary, problems = read(layers, overrides)
    if problems:
        more = f" (and {len(problems) - 1} more: calque glossary lint)" if len(problems) > 1 else ""
        raise ConfigError(f"{problems[0]}{more}")
    return glossary


def read(
    layers: Iterable[Path], overrides: Mapping[str, Any] | None = None
) -> tuple[Glossary, list[Problem]]:
    """Read the layers and return the glossary with every fault found; never stops at one."""
    concepts: dict[str, Concept] = {}
    entries: dict[tuple[str, str], Entry] = {}
    problems: list[Problem] = []
    digest = sha256()
    for layer in layers:
        below = dict(concepts)
        homes: dict[str, Path] = {}
        for path in files(layer):
            text = _text(path, problems)
            digest.update(text.encode())
            for fault in _read_file(path, text, concepts, entries, homes):
                line = _line(text, fault.entry) if fault.entry else _broken(text, fault.message)
                problems.append(Problem(str(path), line, _worded(fault)))
        if layer != builtin_folder():
            _mark_as_house(concepts, below)
    if overrides:
        below = dict(concepts)
        digest.update(repr(sorted(overrides.items())).encode())
        for fault in _overridden(overrides, concepts):
            problems.append(Problem(*_CONFIGURED, f"concepts.{_worded(fault)}"))
        _mark_as_house(concepts, below)
    problems += (placed(fault, layers) for fault in clashes(concepts.values()))
    glossary = Glossary(concepts, tuple(entries.values()), digest.hexdigest()[:8])
    return glossary, problems


def _overridden(overrides: Mapping[str, Any], concepts: dict[str, Concept]) -> Iterator[Fault]:
    """Read overrides; one that has no `kind` is meant for a concept that there is."""
    for concept_id, table in overrides.items():
        if concept_id in concepts or not isinstance(table, Mapping) or "kind" in table:
            yield from _read_concepts({concept_id: table}, concepts)
            continue
        close = get_close_matches(concept_id, concepts, 1)
        hint = f"did you mean {close[0]!r}? A" if close else "a"
        yield Fault(concept_id, f"there is none; {hint} new one needs kind, ref and terms")


def _mark_as_house(concepts: dict[str, Concept], below: Mapping[str, Concept]) -> None:
    """Mark what is not as it was in the layers below as the house's own."""
    for id_, concept in concepts.items():
        if below.get(id_) is not concept:
            concepts[id_] = replace(concept, house=True)


def clashes(concepts: Iterable[Concept]) -> Iterator[Fault]:
    """
    Forms that two concepts claim in one language without either saying when it counts.

    People may share a family name; whole names may not.
    """
    owner: dict[tuple[str, str], Concept] = {}
    for concept in concepts:
        for term in concept.terms:
            key = (term.lang, term.text if term.type == "acronym" else fold(term.text))
            other = owner.setdefault(key, concept)
            if other.id != concept.id and not (
                term.text in concept.near or term.text in other.near
            ):
                yield Fault(
                    concept.id,
                    f"{term.lang}: {term.text!r} belongs to {other.id} too; "
                    f"say with near when it means this one",
                )


def files(layer: Path) -> list[Path]:
    """The files of a layer, in reading order. Raises ConfigError where there are none."""
    if layer.is_dir():
        found = sorted(layer.glob("concepts/*.toml"))
        for family in FAMILIES:
            found += sorted(layer.glob(f"{family}/*.toml"))
        if not found:
            found = sorted(layer.glob("*.toml"))
        if not found:
            raise ConfigError(f"{layer}: no .toml files; point to a glossary file or folder")
        return found
    if not layer.exists():
        raise ConfigError(f"{layer}: no such glossary; check the path in calque.toml or --glossary")
    return [layer]


def _text(path: Path, problems: list[Problem]) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(
            Problem(str(path), 1, f"not UTF-8 (byte at {error.start}): save it as UTF-8")
        )
        return ""
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check the path") from None


def _read_file(
    path: Path,
    text: str,
    concepts: dict[str, Concept],
    entries: dict[tuple[str, str], Entry],
    homes: dict[str, Path],
) -> Iterator[Fault]:
    """Read one file; `homes` says which file of the layer has a concept or entry already."""
    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        yield Fault("", f"not valid TOML: {error}")
        return
    if "entry" not in table:
        for concept_id in table:
            home = homes.setdefault(concept_id, path)
            if home != path:
                yield Fault(concept_id, f"is in {home.name} too: join the two, or rename one")
        yield from _read_concepts(table, concepts)
        return
    family = path.parent.name
    if family not in FAMILIES:
        yield Fault("", f"[[entry]] belongs in a folder named {', '.join(FAMILIES)}")
        return
    if not isinstance(table["entry"], list):
        yield Fault("", "write entries as tables in double brackets: [[entry]]")
        return
    for item in table["entry"]:
        # `en.toml` and `en.translated.toml` are both English.
        entry, faults = parse_entry(family, path.name.split(".")[0], item)
        yield from faults
        if entry:
            named = f"{family} {entry.id}"
            if named in homes:
                yield Fault(entry.id, f"is in {homes[named].name} already: one id, one entry")
            homes[named] = path
            entries[family, entry.id] = entry


def _read_concepts(table: Mapping[str, Any], concepts: dict[str, Concept]) -> Iterator[Fault]:
    for concept_id, item in table.items():
        concept, faults = parse_concept(concept_id, item, concepts.get(concept_id))
        yield from faults
        if concept:
            concepts[concept_id] = concept


def placed(fault: Fault, layers: Iterable[Path]) -> Problem:
    """A concept's fault with the place of the concept in the layers."""
    return Problem(*_where(fault.entry, layers), _worded(fault))


def _where(entry: str, layers: Iterable[Path]) -> tuple[str, int]:
    """The file and line of a concept, the last layer first; only asked for when it has a fault."""
    for path in reversed([file for layer in layers for file in files(layer)]):
        text = path.read_text(encoding="utf-8", errors="replace")
        if f"[{entry}]" in text:
            return str(path), _line(text, entry)
    return _CONFIGURED


def _line(text: str, entry: str) -> int:
    for needle in (f"\n[{entry}]", f'\nid = "{entry}"'):
        position = f"\n{text}".find(needle)
        if entry and position >= 0:
            return text.count("\n", 0, position) + 1
    return 1


def _broken(text: str, message: str) -> int:
    """The line in which a file is no TOML, as the message says; else the first."""
    if message.endswith("(at end of document)"):
        return max(1, len(text.splitlines()))
    at = re.search(r"\(at line (\d+)", message)
    return int(at[1]) if at else 1


def _worded(fault: Fault) -> str:
    return f"{fault.entry}: {fault.message}" if fault.entry else fault.message
