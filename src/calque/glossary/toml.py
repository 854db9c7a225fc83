"""
From concepts to TOML that an editor reads as easily as the entries of the house.

`parse.py` reads back what is written here, with one exception: TOML has no word for a superseded
term, which is written as one to avoid.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Final

from calque.glossary.concept import EVERY, Concept, Term
from calque.glossary.parse import KEEP

# The key that a term goes under, by status and type; in the order in which they are written.
_KEYS: Final = ("full", "acronym", "short", "romanised", "also", "avoid")
_PREFERRED: Final = {"fullForm": "full", "acronym": "acronym", "shortForm": "short"}
_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")


def entry(concept: Concept, comment: Iterable[str] = ()) -> str:
    """One concept as a TOML table, `comment` above it; ends with an empty line."""
    lines = [f"# {line}" for line in comment]
    lines.append(f"[{_key(concept.id)}]")
    fields = {
        "kind": concept.kind,
        "ref": concept.ref[0] if len(concept.ref) == 1 else list(concept.ref),
        **optional_fields(concept, "origin", "family"),
        **_languages(concept.terms),
        **optional_fields(concept, "near", "guard", "examples"),
    }
    lines += [line(key, value) for key, value in fields.items()]
    return "\n".join(lines) + "\n\n"


def optional_fields(concept: Concept, *names: str) -> dict[str, Any]:
    """Those of a concept's fields `near`, `guard`, `origin`, `family`, `examples` that say much."""
    said = {
        "near": {form: list(words) for form, words in concept.near.items()} or None,
        "guard": list(concept.guard) or None,
        "origin": None if concept.origin is None else list(concept.origin),
        "family": "first" if concept.family_first else None,
        "examples": list(concept.examples) or None,
    }
    return {name: said[name] for name in names if said[name] is not None}


def line(key: str, value: Any) -> str:
    """A TOML key and its value on one line."""
    return f"{_key(key)} = {_value(value)}"


def key_of(term: Term) -> str:
    """The key that a term stands under in its language's table."""
    if term.status == "preferred":
        return _PREFERRED.get(term.type, "full")
    if term.romanised:
        return "romanised"
    return "also" if term.status == "admitted" else "avoid"


def _languages(terms: Iterable[Term]) -> dict[str, Any]:
    """The tables of the languages; those with the same terms share a line, English has its own."""
    by_lang: dict[str, list[Term]] = {}
    for term in terms:
        by_lang.setdefault(term.lang, []).append(term)
    lines: dict[str, Any] = {}
    sharing: dict[str, list[str]] = {}
    for lang, own in by_lang.items():
        table = _table(own)
        if lang in ("en", EVERY):
            lines[KEEP if lang == EVERY else lang] = table
        else:
            sharing.setdefault(_value(table), []).append(lang)
            lines.setdefault(sharing[_value(table)][0], table)
    named = {langs[0]: " ".join(langs) for langs in sharing.values()}
    ordered = sorted(lines, key=lambda lang: lang not in (KEEP, "en"))
    return {named.get(lang, lang): lines[lang] for lang in ordered}


def _table(terms: Iterable[Term]) -> Any:
    forms: dict[str, list[str]] = {}
    for term in terms:
        forms.setdefault(key_of(term), []).append(term.text)
    table: dict[str, Any] = {}
    for key in (key for key in _KEYS if key in forms):
        plain = key in _PREFERRED.values() or (key == "romanised" and len(forms[key]) == 1)
        table[key] = forms[key][0] if plain else forms[key]
    return table["full"] if table.keys() == {"full"} else table


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else _string(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        pairs = (f"{_key(key)} = {_value(item)}" for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    if isinstance(value, list):
        return f"[{', '.join(map(_value, value))}]"
    return _string(value)


def _string(text: str) -> str:
    # TOML's basic strings are JSON's, but for DEL.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
