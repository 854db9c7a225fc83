"""
Which parts of two texts translate one another, told from their lengths, numbers and like words.

Source of the method: W. A. Gale and K. W. Church, "A program for aligning sentences in bilingual
corpora", Computational Linguistics 19(1), 1993: their ways of matching (1-1, 1-0, 0-1, 2-1, 1-2,
2-2) and their figures, lengths in letters, a dynamic programme over all alignments. A part that
matches nothing is as likely as its length is among all, as in R. C. Moore, "Fast and accurate
sentence alignment of bilingual corpora", AMTA 2002. What looks alike on both sides counts as well:
M. Simard, G. Foster and P. Isabelle, "Using cognates to align sentences in bilingual corpora", TMI
1992. Paragraphs mostly begin at the same places, so a beginning that both sides have speaks for a
match, and one that only one side has against it. The sum over all alignments (forward and backward)
tells in what share of them two parts match: that is the confidence.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, zip_longest
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
# What the two texts show of both counts as much as theirs from so many matches on.
_USUAL_MATCHES: Final = 20
# So likely both sides are parted at a place before a match may end there.
_SURE_CUT: Final = 0.9
# One that is further off than this is an odd one out, in standard deviations.
_FURTHEST: Final = 3.0
# And parts that stay together are no translation where they are so many variances off.
_FURTHEST_TOGETHER: Final = 4.0
# How far an alignment may stray from an even pace, and a better one from a first one, in parts.
_STRAY, _STRAY_AGAIN = 30, 8
# How many Latin letters a character of East Asia is worth before the texts are known: Han, others.
_HAN, _SYLLABLE = 3.0, 1.8
# So much less (in logarithms) adds nothing to a number.
_NOTHING: Final = 40.0
# As many letters the expected proportion weighs against the texts' own.
_USUAL: Final = 2000.0


# A number, or the beginning of a word in Latin letters, that both sides have makes it so many times
# (in logarithms) likelier that they match; a number that only the source has, less likely.
_SHARED: Final = 3.0
_LACKING: Final = 1.0
_COGNATE: Final = re.compile(r"\d{2,}|\b[A-Za-z]{4}")
# How much likelier (in logarithms) it makes a match that a paragraph begins on both sides where it
# does, and how much less likely that one begins, or begins within it, on one side only.
_BOTH_BEGIN: Final = 1.0
_ONE_BEGINS: Final = 2.0


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


class Side(NamedTuple):
    """The parts of a text, and which of them begin a paragraph."""

    parts: Sequence[str]
    begins: frozenset[int] = frozenset()


def align(source: Side, text: Side) -> list[Match]:
    """
    Align the parts of two texts; the matches come in order and cover both sides.

    Where it is open how parts match, those between two sure cuts are one match.
    """
    rows, columns = len(source.parts), len(text.parts)
    middles = [round(row * columns / max(rows, 1)) for row in range(rows + 1)]
    stray = _STRAY + abs(rows - columns)
    first = _Steps(source, text, _Habits(), [(at - stray, at + stray) for at in middles])
    beads = first.beads()
    again = _Steps(source, text, first.habits(beads), _around(beads, rows))
    return again.matches()


def _around(beads: Sequence[_Bead], rows: int) -> list[tuple[int, int]]:
    """From where to where the text may be at each part of the source, near an alignment."""
    low, high = [0] * (rows + 1), [0] * (rows + 1)
    for (start, end), (first, last), *_ in beads:
        for row in range(start + 1, end + 1):
            low[row] = first if row < end else last
        high[start : end + 1] = [last] * (end + 1 - start)
    return [(a - _STRAY_AGAIN, b + _STRAY_AGAIN) for a, b in zip(low, high, strict=True)]


_Cell = tuple[int, int]
_Step = tuple[_Cell, _Cell, float]  # from where, to where, and its weight


class _Bead(NamedTuple):
    """A match of an alignment; `cut` is the share of all alignments that part both sides after."""

    source: tuple[int, int]
    text: tuple[int, int]
    confidence: float
    cut: float


class _Habits(NamedTuple):
    """How a translator works: how likely each way of matching is, and how loose lengths are."""

    ways: Mapping[_Cell, float] = _WAYS
    variance: float = 1.0  # of lengths, as a share of the usual one


def _sizes(side: Side) -> dict[int, int]:
    """How many parts each of several paragraphs has, by its first."""
    starts = sorted(side.begins)
    ends = pairwise([*starts, len(side.parts)])
    return {start: end - start for start, end in ends} if len(starts) > 1 else {}


def _is_gap(bead: _Bead) -> bool:
    """Whether nothing in the text stands for it."""
    return bead.text[0] == bead.text[1]


class _Run(NamedTuple):
    """One or two parts of a side as one: letters, what they count for, and what looks alike."""

    letters: float
    weight: float
    cognates: frozenset[str]
    numbers: int = 0


class _Steps:
    """Every match that an alignment may have, with the logarithm of its weight."""

    def __init__(
        self, source: Side, text: Side, habits: _Habits, reach: Sequence[tuple[int, int]]
    ) -> None:
        self._habits = habits
        self._begins = source.begins, text.begins
        self._paragraph_at = _sizes(source), _sizes(text)
        self._source, self._text = (list(map(letters, side.parts)) for side in (source, text))
        self._each = proportion(self._source, self._text)
        self._mean = (sum(self._text) + 1) / (len(text.parts) + 1)
        self._end = (len(source.parts), len(text.parts))
        self._logs = {way: math.log(share) for way, share in habits.ways.items()}
        # What a match weighs is for the most part said of each side by itself.
        self._theirs = {size: list(self._said(source.parts, size)) for size in (1, 2)}
        self._ours = {size: list(self._found(text.parts, size)) for size in (1, 2)}
        self._steps = {
            (i, j): list(self._from(i, j))
            for i, (low, high) in enumerate(reach)
            for j in range(max(0, low), min(len(text.parts), high) + 1)
        }

    def _said(self, parts: Sequence[str], size: int) -> Iterator[_Run]:
        """Each `size` parts of the source; how loose their length is."""
        for length, cognates in _together(self._source, parts, size):
            weight = -math.log(2 * math.pi * self._variance(length)) / 2
            yield _Run(length, weight, cognates, sum(one.isdigit() for one in cognates))

    def _found(self, parts: Sequence[str], size: int) -> Iterator[_Run]:
        """Each `size` parts of the text; how likely their length is among all."""
        for length, cognates in _together(self._text, parts, size):
            weight = size * math.log(self._mean) + length / self._mean
            if size == 2:  # where it is parted may be anywhere
                weight -= math.log(max(length, 1.0))
            yield _Run(length, weight, cognates)

    def _from(self, i: int, j: int) -> Iterator[tuple[_Cell, float]]:
        """Where a match may end that begins at a cell, and what it weighs."""
        for way in _WAYS:
            cell = (i + way[0], j + way[1])
            if cell[0] <= self._end[0] and cell[1] <= self._end[1]:
                yield cell, self._logs[way] if 0 in way else self._weight(i, j, way)
        # A whole paragraph that matches nothing counts as one part that does.
        theirs, ours = self._paragraph_at[0].get(i, 0), self._paragraph_at[1].get(j, 0)
        if theirs > 1:
            yield (i + theirs, j), self._logs[1, 0]
        if ours > 1:
            yield (i, j + ours), self._logs[0, 1]

    def _weight(self, i: int, j: int, way: _Cell) -> float:
        """The logarithm of how much likelier a match is than as many parts that match nothing."""
        said, found = self._theirs[way[0]][i], self._ours[way[1]][j]
        weight = self._logs[way] + said.weight + found.weight
        weight -= self._off(said.letters, found.letters) / 2
        if said.cognates:
            shared = said.cognates & found.cognates
            lacking = said.numbers - sum(one.isdigit() for one in shared)
            weight += _SHARED * len(shared) - _LACKING * lacking
        return weight + self._paragraphs(i, j, way)

    def _variance(self, source: float) -> float:
        """The variance of the length of what translates `source` letters."""
        expected = self._each * max(source, 1.0)
        return self._habits.variance * (_VARIANCE * expected + (_STYLE * expected) ** 2)

    def _off(self, source: float, text: float) -> float:
        """How far a length is from what its source suggests, in variances."""
        off = text - self._each * source
        return off * off / self._variance(source)

    def _paragraphs(self, i: int, j: int, way: _Cell) -> float:
        """How well the beginnings of paragraphs on both sides go together."""
        theirs, ours = self._begins
        weight = 0.0
        if i in theirs and j in ours:
            weight = _BOTH_BEGIN
        elif (i in theirs) != (j in ours):
            weight = -_ONE_BEGINS
        within = (i + 1 in theirs and way[0] > 1) + (j + 1 in ours and way[1] > 1)
        return weight - (0.0 if way == (2, 2) and within > 1 else _ONE_BEGINS * within)

    def matches(self) -> list[Match]:
        """The likeliest alignment, from sure cut to sure cut."""
        beads = self.beads()
        found = []
        run: list[_Bead] = []
        before = 1.0
        for bead, following in zip_longest(beads, beads[1:]):
            run.append(bead)
            gaps = following and _is_gap(bead) and _is_gap(following)
            if bead.cut >= _SURE_CUT and not gaps:
                found.append(self._joined(run, before))
                run, before = [], bead.cut
        return found

    def _joined(self, run: Sequence[_Bead], before: float) -> Match:
        """The beads between two cuts as one match; `before` is how sure the first cut is."""
        source, text = (run[0].source[0], run[-1].source[1]), (run[0].text[0], run[-1].text[1])
        if len(run) == 1:
            return Match(source, text, run[0].confidence)
        # Both cuts are right at least so often; what is between may still be no translation.
        both = max(0.0, before + run[-1].cut - 1)
        said, found = self._source[slice(*source)], self._text[slice(*text)]
        off = sum(found) - self._each * sum(said)
        fits = (
            not said or not found or off * off < _FURTHEST_TOGETHER * sum(map(self._variance, said))
        )
        return Match(source, text, both if fits else 0.0)

    def beads(self) -> list[_Bead]:
        """The likeliest alignment."""
        forward, backward = self._forward(), self._backward()
        total = forward[self._end]
        found = []
        for start, end, weight in self._best():
            share = math.exp(min(0.0, forward[start] + weight + backward[end] - total))
            cut = math.exp(min(0.0, forward[end] + backward[end] - total))
            found.append(_Bead((start[0], end[0]), (start[1], end[1]), share, cut))
        return found

    def habits(self, beads: Sequence[_Bead]) -> _Habits:
        """What an alignment tells of the two texts, on top of what is usual."""
        counts = {way: _USUAL_MATCHES * share for way, share in _WAYS.items()}
        squares = known = float(_USUAL_MATCHES)
        for (i, i_end), (j, j_end), share, _ in beads:
            way = (i_end - i, j_end - j)
            counts[way if way in counts else (min(way[0], 1), min(way[1], 1))] += share
            if way == (1, 1):
                squares += share * min(self._off(self._source[i], self._text[j]), _FURTHEST**2)
                known += share
        total = sum(counts.values())
        return _Habits({way: count / total for way, count in counts.items()}, squares / known)

    def _forward(self) -> dict[_Cell, float]:
        """For each cell, the logarithm of the weight of all ways to it."""
        sums = {(0, 0): 0.0}
        for here, steps in self._steps.items():
            if here in sums:
                so_far = sums[here]
                for cell, weight in steps:
                    way = so_far + weight
                    sums[cell] = _added(sums[cell], way) if cell in sums else way
        return sums

    def _backward(self) -> dict[_Cell, float]:
        """For each cell, the logarithm of the weight of all ways from it to the end."""
        sums = {self._end: 0.0}
        for here, steps in reversed(self._steps.items()):
            for cell, weight in steps:
                if cell in sums:
                    way = sums[cell] + weight
                    sums[here] = _added(sums[here], way) if here in sums else way
        return sums

    def _best(self) -> list[_Step]:
        """The steps of the likeliest alignment."""
        reached = {(0, 0): 0.0}
        came: dict[_Cell, tuple[_Cell, float]] = {}
        for here, steps in self._steps.items():
            if here in reached:
                so_far = reached[here]
                for cell, weight in steps:
                    if cell not in reached or so_far + weight > reached[cell]:
                        reached[cell] = so_far + weight
                        came[cell] = (here, weight)
        path = []
        cell = self._end
        while cell in came:
            here, weight = came[cell]
            path.append((here, cell, weight))
            cell = here
        return path[::-1]


def _together(
    lengths: Sequence[float], parts: Sequence[str], size: int
) -> Iterator[tuple[float, frozenset[str]]]:
    """The length of each `size` parts in a row, and what of them may look alike elsewhere."""
    cognates = list(map(_cognates, parts))
    for at in range(len(parts) - size + 1):
        yield sum(lengths[at : at + size]), frozenset().union(*cognates[at : at + size])


def _cognates(part: str) -> frozenset[str]:
    return frozenset(found.lower() for found in _COGNATE.findall(part))


def _added(one: float, other: float) -> float:
    """The logarithm of the sum of two weights given by theirs."""
    high, low = (one, other) if one > other else (other, one)
    return (
        high
        if low == -math.inf or high - low > _NOTHING
        else high + math.log1p(math.exp(low - high))
    )
