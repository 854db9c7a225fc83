"""
A translation beside its source: which part of the text translates which part of the source.

A row of aligned segments is aligned as it says. A source given as one text is aligned by sentence,
with an eye to where paragraphs begin (`alignment.py`). Where it is open which sentences belong
together, those between two sure cuts stay one part. A part that is not `sure` is one where nothing
is found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from calque.document import OBJECT, Span
from calque.language.alignment import Side, align
from calque.language.scan import Scan, sentences

_SURE: Final = 0.8
_PARAGRAPH: Final = re.compile(r"\S(?:[^\n]|\n(?=[^\S\n]*\S))*")
_WORDS: Final = re.compile(rf"[^\s{OBJECT}](?:[^{OBJECT}]*[^\s{OBJECT}])?")
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


def wording(scan: Scan, span: Span) -> Span:
    """
    The longest stretch of a place in which nothing stands but words.

    What is said of a whole part is said of this: a tag that stands alone in it is not to be marked.
    """
    stretches = [
        Span(span.start + match.start(), span.start + match.end())
        for match in _WORDS.finditer(scan.text[slice(*span)])
    ]
    return max(stretches, key=lambda one: one.end - one.start, default=span)


def aligned(scan: Scan) -> tuple[Aligned, ...]:
    """The parts of a text with their source, in order; none where the document has no source."""
    return scan.doc.derived("aligned", lambda: tuple(_aligned(scan)))


def sure_parts(scan: Scan) -> list[Aligned]:
    """The parts with a source of which something may be said of the two together."""
    return [part for part in aligned(scan) if part.sure and part.source]


def doubts(scan: Scan) -> Iterator[str]:
    """What, of a whole source, could not be set beside the text for sure."""
    source = scan.doc.source
    if not isinstance(source, str) or not source.strip() or not scan.text.strip():
        return
    theirs, ours = (len(_stretches(_LINE, text)) for text in (source, scan.text))
    one_paragraph = all(len(_stretches(_PARAGRAPH, text)) < 2 for text in (source, scan.text))
    if one_paragraph and theirs != ours and min(theirs, ours) > 1:
        yield (
            f"the text has {ours:,} lines and its source {theirs:,}: "
            "they were set side by side by sentence"
        )
    parts = aligned(scan)
    unsure = sum(not part.sure for part in parts)
    if unsure:
        yield (
            f"{unsure:,} of {len(parts):,} parts were not compared with the source: it is not sure "
            "which of its sentences they translate"
        )


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
    theirs, ours = _paragraphs(source, scan)
    yield from _matched(
        _Sentences(source, theirs, doc.source_lang or "en"), _Sentences(scan.text, ours, doc.lang)
    )


def _paragraphs(source: str, scan: Scan) -> tuple[Sequence[Span], Sequence[Span]]:
    """The paragraphs of both sides; one of the two may part its own by single line breaks."""
    theirs, ours = _stretches(_PARAGRAPH, source), scan.paragraphs
    lines = _stretches(_LINE, source), scan.lines
    if len(theirs) < 2 and len(ours) < 2 and len(lines[0]) == len(lines[1]):
        return lines
    if len(theirs) < 2 <= len(ours):
        return lines[0], ours
    return theirs, lines[1] if len(ours) < 2 <= len(theirs) else ours


class _Sentences:
    """The sentences of a text's paragraphs, and which of them begin one."""

    def __init__(self, text: str, paragraphs: Sequence[Span], lang: str) -> None:
        self.text = text
        self.spans: list[Span] = []
        begins = set()
        for paragraph in paragraphs:
            begins.add(len(self.spans))
            self.spans += sentences(text, paragraph, lang)
        self.side = Side([text[slice(*span)] for span in self.spans], frozenset(begins))


def _matched(theirs: _Sentences, ours: _Sentences) -> Iterator[Aligned]:
    for match in align(theirs.side, ours.side):
        said, found = _joined(theirs.spans, match.source), _joined(ours.spans, match.text)
        yield Aligned(found, theirs.text[slice(*said)], None, said.start, match.confidence)


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
