"""
New renderings of flagged segments, as fixes like any other.

The stage between *weigh* and *settle*: a segment in which something was found that nothing else
mends is translated anew from its source, held to the glossary, and offered for review if it passes
the gate. Without a source, sentences left in another language are translated in place.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from calque.detect import LoadedRule, detect
from calque.document import OBJECT, Document, Span
from calque.edits import moved
from calque.errors import InputError, ModelError
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.aligned import aligned
from calque.language.scan import Scan, scan
from calque.mqm import severity_rank
from calque.place import by_word, placed_edits
from calque.provenance import likely
from calque.resources import Resources
from calque.translate.engine import Settings
from calque.translate.foreign import language_of
from calque.translate.gate import Candidate, Gate, Verdict
from calque.translate.held import Holder
from calque.translate.translator import Translator, open_translator

# The document once edits of its text are made, read again by its own format.
Reread = Callable[[Document, Sequence[Edit]], Document]

# Called with how many segments of a document are translated, and of how many.
Progress = Callable[[int, int], None]

_SHOWN: Final = 70
# So many characters tell a language.
_TELLING: Final = 2000


class Segment(NamedTuple):
    """
    A part of a document that can be translated anew, the `number`th.

    `span` is in the document, `place` in the reader's text. `findings` are those in it; `lang` is
    what `source` is in, and `kept` what must not change.
    """

    number: int
    span: Span
    place: Span
    source: str
    old: str
    lang: str
    findings: tuple[Finding, ...]
    kept: tuple[str, ...] = ()


class Proposal(NamedTuple):
    """A segment, its new rendering, what the gate said, and the edits; none where it refused."""

    segment: Segment
    text: str
    verdict: Verdict
    edits: tuple[Edit, ...]


class Retranslation:
    """
    The models of a run, opened when a pair of languages first comes along.

    `model` is a folder or a name on the hub; None means the usual model of each pair. Raises
    ModelError, when it is used, where a model can't be had.
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
        self._model = model
        self._settings = settings
        self._token = token
        self._progress = progress
        self._opened: dict[tuple[str, str], Translator | None] = {}
        # A document is looked at in rounds, and counts once.
        self._counted: set[tuple[str, str, int]] = set()
        self._sourceless: set[tuple[str, str]] = set()

    @property
    def signature(self) -> str:
        """The models that were used, each with what ran it and how, or the one asked for."""
        used = sorted({str(one) for one in self._opened.values() if one})
        return ",".join(used) or self._model or "none"

    def propose(
        self,
        doc: Document,
        findings: Sequence[Finding],
        res: Resources,
        rules: tuple[LoadedRule, ...],
        reread: Reread,
    ) -> list[Finding]:
        """The findings, with a new rendering as the last fix of the gravest of each segment."""
        if not any(map(_is_unmended, findings)):
            return list(findings)
        flagged = [one for one in self._segments(doc, findings, res) if _calls_for_it(one)]
        return _told(findings, self._proposals(doc, flagged, res, rules, reread))

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
        if not every and not findings:
            return [], []
        wanted = [one for one in self._segments(doc, findings, res) if every or one.findings]
        made = self._proposals(doc, wanted, res, rules, reread, judged=not every)
        edits = sorted(edit for one in made if one.verdict.passes for edit in one.edits)
        return edits, _told(findings, [one for one in made if one.segment.findings])

    def _segments(
        self, doc: Document, findings: Sequence[Finding], res: Resources
    ) -> list[Segment]:
        """The parts of a document that have a source, or are one, with what was found in each."""
        looked = scan(doc)
        found = list(_translated(looked, res) if doc.source else _untranslated(looked))
        flagged = [
            one._replace(
                findings=tuple(f for f in findings if _is_in(f, one.span)),
                kept=tuple(
                    looked.text[slice(*span)]
                    for span in looked.protected
                    if one.place.contains(span)
                ),
            )
            for one in found
        ]
        if not doc.source and _name(doc) not in self._sourceless:
            self._sourceless.add(_name(doc))
            self.without_source += sum(
                not any(_is_in(finding, one.span) for one in found)
                for finding in findings
                if _is_unmended(finding)
            )
        return flagged

    def _proposals(
        self,
        doc: Document,
        segments: Sequence[Segment],
        res: Resources,
        rules: tuple[LoadedRule, ...],
        reread: Reread,
        *,
        judged: bool = True,
    ) -> list[Proposal]:
        """Translate segments anew and judge the renderings, each alone and then all together."""
        result: list[Proposal] = []
        for lang in dict.fromkeys(one.lang for one in segments):
            own = [one for one in segments if one.lang == lang]
            translator = self._translator(lang, doc)
            if translator is None:
                continue
            held = []
            for new in Holder(translator, res).texts([one.source for one in own]):
                held.append(new)
                if self._progress:
                    self._progress(len(held), len(own))
            candidates = [
                Candidate(one.source, one.old, new, one.kept)
                for one, new in zip(own, held, strict=True)
            ]
            verdicts = [Verdict((), ())] * len(own)
            if judged:
                verdicts = Gate(translator, res, rules).judge(candidates)
            for one, new, verdict in zip(own, held, verdicts, strict=True):
                result.append(_proposal(doc, one, new.text, verdict))
        if judged:
            result = list(_together(doc, result, res, rules, reread))
        for made in result:
            self._count(doc, made)
        return result

    def _count(self, doc: Document, made: Proposal) -> None:
        key = (*_name(doc), made.segment.number)
        if key not in self._counted:
            self._counted.add(key)
            self.offered += made.verdict.passes
            self.refused.update(reason.partition(":")[0] for reason in made.verdict.reasons[:1])

    def summary(self) -> str:
        """How many segments have a new rendering, and why others have none."""
        parts = [f"{self.offered:,} {_plural(self.offered, 'segment')} retranslated"]
        if refused := self.refused.total():
            why = ", ".join(f"{reason} {n:,}×" for reason, n in self.refused.most_common(4))
            parts.append(f"{refused:,} left as {'it was' if refused == 1 else 'they were'} ({why})")
        if self.without_source:
            findings = _plural(self.without_source, "finding")
            parts.append(f"{self.without_source:,} {findings} would need the source (--source)")
        return "; ".join(parts)

    def _translator(self, lang: str, doc: Document) -> Translator | None:
        """The model for a language; where a text without a source has another's, there is none."""
        pair = (lang, doc.lang)
        if pair not in self._opened:
            try:
                self._opened[pair] = open_translator(
                    self._model, *pair, self._settings, token=self._token
                )
            except ModelError:
                if doc.source or not self._model:
                    raise
                self._opened[pair] = None
        return self._opened[pair]


