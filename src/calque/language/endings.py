"""
Case endings that a name or acronym may still wear when it comes out of a translation.

Only endings that a language puts on foreign proper names in writing. A form matches when what
follows it, up to the end of the word, is one of these. Latvian and Lithuanian are not here: they
change the name itself, which is a matter for their romanisation schemes.

Sources: Institute for the Languages of Finland, Kielitoimiston ohjepankki, "Vieraskielisten nimien
taivutus"; Eesti keele käsiraamat, "Võõrnimede käänamine"; Duden, "Eigennamen, Genitiv";
Språkrådet, Svenska skrivregler, "Genitiv".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

_FINNISH: Final = "i?(?:n|a|ä|ssa|ssä|sta|stä|lla|llä|lta|ltä|lle|ksi|na|nä|tta|ttä)|iin|ille"
_ESTONIAN: Final = "i(?:t|s|st|le|l|lt|ga|ks|ni|ta)?|s|st|le|l|lt|ga"
_GENITIVE_S: Final = "s"
_NAME_ENDINGS: Final = {
    "fi": _FINNISH,
    "et": _ESTONIAN,
    "de": _GENITIVE_S,
    "sv": _GENITIVE_S,
    "no": _GENITIVE_S,
    "da": _GENITIVE_S,
    "nl": _GENITIVE_S,
}
# What `endings_of` takes off a word whose base is known to stand elsewhere, longest first.
_WRITTEN_ENDINGS: Final = {
    "fi": (
        *("illa", "illä", "ilta", "iltä", "ille", "issa", "issä", "ista", "istä"),
        *("iin", "lla", "llä", "lta", "ltä", "lle", "ssa", "ssä", "sta", "stä", "ksi"),
        *("in", "ia", "iä", "n", "t"),
    ),
}
_GENITIVES: Final = {"n", "in", "s", "i"}
# A colon parts an acronym from its ending in Finnish and Swedish: ODKB:n, FN:s.
_ACRONYM_ENDING: Final = re.compile(r":[a-zäö]{1,5}(?![^\W_])")
_WORD_REST: Final = re.compile(r"[^\W_]*")


def ending(text: str, end: int, langs: tuple[str, ...], *, acronym: bool) -> str | None:
    """
    Return the case ending at `text[end:]`: empty for a whole word, None for another word.

    `langs` are the languages whose form stands before `end`.
    """
    rest = _WORD_REST.match(text, end)
    tail = rest.group() if rest else ""
    if unicodedata.combining(text[end + len(tail) : end + len(tail) + 1] or " "):
        return None
    if not tail:
        colon = _ACRONYM_ENDING.match(text, end) if acronym else None
        return colon.group() if colon else ""
    if acronym:
        return None
    for lang in langs:
        if lang in _NAME_ENDINGS and re.fullmatch(_NAME_ENDINGS[lang], tail.lower()):
            return tail
    return None


def is_genitive(tail: str) -> bool:
    """Whether an ending says "of": English writes 's there."""
    return tail.lstrip(":").lower() in _GENITIVES


def endings_of(word: str, source_lang: str | None) -> Iterator[tuple[str, str, str]]:
    """
    Yield `(language, base, ending)` for the endings that `word` could wear, longest ending first.

    Endings of one letter (Sipilä, Sipilän) say too little by themselves: they count only where the
    source language is known.
    """
    for lang, endings in _WRITTEN_ENDINGS.items():
        if source_lang not in (None, lang):
            continue
        for tail in endings:
            base = word.removesuffix(tail)
            if base != word and (len(tail) > 1 or source_lang == lang):
                yield lang, base, tail
