"""
Which language a text was translated from, and what that means for each finding.

A first, plain version: every finding that points to a language (Tokajev to Finnish, Swedish,
Czech …) is one cue; distinct cues are multiplied as likelihood ratios over a uniform prior in which
"not known" has the largest share. A finding whose language fits the result gains confidence, one
that contradicts a clear result loses some.

Source of the method: naive Bayes with capped likelihood ratios.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Final, NamedTuple

from calque.document import Document
from calque.finding import Finding
from calque.language.codes import language_name

UNKNOWN: Final = "und"
_PRIOR_UNKNOWN: Final = 10.0
# A cue is this many times likelier in a text from its own language than in one from elsewhere,
# shared out when several languages have it.
_STRENGTH: Final = 12.0
_AGAINST: Final = 0.5
_CLEAR: Final = 0.8


class Cue(NamedTuple):
    """Words that point to source languages."""

    text: str
    langs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SourceLanguage:
    """A posterior over source languages (`und`: not known) with the cues behind it."""

    posterior: Mapping[str, float]
    cues: tuple[Cue, ...]

    @property
    def best(self) -> str:
        """The likeliest language, or `und`."""
        return max(self.posterior, key=lambda lang: (self.posterior[lang], lang))

    def __str__(self) -> str:
        """One sentence: `Probably from Finnish (0.93): Tokajev, ODKB.`"""
        best = self.best
        if best == UNKNOWN:
            return "The source language is not clear from the text."
        cues = ", ".join(dict.fromkeys(cue.text for cue in self.cues if best in cue.langs))
        reason = f": {cues}" if cues else ""
        return (
            f"Probably from {language_name(best)} ({min(self.posterior[best], 0.99):.2f}){reason}."
        )


def weigh(doc: Document, findings: Sequence[Finding]) -> tuple[SourceLanguage, list[Finding]]:
    """Infer the source language and return the findings with their confidence adjusted."""
    cues = _cues(doc, findings)
    source = SourceLanguage(_posterior(doc, cues), cues)
    return source, [_adjusted(finding, source.posterior) for finding in findings]


def _cues(doc: Document, findings: Iterable[Finding]) -> tuple[Cue, ...]:
    cues: dict[str, Cue] = {}
    for finding in findings:
        langs = _langs(finding)
        text = " ".join(doc.text[finding.span.start : finding.span.end].split())
        if langs and text not in cues:
            cues[text] = Cue(text, langs)
    return tuple(cues.values())


def _langs(finding: Finding) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            lang
            for item in finding.evidence
            if item.kind == "language"
            for lang in item.ref.split()
        )
    )


def _posterior(doc: Document, cues: Sequence[Cue]) -> dict[str, float]:
    if doc.source_lang:
        return {doc.source_lang: 1.0}
    langs = sorted({lang for cue in cues for lang in cue.langs})
    weights = {lang: prod(_ratio(lang, cue) for cue in cues) for lang in langs}
    weights[UNKNOWN] = _PRIOR_UNKNOWN
    total = sum(weights.values())
    return {lang: weight / total for lang, weight in weights.items()}


def _ratio(lang: str, cue: Cue) -> float:
    return 1 + _STRENGTH / len(cue.langs) if lang in cue.langs else _AGAINST


def _adjusted(finding: Finding, posterior: Mapping[str, float]) -> Finding:
    langs = _langs(finding)
    if not langs:
        return finding
    mass = sum(posterior.get(lang, 0.0) for lang in langs)
    confidence = 1 - (1 - finding.confidence) * (1 - mass / 2)
    if 1 - mass - posterior.get(UNKNOWN, 0.0) > _CLEAR:
        confidence = finding.confidence * _CLEAR
    return replace(finding, confidence=round(confidence, 4))
