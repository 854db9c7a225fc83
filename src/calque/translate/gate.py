"""
Whether a new rendering of a segment may be offered in place of the old one.

Only if, looked at again, less is found in it than in the old one once its safe fixes are made; if
it keeps every number, name and negation of the source and every term of the glossary; if it neither
repeats itself nor copies the source; and if the model holds it to be no less likely than the old
one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from calque.detect import LoadedRule, detect
from calque.document import Document, Span
from calque.finding import Evidence, Finding
from calque.language.letters import fold
from calque.mqm import severity_rank
from calque.resources import Resources
from calque.translate.babble import runs_away
from calque.translate.engine import SAME_SCORE
from calque.translate.held import ATTENTION, CARRIER, LOST, Held
from calque.translate.kept import names_differ, negation_differs, numbers_differ
from calque.translate.translator import Translator

# Of 100: so like its source a rendering is a copy.
_ALIKE: Final = 85
_QUOTES: Final = re.compile('["“”„«»]')


class Candidate(NamedTuple):
    """
    A segment: its source, what stands there, and what might; `kept` must not change.

    `is_mended` says that `old` is what its safe fixes would make of it.
    """

    source: str
    old: str
    new: Held
    kept: tuple[str, ...] = ()
    is_mended: bool = False


class Verdict(NamedTuple):
    """Whether a rendering is offered: `reasons` are why not, `evidence` is why, without any."""

    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    @property
    def passes(self) -> bool:
        """Whether nothing speaks against it."""
        return not self.reasons


class Gate:
    """Judges renderings of one model; the rules are those that the text is checked with."""

    def __init__(
        self, translator: Translator, res: Resources, rules: tuple[LoadedRule, ...]
    ) -> None:
        self._translator = translator
        self._res = res
        self._rules = rules
        self._langs = (translator.source_lang, translator.target_lang)

    def judge(self, candidates: Sequence[Candidate]) -> list[Verdict]:
        """Judge several at once: scoring goes by batches."""
        pairs = [(one.source, text) for one in candidates for text in (one.old, one.new.text)]
        scores = self._translator.score(pairs)
        return [
            self._verdict(one, scores[2 * number], scores[2 * number + 1])
            for number, one in enumerate(candidates)
        ]

    def _verdict(self, one: Candidate, old_score: float | None, new_score: float | None) -> Verdict:
        before, after = self._findings(one, one.old), self._findings(one, one.new.text)
        reasons = [*self._faults(one), *_unless_fewer(before, after, one.is_mended)]
        if new_score is None:
            reasons.append("the model can't score it")
        elif old_score is not None and new_score < old_score - SAME_SCORE:
            reasons.append(f"the model holds it to be less likely ({new_score:.2f} a piece)")
        return Verdict(
            tuple(dict.fromkeys(reasons)),
            (
                Evidence("translation", str(self._translator), self._translator.model.name),
                Evidence("translation", f"findings: {len(before)} → {len(after)}"),
                Evidence("translation", "numbers and negation as in the source"),
                *_held(one.new),
                Evidence("translation", f"score a piece: {_said(old_score)} → {_said(new_score)}"),
            ),
        )

    def _findings(self, one: Candidate, text: str) -> list[Finding]:
        """What the rules find in a rendering, looked at beside its source and nothing else."""
        doc = Document(
            "",
            text,
            lang=self._langs[1],
            source=(one.source,),
            source_lang=self._langs[0],
            segments=(Span(0, len(text)),),
        )
        return detect(doc, self._res, self._rules)

    def _faults(self, one: Candidate) -> Iterator[str]:
        """What is wrong with a rendering, whatever it replaces."""
        source, text = one.source, one.new.text
        if runs_away(source, text):
            yield "it says nothing, repeats itself or has no end"
            return
        if fold(text) == fold(one.old):
            yield "it is what stands there"
        if _is_copy(source, text):
            yield "it is a copy of the source"
        if differ := numbers_differ(source, text, self._langs):
            yield f"a number differs: {', '.join(differ)}"
        names = names_differ(source, text, self._langs, self._res, self._translator.vocabulary)
        if names:
            yield f"a name differs: {', '.join(names)}"
        if negation_differs(source, text, self._langs):
            yield "only one side says no"
        if lost := [outcome.term.text for outcome in one.new.outcomes if outcome.how == LOST]:
            yield f"the glossary's {', '.join(lost)} is not in it"
        if _quotes(text) < min(_quotes(source), _quotes(one.old)):
            yield "it loses a quotation mark"
        if gone := [words for words in one.kept if words not in text]:
            yield f"it loses what must stay: {', '.join(gone)}"


def _quotes(text: str) -> int:
    return len(_QUOTES.findall(text))


def _unless_fewer(
    before: Sequence[Finding], after: Sequence[Finding], is_mended: bool
) -> Iterator[str]:
    if len(after) >= len(before):
        than = " than its safe fixes leave" if is_mended else ""
        yield f"no fewer findings{than}: {len(before)} → {len(after)}"
    elif _gravest(after) > _gravest(before):
        yield "what is found in it is graver"


def _gravest(findings: Sequence[Finding]) -> int:
    return max((severity_rank(finding.severity) for finding in findings), default=-1)


def _is_copy(source: str, text: str) -> bool:
    from rapidfuzz.fuzz import ratio

    return ratio(fold(source), fold(text), score_cutoff=_ALIKE) > 0


def _held(new: Held) -> Iterator[Evidence]:
    how = {CARRIER: "with a stand-in", ATTENTION: "where the model looked at it"}
    for term, came in new.outcomes:
        detail = f"{term.text}: {how[came]}" if came in how else f"{term.text}: {came}"
        yield Evidence("glossary", detail, " ".join(term.form.concept.ref))


def _said(score: float | None) -> str:
    return "none" if score is None else f"{score:.2f}"
