"""
Where a name in English news is at home: the language whose country's names look like it.

Source: `homes.tsv`, how often each letter came after each two in names of towns and people, as
English spells them (made by `tools/name_homes.py`); `countries.tsv`, what English calls the
countries and people where a language is at home (CLDR, made by `tools/countries.py`).
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Final

from calque.language.ngrams import Tables, parse

# The least log-odds of a language against English, and how much less than the best it may have.
_LEAST: Final = 4.0
_NEAR: Final = 1.0
_WORD: Final = re.compile(r"[^\W\d_]+")


def at_home(name: str) -> tuple[str, ...]:
    """The languages that the first word of a name looks like, likeliest first; often none."""
    word = _WORD.match(name.lower())
    if not word:
        return ()
    tables = _tables()
    odds = dict(zip(tables.langs, tables.word(word.group()), strict=True))
    least = max(odds["en"] + _LEAST, max(odds.values()) - _NEAR)
    return tuple(sorted((lang for lang in odds if odds[lang] >= least), key=lambda one: -odds[one]))


def country(name: str) -> tuple[str, ...]:
    """The languages at home where `name` is what English calls the country or its people."""
    return _countries().get(name, ())


@cache
def _tables() -> Tables:
    return Tables(parse(_lines("homes.tsv")))


@cache
def _countries() -> Mapping[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for line in _lines("countries.tsv"):
        if not line.startswith("#"):
            lang, names = line.split("\t")
            for name in names.split():
                found[name].append(lang)
    return {name: tuple(langs) for name, langs in found.items()}


def _lines(file: str) -> list[str]:
    return (files("calque.names") / file).read_text(encoding="utf-8").splitlines()
