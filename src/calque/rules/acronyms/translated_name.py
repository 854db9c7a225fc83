"""
A name that is not to be translated stands in the source, and its translation does not have it.

Why it matters: *Le Monde* as "The World" is another paper, and nobody finds it.
Fix: none: what became of the name is not known; the part of the text is shown.
Source: the glossary's entry, which keeps the name in every language (`keep`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR008",
    name="translated-name",
    category="accuracy/do-not-translate",
    its_type="mistranslation",
    severity="major",
    message="the source has {name} here, which is not to be translated",
    in_quotes=True,
    needs=("source",),
)


_PARAGRAPH = re.compile(r"(?:[^\n]|\n(?!\s*\n))*\S(?:[^\n]|\n(?!\s*\n))*")


class _Part(NamedTuple):
    """A part of the text and its source, which begins at `at` in the document's or segment's."""

    span: Span
    source: str
    at: int = 0


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each part of the text that lacks a name which its source has."""
    if not res.kept:
        return
    hits = [(hit.start, hit.form.concept.id) for hit in res.hits(scan).terms]
    for part in _parts(scan):
        there = {id for start, id in hits if part.span.start <= start < part.span.end}
        for concept, term in res.kept:
            if concept.id not in there and (place := _place(part, term.text)):
                yield Finding(
                    rule=RULE,
                    span=part.span,
                    message=RULE.message.format(name=term.text),
                    confidence=0.85,
                    evidence=(Evidence("glossary", f"{concept.id}: {term.text}", concept.ref[0]),),
                    source_span=place,
                )


def _parts(scan: Scan) -> Iterator[_Part]:
    """The parts of the text with the source of each: segments, paragraphs, or all of it."""
    doc = scan.doc
    if doc.segments and not isinstance(doc.source, str):
        for segment, source in zip(doc.segments, doc.source or (), strict=True):
            yield _Part(Span(scan.view.at(segment.start), scan.view.at(segment.end)), source)
        return
    source = doc.source if isinstance(doc.source, str) else "\n\n".join(doc.source or ())
    paragraphs = [_Part(Span(0, 0), *one) for one in _paragraphs(source)]
    if len(paragraphs) == len(scan.paragraphs):
        for part, span in zip(paragraphs, scan.paragraphs, strict=True):
            yield part._replace(span=span)
    elif scan.text.strip():
        yield _Part(Span(0, len(scan.text)), source)


def _paragraphs(source: str) -> Iterator[tuple[str, int]]:
    for match in _PARAGRAPH.finditer(source):
        yield match.group(), match.start()


def _place(part: _Part, name: str) -> Span | None:
    """Where a name stands in a source, in whatever case form; None where it doesn't."""
    found = re.search(rf"(?<!\w){re.escape(name)}", part.source)
    return Span(part.at + found.start(), part.at + found.end()) if found else None
