"""
Arithmetic of edits: make them, join them, put one round after another.

A list of edits is always sorted, disjoint and in the coordinates of one text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from calque.document import Span
from calque.finding import Edit

_BREAKS_AFTER = re.compile(r"(?:[ \t]*\r?\n)*")


def apply(text: str, edits: Iterable[Edit]) -> str:
    """Return `text` with the edits made; they must be sorted and disjoint."""
    pieces = []
    position = 0
    for edit in edits:
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join([*pieces, text[position:]])


def moved(span: Span, edits: Iterable[Edit]) -> Span:
    """Where a span of the text is once the edits are made; what they put at its edges is in it."""
    start, end = span
    for edit in edits:
        growth = len(edit.text) - (edit.end - edit.start)
        start += growth if edit.start < span.start and edit.end <= span.start else 0
        end += growth if edit.end <= span.end else 0
    return Span(start, end)


def conflict(one: Edit, other: Edit) -> bool:
    """
    Whether two edits can't both be made.

    Two deletions always can: together they delete what either does. An insertion may not touch
    another edit, since which comes first would be chance.
    """
    if one == other or not (one.text or other.text):
        return False
    if one.start == one.end or other.start == other.end:
        return one.start <= other.end and other.start <= one.end
    return one.start < other.end and other.start < one.end


def joined(text: str, edits: Iterable[Edit]) -> list[Edit]:
    """Sort edits that don't conflict, and make of deletions that touch one clean deletion."""
    result: list[Edit] = []
    for edit in sorted({tidy(text, edit) for edit in edits}):
        last = result[-1] if result else None
        if last and not last.text and not edit.text and edit.start <= last.end:
            result[-1] = Edit(last.start, max(last.end, edit.end), "")
        elif edit.start < edit.end or edit.text:
            result.append(edit)
    return [tidy(text, edit) for edit in result]


def tidy(text: str, edit: Edit) -> Edit:
    """
    Widen a deletion of whole lines so that it leaves neither a gap nor joined paragraphs.

    Of the line breaks before and after it, the larger run stays and the other goes; at the head of
    the text those after go, at its foot those before. Any other edit is returned as it is.
    """
    start, end = edit.start, edit.end
    if edit.text or start == end or not _is_whole_lines(text, start, end):
        return edit
    if text[start] not in "\r\n":
        start = len(text[:start].rstrip(" \t"))
    left = _breaks_before(text, start)
    after = _BREAKS_AFTER.match(text, end)
    right = after.end() if after else end
    if left == 0:
        return Edit(0, right, "")
    if not text[right:].strip():
        return Edit(left, end, "")
    if text.count("\n", left, start) >= text.count("\n", end, right):
        return Edit(start, right, "")
    return Edit(left, end, "")


def _breaks_before(text: str, start: int) -> int:
    """Where the run of line breaks that ends at `start` begins."""
    kept = len(text[:start].rstrip())
    breaks = re.compile(r"\r?\n").search(text, kept, start)
    return breaks.start() if breaks and kept else (0 if not kept else start)


def _is_whole_lines(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : start]
    begins = not line.strip(" \t") or text[start] in "\r\n"
    ends = end == len(text) or text[end] in "\r\n" or text[end - 1] == "\n"
    return begins and ends


def compose(text: str, first: Sequence[Edit], second: Sequence[Edit]) -> list[Edit]:
    """
    Return edits of `text` that do what `first` and then `second` do.

    `second` is in the coordinates of the text that `first` makes.
    """
    if not first:
        return list(second)
    current = apply(text, first)
    composed = list(first)
    for edit in reversed(second):
        composed = _absorbed(composed, current, edit)
        current = apply(current, [edit])
    return composed


def _absorbed(edits: Sequence[Edit], current: str, new: Edit) -> list[Edit]:
    """Put one edit of `current` (what `edits` made) among them; those it touches become one."""
    before: list[Edit] = []
    after: list[Edit] = []
    low, high = new.start, new.end
    low_source: int | None = None
    high_source: int | None = None
    shift = 0
    shift_low = shift_high = 0
    for edit in edits:
        begin = edit.start + shift
        finish = begin + len(edit.text)
        next_shift = finish - edit.end
        if finish < new.start:
            before.append(edit)
            shift_low = shift_high = next_shift
        elif begin > new.end:
            after.append(edit)
        else:
            if begin <= low:
                low, low_source = begin, edit.start
            if finish >= high:
                high, high_source = finish, edit.end
            shift_high = next_shift
        shift = next_shift
    start = low - shift_low if low_source is None else low_source
    end = high - shift_high if high_source is None else high_source
    text = current[low : new.start] + new.text + current[new.end : high]
    return [*before, Edit(start, end, text), *after]
