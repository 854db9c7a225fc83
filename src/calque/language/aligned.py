"""
A translation beside its source: which part of the text translates which part of the source.

A row of aligned segments is aligned as it says. A source given as one text is aligned by paragraph
and, within, by sentence (`alignment.py`). Where the lengths leave it open which sentences belong
together, those stay one part; where they leave it open for a paragraph, the part is not `sure` and
nothing is found there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.alignment import align
from calque.language.scan import Scan

_SURE: Final = 0.8
_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]|\n(?=[^\S\n]*\S))*")
_LINE: Final = re.compile(r"\S[^\n]*")


class Aligned(NamedTuple):
    """
    A part of the reader's text at `span`, and the source it translates.

    `source` begins at `at` in the document's source, or in the source of segment `segment`. One of
    both is empty where a part has no counterpart. `confidence` (0 to 1) is in the two belonging
    together.
    """

    span: Span
    source: str
    segment: int | None = None
    at: int = 0
    confidence: float = 1.0

    @property
    def sure(self) -> bool:
        """Whether something may be said of the two together."""
        return self.confidence >= _SURE

    def place(self, start: int, end: int) -> Span:
        """A place in `source`, as one in the document's source or that of the segment."""
        return Span(self.at + start, self.at + end)

    @property
    def whole(self) -> Span:
        """All of `source`, as a place in the document's source or that of the segment."""
        return self.place(0, len(self.source))


def aligned(scan: Scan) -> tuple[Aligned, ...]:
    """The parts of a text with their source, in order; none where the document has no source."""
    return scan.doc.derived("aligned", lambda: tuple(_aligned(scan)))


def _aligned(scan: Scan) -> Iterator[Aligned]:
    doc = scan.doc
    if not doc.source:
        return
    if doc.segments and not isinstance(doc.source, str):
        for number, (segment, source) in enumerate(zip(doc.segments, doc.source, strict=True)):
            span = Span(scan.view.at(segment.start), scan.view.at(segment.end))
            yield Aligned(span, source, number)
        return
    source = doc.source if isinstance(doc.source, str) else "\n".join(doc.source)
    theirs, ours = _stretches(_PARAGRAPH, source), scan.paragraphs
    # One of the two may part its paragraphs by single line breaks.
    if len(theirs) < 2 <= len(ours):
        theirs = _stretches(_LINE, source)
    elif len(ours) < 2 <= len(theirs):
        ours = scan.lines
    for part in _matched(source, theirs, scan.text, ours, 1.0):
        if part.sure and part.source and part.span.start < part.span.end:
            yield from _by_sentence(scan, source, part)
        else:
            yield part


def _by_sentence(scan: Scan, source: str, part: Aligned) -> Iterator[Aligned]:
    """The sentences of two paragraphs that belong together."""
    from sentencex import get_sentence_boundaries

    theirs = []
    for found in get_sentence_boundaries(scan.doc.source_lang or "en", part.source):
        start, text = found["start_index"], found["text"]
        if text.strip():
            begins = start + len(text) - len(text.lstrip())
            theirs.append(Span(begins, start + len(text.rstrip())))
    ours = [span for span in scan.sentences if part.span.contains(span)]
    found = _matched(part.source, theirs, scan.text, ours, part.confidence)
    for sure, together in groupby(found, key=lambda one: one.sure):
        run = [one._replace(at=part.at + one.at) for one in together]
        yield from run if sure else [_merged(source, run, part)]


def _merged(source: str, run: Sequence[Aligned], part: Aligned) -> Aligned:
    """Sentences that stand between sure ones: together they are as sure as their paragraph."""
    start, end = run[0].at, run[-1].whole.end
    span = Span(run[0].span.start, run[-1].span.end)
    return Aligned(span, source[start:end], None, start, part.confidence)


def _matched(
    source: str, theirs: Sequence[Span], text: str, ours: Sequence[Span], confidence: float
) -> Iterator[Aligned]:
    matches = align(
        [source[slice(*span)] for span in theirs],
        [text[slice(*span)] for span in ours],
    )
    for match in matches:
        said, found = _joined(theirs, match.source), _joined(ours, match.text)
        yield Aligned(found, source[slice(*said)], None, said.start, confidence * match.confidence)


def _joined(spans: Sequence[Span], which: tuple[int, int]) -> Span:
    """From the first to the last of some spans; where there are none, the point before the next."""
    first, last = which
    if first < last:
        return Span(spans[first].start, spans[last - 1].end)
    point = spans[first - 1].end if first else 0
    return Span(point, point)


def _stretches(pattern: re.Pattern[str], text: str) -> tuple[Span, ...]:
    """What a pattern finds, blanks at the end left out."""
    found = pattern.finditer(text)
    return tuple(Span(match.start(), match.start() + len(match[0].rstrip())) for match in found)
