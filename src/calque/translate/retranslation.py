"""
New renderings of flagged segments, as fixes like any other.

The stage between *weigh* and *settle*: a segment in which something was found that nothing else
mends is translated anew from its source, held to the glossary, and offered for review if it passes
the gate. Without a source, sentences left in another language are translated in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from calque.detect import LoadedRule, detect
from calque.document import Document
from calque.errors import ModelError, PairError
from calque.finding import Edit, Finding
from calque.language.plural import counted
from calque.resources import Resources
from calque.translate.engine import Settings
from calque.translate.gate import Candidate, Gate, Verdict
from calque.translate.held import Holder
from calque.translate.proposals import Proposal, proposal, together, told
from calque.translate.segments import Reread, Segment, is_in, is_unmended, mended, segments
from calque.translate.translator import Translator, open_translator

# Called with how many segments of a document are translated, and of how many.
Progress = Callable[[int, int], None]
_Name = tuple[str, str]


class _Run(NamedTuple):
    """What the texts of a run are looked at with."""

    res: Resources
    rules: tuple[LoadedRule, ...]
    reread: Reread

    def look(self, doc: Document) -> Sequence[Finding]:
        """What the rules find in a text."""
        return detect(doc, self.res, self.rules)


class Retranslation:
    """
    The models of a run, opened when a pair of languages first comes along.

    `model` is a folder or a name on the hub; None means the usual model of each pair. `offered`,
    `refused`, `unable` and `without_source` count segments: with a new rendering, left by the gate,
    left for want of a model for their languages, and findings for which a source is needed. Raises
    ModelError, when it is used, where the model that was named can't be had.
    """

    def __init__(
        self,
        model: str | None = None,
        settings: Settings | None = None,
        token: str = "",
        progress: Progress | None = None,
    ) -> None:
        self.offered = 0
        self.without_source = 0
        self.refused: Counter[str] = Counter()
        self.unable: Counter[str] = Counter()
        self._model = model
        self._settings = settings
        self._token = token
        self._progress = progress
        self._opened: dict[tuple[str, str], Translator | ModelError] = {}
        # A document is looked at in rounds, and counts once.
        self._counted: set[tuple[str, str, int]] = set()
        self._sourceless: set[_Name] = set()
        self._notes: dict[_Name, tuple[str, ...]] = {}

    @property
    def signature(self) -> str:
        """The models that were used, each with what ran it and how, or the one asked for."""
        used = sorted({str(one) for one in self._opened.values() if isinstance(one, Translator)})
        return ",".join(used) or self._model or "none"

    def notes(self, doc: Document) -> tuple[str, ...]:
        """What could not be done for a document, and why."""
        return self._notes.get(_name(doc), ())

    def propose(
        self,
        doc: Document,
        findings: Sequence[Finding],
        res: Resources,
        rules: tuple[LoadedRule, ...],
        reread: Reread,
    ) -> list[Finding]:
        """The findings, with a new rendering as the last fix of the gravest of each segment."""
        if not any(map(is_unmended, findings)):
            return list(findings)
        made = self._proposals(doc, findings, _Run(res, rules, reread), _calls_for_it)
        return told(findings, made)

    def renewed(
        self,
        doc: Document,
        findings: Sequence[Finding],
        res: Resources,
        rules: tuple[LoadedRule, ...],
        reread: Reread,
        *,
        every: bool = False,
    ) -> tuple[list[Edit], list[Finding]]:
        """
        The edits that put new renderings in place of all segments in which something was found.

        With `every` in place of all there are, whatever the gate says. The findings come back with
        what decided, for each segment in the gravest one.
        """
        if not every and not findings and not doc.blanks:
            return [], []
        run = _Run(res, rules, reread)
        wanted = _any if every else _is_flagged
        made = self._proposals(doc, findings, run, wanted, judged=not every)
        edits = sorted(edit for one in made if one.verdict.passes for edit in one.edits)
        return edits, told(findings, [one for one in made if one.segment.findings])

    def _proposals(
        self,
        doc: Document,
        findings: Sequence[Finding],
        run: _Run,
        wanted: Callable[[Segment], bool],
        *,
        judged: bool = True,
    ) -> list[Proposal]:
        """Translate segments anew and judge the renderings, each alone and then all together."""
        safe = mended(doc, findings, run.reread)
        every = segments(doc, findings, run.res, safe)
        calling = filter(is_unmended, findings) if wanted is _calls_for_it else findings
        self._count_sourceless(doc, calling, every)
        every = [one for one in every if wanted(one)]
        chosen = [one for one in every if not one.why]
        result = [proposal(doc, one, "", Verdict((one.why,), ())) for one in every if one.why]
        for lang in dict.fromkeys(one.lang for one in chosen):
            own = [one for one in chosen if one.lang == lang]
            translator = self._translator(lang, doc)
            if isinstance(translator, ModelError):
                self._note(doc, own, translator)
                continue
            held = []
            for new in Holder(translator, run.res).texts([one.source for one in own]):
                held.append(new)
                if self._progress:
                    self._progress(len(held), len(own))
            verdicts = [Verdict((), ())] * len(own)
            if judged:
                verdicts = Gate(translator, run.res, run.rules).judge(
                    [
                        Candidate(one.source, one.mended, new, one.kept, one.mended != one.old)
                        for one, new in zip(own, held, strict=True)
                    ]
                )
            for one, new, verdict in zip(own, held, verdicts, strict=True):
                result.append(proposal(doc, one, new.text, verdict))
        if judged:
            result = list(together(doc, safe, result, run.look, run.reread))
        for made in result:
            if self._is_first(doc, made.segment):
                self.offered += made.verdict.passes
                self.refused.update(reason.partition(":")[0] for reason in made.verdict.reasons[:1])
        return result

    def _count_sourceless(
        self, doc: Document, findings: Iterable[Finding], every: Sequence[Segment]
    ) -> None:
        if not doc.source and _name(doc) not in self._sourceless:
            self._sourceless.add(_name(doc))
            self.without_source += sum(
                not any(is_in(finding, one.span) for one in every) for finding in findings
            )

    def _note(self, doc: Document, own: Sequence[Segment], why: ModelError) -> None:
        first = sum(self._is_first(doc, one) for one in own)
        if first:
            if doc.source:
                self.unable[str(why)] += first
            else:  # nobody said that it is to be translated
                self.refused["no model for its language"] += first
            said = f"{counted(first, 'segment')} not retranslated: {why}"
            self._notes[_name(doc)] = (*self.notes(doc), said)

    def _is_first(self, doc: Document, segment: Segment) -> bool:
        key = (*_name(doc), segment.number)
        if key in self._counted:
            return False
        self._counted.add(key)
        return True

    def summary(self) -> str:
        """How many segments have a new rendering, and why others have none."""
        parts = [f"{counted(self.offered, 'segment')} retranslated"]
        if refused := self.refused.total():
            why = ", ".join(f"{reason} {n:,}×" for reason, n in self.refused.most_common(4))
            parts.append(f"{refused:,} left as {'it was' if refused == 1 else 'they were'} ({why})")
        if unable := self.unable.total():
            parts.append(f"{unable:,} left for want of a model")
        if self.without_source:
            findings = counted(self.without_source, "finding")
            parts.append(f"{findings} would need the source (--source)")
        return "; ".join(parts)

    def _translator(self, lang: str, doc: Document) -> Translator | ModelError:
        """
        The model for a language, or why there is none.

        A model that was named and is no good is no good for any text, so the run ends there.
        """
        pair = (lang, doc.lang)
        if pair not in self._opened:
            try:
                self._opened[pair] = open_translator(
                    self._model, *pair, self._settings, token=self._token
                )
            except ModelError as error:
                if self._model and not isinstance(error, PairError):
                    raise
                self._opened[pair] = error
        return self._opened[pair]


def _any(segment: Segment) -> bool:
    return True


def _is_flagged(segment: Segment) -> bool:
    return bool(segment.findings) or segment.blank is not None


def _calls_for_it(segment: Segment) -> bool:
    return any(map(is_unmended, segment.findings))


def _name(doc: Document) -> _Name:
    """What tells a document from the others of a run, through all rounds."""
    return str(doc.meta.get("path", "")), doc.id
