"""
How likely a run of letters is in names of a language.

The table, `ngrams.tsv`, says of names of each origin how often each letter came after each two, and
of names of languages with Latin letters, from which those are to be told, how often after each one
(`tools/ngrams.py` makes it).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from calque.language.ngrams import Ngrams, parse


@cache
def load() -> Mapping[str, Ngrams]:
    """Read `ngrams.tsv`, once: the table of each language."""
    file = resources.files("calque.names") / "ngrams.tsv"
    return parse(file.read_text(encoding="utf-8").splitlines())
