"""
What is scored: a text in segments, with what was found in each.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple

from calque.document import NOTHING, Document, Span
from calque.finding import Finding
from calque.language.scan import scan

# As in the MQM scoring models: what a finding costs.
WEIGHTS: Final = {"minor": 1, "major": 5, "critical": 25}
_GAP: Final = "\n\n"  # between the segments of a document


class Segment(NamedTuple):
    """
    A line, row or target: where it is (`label`), what it says, and what was found in it.

    `found` are the words that each finding is about. `source` is None where it is not known.
    """

    label: str
    text: str
    lang: str
    source: str | None
    source_lang: str | None
    findings: tuple[Finding, ...] = ()
    found: tuple[str, ...] = ()

    @property
    def penalty(self) -> int:
        """What the findings cost: 1 for a minor one, 5 for a major, 25 for a critical one."""
        return sum(WEIGHTS[finding.severity] for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Text:
    """All segments of a file, or all that a model said; `words` is how many there are."""

    name: str
    segments: tuple[Segment, ...]
    words: int

    @property
    def findings(self) -> Iterator[Finding]:
        """All that was found."""
        return (finding for segment in self.segments for finding in segment.findings)


def places(doc: Document, *, whole: bool = False) -> list[Span]:
    """
    The segments of a document, as places in it; with `whole` it is one.

    Those that its format has, or the lines of a plain text, empty ones too, or what a reader sees
    as lines.
    """
    if doc.segments:
        return list(doc.segments)
    if whole:
        return [Span(0, len(doc.text))]
    if doc.format == "text":
        return _lines(doc.text)
    looked = scan(doc)
    return [looked.view.span(*line) for line in looked.lines]


def sources(doc: Document, count: int) -> list[str | None]:
    """The source of each of `count` segments; None where it is not known."""
    if doc.source is None:
        return [None] * count
    if isinstance(doc.source, str):
        return [doc.source] if count == 1 else [None] * count
    return list(doc.source) if len(doc.source) == count else [None] * count


def said(doc: Document, place: Span) -> str:
    """What a reader sees at a place, on one line."""
    if doc.blocks is None:
        return " ".join(doc.text[slice(*place)].split())
    looked = scan(doc)
    start, end = looked.view.at(place.start), looked.view.at(place.end)
    return " ".join(looked.text[start:end].split())


def segments(
    doc: Document, findings: Sequence[Finding], label: str = "", *, whole: bool = False
) -> Iterator[Segment]:
    """
    The segments of a document with what was found in each.

    `label` is put before their ids, or numbers where they have none; a finding that lies between
    two belongs to the first.
    """
    where = places(doc, whole=whole)
    starts = [place.start for place in where]
    mine: list[list[Finding]] = [[] for _ in where]
    for finding in findings:
        mine[max(0, bisect_right(starts, finding.span.start) - 1)].append(finding)
    pairs = zip(where, sources(doc, len(where)), mine, strict=True)
    for number, (place, source, its) in enumerate(pairs, 1):
        own = doc.labels[number - 1] if doc.labels else ""
        yield Segment(
            label if whole else f"{label}{':' if label else ''}{own or number}",
            said(doc, place),
            doc.lang,
            None if source is None else " ".join(source.split()),
            doc.source_lang,
            tuple(its),
            tuple(doc.text[slice(*finding.span)] for finding in its),
        )


def beside(doc: Document, source: Sequence[str], *, whole: bool = False) -> Document:
    """The document with the source of each of its segments, the lines of a text being segments."""
    if doc.segments:
        return replace(doc, source=tuple(source))
    if whole:
        return replace(doc, source=source[0])
    return in_lines(replace(doc, source=tuple(source)), [said(doc, one) for one in places(doc)])


def in_lines(doc: Document, lines: Sequence[str]) -> Document:
    """The document with other words: `lines`, each a segment."""
    start, spans = 0, []
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + len(_GAP)
    return replace(
        doc,
        text=_GAP.join(lines),
        format="text",
        blocks=None,
        protected=(),
        locked=(),
        approved=(),
        blanks=(),
        verbatim=(),
        escapes=NOTHING,
        segments=tuple(spans),
    )


def _lines(text: str) -> list[Span]:
    lines = text.split("\n")
    if not lines[-1].strip():
        lines.pop()
    start, spans = 0, []
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 1
    return spans
