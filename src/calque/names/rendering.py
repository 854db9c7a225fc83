"""
Spell a romanised name the way another language does: Finnish *Tokajev* in English is *Tokayev*.

The name is read back into the letters it came from (`reading`) and written again. Readings that
are written alike count together, so it matters little whether *Petrov* was Russian or Bulgarian.
Against them stands that the name was never romanised (*Müller*, *Lehtonen*): that it is spelled as
names of a language with Latin letters are. Then, and where nothing explains it, it is left alone.
"""

from __future__ import annotations

import math
from functools import cache, lru_cache
from typing import NamedTuple

from calque.language.codes import canonical
from calque.language.ngrams import Tables
from calque.names import ngrams
from calque.names.fold import SIGNS
from calque.names.reading import WORD, Reading, read
from calque.names.scheme import load, origins
from calque.names.write import admitted, write

# How likely a name is to be of the language of its text or of another one with Latin letters.
_NATIVE = math.log(0.02)
_FOREIGN = math.log(0.0005)
_READINGS = 24
_CYRILLIC = "Cyrl"


class Rendering(NamedTuple):
    """
    A spelling of a name, and how likely it is the right one (0 to 1).

    `reading` is the likeliest of those that lead to it, None where the name is left as it was.
    """

    text: str
    confidence: float
    reading: Reading | None


def render(
    name: str,
    from_lang: str | None,
    to_lang: str = "en",
    origin: str | None = None,
    limit: int = 5,
) -> list[Rendering]:
    """
    Return spellings in `to_lang` of a name found in a text in `from_lang`, best first; never none.

    `from_lang` None is for any language, `origin` None for any origin whose script writes vowels.
    The first one is `name` itself where it is right already, or is no romanised name.
    """
    langs = [canonical(lang) if lang else None for lang in (from_lang, origin)]
    return list(_render(name, langs[0], canonical(to_lang), langs[1]))[:limit]


@lru_cache(maxsize=65536)
def _render(
    name: str, from_lang: str | None, to_lang: str, origin: str | None
) -> tuple[Rendering, ...]:
    readings = read(name, from_lang, origin, _READINGS)
    if not readings:
        return (Rendering(name, 1.0, None),)
    top = readings[0].weight
    weights: dict[str, float] = {}
    leads: dict[str, Reading | None] = {}
    if origin is None:
        weights[name] = math.exp(_unromanised(name, from_lang) - top)
        leads[name] = None
    for reading in readings:
        text = _spelled(name, reading, to_lang)
        weight = math.exp(reading.weight - top)
        if weight > weights.get(text, 0.0):
            leads[text] = reading
        weights[text] = weights.get(text, 0.0) + weight
    total = sum(weights.values())
    found = [Rendering(text, weight / total, leads[text]) for text, weight in weights.items()]
    return tuple(sorted(found, key=lambda rendering: -rendering.confidence))


def _spelled(name: str, reading: Reading, lang: str) -> str:
    """Return how `lang` spells a reading: as it is, where that is admitted and has no signs."""
    convention = _convention(reading.origin, lang)
    if convention is None:
        return name
    signs = any(sign in name for sign in SIGNS)
    if not signs and name in _admitted(reading.text, reading.origin, convention):
        return name
    return write(reading.text, reading.origin, convention)


@lru_cache(maxsize=65536)
def _admitted(text: str, origin: str, convention: str) -> frozenset[str]:
    return frozenset(admitted(text, load(origin).convention(convention)))


@cache
def _convention(origin: str, lang: str) -> str | None:
    """
    Return the convention that `lang` spells names from `origin` by, None where it has none.

    That is its own, or for the other languages of Cyrillic letters its one for Russian names.
    """
    if origin not in origins():
        return None
    scheme = load(origin)
    ways = [way for way in scheme.conventions.values() if lang in way.langs]
    own = [way for way in ways if way.then is None]
    found = own or (ways if scheme.script == _CYRILLIC else [])
    return found[0].id if found else None


def _unromanised(name: str, lang: str | None) -> float:
    """Return the log-probability of a name as one of a language that has Latin letters."""
    tables = _latin()
    words = [tables.word(word.lower()) for word in WORD.findall(name)]
    chances: list[float] = [sum(each) for each in zip(*words, strict=True)]
    return max(
        (_NATIVE if language == lang else _FOREIGN) + chance
        for language, chance in zip(tables.langs, chances, strict=True)
    )


@cache
def _latin() -> Tables:
    """Return the tables of the languages that have Latin letters."""
    return Tables({lang: table for lang, table in ngrams.load().items() if lang not in origins()})
