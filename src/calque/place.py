"""
From the reader's text to the document: a finding put in its place.

Rules never see markup; this is where it comes back. An edit that would run over markup is broken up
at words so that only prose changes; one that can't be is not offered. An edit that deletes whole
lines takes their line breaks (or tags) along, so that no gap stays.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import replace
from difflib import SequenceMatcher
from itertools import accumulate
from typing import Final

from calque.document import OBJECT, Document, Span, holder
from calque.edits import tidy
from calque.finding import Edit, Finding, Fix, Safety
from calque.language.scan import Scan

_SUPPRESSES: Final = re.compile(r"<!--\s*calque:")


def placed(finding: Finding, looked: Scan) -> Finding | None:
    """
    Return the finding with document offsets, or None where it must not be made.

    None: its words are protected and would not go whole, or they are somebody's wording and the
    rule minds wording.
    """
    if finding.segment is not None:  # one with nothing in it, which no place in the text points to
        return replace(finding, span=looked.doc.segments[finding.segment])
    start, end = finding.span
    if not finding.rule.in_quotes and looked.quoted(start, end):
        return None
    edits = [edit for fix in finding.fixes for edit in fix.edits]
    if _is_protected(start, end, edits, looked):
        return None
    removal = any(_removes_lines(edit, looked) for edit in edits)
    span = looked.view.span(start, end)
    if not removal and _holds_protected(looked, start, end):
        return None
    return replace(
        finding,
        span=span,
        fixes=tuple(_placed_fix(fix, looked) for fix in finding.fixes),
        related=tuple(looked.view.span(*other) for other in finding.related),
        segment=holder(looked.doc.segments, span),
    )


def _placed_fix(fix: Fix, looked: Scan) -> Fix:
    """The fix with document offsets; without edits, for show, where it can't be made safely."""
    edits = placed_edits(fix.edits, looked)
    if edits is None:
        return replace(fix, edits=(), safety=Safety.SHOW)
    return replace(fix, edits=edits)


def placed_edits(edits: Iterable[Edit], looked: Scan) -> tuple[Edit, ...] | None:
    """The edits with document offsets; None where one can't be made safely."""
    result: list[Edit] = []
    for edit in edits:
        if _is_protected(edit.start, edit.end, [edit], looked):
            return None
        mapped = _removal(edit, looked) if _removes_lines(edit, looked) else _mapped(edit, looked)
        locked = looked.doc.locked
        if mapped is None or any(holder(locked, edit[:2]) is not None for edit in mapped):
            return None
        result += mapped
    return tuple(result)


def _mapped(edit: Edit, looked: Scan) -> list[Edit] | None:
    """The edit in the document, split at words where markup or a line break lies within."""
    start, end = looked.view.span(edit.start, edit.end)
    steps = [edit]
    if len(looked.view.parts(edit.start, edit.end)) > 1 or "\n" in looked.doc.text[start:end]:
        steps = list(by_word(looked.text, edit))
    edits = []
    for step in steps:
        span = looked.view.span(step.start, step.end)
        broken = len(looked.view.parts(step.start, step.end)) > 1
        if broken or _is_kept(looked.doc, span):
            return None
        edits.append(Edit(*span, looked.doc.written(step.text, span)))
    return edits


def by_word(text: str, edit: Edit) -> Iterator[Edit]:
    """The same change of `text` in the smallest steps, words and spaces taken whole."""
    old = re.findall(r"\s+|\w+|[^\w\s]", text[edit.start : edit.end])
    new = re.findall(r"\s+|\w+|[^\w\s]", edit.text)
    same = [" " if token.isspace() else token for token in old]
    offsets = [edit.start]
    for token in old:
        offsets.append(offsets[-1] + len(token))
    for tag, left, right, start, end in SequenceMatcher(None, same, new, False).get_opcodes():
        if tag != "equal":
            yield Edit(offsets[left], offsets[right], "".join(new[start:end]))


def _is_protected(start: int, end: int, edits: Iterable[Edit], looked: Scan) -> bool:
    """Whether `[start, end)` touches a protected span that the edits do not delete whole."""
    gone = [Span(edit.start, edit.end) for edit in edits if not edit.text]
    return any(
        not any(each.contains(span) for each in gone) for span in _touched(looked, start, end)
    )


def _touched(looked: Scan, start: int, end: int) -> list[Span]:
    """The protected spans that `[start, end)` overlaps, or is an insertion inside of."""
    spans = looked.protected
    reached = looked.doc.derived(
        "protected so far", lambda: list(accumulate((span.end for span in spans), max))
    )
    near = spans[bisect_right(reached, start) : bisect_left(spans, (end,))]
    return [span for span in near if span.end > start]


def _removes_lines(edit: Edit, looked: Scan) -> bool:
    """Whether the edit deletes one or more lines and nothing else."""
    if edit.text or edit.start == edit.end:
        return False
    text = looked.text
    return (edit.start == 0 or text[edit.start - 1] == "\n") and (
        edit.end == len(text) or text[edit.end] == "\n"
    )


def _removal(edit: Edit, looked: Scan) -> list[Edit] | None:
    """
    Delete whole lines with what parts them from their neighbours.

    Where a block of markup goes whole, so do its tags. A segment is emptied, since a row or a
    bilingual file keeps its number of segments.
    """
    doc, view = looked.doc, looked.view
    if doc.is_row:
        return [Edit(*view.span(edit.start, edit.end), "")]
    if doc.segments:
        return [Edit(*part, "") for part in view.parts(edit.start, edit.end)] or None
    if doc.blocks is None:
        return [tidy(doc.text, Edit(*view.span(edit.start, edit.end), ""))]
    edits = [tidy(doc.text, _without_break(doc.text, block)) for block in _blocks(edit, looked)]
    # A comment that suppresses something stays, or the next look would not see it.
    if any(_SUPPRESSES.search(doc.text, edit.start, edit.end) for edit in edits):
        return None
    return edits or None


def _without_break(text: str, block: Span) -> Edit:
    """Delete a block, the line break after it left to `tidy`."""
    return Edit(block.start, block.start + len(text[slice(*block)].rstrip("\r\n")), "")


def _blocks(edit: Edit, looked: Scan) -> Iterator[Span]:
    """The outer spans of the blocks that the edit deletes, or its own span within one block."""
    position = edit.start
    while position < edit.end:
        line_end = looked.text.find("\n\n", position, edit.end)
        line_end = edit.end if line_end < 0 else line_end
        block = looked.view.block(position)
        paragraph = looked.paragraph(position)
        if block and (position, line_end) == paragraph:
            yield block.outer
        elif len(looked.view.parts(position, line_end)) == 1:
            yield looked.view.span(position, line_end)
        position = line_end + 2


def _holds_protected(looked: Scan, start: int, end: int) -> bool:
    """Whether the format protects words; a tag between them, as of a link, hides nothing."""
    parts = looked.view.parts(start, end)
    return OBJECT in looked.text[start:end] or any(_is_kept(looked.doc, part) for part in parts)


def _is_kept(doc: Document, span: Span) -> bool:
    """Whether a span overlaps one that the format protects, or is a point inside one."""
    protected = doc.derived("protected", lambda: _merged(doc.protected))
    number = bisect_right(protected, span.start, key=lambda other: other.end)
    return number < len(protected) and protected[number].start < span.end


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping ones as one."""
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, span.end))
        elif span.start < span.end:
            merged.append(span)
    return merged
