"""
The ways a Latin word can be read back into the letters it was romanised from.

A convention is turned round: each of its changes becomes a *unit*, a Latin segment that stands for
origin letters in a place. A word is cut into such segments in every way at once, and the best cuts
are kept at each place: those whose origin letters are likeliest in names of that language
(`ngrams`). What a convention admits beside its own, marks lost on the way, and a spelling where
another should have been are allowed, at a cost.
"""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from calque.language.ngrams import CONTEXT, END, START, Ngrams
from calque.names.fold import fold, fold_letter
from calque.names.scheme import Change, Convention

# Log-probabilities of departures from a convention's own spelling.
ADMITTED = -2.0
# What a step may at most weigh less than another for the same letters.
HOPELESS = 10.0
# An ending that the convention adds: there is mostly another that might have been.
ENDING = -0.7
MARKS_LOST = -4.0
OUT_OF_PLACE = -4.0
# A letter with a mark that the convention has no use for, unless it only shows the stress.
STRANGE = -4.0
_STRESSED = frozenset("áéíóúýàèìòù'’ʼ")

_Set = frozenset[str]
_NOTHING: _Set = frozenset()
_AT_START: _Set = frozenset(START)
_AT_END: _Set = frozenset(END)


@dataclass(frozen=True, slots=True)
class _Unit:
    """
    What a segment may stand for: `letters`, after one of `before` and ahead of one of `after`.

    `better` are the places where the convention has another spelling for them.
    """

    letters: str
    before: _Set | None
    after: _Set | None
    better: tuple[tuple[_Set | None, _Set | None], ...]
    weight: float


class _State:
    """
    A place in a word as the next segment needs to know it, and where each segment leads.

    `last` are the two letters read last, `after` those of which one must come next (None: any) and
    `never` those that should not. Steps are worked out on first use.
    """

    __slots__ = ("after", "last", "never", "steps")

    def __init__(self, last: str, after: _Set | None, never: _Set) -> None:
        self.last = last
        self.after = after
        self.never = never
        self.steps: dict[str, list[tuple[float, str, _State]]] = {}


class Lattice:
    """A convention turned round, for names of the language of `ngrams`."""

    def __init__(self, convention: Convention, ngrams: Ngrams) -> None:
        """Turn `convention` round, with all it admits."""
        best: dict[tuple[str, str, _Set | None, _Set | None], _Unit] = {}
        for latin, unit in _units(convention, ngrams):
            for text, weight in {fold(latin): MARKS_LOST, latin: 0.0}.items():
                key = (text, unit.letters, unit.before, unit.after)
                if text and (key not in best or best[key].weight < unit.weight + weight):
                    best[key] = replace(unit, weight=unit.weight + weight)
        self._ngrams = ngrams
        self._units: dict[str, list[_Unit]] = defaultdict(list)
        for (latin, *_), unit in best.items():
            self._units[latin].append(unit)
        self._alphabet = frozenset("".join(self._units))
        self._lengths = {
            first: sorted({len(latin) for latin in self._units if latin[0] == first})
            for first in self._alphabet
        }
        self._states: dict[tuple[str, _Set | None, _Set], _State] = {}
        self._start = self._state(START * CONTEXT, None, _NOTHING)

    def read(self, word: str, keep: int = 4, least: float = -math.inf) -> list[tuple[float, str]]:
        """
        Return up to `keep` readings of a lower-case word and their log-probabilities, best first.

        No more than `keep` are followed at each place, and none that falls below `least`. Empty
        where some part of the word is not a spelling of anything.
        """
        strange = sum(char not in self._alphabet and char not in _STRESSED for char in word)
        word = "".join(char if char in self._alphabet else fold_letter(char) for char in word)
        ends: list[list[tuple[float, str, _State]]] = [[] for _ in range(len(word) + 1)]
        ends[0].append((strange * STRANGE, "", self._start))
        for place in range(len(word)):
            paths = _best(ends[place], keep)
            for length in self._lengths.get(word[place], ()) if paths else ():
                segment = word[place : place + length]
                if segment not in self._units:
                    continue
                reached = ends[place + len(segment)]
                for weight, text, state in paths:
                    steps = state.steps.get(segment)
                    if steps is None:
                        steps = state.steps[segment] = self._steps(state, segment)
                    for added, letters, there in steps:
                        if weight + added < least:
                            break
                        reached.append((weight + added, text + letters, there))
        found: dict[str, float] = {}
        for weight, text, state in ends[-1]:
            last = self._weight(state, END)
            if last is not None:
                found[text] = max(weight + last, found.get(text, weight + last))
        return heapq.nlargest(keep, ((weight, text) for text, weight in found.items()))

    def _state(self, last: str, after: _Set | None, never: _Set) -> _State:
        key = (last, after, never)
        if key not in self._states:
            self._states[key] = _State(last, after, never)
        return self._states[key]

    def _steps(self, state: _State, segment: str) -> list[tuple[float, str, _State]]:
        """
        Return where a segment leads from a state: added weight, letters read, next state.

        The likeliest come first.
        """
        before = state.last[-1]
        weighed = []
        for unit in self._units[segment]:
            if unit.before is not None and before not in unit.before:
                continue
            weight = self._weight(state, unit.letters)
            if weight is None:
                continue
            better = [after for place, after in unit.better if place is None or before in place]
            if None in better:
                weight += OUT_OF_PLACE
            weighed.append((weight + unit.weight, unit, better))
        weighed.sort(key=_first, reverse=True)
        steps = []
        for weight, unit, better in weighed:
            if weight <= weighed[0][0] - HOPELESS:
                break
            never = _NOTHING.union(*(after for after in better if after is not None))
            last = (state.last + unit.letters)[-CONTEXT:]
            steps.append((weight, unit.letters, self._state(last, unit.after, never)))
        return steps

    def _weight(self, state: _State, letters: str) -> float | None:
        """Return the weight of adding `letters`; None where they may not follow."""
        if state.after is not None and letters[0] not in state.after:
            return None
        weight = OUT_OF_PLACE if letters[0] in state.never else 0.0
        text = state.last + letters
        if len(letters) == 1:
            return weight + self._ngrams[text]
        return weight + sum(self._ngrams[text[i : i + CONTEXT + 1]] for i in range(len(letters)))


