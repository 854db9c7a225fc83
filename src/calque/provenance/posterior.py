"""
From cues to a posterior over source languages.

Naive Bayes with a brake: n cues of a kind count as the 0.7th power of n, since cues of a kind come
together. What no cue points to, and a text that is no translation, go as `und`,
not known.

Source of the ratios: `ratios.toml`, which says how they were learned.
"""

from __future__ import annotations

import math
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import count, zip_longest
from typing import Final, NamedTuple

from calque.language.codes import language_name
from calque.provenance.cues import Cue

UNKNOWN: Final = "und"
# From this probability on a language is taken to be the source's.
CLEAR: Final = 0.8
# The power of their number that cues of a kind are worth.
_TOGETHER: Final = 0.7
# How many cues the sentence names, and how long they may be to be read in passing.
_NAMED: Final = 6
_LONGEST: Final = 40
# As sure as is said, however many cues there are.
SUREST: Final = 0.99


class Ratios(NamedTuple):
    """
    The table: prior odds of a language against `und`, and a likelihood ratio for each kind of cue.

    A ratio is how many times likelier a first cue of its kind is in a text from a language that it
    points to than in one that is no translation.
    """

    prior: float
    kinds: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class SourceLanguage:
    """
    A posterior over source languages (`und`: not known) with the cues behind it.

    `given` says that the language was told and not inferred.
    """

    posterior: Mapping[str, float]
    cues: tuple[Cue, ...]
    given: bool = False

    @property
    def best(self) -> str:
        """The likeliest language, or `und`."""
        return max(self.posterior, key=lambda lang: (self.posterior[lang], lang))

    @property
    def is_clear(self) -> bool:
        """Whether the likeliest language is likely enough to be taken for the source's."""
        return self.best != UNKNOWN and self.posterior[self.best] >= CLEAR

    def pointing(self, lang: str) -> list[Cue]:
        """The cues that point to a language, one of each kind by turns, the shortest first."""
        found: defaultdict[str, list[Cue]] = defaultdict(list)
        for cue in sorted(self.cues, key=lambda cue: len(cue.text)):
            if lang in cue.langs:
                found[cue.kind].append(cue)
        rounds = zip_longest(*(found[kind] for kind in ratios().kinds))
        return [cue for one_of_each in rounds for cue in one_of_each if cue]

    def __str__(self) -> str:
        """One sentence: `Probably from Finnish (0.93): Tokajev, ODKB, *another hundred*.`"""
        best = self.best
        if self.given:
            return f"From {language_name(best)}, as given."
        if not self.is_clear:
            return "The source language is not clear from the text."
        pointing = self.pointing(best)
        named = [str(cue) for cue in pointing if len(cue.text) <= _LONGEST][:_NAMED]
        if len(pointing) > len(named):
            named.append(f"{len(pointing) - len(named)} more")
        share = min(self.posterior[best], SUREST)
        return f"Probably from {language_name(best)} ({share:.2f}): {', '.join(named)}."


def source_language(cues: Sequence[Cue], given: str | None = None) -> SourceLanguage:
    """The posterior that cues amount to; `given` is the source language where it was told."""
    if given:
        return SourceLanguage({given: 1.0}, tuple(cues), given=True)
    shares = Weights(cues).shares()
    ranked = sorted(shares, key=lambda lang: (-shares[lang], lang))
    return SourceLanguage({lang: shares[lang] for lang in ranked}, tuple(cues))


class Weights:
    """What cues amount to for each language, and what they would without some of them."""

    def __init__(self, cues: Iterable[Cue]) -> None:
        self._tallies = tallies(cues)
        self._weights = {lang: _weight(tally) for lang, tally in self._tallies.items()}

    def shares(self, without: Iterable[Cue] = ()) -> dict[str, float]:
        """The posterior, unsorted; `without` are cues that are left out of account."""
        weights = {UNKNOWN: 1.0, **self._weights}
        for lang, tally in tallies(without).items():
            left = self._tallies[lang] - tally
            weights[lang] = _weight(left) if left else 0.0
        total = sum(weights.values())
        return {lang: weight / total for lang, weight in weights.items()}


def _weight(tally: Mapping[str, int]) -> float:
    """The odds of a language, against none being the source, by its cues of each kind."""
    table = ratios()
    logs = (math.log(table.kinds[kind]) * worth(n) for kind, n in tally.items())
    return table.prior * math.exp(sum(logs))


def tallies(cues: Iterable[Cue]) -> dict[str, Counter[str]]:
    """How many cues of each kind point to each language."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cue in cues:
        for lang in cue.langs:
            found[lang][cue.kind] += 1
    return found


def worth(cues: int) -> float:
    """What so many cues of a kind are worth, in first ones."""
    return float(cues**_TOGETHER)


def weighed_cues(source: SourceLanguage, lang: str) -> list[tuple[Cue, float]]:
    """The cues that point to a language, each with what it makes the language likelier by."""
    numbers: defaultdict[str, count[int]] = defaultdict(lambda: count(1))
    kinds = ratios().kinds
    cues = sorted(source.pointing(lang), key=lambda cue: -kinds[cue.kind])
    found = []
    for cue in cues:
        number = next(numbers[cue.kind])
        found.append((cue, kinds[cue.kind] ** (worth(number) - worth(number - 1))))
    return found


@cache
def ratios() -> Ratios:
    """The table, read once."""
    text = (files("calque.provenance") / "ratios.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Ratios(data["prior"], data["ratio"])
