"""
Write `glossaries/concepts/countries.toml`: what countries and capitals are called, from CLDR.

Babel carries CLDR's territory names and the exemplar cities of its time zones in every language.
The tables below add what CLDR can't know: the English press form, what to leave out because English
has that spelling for something else, and what must stand nearby before a spelling counts.

    python tools/places.py            write the file
    python tools/places.py --check    exit 1 when the file is not what this script would write
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages

TARGET: Final = Path(__file__).parents[1] / "glossaries" / "concepts" / "countries.toml"
LANGUAGES: Final = (
    *("fi", "sv", "no", "da", "de", "fr", "es", "it", "pt"),
    *("nl", "pl", "cs", "et", "lv", "lt", "hu", "ro", "tr"),
)
COUNTRIES: Final = (
    *("AL", "AT", "BE", "BA", "BG", "HR", "CY", "CZ", "DK", "EE", "FI", "FR", "DE", "GR", "HU"),
    *("IS", "IE", "IT", "XK", "LV", "LT", "LU", "MT", "ME", "NL", "MK", "NO", "PL", "PT", "RO"),
    *("RS", "SK", "SI", "ES", "SE", "CH", "TR", "GB", "VA"),
    *("RU", "UA", "BY", "MD", "AM", "AZ", "GE", "KZ", "KG", "TJ", "TM", "UZ"),
    *("US", "CA", "MX", "BR", "CN", "JP", "KP", "KR", "TW", "MN", "IN", "PK", "AF", "VN", "AU"),
    *("IR", "IQ", "SY", "IL", "LB", "JO", "SA", "AE", "QA", "YE", "EG", "LY", "ZA"),
)


class City(NamedTuple):
    """An exemplar city: its time zone, English name, country, and languages of its origin."""

    zone: str
    name: str
    country: str
    origins: tuple[str, ...] = ()


CITIES: Final = (
    City("Europe/Kiev", "Kyiv", "UA", ("uk",)),
    City("Europe/Moscow", "Moscow", "RU"),
    City("Europe/Minsk", "Minsk", "BY", ("be", "ru")),
    City("Europe/Helsinki", "Helsinki", "FI"),
    City("Europe/Stockholm", "Stockholm", "SE"),
    City("Europe/Copenhagen", "Copenhagen", "DK"),
    City("Europe/Vilnius", "Vilnius", "LT"),
    City("Europe/Riga", "Riga", "LV"),
    City("Europe/Tallinn", "Tallinn", "EE"),
    City("Europe/Warsaw", "Warsaw", "PL"),
    City("Europe/Prague", "Prague", "CZ"),
    City("Europe/Vienna", "Vienna", "AT"),
    City("Europe/Brussels", "Brussels", "BE"),
    City("Europe/Paris", "Paris", "FR"),
    City("Europe/London", "London", "GB"),
    City("Europe/Rome", "Rome", "IT"),
    City("Europe/Berlin", "Berlin", "DE"),
    City("Europe/Budapest", "Budapest", "HU"),
    City("Europe/Bucharest", "Bucharest", "RO"),
    City("Europe/Chisinau", "Chisinau", "MD"),
    City("Europe/Sofia", "Sofia", "BG"),
    City("Europe/Belgrade", "Belgrade", "RS"),
    City("Europe/Sarajevo", "Sarajevo", "BA"),
    City("Europe/Skopje", "Skopje", "MK", ("mk",)),
    City("Europe/Zagreb", "Zagreb", "HR"),
    City("Europe/Ljubljana", "Ljubljana", "SI"),
    City("Europe/Athens", "Athens", "GR"),
    City("Europe/Lisbon", "Lisbon", "PT"),
    City("Europe/Madrid", "Madrid", "ES"),
    City("Europe/Dublin", "Dublin", "IE"),
    City("Europe/Amsterdam", "Amsterdam", "NL"),
    City("Europe/Istanbul", "Istanbul", "TR"),
    City("Asia/Nicosia", "Nicosia", "CY"),
    City("Asia/Tbilisi", "Tbilisi", "GE", ("ru",)),
    City("Asia/Yerevan", "Yerevan", "AM", ("ru",)),
    City("Asia/Baku", "Baku", "AZ", ("ru",)),
    City("Asia/Tashkent", "Tashkent", "UZ", ("ru",)),
    City("Asia/Almaty", "Almaty", "KZ", ("kk",)),
    City("Asia/Bishkek", "Bishkek", "KG", ("ky", "ru")),
    City("Asia/Dushanbe", "Dushanbe", "TJ", ("tg", "ru")),
    City("Asia/Ashgabat", "Ashgabat", "TM", ("ru",)),
    City("Asia/Ulaanbaatar", "Ulaanbaatar", "MN"),
    City("Asia/Shanghai", "Shanghai", "CN"),
    City("Asia/Tokyo", "Tokyo", "JP"),
    City("Asia/Seoul", "Seoul", "KR"),
    City("Asia/Pyongyang", "Pyongyang", "KP"),
    City("Asia/Kabul", "Kabul", "AF"),
    City("Asia/Tehran", "Tehran", "IR"),
    City("Asia/Baghdad", "Baghdad", "IQ"),
    City("Asia/Damascus", "Damascus", "SY"),
    City("Asia/Jerusalem", "Jerusalem", "IL"),
    City("Africa/Cairo", "Cairo", "EG"),
)

# The English press form where CLDR's differs, and what else English admits or avoids.
ENGLISH: Final[dict[str, dict[str, Any]]] = {
    "BA": {"full": "Bosnia and Herzegovina", "also": ["Bosnia-Herzegovina", "Bosnia"]},
    "BY": {"full": "Belarus", "avoid": ["Belorussia", "Byelorussia"]},
    "CZ": {"full": "Czechia", "also": ["Czech Republic"]},
    "GB": {"full": "United Kingdom", "also": ["Britain", "Great Britain"]},
    "MK": {"full": "North Macedonia", "also": ["Macedonia"]},
    "NL": {"full": "Netherlands", "also": ["Holland"]},
    "TR": {"full": "Turkey", "also": ["Türkiye"]},
    "US": {"full": "United States", "also": ["USA", "United States of America"]},
    "VA": {"full": "Vatican", "also": ["Vatican City"]},
    "Europe/Kiev": {"full": "Kyiv", "avoid": ["Kiev"]},
    "Asia/Ulaanbaatar": {"full": "Ulaanbaatar", "also": ["Ulan Bator"]},
    "Asia/Yerevan": {"full": "Yerevan", "also": ["Erevan"]},
}

# Sources beside CLDR, for what CLDR does not say.
REFS: Final = {
    "BY": "https://docslib.org/doc/7974325/belarus-toponymic-factfile",
    "Europe/Kiev": "https://ds.svcs.associatedpress.com/announcements/an-update-on-ap-style-on-kyiv",
}

# Spellings that English has for something else, too often for any cue to help. A country's name in
# its own official languages is left out by itself: companies, parties and papers bear it (Forza
# Italia, Orange Polska, Sparta Praha), and English keeps their names.
LEAVE_OUT: Final = {
    "Alma Ata": "the city's name in history",
    "Alma-Ata": "the city's name in history; a declaration",
    "Atena": "goddess",
    "Atina": "towns in Italy; Greek surname forms",
    "Athene": "goddess; a genus of owls",
    "Beograd": "own name in Latin letters, in names of clubs",
    "Brasilia": "the capital of Brazil",
    "Brazilia": "the capital of Brazil, misspelt",
    "Chişinău": "own name, written with cedillas",
    "Cipro": "an antibiotic",
    "Dania": "first name; Dania Beach",
    "Erivan": "the city's name in history",
    "Finlandia": "a vodka; Sibelius",
    "Francia": "the Frankish kingdom; a surname",
    "Francie": "first name",
    "Germania": "the ancient land; an airline",
    "Hellas": "football clubs",
    "Hollandia": "places and brands",
    "Indie": "English word",
    "Island": "English word",
    "Iraan": "a town in Texas",
    "Islandia": "towns in the United States",
    "Jemena": "an energy company",
    "Kabil": "first name and surname",
    "Kaira": "first name",
    "Karadağ": "surname",
    "Katara": "a quarter of Doha; a character",
    "Kipras": "first name",
    "Kosova": "the Albanian name, in names of companies and armies",
    "Londyn": "first name",
    "Madri": "a beer; a queen in the Mahabharata",
    "Malte": "first name",
    "Moldavia": "the historical land",
    "Moskva": "a river; a cruiser sunk in 2022",
    "Norra": "Swedish word in names of places",
    "Polonia": "football clubs; Poles abroad",
    "Riia": "first name",
    "Rom": "Roma people; ROM",
    "Roma": "a people; football clubs",
    "Saudi-Arabia": "English, in compounds",
    "Sofie": "first name",
    "Sofija": "first name",
    "Sofya": "first name",
    "Soul": "English word",
    "Spagna": "surname; Piazza di Spagna",
    "Şam": "surname",
    "Vienne": "a town and a department in France",
    "Vilna": "the city's name in history",
    "Viļņa": "the city's name in history",
}

# Kept although an official language spells it so: no one meets it in English by right.
KEPT: Final = {"Belgien", "Brüssel", "Wien"}

# A spelling that is also a name or a word counts only with one of these words in the text.
NEAR: Final = {
    "Aten": ["Greek", "Greece"],
    "Bagdad": ["Iraq", "Baghdad"],
    "Belorussia": ["Lukashenko", "Minsk", "Putin"],
    "Byelorussia": ["Lukashenko", "Minsk", "Putin"],
    "Chine": ["Beijing", "Chinese", "Taiwan"],
    "Cina": ["Beijing", "Chinese", "Taiwan"],
    "Damas": ["Syria", "Assad"],
    "Damasco": ["Syria", "Assad"],
    "Grecia": ["Athens", "Greek"],
    "Izrael": ["Netanyahu", "Gaza", "Jerusalem"],
    "Kanada": ["Ottawa", "Canadian"],
    "Kina": ["Beijing", "Chinese", "Taiwan"],
    "Liban": ["Beirut", "Lebanese", "Hezbollah"],
    "Libia": ["Tripoli", "Libyan", "Benghazi"],
    "Mosca": ["Russia", "Kremlin", "Putin"],
    "Praga": ["Czech", "Slovak"],
    "Rusko": ["Putin", "Moscow", "Kremlin", "Ukraine", "Russian"],
    "Teheran": ["Iran"],
    "Tiflis": ["Kobakhidze", "Ivanishvili", "Zourabichvili", "Saakashvili", "Georgian Dream"],
    "Tokio": ["Japan"],
    "Taani": ["Copenhagen", "Danish"],
    "Ungern": ["Budapest", "Hungarian", "Orban", "Orbán"],
    "Viena": ["Austria"],
    "Viin": ["Austria"],
    "Viro": ["Tallinn", "Estonian", "Latvia", "Lithuania"],
    "Wien": ["Austria"],
    "Wilno": ["Lithuania"],
}

# Phrases in which a spelling is something else; "Belgian" is no Finnish genitive of Belgia.
GUARD: Final = {
    "BE": ["Belgian"],
    "HU": ["von Ungern", "Baron Ungern"],
    "IT": ["Place d'Italie"],
    "JO": ["Jordanian"],
    "QA": ["Katari"],
    "Africa/Cairo": ["Kairos"],
    "Europe/Kiev": [
        *("chicken Kiev", "Chicken Kyiv", "Kiev cake", "Kiev cutlet", "Dynamo Kiev", "Dinamo Kiev"),
        *("Battle of Kiev", "Siege of Kiev", "Grand Prince of Kiev", "Great Gate of Kiev"),
        *("Grand Duke of Kiev", "Prince of Kiev", "Duchy of Kiev", "Kiev Offensive"),
        *("Kiev Governorate", "Principality of Kiev", "Kiev pogrom", "Kiev camera", "Kiev Day"),
        *("Metropolitan of Kiev", "Anthony of Kiev", "Olga of Kiev", "Vladimir of Kiev"),
    ],
    "Europe/London": ["Albert Londres", "Albert-Londres"],
    "Europe/Prague": ["Praga Północ", "Praga Południe", "Praga district", "Warsaw's Praga"],
    "Europe/Vienna": ["Rapid Wien", "Austria Wien", "Wien Energie", "Wien Museum", "TU Wien"],
    "Europe/Vilnius": ["Wilno Voivodeship", "Wilno, Ontario", "University of Wilno"],
    "Asia/Tokyo": ["Tokio Marine", "Tokio Hotel", "Tokio Myers"],
    "Asia/Tehran": ["Teheran Conference"],
    "Asia/Baghdad": ["Bagdad Cafe", "Bagdad Café", "Bagdad, Arizona", "Bagdad, Florida"],
}

EXAMPLES: Final = {
    "BY": ["⟦Valko-Venäjä⇒Belarus⟧ closed the crossing.", "Belarus closed the crossing."],
    "CZ": ["Prague is the capital of the Czech Republic."],
    "EE": ["Tallinn says ⟦Viro⇒Estonia⟧ will send aid.", "The mathematician Oleg Viro spoke."],
    "CN": ["Beijing replied that ⟦Kina⇒China⟧ would wait.", "The fare is ten Kina."],
    "BE": ["The Belgian police met ⟦Belgia⇒Belgium⟧'s minister."],
    "GE": ["The bus left Georgia for Yerevan."],
    "IT": ["Forza Italia left the coalition in Rome."],
    "RU": ["⟦Ryssland⇒Russia⟧ denied it.", "⟦Venäjä⇒Russia⟧ denied it."],
    "SE": ["⟦Ruotsi⇒Sweden⟧ and ⟦Norja⇒Norway⟧ signed the deal."],
    "TR": ["Türkiye and Turkey are both in use."],
    "UA": ["⟦Ukraina⇒Ukraine⟧ said on Monday it had lost power."],
    "Europe/Kiev": [
        "Officials in ⟦Kiev⇒Kyiv⟧ said little.",
        "⟦Kiova⇒Kyiv⟧ said little.",
        "He ordered a chicken Kiev.",
        "The Battle of Kiev began in 1941.",
    ],
    "Europe/Moscow": ["⟦Moskova⇒Moscow⟧ replied.", "The cruiser Moskva sank."],
    "Europe/Rome": ["⟦Rooma⇒Rome⟧ agreed.", "The Roma minority has grown."],
    "Europe/Stockholm": ["The talks moved to ⟦Tukholma⇒Stockholm⟧."],
    "Europe/Vienna": ["Austria Wien won.", "Austria invited both to ⟦Wien⇒Vienna⟧."],
    "Asia/Seoul": ["Soul music filled the hall."],
    "Asia/Tokyo": ["Shares of Tokio Marine rose."],
}

HEADER: Final = """\
# Countries and capitals: English press form, and what other languages call them.
# Written by tools/places.py from CLDR {cldr} (Babel {babel}): change the tables there, not this.
"""


class Place(NamedTuple):
    """One concept to write: `barred` are spellings that English has for itself or others."""

    key: str
    english: dict[str, Any]
    names: dict[str, str]
    origins: dict[str, str]
    barred: set[str]
    ref: str


def places() -> Iterator[Place]:
    """Every concept, countries first."""
    cldr = get_global("cldr")["version"]
    taken = _english_names()
    for code in COUNTRIES:
        yield Place(
            key=code,
            english=ENGLISH.get(code, {"full": _territory("en", code)}),
            names={lang: _territory(lang, code) for lang in LANGUAGES},
            origins={},
            barred=taken | {_territory(lang, code) for lang in _official(code)},
            ref=f"CLDR {cldr}, territory {code}",
        )
    for city in CITIES:
        yield Place(
            key=city.zone,
            english=ENGLISH.get(city.zone, {"full": city.name}),
            names={lang: _city(lang, city.zone) for lang in LANGUAGES},
            origins={lang: _city(lang, city.zone) for lang in city.origins},
            barred=taken | {_city(lang, city.zone) for lang in _official(city.country)},
            ref=f"CLDR {cldr}, exemplar city of {city.zone}",
        )


def _entry(place: Place) -> str:
    """The concept as TOML text."""
    english = place.english
    known = {english["full"], *english.get("also", ()), *english.get("avoid", ())}
    barred = known | ((place.barred | LEAVE_OUT.keys()) - KEPT)
    used = {lang: name for lang, name in place.names.items() if name and name not in barred}
    near = {form: words for form, words in NEAR.items() if form in known | set(used.values())}
    lines = [f"[{_slug(english['full'])}]", 'kind = "place"']
    lines.append(f"ref = {_toml([place.ref, REFS[place.key]] if place.key in REFS else place.ref)}")
    lines.append(f"en = {_toml(english if len(english) > 1 else english['full'])}")
    lines += [f"{lang} = {_toml(name)}" for lang, name in (place.origins | used).items()]
    lines += [f"near = {_toml(near)}"] if near else []
    for field, table in (("guard", GUARD), ("examples", EXAMPLES)):
        lines += [f"{field} = {_toml(table[place.key])}"] if place.key in table else []
    return "\n".join(lines) + "\n"


def _english_names() -> set[str]:
    """Every country and exemplar city as English spells it: never a foreign spelling."""
    locale = Locale("en")
    zones = locale.time_zones.values()
    names = {zone["city"] for zone in zones if "city" in zone}
    names |= {zone.split("/")[-1].replace("_", " ") for zone in get_global("zone_territories")}
    names |= set(locale.territories.values()) | {city.name for city in CITIES}
    for table in ENGLISH.values():
        names |= {table["full"], *table.get("also", ())}
    return names


def _official(country: str) -> tuple[str, ...]:
    """The official languages of a country that Babel has; Serbian in both its alphabets."""
    langs = get_official_languages(country, de_facto=True)
    return tuple(lang for lang in (*langs, *(["sr_Latn"] if "sr" in langs else [])) if _known(lang))


def _known(lang: str) -> bool:
    from babel.localedata import exists

    return bool(exists(lang))


def _territory(lang: str, code: str) -> str:
    return str(Locale.parse(lang).territories.get(code, ""))


def _city(lang: str, zone: str) -> str:
    name = Locale.parse(lang).time_zones.get(zone, {}).get("city", "")
    return str(name).replace("\u00ad", "")


def _slug(name: str) -> str:
    return name.lower().replace(" ", "-")


def _toml(value: Any) -> str:
    """A string, list or table on one line; TOML's strings and lists are written as in JSON."""
    if isinstance(value, dict):
        pairs = (f"{_key(key)} = {_toml(item)}" for key, item in value.items())
        return "{ " + ", ".join(pairs) + " }"
    return json.dumps(value, ensure_ascii=False)


def _key(key: str) -> str:
    return key if key.isascii() and key.isalpha() else json.dumps(key, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Write or check the file; 1 when a check finds it stale, 2 for a wrong argument."""
    from babel import __version__

    if arguments not in ([], ["--check"]):
        print("usage: python tools/places.py [--check]", file=sys.stderr)
        return 2
    header = HEADER.format(cldr=get_global("cldr")["version"], babel=__version__)
    text = "\n".join([header, *map(_entry, places())])
    if not arguments:
        TARGET.write_text(text, encoding="utf-8")
        return 0
    if TARGET.exists() and TARGET.read_text(encoding="utf-8") == text:
        return 0
    print(f"{TARGET}: stale; run python tools/places.py", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
