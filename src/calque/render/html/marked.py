"""
A text with its findings marked, numbered as in the list below it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from calque.document import Document
from calque.finding import Finding
from calque.mqm import severity_rank
from calque.render import why
from calque.render.html.markup import Markup, element


class _Piece(NamedTuple):
    """A stretch of a text, what is found in all of it, and which findings end there, by number."""

    start: int
    end: int
    inside: tuple[int, ...]
    ending: tuple[int, ...]


def text(doc: Document, findings: Sequence[Finding]) -> Markup:
    """Return the whole text in an element; hovering over a mark says what is wrong and why."""
    pieces = (_marked(doc, findings, piece) for piece in _pieces(len(doc.text), findings))
    return element(
        "div", *pieces, class_="text", style="white-space:pre-wrap", lang=doc.lang, dir="auto"
    )


def _marked(doc: Document, findings: Sequence[Finding], piece: _Piece) -> Markup | str:
    words = doc.text[piece.start : piece.end]
    about = piece.inside or piece.ending
    if not about:
        return words
    gravest = max((findings[k].severity for k in about), key=severity_rank)
    return element(
        "mark",
        words,
        class_=gravest,
        title="\n\n".join(_explained(findings[k]) for k in about),
        data_n=",".join(str(k + 1) for k in piece.ending) or None,
        tabindex="0" if piece.ending else None,
    )


def _explained(finding: Finding) -> str:
    lines = [f"{finding.rule.id} {finding.rule.name} ({finding.severity}): {finding.message}"]
    lines += [f"why: {why.said(item)}" for item in finding.evidence]
    lines += [f"fix: {fix.title} ({fix.safety})" for fix in finding.fixes if fix.edits]
    return "\n".join(lines)


def _pieces(length: int, findings: Sequence[Finding]) -> Iterator[_Piece]:
    """
    Yield the text in pieces; where findings overlap, a piece is in several.

    A finding without words (something left out) is an empty piece.
    """
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    empty: dict[int, list[int]] = {}
    for number, finding in enumerate(findings):
        start, end = finding.span
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