def _translated(looked: Scan, res: Resources) -> Iterator[Segment]:
    """The parts of a text beside their sources."""
    doc = looked.doc
    source = doc.source if isinstance(doc.source, str) else "\n".join(doc.source or ())
    lang = doc.source_lang or likely(looked, res) or language_of(source[:_TELLING], doc.lang)
    if not lang or lang == doc.lang:
        raise InputError("what language is the source in? say so with --source-lang")
    if not doc.text.strip() and not doc.segments:  # nobody has translated it yet
        yield Segment(0, Span(0, len(doc.text)), Span(0, 0), source.strip(), "", lang, ())
        return
    for number, part in enumerate(aligned(looked)):
        if part.sure and part.source.strip():
            if part.segment is not None:
                span = doc.segments[part.segment]
            elif part.span.start < part.span.end:
                span = looked.view.span(*part.span)
            else:
                continue
            old = looked.text[slice(*part.span)]
            yield Segment(number, span, part.span, part.source.strip(), old, lang, ())


def _untranslated(looked: Scan) -> Iterator[Segment]:
    """The sentences of a text that are in another language."""
    for number, sentence in enumerate(looked.sentences):
        text = looked.text[slice(*sentence)]
        if lang := language_of(text, looked.doc.lang):
            span = looked.view.span(*sentence)
            yield Segment(number, span, sentence, text, text, lang, ())


