"""
From cues to a posterior over source languages.

Naive Bayes with a brake: n cues of a kind count as the 0.7th power of n, since cues of a kind come
together. What a text is about hardly tells languages apart that have news of each other's
countries: each of those that inflect alike (Russian, Ukrainian …) has half of what speaks for it so
itself, and half of their mean. What no cue points to, and a text that is no translation, go as
`und`, not known.

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

from calque.language.codes import language_name, language_names
from calque.language.endings import INFLECTS_LIKE
from calque.provenance.cues import TOPIC, Cue

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

    @property
    def named(self) -> tuple[str, ...]:
        """The language that is clear, or two that inflect alike and together are; else none."""
        if self.is_clear:
            return (self.best,)
        first, *rest = sorted(self.posterior, key=lambda lang: (-self.posterior[lang], lang))
        if not rest or INFLECTS_LIKE.get(first, first) != INFLECTS_LIKE.get(rest[0], rest[0]):
            return ()
        both = self.posterior[first] + self.posterior[rest[0]]
        return (first, rest[0]) if both >= CLEAR else ()

    def pointing(self, *langs: str) -> list[Cue]:
        """The cues that point to languages, one of each kind by turns, the shortest first."""
        found: defaultdict[str, list[Cue]] = defaultdict(list)
        for cue in sorted(self.cues, key=lambda cue: len(cue.text)):
            if not set(langs).isdisjoint(cue.langs):
                found[cue.kind].append(cue)
        rounds = zip_longest(*(found[kind] for kind in ratios().kinds))
        return [cue for one_of_each in rounds for cue in one_of_each if cue]

    def __str__(self) -> str:
        """One sentence: `Probably from Finnish (0.93): Tokajev, ODKB, *another hundred*.`"""
        if self.given:
            return f"From {language_name(self.best)}, as given."
        langs = self.named
        if not langs:
            return "The source language is not clear from the text."
        pointing = self.pointing(*langs)
        named = [str(cue) for cue in pointing if len(cue.text) <= _LONGEST][:_NAMED]
        if len(pointing) > len(named):
            named.append(f"{len(pointing) - len(named)} more")
        share = min(sum(self.posterior[lang] for lang in langs), SUREST)
        return f"Probably from {language_names(langs)} ({share:.2f}): {', '.join(named)}."


def source_language(cues: Sequence[Cue], given: str | None = None) -> SourceLanguage:
    """The posterior that cues amount to; `given` is the source language where it was told."""
    if given:
        return SourceLanguage({given: 1.0}, tuple(cues), given=True)
    return Weights(cues).source_language()


class Weights:
    """What cues amount to for each language, and what they would without some of them."""

    def __init__(self, cues: Sequence[Cue]) -> None:
        self._cues = tuple(cues)
        self._tallies = tallies(cues)

    def source_language(self) -> SourceLanguage:
        """The posterior of all cues, the likeliest language first."""
        shares = self.shares()
        ranked = sorted(shares, key=lambda lang: (-shares[lang], lang))
        return SourceLanguage({lang: shares[lang] for lang in ranked}, self._cues)

    def shares(self, without: str = "") -> dict[str, float]:
        """The posterior, unsorted, as the cues say that are not in the words `without`."""
        gone = tallies(cue for cue in self._cues if cue.text in without)
        left = {lang: tally - gone[lang] for lang, tally in self._tallies.items()}
        table = ratios()
        weights = {UNKNOWN: 1.0}
        for lang, worths in evidence(left).items():
            logs = (math.log(table.kinds[kind]) * worth for kind, worth in worths.items())
            weights[lang] = table.prior * math.exp(sum(logs))
        total = sum(weights.values())
        return {lang: weight / total for lang, weight in weights.items()}


def tallies(cues: Iterable[Cue]) -> defaultdict[str, Counter[str]]:
    """How many cues of each kind point to each language."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for cue in cues:
        for lang in cue.langs:
            found[lang][cue.kind] += 1
    return found


def evidence(tallied: Mapping[str, Counter[str]]) -> dict[str, dict[str, float]]:
    """For each language that cues point to, what those of each kind are worth, in first ones."""
    found = {
        lang: {kind: worth(number) for kind, number in tally.items()}
        for lang, tally in tallied.items()
        if tally
    }
    for alike in _kin(found):
        for kind in TOPIC:
            mean = sum(found[lang].get(kind, 0.0) for lang in alike) / len(alike)
            for lang in alike:
                found[lang][kind] = (found[lang].get(kind, 0.0) + mean) / 2
    return found


def _kin(found: Mapping[str, Mapping[str, float] | Counter[str]]) -> list[list[str]]:
    """Those of the languages that a text is about that inflect alike, two or more together."""
    kin: defaultdict[str, list[str]] = defaultdict(list)
    for lang, worths in found.items():
        if not worths.keys().isdisjoint(TOPIC):
            kin[INFLECTS_LIKE.get(lang, lang)].append(lang)
    return [alike for alike in kin.values() if len(alike) > 1]


def worth(cues: int) -> float:
    """What so many cues of a kind are worth, as a number of first ones."""
    return float(cues**_TOGETHER)


def weighed_cues(source: SourceLanguage, *langs: str) -> list[tuple[Cue, float]]:
    """The cues that point to one of some languages, each with what it makes that likelier by."""
    numbers: defaultdict[tuple[str, ...], count[int]] = defaultdict(lambda: count(1))
    kinds = ratios().kinds
    shares = {lang: (1 + 1 / len(kin)) / 2 for kin in _kin(tallies(source.cues)) for lang in kin}
    found = []
    for cue in sorted(source.pointing(*langs), key=lambda cue: -kinds[cue.kind]):
        towards = tuple(lang for lang in langs if lang in cue.langs)
        number = next(numbers[cue.kind, *towards])
        share = shares.get(towards[0], 1.0) if cue.kind in TOPIC else 1.0
        found.append((cue, kinds[cue.kind] ** (share * (worth(number) - worth(number - 1)))))
    return found


@cache
def ratios() -> Ratios:
    """The table, read once."""
    text = (files("calque.provenance") / "ratios.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)
    return Ratios(data["prior"], data["ratio"])
