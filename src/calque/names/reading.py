"""
Read a Latin spelling back into the letters that it was romanised from.

Every convention of the spelling's language is turned round (`lattice`); so is the English one,
which papers of all languages print now and then. What a convention makes of the name is weighed by
how likely such letters are in names of that origin (`ngrams`): *Petriwka*, read as Duden spells, is
Ukrainian Петрівка rather than Russian Петривка.
"""

from __future__ import annotations

import heapq
import math
import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from calque.language.codes import canonical
from calque.names import ngrams
from calque.names.fold import fold
from calque.names.lattice import Lattice
from calque.names.scheme import Convention, load, origins
from calque.names.write import write

WORD = re.compile(r"[^\W\d_]+(?:['’‘ʼʹʺ′″`ʻ][^\W\d_]*)*")
# Unicode has capitals for this script, but names are not written with them.
_GEORGIAN = "Geor"
# Letters of hangul that make no syllable.
_STRAY = re.compile("[\u1100-\u11ff]")
# Greek has a letter of its own for this one at the end of a word.
_SIGMA = re.compile("σ$")
# Roughly how common names of an origin are among those in foreign letters in news.
_COMMON = {
    "ru": 0.33, "uk": 0.33, "bg": 0.18, "be": 0.06, "sr": 0.03, "mk": 0.02, "kk": 0.02,
    "ky": 0.003, "mn": 0.003,
}  # fmt: skip
_RARE = 0.01
# Log-probability of a spelling in the English convention, and in one that is of no language, beside
# the language's own.
_ENGLISH = -2.5
_NOBODYS = -3.5
# Readings are left out that are so much (in log-probability) less likely than the best.
_NEGLIGIBLE = 7.0
# What is too unlikely to read on is rounded to (log-probability).
_ROUND = 4.0
# How many readings of a word are followed, and how long a word may be.
_KEEP = 3
_LONGEST = 40
# Scripts that write vowels; in others too much has to be guessed for the origin to be.
_WITH_VOWELS = {"Cyrl", "Grek", "Armn", "Geor"}


class Reading(NamedTuple):
    """
    One way to read a name: in the letters of `origin`, as spelled by `convention`.

    `weight` is its log-probability, `share` its part of the probability of all returned (0 to 1).
    `exact` is whether the convention spells `text` just so, marks and apostrophes apart.
    """

    text: str
    origin: str
    convention: str
    weight: float
    share: float
    exact: bool


def read(
    name: str, lang: str | None = None, origin: str | None = None, limit: int = 5
) -> list[Reading]:
    """
    Return the likeliest readings of `name`, best first; none where nothing explains it.

    `lang` is the language of the text it stands in (None: any), `origin` the language it comes from
    (None: any whose script writes vowels and of which `lang` has a convention).
    """
    langs = [canonical(code) if code else None for code in (lang, origin)]
    found = _found(name, *langs)[:limit]
    total = sum(math.exp(weight - found[0][0]) for weight, *_ in found)
    return [
        Reading(
            text,
            from_,
            convention,
            weight,
            share=math.exp(weight - found[0][0]) / total,
            exact=fold(write(text, from_, convention)) == fold(name),
        )
        for weight, text, from_, convention in found
    ]


def spells(lang: str) -> bool:
    """Whether texts in `lang` spell names in a way of their own that can be read back."""
    return bool(_ways(canonical(lang), None))


def prior(origin: str) -> float:
    """Return the log-probability of a name in news being from `origin`, before looking at it."""
    return math.log(_COMMON.get(origin, _RARE))


