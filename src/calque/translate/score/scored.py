"""
Texts with their figures, side by side: what `calque score` tells.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from calque.resources import Resources
from calque.translate.engine import SAME_SCORE
from calque.translate.score.metrics import Metric, corpus, segment_scores
from calque.translate.score.retained import (
    NOTHING_TO_KEEP,
    Kept,
    names_kept,
    names_kept_of_source,
    numbers_kept,
    terms_kept,
    terms_kept_of_source,
)
from calque.translate.score.text import WEIGHTS, Segment, Text
from calque.translate.translator import Translator

SOURCE, REFERENCE = "source", "reference"
# A chrF that is shown as 100.
_PERFECT: Final = 99.95
_NUMBERS: Final = ("NUM",)
_NAMES: Final = ("NAM", "ACR")


class Scored(NamedTuple):
    """
    A segment with its figures; None where there is nothing to tell them from.

    `chrf` (0 to 100) is against the reference. `model` is the mean log-probability of a piece by
    forced decoding: it compares renderings of this one segment, and nothing else.
    """

    segment: Segment
    numbers: Kept | None = None
    names: Kept | None = None
    terms: Kept | None = None
    chrf: float | None = None
    model: float | None = None

    @property
    def need(self) -> int:
        """
        How much it needs an editor: what its findings cost, and 5 for what else it lost.

        A number or name that was lost counts unless a finding is about such a thing already.
        """
        need = self.segment.penalty
        for kept, families in ((self.numbers, _NUMBERS), (self.names, _NAMES)):
            told = any(one.rule.id.startswith(families) for one in self.segment.findings)
            if kept and not told:
                need += WEIGHTS["major"] * len(kept.lost)
        return need


@dataclass(frozen=True, slots=True)
class System:
    """
    A text with its figures.

    `metrics` is empty without a reference. `preferred` is how many segments the model holds to be
    likelier here than in any other text, None without a model or with one text.
    """

    text: Text
    segments: tuple[Scored, ...]
    metrics: tuple[Metric, ...] = ()
    preferred: int | None = None

    def kept(self, what: str) -> Kept | None:
        """All `numbers`, `names` or `terms` together."""
        every = [getattr(one, what) for one in self.segments]
        known = [kept for kept in every if kept is not None]
        return sum(known, NOTHING_TO_KEEP) if known else None

    def by_category(self) -> Counter[str]:
        """How many findings there are of each MQM category."""
        return Counter(finding.rule.category for finding in self.text.findings)

    def by_rule(self) -> Counter[tuple[str, str]]:
        """How many findings there are of each rule, by id and name."""
        return Counter((finding.rule.id, finding.rule.name) for finding in self.text.findings)

    def per_thousand(self, findings: int) -> float:
        """So many findings as findings in 1,000 words."""
        return 1000 * findings / max(1, self.text.words)

    def of_family(self, *families: str) -> int:
        """How many findings are of rules whose id begins so."""
        return sum(finding.rule.id.startswith(families) for finding in self.text.findings)

    @property
    def penalty(self) -> int:
        """What all findings cost."""
        return sum(one.segment.penalty for one in self.segments)

    def worst(self, count: int) -> list[Scored]:
        """The segments that most need an editor; of those that need as much, lowest chrF first."""
        in_need = [
            one
            for one in self.segments
            if one.need or (one.chrf is not None and one.chrf < _PERFECT)
        ]
        ranked = sorted(in_need, key=lambda one: (-one.need, one.chrf or 0.0))
        return ranked[:count]


@dataclass(frozen=True, slots=True)
class Scores:
    """
    All texts, the first being the baseline; `standard` is what numbers and names are told from.

    `judge` is the model that gave the forced-decoding scores, `judged` in how many segments it
    could choose between renderings.
    """

    systems: tuple[System, ...]
    standard: str = ""
    signatures: dict[str, str] | None = None
    judge: str = ""
    judged: int = 0


def score(
    texts: Sequence[Text],
    res: Resources,
    references: Sequence[str] | None = None,
    judge: Translator | None = None,
) -> Scores:
    """
    Score texts against their sources, or references where they have none.

    With both, what a reference does not keep of its source need not be kept. All texts have as many
    segments as there are references. Raises ModelError where a library
    is not installed.
    """
    against = REFERENCE if references is not None else ""
    if any(one.source is not None for text in texts for one in text.segments):
        against = SOURCE
    systems = [System(text, tuple(_scored(text, res, references, judge))) for text in texts]
    judged, preferred = _preferred(systems) if judge and len(texts) > 1 else (0, None)
    figures, signatures = None, None
    if references is not None:
        found = corpus(
            [[one.text for one in text.segments] for text in texts],
            references,
            texts[0].segments[0].lang,
        )
        figures, signatures = found.systems, found.signatures
    return Scores(
        tuple(
            System(
                system.text,
                system.segments,
                figures[number] if figures else (),
                preferred[number] if preferred else None,
            )
            for number, system in enumerate(systems)
        ),
        against,
        signatures,
        f"{judge.model} ({judge.engine.name}, float32)" if judge else "",
        judged,
    )


def _scored(
    text: Text, res: Resources, references: Sequence[str] | None, judge: Translator | None
) -> list[Scored]:
    said = [one.text for one in text.segments]
    chrf: Sequence[float | None] = [None] * len(said)
    model: Sequence[float | None] = [None] * len(said)
    if references is not None:
        chrf = segment_scores(said, references)
    if judge:
        model = judge.score([(one.source or "", one.text) for one in text.segments])
    return [
        _told(one, res, references[number] if references is not None else None)._replace(
            chrf=chrf[number], model=model[number]
        )
        for number, one in enumerate(text.segments)
    ]


def _told(one: Segment, res: Resources, reference: str | None) -> Scored:
    """A segment with what it keeps of its source, or else of its reference."""
    if one.source is not None and one.source_lang:
        langs = (one.source_lang, one.lang)
        terms = terms_kept_of_source(one.source, one.text, langs, res)
        numbers = numbers_kept(one.source, one.text, langs)
        names = names_kept_of_source(one.source, one.text, langs, res)
        if reference is not None:
            numbers = numbers.where(numbers_kept(one.source, reference, langs))
            # Where nothing is written with a capital, only the reference tells what is a name.
            if one.source.upper() == one.source.lower():
                names = names_kept(reference, one.text, one.lang)
            else:
                names = names.where(names_kept_of_source(one.source, reference, langs, res))
        return Scored(one, numbers, names, terms)
    if reference is not None:
        return Scored(
            one,
            numbers_kept(reference, one.text, (one.lang, one.lang)),
            names_kept(reference, one.text, one.lang),
            terms_kept(reference, one.text, one.lang, res),
        )
    return Scored(one)


def _preferred(systems: Sequence[System]) -> tuple[int, list[int]]:
    """How often the model could choose, and how often it chose each text."""
    chosen, judged = [0] * len(systems), 0
    if len({len(system.segments) for system in systems}) > 1:
        return 0, chosen
    for beside in zip(*(system.segments for system in systems), strict=True):
        scores = [one.model for one in beside]
        known = [one for one in scores if one is not None]
        if len(known) < len(scores) or max(known) - min(known) <= SAME_SCORE:
            continue
        best = [number for number, one in enumerate(known) if max(known) - one <= SAME_SCORE]
        judged += 1
        for number in best:
            chosen[number] += 1
    return judged, chosen
