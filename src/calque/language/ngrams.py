"""
How likely a run of letters is in a language, from how often each letter came after each two.

A table has a line for each language and one or two letters, with what follows them and how often;
`^` is the start of a word, `$` its end, where a table tells them.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple

START, END = "^", "$"
# How many letters the next one is told from.
CONTEXT = 2
_LEVELS = range(CONTEXT + 1)
# How many letters a language is taken to have when nothing is known of a context.
_ALPHABET = 40


class _Followers(NamedTuple):
    """How often each letter came after some context, and how often any did."""

    counts: Mapping[str, int]
    total: int


class Ngrams(dict[str, float]):
    """
    The log-probability of a letter after two others, looked up as one string of three.

    Worked out on first use: what was seen after the two letters, mixed with what was seen after
    one and after any (Witten and Bell's smoothing).
    """

    def __init__(self, lines: Sequence[str]) -> None:
        """Take, a line for each letter or two, how often each letter follows; read when asked."""
        super().__init__()
        self._lines = lines
        self._after_one: dict[str, float] = {}

    @cached_property
    def _levels(self) -> list[dict[str, _Followers]]:
        levels: list[dict[str, dict[str, int]]] = [{} for _ in _LEVELS]
        for line in self._lines:
            context, following = line.split("\t")
            counts = [(item[0], int(item[1:])) for item in following.split()]
            for level in range(len(context) + 1):
                seen = levels[level].setdefault(context[len(context) - level :], {})
                for letter, count in counts:
                    seen[letter] = seen.get(letter, 0) + count
        return [{c: _Followers(f, sum(f.values())) for c, f in level.items()} for level in levels]

    def __missing__(self, key: str) -> float:
        self[key] = chance = self.chance(key)
        return chance

    def chance(self, key: str) -> float:
        """Return the log-probability of the third of three letters, and remember nothing."""
        letter = key[CONTEXT]
        chance = self._after_one.get(key[1:])
        if chance is None:
            chance = self._mixed(0, "", letter, 1 / _ALPHABET)
            self._after_one[key[1:]] = chance = self._mixed(1, key[1:CONTEXT], letter, chance)
        return math.log(self._mixed(CONTEXT, key[:CONTEXT], letter, chance))

    def _mixed(self, level: int, context: str, letter: str, chance: float) -> float:
        """Mix the chance of a letter after a shorter context with what was seen after this one."""
        seen = self._levels[level].get(context)
        if not seen:
            return chance
        counts, total = seen
        return (counts.get(letter, 0) + len(counts) * chance) / (total + len(counts))

    def knows(self, pair: str) -> bool:
        """Return whether the second of two letters was ever seen after the first."""
        seen = self._levels[1].get(pair[0])
        return seen is not None and pair[1] in seen.counts

    def letters(self, word: str) -> float:
        """Return the log-probability of a word's letters, whatever comes before and after."""
        text = f"{START * CONTEXT}{word}"
        return sum(self[text[i : i + CONTEXT + 1]] for i in range(len(word)))


class Tables(dict[str, tuple[float, ...]]):
    """
    The tables of several languages as one: for three letters, what each language says of them.

    `langs` are the languages, in the order of the log-probabilities.
    """

    def __init__(self, tables: Mapping[str, Ngrams]) -> None:
        super().__init__()
        self.langs = tuple(tables)
        self._tables = tuple(tables.values())

    def __missing__(self, key: str) -> tuple[float, ...]:
        self[key] = found = tuple([table.chance(key) for table in self._tables])
        return found

    def word(self, word: str) -> list[float]:
        """Return the log-probability of a whole word in each language."""
        return self._of(f"{START * CONTEXT}{word}{END}")

    def letters(self, word: str) -> list[float]:
        """Return that of a word's letters, whatever comes before and after."""
        return self._of(f"{START * CONTEXT}{word}")

    def _of(self, text: str) -> list[float]:
        rows = [self[text[i : i + CONTEXT + 1]] for i in range(len(text) - CONTEXT)]
        return list(map(sum, zip(*rows, strict=True)))


def parse(lines: Iterable[str]) -> dict[str, Ngrams]:
    """Read lines of language, one or two letters, and `letter` `count` for each that follows."""
    tables: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            language, _, rest = line.partition("\t")
            tables.setdefault(language, []).append(rest)
    return {language: Ngrams(table) for language, table in tables.items()}