def _found(name: str, lang: str | None, origin: str | None) -> list[tuple[float, str, str, str]]:
    """Return weight, text, origin and convention of each reading, best first."""
    words = [word.lower() for word in WORD.findall(name)]
    if not words or max(map(len, words)) > _LONGEST:
        return []
    best: dict[tuple[str, tuple[str, ...]], tuple[float, str]] = {}
    top = -math.inf
    for from_, convention, prior in _ways(lang, origin):
        whole: list[tuple[float, tuple[str, ...]]] = [(prior, ())]
        for word in words:
            least = top - _NEGLIGIBLE - whole[0][0]
            whole = _extended(whole, _word(word, from_, convention, _floor(least)))
            if not whole:
                break
        if whole:
            top = max(top, whole[0][0])
        for weight, texts in whole:
            key = (from_, texts)
            if key not in best or best[key][0] < weight:
                best[key] = (weight, convention)
    least = max((weight for weight, _ in best.values()), default=0.0) - _NEGLIGIBLE
    ranked = sorted(best.items(), key=lambda item: (-item[1][0], item[0]))
    found = [
        (weight, _laid_out(name, texts, from_), from_, convention)
        for (from_, texts), (weight, convention) in ranked
        if weight >= least
    ]
    return [reading for reading in found if not _STRAY.search(reading[1])]


def _extended(
    whole: list[tuple[float, tuple[str, ...]]], words: list[tuple[float, str]]
) -> list[tuple[float, tuple[str, ...]]]:
    both = ((w + weight, (*texts, text)) for w, texts in whole for weight, text in words)
    return heapq.nlargest(_KEEP, both)


def _laid_out(name: str, texts: Iterable[str], origin: str) -> str:
    """Return `name` with its words replaced by `texts`, capitals as they were."""
    left = iter(texts)
    if load(origin).script == _GEORGIAN:
        text = WORD.sub(lambda _: next(left), name)
    else:
        text = WORD.sub(lambda match: _with_capitals(match[0], next(left)), name)
    return unicodedata.normalize("NFC", text)


def _with_capitals(word: str, text: str) -> str:
    text = _SIGMA.sub("ς", text)
    if len(word) > 1 and word.isupper():
        return text.upper()
    return text[0].upper() + text[1:] if word[0].isupper() else text


@lru_cache(maxsize=65536)
def _word(word: str, origin: str, convention: str, least: float) -> list[tuple[float, str]]:
    # Letters that no table knows (Ꜳ) come to nothing, and nothing is no reading.
    return [found for found in _lattice(origin, convention).read(word, _KEEP, least) if found[1]]


def _floor(least: float) -> float:
    """Return a round number below `least`, so that a word is not read anew for every other one."""
    return least if math.isinf(least) else least // _ROUND * _ROUND


@cache
def _lattice(origin: str, convention: str) -> Lattice:
    return Lattice(load(origin).convention(convention), ngrams.load()[origin])


@cache
def _ways(lang: str | None, origin: str | None) -> tuple[tuple[str, str, float], ...]:
    """Return the ways to read a name: origin, convention, log-probability of the two."""
    if origin is not None:
        known = [origin] if origin in origins() and origin in ngrams.load() else []
        found = [(o, *way) for o in known for way in _conventions(o, lang)]
        return (*found, *(_through(origin, lang) if known else ()))
    ways = (
        (o, convention, weight + prior(o))
        for o in origins()
        if o in ngrams.load() and load(o).script in _WITH_VOWELS and _own(o, lang)
        for convention, weight in _conventions(o, lang)
    )
    # The likeliest first: what they make of a name tells how far the others need be followed.
    return tuple(sorted(ways, key=lambda way: -way[2]))


def _conventions(origin: str, lang: str | None) -> Iterator[tuple[str, float]]:
    """Yield the conventions that names from `origin` may be spelled in, and how likely each is."""
    own = _own(origin, lang)
    for way in load(origin).conventions.values():
        if way.then is None:
            if way in own:
                yield way.id, 0.0
            elif "en" in way.langs:
                yield way.id, _ENGLISH
            elif not way.langs and (not own or way.id == "scientific"):
                yield way.id, _NOBODYS


def _own(origin: str, lang: str | None) -> list[Convention]:
    ways = load(origin).conventions.values()
    return [way for way in ways if way.then is None and (lang is None or lang in way.langs)]


def _through(origin: str, lang: str | None) -> Iterator[tuple[str, str, float]]:
    """Yield the conventions of the languages that names from `origin` reach `lang` through."""
    for way in load(origin).conventions.values():
        if way.then is not None and lang in way.langs and lang != "en":
            for other in origins():
                if load(other).conventions.get(way.then.id) is way.then:
                    yield other, way.then.id, 0.0
