"""
Calling a spelling right: an entry in the desk's own glossary.

It goes into the first glossary that `calque.toml` names, or, where it names none, into that file
itself. Nothing is written that would not load.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from calque.apps.lsp.draft import Look
from calque.config import FILE_NAME, Config, load_config
from calque.errors import ConfigError
from calque.finding import Finding
from calque.formats.files import read_text, write_text
from calque.glossary.concept import Concept
from calque.glossary.load import builtin_folder, clashes, load
from calque.glossary.parse import parse_concept, type_of
from calque.glossary.toml import line
from calque.language.letters import fold

if TYPE_CHECKING:
    from tomlkit import TOMLDocument

_KEYS: Final = {"fullForm": "full", "acronym": "acronym", "shortForm": "short"}
# What names and acronyms that no entry has are, most likely; an editor may change it.
_KINDS: Final = {"NAM": "person", "ACR": "organisation"}
_LONGEST: Final = 100  # characters of a name


class _Entry(NamedTuple):
    """Where an entry stands: in which table, under which id, with what if it is new."""

    above: tuple[str, ...]
    id: str
    fields: Mapping[str, str]
    lang: str


def home(look: Look, finding: Finding) -> Path | None:
    """The file that an entry for the finding's words would go into; None where there is none."""
    said = look.report.document.text[slice(*finding.span)]
    if finding.rule.id[:3] not in _KINDS or len(said) > _LONGEST or "\n" in said:
        return None
    return _home(look.config, look.checker.config) if look.config else None


def add(look: Look, finding: Finding) -> str:
    """
    Write the entry; return what it says. Takes seconds: the glossaries are read.

    Raises CalqueError where the file can't be read or written, or would not load.
    """
    from tomlkit.exceptions import TOMLKitError

    assert look.config
    config = load_config(look.config)
    path = _home(look.config, config)
    assert path
    said = look.report.document.text[slice(*finding.span)]
    lang = look.report.document.lang
    concepts = load([builtin_folder(), *config.glossaries], config.concepts).concepts
    concept = _concept(finding, concepts)
    key, form = _term(finding, said, lang, concept)
    id = concept.id if concept else _free(said, concepts)
    fields = {} if concept else {"kind": _KINDS[finding.rule.id[:3]], "ref": "house style"}
    entry = _Entry(("concepts",) if path == look.config else (), id, fields, lang)
    text = read_text(path).text if path.exists() else ""
    try:
        text, table = _put(text, entry, key, form)
    except TOMLKitError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    _require(id, table, concepts)
    write_text(path, [text])
    return f"{path.name}: {id} is {form} here"


def _home(config_file: Path, config: Config) -> Path | None:
    for layer in config.glossaries:
        if layer.is_file():
            return layer
        if layer.is_dir():
            inside = layer / "concepts"
            return (inside if inside.is_dir() else layer) / "house.toml"
    return config_file if config_file.name == FILE_NAME else None


def _concept(finding: Finding, concepts: Mapping[str, Concept]) -> Concept | None:
    """The concept that the finding is about, which its evidence names."""
    for item in finding.evidence:
        id = item.detail.split(": ", maxsplit=1)[0]
        if item.kind == "glossary" and id in concepts:
            return concepts[id]
    return None


def _term(finding: Finding, said: str, lang: str, concept: Concept | None) -> tuple[str, str]:
    """
    The key and the form that make `said` right.

    A part of a name (Tokajev) is put into the whole (Kassym-Jomart Tokajev).
    """
    wanted = next((edit.text for fix in finding.fixes for edit in fix.edits), "")
    for type, key in _KEYS.items():
        term = concept.preferred(lang, type) if concept else None
        if term and wanted:
            form, count = re.subn(rf"(?<!\w){re.escape(wanted)}(?!\w)", lambda _: said, term.text)
            if count:
                return key, form
    return ("acronym" if type_of(said) == "acronym" else "full"), said


def _free(said: str, concepts: Mapping[str, Concept]) -> str:
    """An id that nothing has."""
    slug = re.sub(r"[^a-z0-9]+", "-", fold(said)).strip("-") or "name"
    number, id = 1, slug
    while id in concepts:
        number += 1
        id = f"{slug}-{number}"
    return id


def _put(text: str, entry: _Entry, key: str, form: str) -> tuple[str, Mapping[str, Any]]:
    """
    Set the form in the entry, or in a new one at the end; all else stays as it is.

    Returns the text and the entry. Raises TOMLKitError where the text is not valid TOML.
    """
    from tomlkit import parse

    path = ".".join((*entry.above, entry.id))
    if not _found(parse(text), entry):
        fields = "".join(f"{line(name, value)}\n" for name, value in entry.fields.items())
        text = f"{text.rstrip()}\n\n[{path}]\n{fields}".lstrip("\n")
    written = parse(text)
    table = _found(written, entry)
    known = table.get(entry.lang)
    terms = {"full": known} if isinstance(known, str) else dict(known or {})
    terms[key] = form
    if "avoid" in terms:
        terms["avoid"] = [avoided for avoided in terms["avoid"] if avoided != form]
    value = form if terms.keys() == {"full"} else terms
    table[entry.lang] = parse(f"{line(entry.lang, value)}\n")[entry.lang]
    return written.as_string(), table.unwrap()


def _found(written: TOMLDocument, entry: _Entry) -> Any:
    """The entry's table; None where there is none yet."""
    place: Any = written
    for name in (*entry.above, entry.id):
        place = place.get(name) if place is not None else None
    return place


def _require(id: str, table: Mapping[str, Any], concepts: Mapping[str, Concept]) -> None:
    """Raise ConfigError where the glossaries would not load with this entry."""
    concept, faults = parse_concept(id, table, concepts.get(id))
    if concept:
        faults += [fault for fault in clashes([*concepts.values(), concept]) if id == fault.entry]
    if faults:
        raise ConfigError(f"not added: {id}: {faults[0].message}")
