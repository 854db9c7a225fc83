"""
What language a word looks like, by its letters alone.

Source: the frequencies of letters in the news of each language, `letters.tsv` (made by
`tools/letters.py` from the models of lingua), compared as in T. Dunning, "Statistical
identification of language", 1994.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import NamedTuple

from calque.language.ngrams import Ngrams, parse


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
    others = [theirs] if theirs else [lang for lang in tables if lang != ours]
    if ours not in tables or any(lang not in tables for lang in others):
        return None
    own = tables[ours].letters(word)
    return max((Looks(lang, tables[lang].letters(word) - own) for lang in others), key=_odds)


def languages() -> tuple[str, ...]:
    """The languages that have a table."""
    return tuple(_tables())


def _odds(one: Looks) -> float:
    return one.odds


@cache
def _tables() -> Mapping[str, Ngrams]:
    text = (files("calque.language") / "letters.tsv").read_text(encoding="utf-8")
    return parse(text.splitlines())
