"""
A translation beside its source: which part of the text translates which part of the source.

A row of aligned segments is aligned as it says; a whole source is one part.
"""

from __future__ import annotations

from typing import NamedTuple

from calque.document import Span
from calque.language.scan import Scan


class Aligned(NamedTuple):
    """
    A part of the reader's text at `span`, and the source it translates.

    Spans in `source` are offsets into that string: the document's source, or the source of segment
    `segment`.
    """

    span: Span
    source: str
    segment: int | None


def aligned(scan: Scan) -> tuple[Aligned, ...]:
    """The parts of a text with their source, in order; none where the document has no source."""
    doc = scan.doc
    if not doc.source:
        return ()
    if isinstance(doc.source, str):
        return (Aligned(Span(0, len(scan.text)), doc.source, None),)
    if not doc.segments:
        return (Aligned(Span(0, len(scan.text)), "\n".join(doc.source), None),)
    return tuple(
        Aligned(Span(scan.view.at(span.start), scan.view.at(span.end)), source, number)
        for number, (span, source) in enumerate(zip(doc.segments, doc.source, strict=True))
    )
