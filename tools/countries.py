"""
Print `src/calque/names/countries.tsv`: what English calls the countries of each language.

From CLDR, by way of Babel: the names of the languages, which are what English calls the people of
their countries too, and of the countries where each is the official language that most people
speak. Only single words.

    python tools/countries.py > src/calque/names/countries.tsv
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from babel import Locale
from babel.core import get_cldr_version
from babel.languages import get_official_languages

from calque.language.codes import KNOWN_LANGUAGES, canonical, language_name

ENGLISH = Locale("en")


def main() -> None:
    """Print."""
    langs = defaultdict(set)
    for word, lang in words():
        if word.isalpha() and lang != "en":
            langs[lang].add(word)
    print("# Language, and what English calls the countries and people where it is at home.")
    print(f"# Made by tools/countries.py from CLDR {get_cldr_version()} (Unicode License).")
    for lang, at_home in sorted(langs.items()):
        print(lang, " ".join(sorted(at_home)), sep="\t")


def words() -> Iterator[tuple[str, str]]:
    """Yield each word with a language that it is at home with."""
    for code, name in ENGLISH.languages.items():
        if name in KNOWN_LANGUAGES:
            yield name, canonical(code)
    for territory, country in ENGLISH.territories.items():
        official = get_official_languages(territory, de_facto=True)
        lang = canonical(official[0].split("_")[0]) if official else ""
        if len(territory) == 2 and language_name(lang) in KNOWN_LANGUAGES:
            yield country, lang


if __name__ == "__main__":
    main()
