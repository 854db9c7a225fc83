"""
Names that no glossary knows, plainly romanised the way some language does.

Only what can hardly be anything else: the name reads back, letter for letter in that language's own
convention, into a Cyrillic surname with one of the endings that surnames have there, while no such
surname would be spelled so in the text's language. Languages whose own names look just so are left
out.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from calque.names.fold import fold
from calque.names.reading import Reading, read
from calque.names.rendering import Rendering, render
from calque.names.scheme import load, origins
from calque.names.write import spell, write

# Their own surnames end like those of their neighbours with Cyrillic letters.
_ALIKE: Final = frozenset(("cs", "sk", "pl", "sl", "hr", "bs", "lt", "lv"))
_SURNAME: Final = re.compile(
    r"(?:[оеё]ва?|[сц]к(?:ий|ая|ой)|[сц]ьк(?:ий|а)|енко|ч[уе]к|юк|[оеь]вич|ієв|їв|дзе|швили)$"
)
# The same one by one, and letters of each kind that may stand before them.
_ENDS: Final = (
    *("ов", "ев", "ёв", "ова", "ева", "ёва", "ский", "цкий", "ская", "цкая", "ской", "цкой"),
    *("ський", "цький", "ська", "цька", "енко", "чук", "чек", "юк", "ович", "евич", "ьвич"),
    *("ієв", "їв", "дзе", "швили"),
)
_BEFORE: Final = ("Та", "Тан", "Ти", "Таж", "Тань", "Тай")
# What names of a language's own country end in, and how English spells the Cyrillic ending that
# looks so: Modrow and Virchow are German, though Peskow is not.
_NATIVE: Final = {"de": ("ow", "ov")}
# How many letters at the end of a name are looked at first.
_TELLING: Final = 2
_SURE: Final = 0.9
_SHORTEST: Final = 5
# A reading so much less likely (in log-probability) than another is no reading.
_FAR: Final = 8.0


def respelled(name: str, from_lang: str, to_lang: str) -> Rendering | None:
    """
    How `to_lang` spells a name that is plainly spelled as `from_lang` does; None for any other.

    `from_lang` and `to_lang` are language codes.
    """
    if from_lang in _ALIKE or len(name) < _SHORTEST:
        return None
    if fold(name)[-_TELLING:] not in _ends(from_lang):
        return None
    best = render(name, from_lang, to_lang, limit=1)[0]
    if _is_native(name, best.text, from_lang):
        return None
    reading = best.reading
    if reading is None or best.text == name or best.confidence < _SURE or not reading.exact:
        return None
    least = reading.weight - _FAR
    others = (other for other in read(name, to_lang) if other.weight >= least)
    if any(_spelled_so(name, other, to_lang) for other in others):
        return None
    scheme = load(reading.origin)
    own = from_lang in scheme.convention(reading.convention).langs
    return best if own and _is_surname(reading) else None


def _is_native(name: str, wanted: str, lang: str) -> bool:
    """Whether all that is to be changed in a name is an ending that `lang` has in its own names."""
    own, here = _NATIVE.get(lang, ("", ""))
    return bool(own) and name.endswith(own) and wanted == name.removesuffix(own) + here


@cache
def _ends(lang: str) -> frozenset[str]:
    """The last letters, without marks, that surnames have as `lang` spells them."""
    cyrillic = (scheme for scheme in map(load, origins()) if scheme.script == "Cyrl")
    return frozenset(
        fold(spell(before + end, way))[-_TELLING:]
        for scheme in cyrillic
        for way in scheme.conventions.values()
        if lang in way.langs
        for end in _ENDS
        for before in _BEFORE
    )


def _spelled_so(name: str, reading: Reading, lang: str) -> bool:
    """Whether a reading is a surname that `lang` spells just as `name`, marks included."""
    text, origin, convention, *_ = reading
    own = lang in load(origin).convention(convention).langs
    return own and _is_surname(reading) and write(text, origin, convention) == name


def _is_surname(reading: Reading) -> bool:
    """Whether a reading is a Cyrillic surname by its ending."""
    return _SURNAME.search(reading.text.lower()) is not None
