"""
How likely a run of letters is in a language, from how often each letter came after each two.

A table has a line for each language and each none, one or two letters that others came after, with
what followed them and how often; `^` is the start of a word, `$` its end, where a table tells them.
A line is read when a word asks for it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

START, END = "^", "$"
# How many letters the next one is told from.
CONTEXT = 2
# How many letters a language is taken to have when nothing is known of a context.
_ALPHABET = 40


class _Followers(NamedTuple):
    """How often each letter came after some context, how many different ones, and the two sums."""

    counts: Mapping[str, int]
    kinds: int
    total: int


# After letters that were never seen: the next is as likely as after fewer.
_UNSEEN = _Followers({}, 1, 1)


class _Chances(dict[str, list[float]]):
    """
    The probability of a last letter after those before it, in each of some languages.

    What was seen after the letters before, mixed with what was seen after fewer (Witten and Bell's
    smoothing).
    """

    def __init__(self, tables: Iterable[Mapping[str, str]]) -> None:
        """Take for each language the lines by context."""
        super().__init__()
        self._tables = tuple(tables)
        self._unknown = [1 / _ALPHABET] * len(self._tables)
        self._after: dict[str, list[_Followers]] = {}

    def __missing__(self, letters: str) -> list[float]:
        fewer = self[letters[1:]] if len(letters) > 1 else self._unknown
        letter = letters[-1]
        found = [
            (counts.get(letter, 0) + kinds * chance) / total
            for (counts, kinds, total), chance in zip(self.after(letters[:-1]), fewer, strict=True)
        ]
        if len(letters) <= CONTEXT:  # of more letters there are too many
            self[letters] = found
        return found

    def after(self, context: str) -> list[_Followers]:
        """Return what came after some letters in each language."""
        found = self._after.get(context)
        if found is None:
            found = [_followers(table.get(context)) for table in self._tables]
            self._after[context] = found
        return found


def _followers(line: str | None) -> _Followers:
    if line is None:
        return _UNSEEN
    counts = {item[0]: int(item[1:]) for item in line.split(" ")}
    return _Followers(counts, len(counts), sum(counts.values()) + len(counts))


class Ngrams(dict[str, float]):
    """
    The log-probability of a letter after two others, looked up as one string of three.

    Worked out on first use.
    """

    def __init__(self, lines: Mapping[str, str]) -> None:
        """Take what follows each context: `letter` and `count`, each letter parted by a blank."""
        super().__init__()
        self.lines = lines
        self._chances = _Chances([lines])

    def __missing__(self, key: str) -> float:
        self[key] = found = math.log(self._chances[key][0])
        return found

    def knows(self, pair: str) -> bool:
        """Return whether the second of two letters was ever seen after the first."""
        return pair[1] in self._chances.after(pair[0])[0].counts

    def common(self, share: float) -> frozenset[str]:
        """Return the letters that are more than a `share` of all."""
        counts = self._chances.after("")[0].counts
        least = share * sum(counts.values())
        return frozenset(letter for letter, count in counts.items() if count > least)

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
        self._chances = _Chances(table.lines for table in tables.values())

    def __missing__(self, key: str) -> tuple[float, ...]:
        self[key] = found = tuple(map(math.log, self._chances[key]))
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
    """Read lines of language, up to two letters, and `letter` `count` for each that follows."""
    tables: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for line in lines:
        if line and not line.startswith("#"):
            language, context, following = line.split("\t")
            tables[language][context] = following
    return {language: Ngrams(table) for language, table in tables.items()}
