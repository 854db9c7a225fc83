"""
Which parts of two texts translate one another, told from their lengths, numbers and like words.

Source of the method: W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual
corpora", Computational Linguistics 19(1), 1993: their ways of matching (1-1, 1-0, 0-1, 2-1, 1-2,
2-2) and their figures, lengths in letters, a dynamic programme over all alignments. A part that
matches nothing is as likely as its length is among all, as in R. C. Moore, "Fast and accurate
sentence alignment of bilingual corpora", AMTA 2002. What looks alike on both sides counts as well:
M. Simard, G. Foster and P. Isabelle, "Using cognates to align sentences in bilingual corpora", TMI
1992. The sum over all alignments (forward and backward) tells in what share of them two parts
match: that is the confidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

# How likely each way of matching is, (source parts, text parts); Gale and Church, table 5.
_WAYS: Final = {
    (1, 1): 0.89,
    (1, 0): 0.0099 / 2,
    (0, 1): 0.0099 / 2,
    (2, 1): 0.089 / 2,
    (1, 2): 0.089 / 2,
    (2, 2): 0.011,
}
# The variance of a length for each letter of the source; theirs, and a part for style.
_VARIANCE: Final = 6.8
_STYLE: Final = 0.15
# How far an alignment may stray from an even pace, in parts.
_STRAY: Final = 30
# How many Latin letters a character of East Asia is worth before the texts are known: Han, others.
_HAN, _SYLLABLE = 3.0, 1.8
# As many letters the expected proportion weighs against the texts' own.
_USUAL: Final = 2000.0


# A number, or the beginning of a word in Latin letters, that both sides have makes it so many times
# (in logarithms) likelier that they match; a number that only the source has, less likely.
_SHARED: Final = 3.0
_LACKING: Final = 1.0
_COGNATE: Final = re.compile(r"\d{2,}|\b[A-Za-z]{4}")


class Match(NamedTuple):
    """
    Parts `[source[0], source[1])` of the source and `[text[0], text[1])` of the text.

    `confidence` (0 to 1) is the share of all alignments, by weight, that match just these.
    """

    source: tuple[int, int]
    text: tuple[int, int]
    confidence: float


def letters(text: str) -> float:
    """The length of a text in letters, a character of East Asia counted as several."""
    if text.isascii():
        return float(len(text))
    return sum(_worth(char) for char in text)


def _worth(char: str) -> float:
    if char < "\u1100":
        return 1.0
    if "\u3400" <= char <= "\u9fff":
        return _HAN
    return _SYLLABLE if "\u3040" <= char <= "\u30ff" or "\uac00" <= char <= "\ud7af" else 1.0


def proportion(source: Sequence[float], text: Sequence[float]) -> float:
    """How many letters of the text go on one of the source: theirs, where they are long enough."""
    first, second = sum(source), sum(text)
    return (second + _USUAL) / (first + _USUAL)


def spread(source: float, each: float) -> float:
    """The standard deviation of the length of what translates `source` letters."""
    expected = each * max(source, 1.0)
    return math.sqrt(_VARIANCE * expected + (_STYLE * expected) ** 2)


def align(source: Sequence[str], text: Sequence[str]) -> list[Match]:
    """Align the parts of two texts; the matches come in order and cover both sides."""
    steps = _Steps(source, text)
    forward, backward = steps.forward(), steps.backward()
    total = forward[len(source), len(text)]
    best = steps.best()
    return [
        Match(
            (i, i + way[0]),
            (j, j + way[1]),
            math.exp(min(0.0, forward[i, j] + weight + backward[i + way[0], j + way[1]] - total)),
        )
        for i, j, way, weight in best
    ]


_Cell = tuple[int, int]
_Step = tuple[int, int, _Cell, float]


class _Steps:
    """Every match that an alignment may have, with the logarithm of its weight."""

    def __init__(self, source: Sequence[str], text: Sequence[str]) -> None:
        self._source, self._text = list(map(letters, source)), list(map(letters, text))
        self._theirs, self._ours = list(map(_cognates, source)), list(map(_cognates, text))
        self._each = proportion(self._source, self._text)
        self._mean = (sum(self._text) + 1) / (len(text) + 1)
        self._end = (len(source), len(text))
        self._steps = {cell: list(self._from(*cell)) for cell in self._cells()}

    def _cells(self) -> Iterator[_Cell]:
        rows, columns = self._end
        stray = _STRAY + abs(rows - columns)
        for i in range(rows + 1):
            middle = round(i * columns / max(rows, 1))
            for j in range(max(0, middle - stray), min(columns, middle + stray) + 1):
                yield i, j

    def _from(self, i: int, j: int) -> Iterator[tuple[_Cell, float]]:
        for way in _WAYS:
            if i + way[0] <= self._end[0] and j + way[1] <= self._end[1]:
                yield way, self._weight(i, j, way)

    def _weight(self, i: int, j: int, way: _Cell) -> float:
        """The logarithm of how much likelier a match is than as many parts that match nothing."""
        weight = math.log(_WAYS[way])
        if 0 in way:
            return weight
        said = sum(self._source[i : i + way[0]])
        found = sum(self._text[j : j + way[1]])
        deviation = spread(said, self._each)
        off = (found - self._each * said) / deviation
        weight -= off * off / 2 + math.log(deviation * math.sqrt(2 * math.pi))
        if way[1] == 2:  # where it is parted may be anywhere
            weight -= math.log(max(found, 1.0))
        theirs = frozenset().union(*self._theirs[i : i + way[0]])
        if theirs:
            shared = theirs & frozenset().union(*self._ours[j : j + way[1]])
            lacking = sum(one.isdigit() for one in theirs - shared)
            weight += _SHARED * len(shared) - _LACKING * lacking
        return weight + way[1] * math.log(self._mean) + found / self._mean

    def forward(self) -> dict[_Cell, float]:
        """For each cell, the logarithm of the weight of all ways to it."""
        sums = {(0, 0): 0.0}
        for (i, j), steps in self._steps.items():
            here = sums.get((i, j), -math.inf)
            for way, weight in steps:
                cell = (i + way[0], j + way[1])
                sums[cell] = _added(sums.get(cell, -math.inf), here + weight)
        return sums

    def backward(self) -> dict[_Cell, float]:
        """For each cell, the logarithm of the weight of all ways from it to the end."""
        sums = {self._end: 0.0}
        for (i, j), steps in reversed(self._steps.items()):
            for way, weight in steps:
                there = sums.get((i + way[0], j + way[1]), -math.inf)
                sums[i, j] = _added(sums.get((i, j), -math.inf), there + weight)
        return sums

    def best(self) -> list[_Step]:
        """The steps of the likeliest alignment."""
        reached: dict[_Cell, tuple[float, _Step | None]] = {(0, 0): (0.0, None)}
        for (i, j), steps in self._steps.items():
            here = reached.get((i, j), (-math.inf, None))[0]
            for way, weight in steps:
                cell = (i + way[0], j + way[1])
                if here + weight > reached.get(cell, (-math.inf, None))[0]:
                    reached[cell] = (here + weight, (i, j, way, weight))
        path = []
        step = reached[self._end][1]
        while step:
            path.append(step)
            step = reached[step[0], step[1]][1]
        return path[::-1]


def _cognates(part: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _COGNATE.findall(part))


def _added(one: float, other: float) -> float:
    """The logarithm of the sum of two weights given by theirs."""
    high, low = max(one, other), min(one, other)
    return high if low == -math.inf else high + math.log1p(math.exp(low - high))