def _best(paths: list[tuple[float, str, _State]], keep: int) -> list[tuple[float, str, _State]]:
    if len(paths) > keep:
        paths = sorted(paths, key=_first, reverse=True)[:keep]
    return paths


_first = itemgetter(0)


def _units(convention: Convention, ngrams: Ngrams) -> Iterator[tuple[str, _Unit]]:
    """Yield Latin segments and what they may stand for, also with silent letters beside them."""
    for way in (convention, *convention.also):
        weight = 0.0 if way is convention else ADMITTED
        units = [
            (change.latin, _unit(way, change, weight))
            for letter in (*way.changes, *way.plain)
            for change in _changes(way, letter)
        ]
        yield from units
        silent = [unit for latin, unit in units if not latin]
        for latin, unit in units:
            for sign in silent if latin else ():
                joined = _joined(unit, sign)
                if joined and ngrams.knows(joined.letters[-2:]):
                    yield latin, joined
                if ngrams.knows(START + sign.letters) and _fits(sign, unit):
                    yield (
                        latin,
                        replace(unit, letters=sign.letters + unit.letters, before=_AT_START),
                    )


def _fits(sign: _Unit, unit: _Unit) -> bool:
    """Whether a word may begin with a silent letter and then `unit`."""
    return (sign.before is None or START in sign.before) and (
        sign.after is None or unit.letters[0] in sign.after
    )


def _changes(convention: Convention, letter: str) -> tuple[Change, ...]:
    """Return all that a convention says of a letter, in the order it is tried."""
    plain = convention.plain.get(letter)
    changes = convention.changes.get(letter, ())
    return changes if plain is None else (*changes, Change(letter, plain, None, None))


def _unit(convention: Convention, change: Change, weight: float) -> _Unit:
    better = []
    for other in _changes(convention, change.letters[0]):
        if other == change:
            break
        if other.letters == change.letters:
            better.append((other.before, other.after))
        elif other.letters[:-1] == change.letters and other.after is None:
            better.append((other.before, frozenset(other.letters[-1])))
    if change.after == _AT_END and len(change.latin) > len(change.letters):
        weight += ENDING
    return _Unit(change.letters, change.before, change.after, tuple(better), weight)


def _joined(unit: _Unit, sign: _Unit) -> _Unit | None:
    """Return `unit` with a silent sign after it; None where that may not be."""
    letter = sign.letters
    if unit.after is not None and letter not in unit.after:
        return None
    if sign.before is not None and unit.letters[-1] not in sign.before:
        return None
    better = tuple(
        (before, None) for before, after in unit.better if after is None or letter in after
    )
    return _Unit(unit.letters + letter, unit.before, sign.after, better, unit.weight)
