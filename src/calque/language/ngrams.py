"""
How likely a run of letters is in a language, from how often each letter came after each two.

A table has a line for each language and one or two letters, with what follows them and how often;
`^` is the start of a word, `$` its end, where a table tells them.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property

START, END = "^", "$"
# How many letters the next one is told from.
CONTEXT = 2
_LEVELS = range(CONTEXT + 1)
# How many letters a language is taken to have when nothing is known of a context.
_ALPHABET = 40


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

    @cached_property
    def _levels(self) -> list[dict[str, Counter[str]]]:
        levels: list[dict[str, Counter[str]]] = [defaultdict(Counter) for _ in _LEVELS]
        for line in self._lines:
            context, following = line.split("\t")
            counts = {item[0]: int(item[1:]) for item in following.split()}
            for level in range(len(context) + 1):
                levels[level][context[len(context) - level :]].update(counts)
        return levels

    @cached_property
    def _totals(self) -> list[dict[str, int]]:
        return [{c: f.total() for c, f in level.items()} for level in self._levels]

    def __missing__(self, key: str) -> float:
        letter = key[CONTEXT]
        chance = 1 / _ALPHABET
        for level in _LEVELS:
            context = key[CONTEXT - level : CONTEXT]
            seen = self._levels[level].get(context)
            if seen:
                total = self._totals[level][context]
                chance = (seen[letter] + len(seen) * chance) / (total + len(seen))
        self[key] = result = math.log(chance)
        return result

    def knows(self, pair: str) -> bool:
        """Return whether the second of two letters was ever seen after the first."""
        return pair[1] in self._levels[1].get(pair[0], ())

    def word(self, word: str, least: float = -math.inf) -> float:
        """Return the log-probability of a whole word, or less than `least` as soon as it is."""
        text = f"{START * CONTEXT}{word}{END}"
        chance = 0.0
        for i in range(len(word) + 1):
            chance += self[text[i : i + CONTEXT + 1]]
            if chance < least:
                break
        return chance

    def letters(self, word: str) -> float:
        """Return the log-probability of a word's letters, whatever comes before and after."""
        text = f"{START * CONTEXT}{word}"
        return sum(self[text[i : i + CONTEXT + 1]] for i in range(len(word)))


def parse(lines: Iterable[str]) -> dict[str, Ngrams]:
    """Read lines of language, one or two letters, and `letter` `count` for each that follows."""
    tables: dict[str, list[str]] = {}
    for line in lines:
        if line and not line.startswith("#"):
            language, _, rest = line.partition("\t")
            tables.setdefault(language, []).append(rest)
    return {language: Ngrams(table) for language, table in tables.items()}
