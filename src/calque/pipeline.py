"""
The way a text takes: read, detect, weigh, settle, mend, report.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final

from calque._version import __version__
from calque.config import Config
from calque.detect import chosen, detect, rules_digest
from calque.document import Document, Span
from calque.edits import apply, compose
from calque.finding import Edit, Finding, Safety
from calque.formats import read_document
from calque.mend import mend
from calque.report import Report
from calque.resources import Resources
from calque.settle import Skipped, distinct, settle
from calque.suppress import Baseline, kept, read_baseline
from calque.weigh import SourceLanguage, weigh

# A fix may make room for one that it overlapped; more rounds than this have not been seen.
_ROUNDS: Final = 8


class Checker:
    """
    Checks and fixes texts; made once, used for many.

    Raises ConfigError where the configuration or a glossary is at fault.
    """

    def __init__(self, config: Config | None = None) -> None:
        self.config = config or Config()
        self.rules = chosen(self.config.select, self.config.ignore)
        self.resources = Resources(self.config)
        self.baseline: Baseline = (
            read_baseline(self.config.baseline) if self.config.baseline else {}
        )
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
        source, findings = self._look(doc)
        _, skipped = settle(findings, Safety.SAFE)
        return Report(
            document=doc,
            findings=tuple(findings),
            skipped=tuple(skipped),
            text=doc.text,
            left=tuple(findings),
            source_language=source,
            signature=self.signature,
        )

    def fix(self, doc: Document, level: Safety = Safety.SAFE) -> Report:
        """
        Make every fix up to `level` that doesn't stand in another's way, until none is left.

        Rounds are needed because a fix can make room for one that it overlapped.
        """
        source, findings = self._look(doc)
        current, left = doc, findings
        applied: list[Edit] = []
        mended = 0
        skipped: Sequence[Skipped] = ()
        for _ in range(_ROUNDS):
            choices, skipped = settle(left, level)
            edits = mend(current, choices)
            if not edits:
                break
            mended += len(choices)
            applied = compose(doc.text, applied, edits)
            current = self._reread(current, edits)
            _, left = self._look(current)
        return Report(
            document=doc,
            findings=tuple(findings),
            applied=tuple(applied),
            skipped=tuple(skipped),
            text=current.text,
            left=tuple(left),
            mended=mended,
            source_language=source,
            signature=self.signature,
        )

    def _look(self, doc: Document) -> tuple[SourceLanguage, list[Finding]]:
        found = kept(detect(doc, self.resources, self.rules), doc, self.config, self.baseline)
        source, weighed = weigh(doc, found)
        return source, distinct(weighed)

    def _reread(self, doc: Document, edits: Sequence[Edit]) -> Document:
        """The document with the edits made, read again by its own format."""
        text = apply(doc.text, edits)
        if doc.segments:
            return replace(doc, text=text, segments=_shifted(doc.segments, edits))
        return read_document(
            doc.id,
            text,
            format=doc.format,
            lang=doc.lang,
            source=doc.source,
            source_lang=doc.source_lang,
            meta=doc.meta,
        )


def _shifted(segments: Sequence[Span], edits: Sequence[Edit]) -> tuple[Span, ...]:
    """Where the segments are once the edits are made; no edit crosses a segment's edge."""
    shifted = []
    offset = 0
    remaining = list(edits)
    for segment in segments:
        start = segment.start + offset
        while remaining and remaining[0].end <= segment.end:
            edit = remaining.pop(0)
            offset += len(edit.text) - (edit.end - edit.start)
        shifted.append(Span(start, segment.end + offset))
    return tuple(shifted)