def _name(doc: Document) -> tuple[str, str]:
    """What tells a document from the others of a run, through all rounds."""
    return str(doc.meta.get("path", "")), doc.id


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"


def _is_in(finding: Finding, span: Span) -> bool:
    return span.overlaps(finding.span) or finding.span == span


def _is_unmended(finding: Finding) -> bool:
    """Whether a finding is grave, and nothing else would mend it."""
    return finding.severity != "minor" and not any(fix.edits for fix in finding.fixes)


def _calls_for_it(segment: Segment) -> bool:
    return any(map(_is_unmended, segment.findings))


def _told(findings: Sequence[Finding], proposals: Sequence[Proposal]) -> list[Finding]:
    """The findings with each proposal in the gravest of its segment, one that nothing mends."""
    result = list(findings)
    for proposal in proposals:
        own = proposal.segment.findings
        gravest = max(
            own, key=lambda one: (_is_unmended(one), severity_rank(one.severity), one.confidence)
        )
        at = findings.index(gravest)  # which may reach over two segments
        result[at] = _with(result[at], proposal)
    return result


def _with(finding: Finding, proposal: Proposal) -> Finding:
    """A finding with the new rendering as its last fix, or with why there is none."""
    verdict = proposal.verdict
    if not verdict.passes:
        why = Evidence("translation", f"not retranslated: {'; '.join(verdict.reasons)}")
        return replace(finding, evidence=(*finding.evidence, why))
    text = " ".join(proposal.text.split())
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
    fix = Fix(proposal.edits, Safety.REVIEW, f"Retranslated: {shown}")
    return replace(
        finding,
        fixes=(*finding.fixes, fix),
        evidence=(*finding.evidence, *verdict.evidence),
    )


def _proposal(doc: Document, segment: Segment, text: str, verdict: Verdict) -> Proposal:
    edits = _edits(doc, segment, text)
    if edits is None:
        reason = "it would run over markup, a locked segment or a quotation"
        verdict = verdict._replace(reasons=(*verdict.reasons, reason))
    return Proposal(segment, text, verdict, edits or ())


def _edits(doc: Document, segment: Segment, text: str) -> tuple[Edit, ...] | None:
    """The edits of the document that put a rendering in its place; None where they can't be."""
    looked = scan(doc)
    if segment.place.start == segment.place.end:  # nothing stands there yet
        is_locked = any(one.contains(segment.span) for one in doc.locked)
        return None if is_locked else (Edit(*segment.span, doc.written(text, segment.span)),)
    if looked.quoted(*segment.place):
        return None
    whole = _within(looked, segment.place, text)
    is_kept = any(Span(whole.start, whole.end).overlaps(span) for span in looked.protected)
    return placed_edits(by_word(looked.text, whole) if is_kept else (whole,), looked)


def _within(looked: Scan, place: Span, text: str) -> Edit:
    """The edit of a place without the markup at its ends, which stays and is no letter."""
    start, end = place
    while start < end and looked.text[start] == OBJECT:
        start += 1
    while start < end and looked.text[end - 1] == OBJECT:
        end -= 1
    return Edit(start, end, text.strip(OBJECT))


def _together(
    doc: Document,
    proposals: Sequence[Proposal],
    res: Resources,
    rules: tuple[LoadedRule, ...],
    reread: Reread,
) -> Iterator[Proposal]:
    """Withdraw what, with all other renderings in place, leaves no fewer findings than before."""
    made = sorted(edit for one in proposals if one.verdict.passes for edit in one.edits)
    after = detect(reread(doc, made), res, rules) if made else []
    before = detect(doc, res, rules) if made else []
    for one in proposals:
        place = moved(one.segment.span, made)
        left = sum(_is_in(finding, place) for finding in after)
        if one.verdict.passes and left >= sum(_is_in(f, one.segment.span) for f in before):
            reasons = ("it does not fit the rest of the text",)
            yield one._replace(verdict=one.verdict._replace(reasons=reasons))
        else:
            yield one
