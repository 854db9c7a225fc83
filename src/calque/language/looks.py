"""
What language a word looks like, by its letters alone.

Source: the frequencies of letters in the news of each language, `letters.tsv` (made by
`tools/letters.py` from the models of lingua), compared as in T. Dunning, "Statistical
identification of language", 1994.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, NamedTuple

from calque.language.ngrams import Ngrams, Tables, parse

# Within so much in log-odds, one language is as likely as another.
_NEAR: Final = 2.0
# From so much on it is the likeliest and no other: so measured of 193 in 195 texts.
_FAR: Final = 6.0
# Of all letters in news; rarer ones come with foreign names.
_MORE_THAN_RARE: Final = 0.0003


class Looks(NamedTuple):
    """The language that a word looks like most, and the log-odds of it against the text's own."""

    lang: str
    odds: float


@lru_cache(maxsize=65536)
def looks(word: str, ours: str, theirs: str | None = None) -> Looks | None:
    """
    What a word in lower case looks like in a text in `ours`, if not like that.

    `theirs` is the only other language it may be, where that is known. None where a language has
    no table.
    """
    tables = _tables()
    if ours not in tables:
        return None
    if theirs:
        if theirs not in tables:
            return None
        return Looks(theirs, tables[theirs].letters(word) - tables[ours].letters(word))
    chances = dict(zip(tables, _together().letters(word), strict=True))
    own = chances.pop(ours)
    return max((Looks(lang, chance - own) for lang, chance in chances.items()), key=_odds)


def resembles(word: str, lang: str) -> tuple[str, ...]:
    """
    `lang`, which a word or passage looks like most, and those that it looks like as well.

    Alone where it has no table.
    """
    if lang not in _tables():
        return (lang,)
    letters = _letters(word.split())
    near = (one for one in letters if letters[one] > letters[lang] - _NEAR and one != lang)
    return (lang, *near)


def surely(words: Iterable[str]) -> str | None:
    """The language that words together look like, None where another comes near."""
    letters = _letters(words)
    best, second = sorted(letters, key=letters.__getitem__, reverse=True)[:2]
    return best if letters[best] >= letters[second] + _FAR else None


def _letters(words: Iterable[str]) -> dict[str, float]:
    """How likely each language's letters make some words, as logarithms."""
    small = [word.lower() for word in words]
    return {lang: sum(map(table.letters, small)) for lang, table in _tables().items()}


def languages() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(_tables())


@cache
def common_letters(lang: str) -> frozenset[str]:
    """The letters that are more than rare in a language; none where it has no table."""
    return _tables()[lang].common(_MORE_THAN_RARE) if lang in _tables() else frozenset()


def _odds(one: Looks) -> float:
    return one.odds


@cache
def _tables() -> Mapping[str, Ngrams]:
    text = (files("calque.language") / "letters.tsv").read_text(encoding="utf-8")
    return parse(text.splitlines())


@cache
def _together() -> Tables:
    return Tables(_tables())
