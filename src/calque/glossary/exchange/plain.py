"""
What formats of plain names have in common: little of what our entries say, and no types of terms.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from calque.glossary.concept import Concept, Term
from calque.glossary.exchange.draft import Ledger
from calque.glossary.parse import type_of
from calque.language.scripts import script_of

# Where names in each script come from by country, the likeliest first.
_LANGUAGES: Final = {
    "Cyrillic": {"ru": "ru", "ua": "uk", "by": "be", "bg": "bg", "kz": "kk", "kg": "ky"}
    | {"rs": "sr", "mk": "mk", "mn": "mn", "tj": "tg"},
    "Arabic": {"ae": "ar", "ir": "fa", "af": "fa", "pk": "ur"},
    "East Asian": {"cn": "zh", "jp": "ja", "kr": "ko", "kp": "ko"},
    "Greek": {"gr": "el"},
    "Hebrew": {"il": "he"},
    "Georgian": {"ge": "ka"},
    "Armenian": {"am": "hy"},
    "Ethiopic": {"et": "am"},
    "Southeast Asian": {"th": "th", "mm": "my", "kh": "km", "la": "lo"},
    "Indic": {"in": "hi", "bd": "bn", "np": "ne"},
}
_WITH_I: Final = {"ua": "uk", "by": "be", "kz": "kk"}
_WITHOUT_Y: Final = ("ua", "bg", "rs", "mk")


def likely_language(name: str, countries: Iterable[str] = ()) -> str:
    """A language that a name is written in: of one of the countries, or else the likeliest."""
    script = next(filter(None, map(script_of, name)), "Latin")
    homes = _LANGUAGES.get(script, {})
    if any(letter in "іїєґ" for letter in name.lower()):
        homes = _WITH_I
    elif any(letter in "ыэё" for letter in name.lower()):
        homes = {code: lang for code, lang in homes.items() if code not in _WITHOUT_Y}
    elif any("\u3041" <= char <= "\u30fa" for char in name):
        homes = {"jp": "ja"}
    elif any("\uac00" <= char <= "\ud7a3" for char in name):
        homes = {"kr": "ko"}
    spoken = [homes[code] for code in countries if code in homes]
    return next(iter([*spoken, *homes.values()]), "en")


def plain_terms(concept: Concept, ledger: Ledger) -> list[Term]:
    """The terms that may stand in a list of names; wrong ones may not. None: nothing to write."""
    plain = []
    for term in concept.terms:
        if term.romanised:
            ledger.drop("romanised terms")
        elif term.status in ("deprecated", "superseded"):
            ledger.drop("terms to avoid")
        else:
            plain.append(term)
    if not plain:
        ledger.drop("concepts with nothing but such terms")
    return plain


def note_types(concept: Concept, term: Term, ledger: Ledger) -> None:
    """Count what becomes of a term's type where the format has none."""
    if term.type == "shortForm":
        ledger.change("short forms, which become admitted")
    elif term.type == "acronym":
        ledger.change("acronyms, which will count only beside the name")
    elif type_of(term.text) == "acronym":
        ledger.change("names in capitals, which become acronyms")
    elif term.status == "admitted" and not concept.preferred(term.lang):
        ledger.change("admitted terms without a preferred one, which become preferred")


def drop_fields(concept: Concept, ledger: Ledger) -> None:
    """Count the fields of a concept that only our own formats have."""
    ledger.drop("near", len(concept.near))
    ledger.drop("guard", len(concept.guard))
    ledger.drop("examples", len(concept.examples))
    ledger.drop("origin", concept.origin is not None)
    ledger.drop("family", concept.family_first)


def addresses(concept: Concept, ledger: Ledger) -> list[str]:
    """The references that are addresses; the others are counted."""
    found = [ref for ref in concept.ref if ref.startswith(("http://", "https://"))]
    ledger.drop("references without an address", len(concept.ref) - len(found))
    return found
