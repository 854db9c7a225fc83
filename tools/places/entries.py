"""From a place's names to its entry in a glossary, as TOML text."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from tools.places.sources import (
    LANGUAGES,
    TABLES,
    english_names,
    names,
    own_names,
    source,
    table,
    variants,
)

_FIELDS: Final = ("guard", "examples")
Forms = dict[str, tuple[str, ...]]


def entries(name: str) -> Iterator[str]:
    """The entries of one file, in the order of its table."""
    specs = table(name)
    for concept_id, key in specs["sources"].items():
        yield _entry(concept_id, key, specs.get(concept_id, {}))


def _entry(concept_id: str, key: str, spec: Mapping[str, Any]) -> str:
    english = _english(key, spec)
    origins = spec.get("origin", [])
    langs = dict.fromkeys((*LANGUAGES, *origins))
    forms = {lang: _forms(key, lang, spec) for lang in langs}
    near = _near(key, english, forms)
    # An editor may have it from another language, or from an English dictionary.
    if both := [name for name in variants(key) if near.get(name) != []]:
        english["avoid"] = [*english.get("avoid", ()), *both]
    refs = [source(key), *spec.get("ref", ()), *(["WordNet 3.0"] if both else [])]
    lines = [f"[{concept_id}]", 'kind = "place"', f"ref = {_toml(refs if refs[1:] else refs[0])}"]
    # A place has its own letters where a scheme should spell it from them, and else none.
    lines.append(f"origin = {_toml(origins)}")
    lines.append(f"en = {_toml(english if len(english) > 1 else english['full'])}")
    lines += [f"{_key(langs)} = {_toml(_term(found))}" for langs, found in _grouped(forms)]
    lines += [f"near = {_toml(near)}"] if near else []
    lines += [f"{field} = {_toml(spec[field])}" for field in _FIELDS if field in spec]
    return "\n".join(lines) + "\n"


def _english(key: str, spec: Mapping[str, Any]) -> dict[str, Any]:
    """What English calls the place: the table's word, or else the source's."""
    if "en" in spec:
        given = spec["en"]
        return {"full": given} if isinstance(given, str) else dict(given)
    full, *also = names(key, "en")
    return {"full": full} | ({"also": also} if also else {})


def _forms(key: str, lang: str, spec: Mapping[str, Any]) -> tuple[str, ...]:
    """The table's word for a language (nothing, where it is empty), or else the source's."""
    given = spec.get(lang, names(key, lang))
    return tuple(one for one in ([given] if isinstance(given, str) else given) if one)


def _grouped(forms: Forms) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Languages that call a place the same share a line."""
    for found in dict.fromkeys(forms.values()):
        if found:
            yield " ".join(lang for lang, own in forms.items() if own == found), found


def _near(key: str, english: Mapping[str, Any], forms: Forms) -> dict[str, Any]:
    """
    What must stand nearby before a spelling counts; nothing is near enough for some.

    A place's name in its own languages is borne by companies, parties and papers (Forza Italia,
    Orange Polska, Sparta Praha), and English keeps their names. What begins with the English name
    is a longer one of the same place, and as good in English (Tel Aviv-Jaffa, Washington D.C.).
    """
    words = table("forms")
    known = [english["full"], *english.get("also", ()), *english.get("avoid", ())]
    own = {*words["silent"], *own_names(key), *_taken()} - {*words["kept"]}
    silent = {name for name in own if name < "ʰ"} | _shared()
    used = dict.fromkeys(form for found in forms.values() for form in found)
    near: dict[str, Any] = {}
    for form in (*known, *used):
        if form in words["near"]:
            near[form] = words["near"][form]
        elif form not in known and (_is_longer(form, english["full"]) or form in silent):
            near[form] = []
    return near


def _is_longer(form: str, english: str) -> bool:
    """Whether a form is the English name with another name behind it."""
    more = form.removeprefix(english)
    return more != form and more[:1] in " -" and more[1:2].isupper()


@cache
def _taken() -> frozenset[str]:
    return frozenset(english_names())


@cache
def _shared() -> frozenset[str]:
    """Names that a language has for two of the places: a country and its capital, say."""
    claimed = Counter(
        (lang, name)
        for specs in map(table, TABLES)
        for concept_id, key in specs["sources"].items()
        for lang in LANGUAGES
        for name in set(_forms(key, lang, specs.get(concept_id, {})))
    )
    return frozenset(name for (_, name), count in claimed.items() if count > 1)


def _term(found: tuple[str, ...]) -> Any:
    return found[0] if not found[1:] else {"full": found[0], "also": list(found[1:])}


def _toml(value: Any) -> str:
    """A string, list or table on one line; TOML's strings and lists are written as in JSON."""
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_toml(item)}" for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.isascii() and key.isalpha() else json.dumps(key, ensure_ascii=False)
