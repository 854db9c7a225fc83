"""
The way a text takes: read, detect, weigh, settle, mend, report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from calque._version import __version__
from calque.config import Config
from calque.decided import undecided
from calque.detect import chosen, detect, require, rules_digest
from calque.document import Document, Span
from calque.edits import apply, compose, moved
from calque.finding import Edit, Finding, Safety
from calque.formats import read_document
from calque.language.aligned import doubts
from calque.language.repeats import Repeats
from calque.language.scan import scan
from calque.mend import mend
from calque.provenance import SourceLanguage
from calque.report import Report
from calque.resources import Resources
from calque.settle import Skipped, distinct, settle, stands_for
from calque.suppress import NOTHING_KNOWN, audible, new, read_baseline
from calque.weigh import weigh

if TYPE_CHECKING:
    from calque.translate.retranslation import Retranslation

# A fix may make room for one that it overlapped; more rounds than this have not been seen.
_ROUNDS: Final = 8


_Place = tuple[str, Span]  # a rule's id and what it found


class _Looked(NamedTuple):
    """
    What one look at a text came to.

    `quiet` is where something was found but is suppressed; `notes` are what could not be compared.
    """

    source: SourceLanguage
    findings: tuple[Finding, ...]
    quiet: frozenset[_Place]
    notes: tuple[str, ...]


class Checker:
    """
    Checks and fixes texts; made once, used for many.

    Raises ConfigError where the configuration or a glossary is at fault.
    """

    def __init__(
        self, config: Config | None = None, retranslation: Retranslation | None = None
    ) -> None:
        self.config = config or Config()
        self.retranslation = retranslation
        self.rules = chosen(self.config.select, self.config.ignore)
        for glob, prefixes in self.config.per_file_ignores.items():
            require(prefixes, f"per-file-ignores, {glob}: ")
        self.resources = Resources(self.config)
        known = self.config.baseline
        self.baseline = read_baseline(known) if known else NOTHING_KNOWN

    @property
    def signature(self) -> str:
        """What a report was made with: calque, its rules, the glossary and the models."""
        return "|".join(
            (
                f"calque:{__version__}",
                f"rules:{rules_digest()}",
                f"glossary:{self.resources.digest}",
                f"mt:{self.retranslation.signature if self.retranslation else 'none'}",
            )
        )

    def read(self, text: str, name: str = "", **fields: Any) -> Document:
        """A document in this checker's languages; `name` decides the format by its suffix."""
        fields["lang"] = fields.get("lang") or self.config.lang
        fields["source_lang"] = fields.get("source_lang") or self.config.source_lang
        return read_document(name, text, **fields)

    def survey(self, docs: Iterable[Document]) -> None:
        """
        Count the outer lines of a batch, so that the rules know what many of its texts share.

        What is checked afterwards is compared with this batch; without one, with nothing.
        """
        repeats = Repeats()
        for doc in docs:
            repeats.add(scan(doc))
        self.resources.repeats = repeats

    def check(self, doc: Document) -> Report:
        """Look, and change nothing."""
        looked = self._look(doc)
        _, skipped = settle(looked.findings, Safety.SAFE)
        return Report(
            document=doc,
            findings=looked.findings,
            skipped=tuple(skipped),
            text=doc.text,
            left=looked.findings,
            source_language=looked.source,
            notes=self._notes(doc, looked),
            signature=self.signature,
        )

    def fix(self, doc: Document, level: Safety = Safety.SAFE) -> Report:
        """
        Make every fix up to `level` that doesn't stand in another's way, until none is left.

        Rounds are needed because a fix can make room for one that it overlapped.
        """
        first = looked = self._look(doc)
        current = doc
        applied: list[Edit] = []
        mended = 0
        skipped: Sequence[Skipped] = ()
        for _ in range(_ROUNDS):
            choices, skipped = settle(looked.findings, level)
            edits = mend(current, choices)
            if not edits:
                break
            mended += len(choices)
            applied = compose(doc.text, applied, edits)
            current = self._reread(current, edits)
            looked = self._look(current, _moved(looked.quiet, edits))
        return Report(
            document=doc,
            findings=first.findings,
            applied=tuple(applied),
            skipped=tuple(skipped),
            text=current.text,
            left=looked.findings,
            mended=mended,
            source_language=first.source,
            notes=self._notes(doc, first),
            signature=self.signature,
        )

    def retranslate(self, doc: Document, *, every: bool = False) -> Report:
        """
        Translate anew the segments in which something is found, with `every` all of them.

        Made with a `Retranslation`; nothing else is mended.
        """
        assert self.retranslation
        looked = self._look(doc, propose=False)
        edits, findings = self.retranslation.renewed(
            doc, looked.findings, self.resources, self.rules, self._reread, every=every
        )
        current = self._reread(doc, edits) if edits else doc
        return Report(
            document=doc,
            findings=tuple(findings),
            skipped=(),
            applied=tuple(edits),
            text=current.text,
            left=self._look(current, _moved(looked.quiet, edits), propose=False).findings,
            mended=len(edits),
            source_language=looked.source,
            notes=self._notes(doc, looked),
            signature=self.signature,
        )

    def _look(
        self, doc: Document, quiet: frozenset[_Place] = frozenset(), *, propose: bool = True
    ) -> _Looked:
        found = [
            finding
            for finding in detect(doc, self.resources, self.rules)
            if _place(finding) not in quiet
        ]
        loud = audible(found, doc, self.config)
        source, weighed = weigh(doc, self.resources, loud)
        findings = distinct(weighed)
        unknown = undecided(new(findings, doc, self.baseline), doc)
        silenced = (_places(found) - _places(loud)) | _stood_for(found, findings, unknown)
        if self.retranslation and propose:
            unknown = self.retranslation.propose(
                doc, unknown, self.resources, self.rules, self._reread
            )
        notes = tuple(doubts(scan(doc)))
        doc.forget()
        return _Looked(source, tuple(unknown), quiet | silenced, notes)

    def _notes(self, doc: Document, looked: _Looked) -> tuple[str, ...]:
        return looked.notes + (self.retranslation.notes(doc) if self.retranslation else ())

    def _reread(self, doc: Document, edits: Sequence[Edit]) -> Document:
        """The document with the edits made, read again by its own format."""
        text = apply(doc.text, edits)
        if doc.is_row:
            segments = tuple(moved(segment, edits) for segment in doc.segments)
            return replace(doc, text=text, segments=segments)
        return read_document(
            doc.id,
            text,
            format=doc.format,
            lang=doc.lang,
            source=doc.source,
            source_lang=doc.source_lang,
            meta=doc.meta,
        )


def _place(finding: Finding) -> _Place:
    return finding.rule.id, finding.span


def _places(findings: Iterable[Finding]) -> frozenset[_Place]:
    return frozenset(map(_place, findings))


def _moved(quiet: frozenset[_Place], edits: Sequence[Edit]) -> frozenset[_Place]:
    """Where what is suppressed, in lines that may have changed, is once the edits are made."""
    return frozenset((rule, moved(span, edits)) for rule, span in quiet)


def _spans(findings: Iterable[Finding]) -> frozenset[Span]:
    return frozenset(finding.span for finding in findings)


def _stood_for(
    found: Iterable[Finding], findings: Sequence[Finding], unknown: Sequence[Finding]
) -> frozenset[_Place]:
    """The places of what was `found` that `findings` stand for which are not `unknown`."""
    told, loud = _spans(findings), _spans(unknown)
    known = [finding for finding in findings if finding.span not in loud]
    quiet = told - loud
    return frozenset(
        _place(one)
        for one in found
        if one.span in quiet
        or (one.span not in told and any(stands_for(other, one) for other in known))
    )
