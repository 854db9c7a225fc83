"""
What each language calls a place, by the place's key.

A key is a CLDR territory (`FI`, `150`), a CLDR subdivision (`DE-BY`), a time zone whose exemplar
city it is (`Europe/Kiev`), or a city's country and GeoNames number (`IT:3173435`). Territories and
zones come from Babel as they stand; subdivisions and cities from `names.tsv` (see `collect.py`).
What English calls a place as well is in `variants.tsv` (see `variants.py`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import exists

HERE: Final = Path(__file__).parent
NAMES: Final = HERE / "names.tsv"
VARIANTS: Final = HERE / "variants.tsv"
TABLES: Final = ("countries", "cities", "regions")
LANGUAGES: Final = (
    *("fi", "sv", "no", "da", "de", "nl", "fr", "es", "it", "pt", "ro", "pl", "cs", "sk", "hu"),
    *("tr", "et", "lv", "lt", "el", "bg", "ru", "uk", "be"),
)
OTHER_LETTERS: Final = ("el", "bg", "ru", "uk", "be")
CLDR: Final = get_global("cldr")["version"]
# A second standard of the same language, admitted beside the first.
_BESIDE: Final = {"pt": "pt_PT"}


class Seen(NamedTuple):
    """A place's name in a language, and the sources that have it."""

    key: str
    lang: str
    name: str
    source: str


@cache
def table(name: str) -> dict[str, Any]:
    """One of the TOML files here, by its stem."""
    loaded: dict[str, Any] = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return loaded


def english_of_all() -> dict[str, tuple[str, ...]]:
    """The keys of all places in the tables, with the English names given there, the best first."""
    found = {}
    for specs in map(table, TABLES):
        for concept_id, key in specs["sources"].items():
            given = specs.get(concept_id, {}).get("en", {})
            full = given if isinstance(given, str) else given.get("full", "")
            also = () if isinstance(given, str) else given.get("also", ())
            found[key] = tuple(name for name in (full, *also) if name)
    return found


def names(key: str, lang: str) -> tuple[str, ...]:
    """What `lang` calls the place: the preferred name, then others; empty where no source says."""
    if key in _seen():
        return _seen()[key].get(lang, ())
    found = [_cldr(key, code) for code in (lang, _BESIDE.get(lang)) if code]
    return tuple(dict.fromkeys(name for several in found for name in several))


def variants(key: str) -> tuple[str, ...]:
    """Names in other languages that English dictionaries have for the place."""
    return _variants().get(key, ())


def source(key: str) -> str:
    """What to cite for a place."""
    if "/" in key:
        return f"CLDR {CLDR}, exemplar city of {key}"
    if key[2:3] == "-":
        return f"CLDR 41, subdivision {key}"
    if ":" in key:
        programs = {part for row in _rows() if row.key == key for part in row.source.split(", ")}
        return ", ".join([f"GeoNames {key[3:]}", *sorted(programs - {"GeoNames"})])
    return f"CLDR {CLDR}, territory {key}"


def country(key: str) -> str:
    """The territory that a place is or lies in; empty for a continent."""
    if "/" in key:
        return str(get_global("zone_territories").get(key, ""))
    return "" if key.isdigit() else key[:2]


def own_names(key: str) -> set[str]:
    """What the official languages of a place's country call it."""
    where = country(key)
    national = get_official_languages(where, de_facto=True)
    found = {name for lang in national if lang in LANGUAGES for name in names(key, lang)}
    spoken = get_official_languages(where, regional=True, de_facto=True)
    scripts = (*spoken, *(f"{lang}_Latn" for lang in spoken))
    others = [lang for lang in scripts if lang not in ("en", *LANGUAGES) and exists(lang)]
    return found | {name for lang in others for name in _cldr(key, lang)}


def english_names() -> set[str]:
    """Every territory and exemplar city as English spells it."""
    locale = Locale("en")
    zones = locale.time_zones.values()
    found = {zone["city"] for zone in zones if "city" in zone} | set(locale.territories.values())
    return found | {_last(zone) for zone in get_global("zone_territories")}


def _cldr(key: str, lang: str) -> tuple[str, ...]:
    """Babel's name for a territory or an exemplar city; `Myanmar (Burma)` is two names."""
    locale = Locale.parse(lang)
    if key[2:3] in (":", "-"):
        return ()
    if "/" not in key:
        name = str(locale.territories.get(key, ""))
        if lang == "en":
            name = name.replace("&", "and")
        # Myanmar (Burma) is two names, Kongo (Kinšasa) one.
        double = "(" in str(Locale("en").territories.get(key, ""))
        first, _, second = name.partition(" (") if double else (name, "", "")
        return tuple(part for part in (first, second.rstrip(")")) if part)
    name = str(locale.time_zones.get(key, {}).get("city", "")).replace("\u00ad", "")
    # CLDR leaves out a city that is spelled as the zone is.
    return (name or _last(key),)


def _last(zone: str) -> str:
    return zone.rpartition("/")[2].replace("_", " ")


@cache
def _seen() -> dict[str, dict[str, tuple[str, ...]]]:
    found: dict[str, dict[str, tuple[str, ...]]] = {}
    for row in _rows():
        langs = found.setdefault(row.key, {})
        langs[row.lang] = (*langs.get(row.lang, ()), row.name)
    return found


@cache
def _variants() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for line in VARIANTS.read_text(encoding="utf-8").splitlines()[1:]:
        key, name, _ = line.split("\t")
        found[key] = (*found.get(key, ()), name)
    return found


@cache
def _rows() -> tuple[Seen, ...]:
    lines = NAMES.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(Seen(*line.split("\t")) for line in lines)
