"""
An editor's choices on a text: fixes accepted by their marks, edits typed by hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, NamedTuple

from calque.apps.web.errors import Refused
from calque.decided import marks
from calque.document import Document, Piece, Span, holder
from calque.edits import apply, conflict
from calque.finding import Edit, Finding, Safety
from calque.mend import mend
from calque.pipeline import Checker
from calque.settle import settle

# No XML has these, and no text needs them.
_CONTROLS: Final = re.compile("[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


class Left(NamedTuple):
    """A fix that was accepted and not made."""

    fingerprint: str
    reason: str


def applied(
    doc: Document, checker: Checker, accept: Iterable[str], typed: Iterable[Edit]
) -> tuple[list[Edit], str, list[Left]]:
    """
    The edits that the choices come to, the text they make, and what could not be done.

    `accept` are marks, `MARK:1` for the second fix of a finding. Raises Refused where a choice
    does not fit the text.
    """
    findings = checker.check(doc).findings
    found = dict(zip(marks(doc, findings), findings, strict=True))
    numbers = {mark: number for mark, _, number in (each.partition(":") for each in accept)}
    for mark in numbers:
        if mark not in found:
            raise _refused(f"no finding {mark} in this text; check it again")
    wanted = {mark: _willing(found[mark], number) for mark, number in numbers.items()}
    choices, skipped = settle(list(wanted.values()), Safety.REVIEW)
    names = {(found[mark].rule.id, found[mark].span): mark for mark in wanted}
    left = [Left(names[skip.finding.rule.id, skip.finding.span], skip.reason) for skip in skipped]
    left += [
        Left(mark, "has no fix")
        for mark, finding in wanted.items()
        if not any(fix.edits for fix in finding.fixes)
    ]
    edits = mend(doc, choices)
    for edit in _written(doc, typed):
        if any(conflict(edit, other) or edit == other for other in edits):
            raise _refused(f"the edit at {edit.start} overlaps another")
        edits.append(edit)
    edits.sort()
    text = apply(doc.text, edits)
    if edits:  # what comes out must be what went in: the same format, unbroken
        checker.read(text, doc.id, format=doc.format, lang=doc.lang)
    return edits, text, left


def prose(doc: Document) -> list[Span]:
    """Where the reader's text stands in the document, touching parts as one."""
    if doc.blocks is None:
        return [Span(0, len(doc.text))]
    runs: list[Span] = []
    for piece in sorted(piece for block in doc.blocks for piece in block.pieces):
        if runs and piece.start <= runs[-1].end:
            runs[-1] = Span(runs[-1].start, max(runs[-1].end, piece.end))
        else:
            runs.append(Span(piece.start, piece.end))
    return runs


def _willing(finding: Finding, number: str) -> Finding:
    """The finding with its fixes, or that of a number, as ones to make: an editor has looked."""
    chosen = finding.fixes[int(number) :][:1] if number else finding.fixes
    return replace(finding, fixes=tuple(replace(fix, safety=Safety.REVIEW) for fix in chosen))


def _written(doc: Document, typed: Iterable[Edit]) -> Iterable[Edit]:
    """The edits typed by hand, as the format writes them."""
    runs = prose(doc)
    whole = [
        piece
        for block in doc.blocks or ()
        for piece in block.pieces
        if piece.text is not None and piece.end - piece.start > 1
    ]
    for edit in typed:
        span = Span(edit.start, edit.end)
        if not 0 <= span.start <= span.end <= len(doc.text):
            raise _refused(f"the edit at {edit.start} is outside the text")
        if _CONTROLS.search(edit.text):
            raise _refused(f"the edit at {edit.start} has a control character")
        if (
            holder(runs, span) is None
            or any(span.overlaps(kept) for kept in (*doc.protected, *doc.locked))
            or any(_parts(piece, span) for piece in whole)
        ):
            raise _refused(f"the edit at {edit.start} touches markup")
        yield Edit(*span, doc.written(edit.text, span))


def _parts(piece: Piece, span: Span) -> bool:
    """Whether a span begins or ends within what stands for one character."""
    return any(piece.start < offset < piece.end for offset in span)


def _refused(message: str) -> Refused:
    return Refused(422, "invalid", message)
