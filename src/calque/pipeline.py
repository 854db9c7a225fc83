"""
The way a text takes: read, detect, weigh, settle, mend, report.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final, NamedTuple

from calque._version import __version__
from calque.config import Config
from calque.detect import chosen, detect, require, rules_digest
from calque.document import Document, Span
from calque.edits import apply, compose, moved
from calque.finding import Edit, Finding, Safety
from calque.formats import read_document
from calque.mend import mend
from calque.provenance import SourceLanguage
from calque.report import Report
from calque.resources import Resources
from calque.settle import Skipped, distinct, settle
from calque.suppress import NOTHING_KNOWN, audible, new, read_baseline
from calque.weigh import weigh

# A fix may make room for one that it overlapped; more rounds than this have not been seen.
_ROUNDS: Final = 8


_Place = tuple[str, Span]  # a rule's id and what it found


class _Looked(NamedTuple):
    """What one look at a text came to; `quiet` is where something was found but is suppressed."""

    source: SourceLanguage
    findings: tuple[Finding, ...]
    quiet: frozenset[_Place]


class Checker:
    """
    Checks and fixes texts; made once, used for many.

    Raises ConfigError where the configuration or a glossary is at fault.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.rules = chosen(self.config.select, self.config.ignore)
        for glob, prefixes in self.config.per_file_ignores.items():
            require(prefixes, f"per-file-ignores, {glob}: ")
        self.resources = Resources(self.config)
        known = self.config.baseline
        self.baseline = read_baseline(known) if known else NOTHING_KNOWN
        self.signature = "|".join(
            (
                f"calque:{__version__}",
                f"rules:{rules_digest()}",
                f"glossary:{self.resources.digest}",
                "mt:none",
            )
        )

    def read(self, text: str, name: str = "", **fields: Any) -> Document:
        """A document in this checker's languages; `name` decides the format by its suffix."""
        fields.setdefault("lang", self.config.lang)
        fields.setdefault("source_lang", self.config.source_lang)
        return read_document(name, text, **fields)

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
            # What is suppressed stays so, though its line and its comment may have changed.
            quiet = frozenset((rule, moved(span, edits)) for rule, span in looked.quiet)
            looked = self._look(current, quiet)
        return Report(
            document=doc,
            findings=first.findings,
            applied=tuple(applied),
            skipped=tuple(skipped),
            text=current.text,
            left=looked.findings,
            mended=mended,
            source_language=first.source,
            signature=self.signature,
        )

    def _look(self, doc: Document, quiet: frozenset[_Place] = frozenset()) -> _Looked:
        found = [
            finding
            for finding in detect(doc, self.resources, self.rules)
            if _place(finding) not in quiet
        ]
        loud = audible(found, doc, self.config)
        source, weighed = weigh(doc, self.resources, loud)
        findings = distinct(weighed)
        unknown = new(findings, doc, self.baseline)
        silenced = (_places(found) - _places(loud)) | (_places(findings) - _places(unknown))
        return _Looked(source, tuple(unknown), quiet | silenced)

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
