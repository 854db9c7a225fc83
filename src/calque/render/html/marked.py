"""
A text with its findings marked, numbered as in the list below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calque.document import Document, Span
from calque.finding import Finding
from calque.mqm import severity_rank
from calque.render import why
from calque.render.html.markup import Markup, element, joined


class Mark(NamedTuple):
    """A place in a text, how grave it is, and what is said of it."""

    span: Span
    severity: str
    said: str


class _Piece(NamedTuple):
    """A stretch of a text, what is marked in all of it, and which marks end there, by number."""

    start: int
    end: int
    inside: tuple[int, ...]
    ending: tuple[int, ...]


def text(doc: Document, findings: Sequence[Finding]) -> Markup:
    """Return the whole text in an element; hovering over a mark says what is wrong and why."""
    marks = [Mark(finding.span, finding.severity, _explained(finding)) for finding in findings]
    return element(
        "pre",
        "\n",  # which a browser takes for the end of the tag's line
        words(doc.text, marks, numbered=True),
        class_="text",
        lang=doc.lang,
        dir="auto",
    )


def words(text: str, marks: Sequence[Mark], *, numbered: bool) -> Markup:
    """Return a text with marks; where they overlap, the gravest is seen and all are said."""
    spans = [Span(_whole(text, start), _whole(text, end)) for (start, end), *_ in marks]
    pieces = _pieces(len(text), spans)
    return joined(*(_marked(text, marks, piece, numbered=numbered) for piece in pieces))


def _whole(text: str, offset: int) -> int:
    """Return an offset, or the next one where it is inside of a Windows line end."""
    return offset + (text[max(0, offset - 1) : offset + 1] == "\r\n")


def _marked(text: str, marks: Sequence[Mark], piece: _Piece, *, numbered: bool) -> Markup | str:
    shown = text[piece.start : piece.end]
    about = piece.inside or piece.ending
    if not about:
        return shown
    ending = piece.ending if numbered else ()
    return element(
        "mark",
        shown,
        class_=max((marks[k].severity for k in about), key=severity_rank),
        title="\n\n".join(marks[k].said for k in about),
        data_n=",".join(str(k + 1) for k in ending) or None,
        tabindex="0" if ending else None,
    )


def _explained(finding: Finding) -> str:
    lines = [f"{finding.rule.id} {finding.rule.name} ({finding.severity}): {finding.message}"]
    lines += [f"why: {why.said(item)}" for item in finding.evidence]
    lines += [f"fix: {fix.title} ({fix.safety})" for fix in finding.fixes if fix.edits]
    return "\n".join(lines)


def _pieces(length: int, spans: Sequence[Span]) -> Iterator[_Piece]:
    """
    Yield the text in pieces; where marks overlap, a piece is in several.

    A mark without words (something left out) is an empty piece.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    empty: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(spans):
        if start == end:
            empty.setdefault(start, []).append(number)
        else:
            opening.setdefault(start, []).append(number)
            closing.setdefault(end, []).append(number)
    cuts = sorted({0, length, *opening, *closing, *empty})
    inside: list[int] = []
    for k, start in enumerate(cuts):
        inside = [number for number in inside if number not in closing.get(start, ())]
        inside += opening.get(start, ())
        if start in empty:
            yield _Piece(start, start, (), tuple(empty[start]))
        if k + 1 < len(cuts):
            end = cuts[k + 1]
            yield _Piece(start, end, tuple(sorted(inside)), tuple(closing.get(end, ())))
