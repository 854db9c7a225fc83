"""
Where the foot of a page begins: what stands below an article and is no part of it.

`foot_start` goes up from the end as far as there are lines of furniture and no running text.
`weighed_foot` weighs the lines instead, and so gets past a sentence of the page's own.
"""

from __future__ import annotations

from collections.abc import Container, Mapping
from itertools import accumulate
from math import exp
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.layout import is_prose
from calque.language.scan import Scan

_LABEL: Final = 60
_LEAD_WORDS: Final = 3
# So many short lines nobody knows are a page's own, beside as many as are known.
_STRANGE: Final = 2
# A page's sentence ("You are now logged in.") is no longer, and there are no more in a row.
_NOTICE: Final = 160
_MOST_SAID: Final = 2
# Of unknown lines in a row, no more than this speak for a foot.
_TELLING: Final = 2
# A foot begins with a line that has at least these log-odds, and must be worth more than the prior.
_OPENS: Final = 2.0
_PRIOR: Final = -2.0
# How likely what is below must be the foot's: without a look, and for one.
_SURE: Final = 0.99
_LIKELY: Final = 0.85
# What a label says that may be a subhead.
_SUBHEAD: Final = 0.5


class _Line(NamedTuple):
    """A known line: where it begins, whether a foot may begin with it, and what is below it."""

    start: int
    opens: bool
    odds: float


def foot_start(scan: Scan, furniture: Container[Span]) -> int:
    """
    Return the offset after which there are lines of `furniture`, and no running text.

    Among and below them may be as many short lines that nobody knows, and two more: a page has
    labels of its own.
    """
    start = len(scan.text)
    known = strange = 0
    for line in reversed(scan.lines):
        if line in furniture:
            known += 1
            start = line.start
        elif strange < known + _STRANGE and _is_label(scan, line):
            strange += 1
        else:
            break
    return start


def weighed_foot(scan: Scan, known: Mapping[Span, float], after: int) -> tuple[int, int]:
    """
    Return the offsets from which on lines are surely the foot's, and likely.

    `known` are the lines of furniture with their log-odds to stand at a foot. Of the others a short
    one speaks for it, a sentence against it, and a paragraph is the article's. The foot begins with
    a known line: each has its share of the odds that it is the first. None is before `after`.
    """
    lines = _weighed(scan, known, after)
    most = max((line.odds for line in lines), default=0.0)
    shares = [exp(line.odds - most) for line in lines]
    total = sum(shares) + exp(-_PRIOR - most)
    opening = [
        (line.start, so_far)
        for line, so_far in zip(lines, accumulate(shares), strict=True)
        if line.opens
    ]

    def begins(probability: float) -> int:
        enough = probability * total
        return next((start for start, so_far in opening if so_far >= enough), len(scan.text))

    return begins(_SURE), begins(_LIKELY)


def _weighed(scan: Scan, known: Mapping[Span, float], after: int) -> list[_Line]:
    """The known lines that a foot may begin with or at least reach up to, in order."""
    lines: list[_Line] = []
    odds = 0.0
    run = said = 0
    for at in range(len(scan.lines) - 1, -1, -1):
        line = scan.lines[at]
        if line.start <= after:
            break
        if line in known:
            weight = min(known[line], _SUBHEAD) if _is_subhead(scan, known, at) else known[line]
            odds += weight
            run = said = 0
            lines.append(_Line(line.start, weight >= _OPENS, odds))
            continue
        weight = _weight(scan, line)
        run += 1
        said += weight < 0
        if line.end - line.start > _NOTICE or said > _MOST_SAID:
            break
        if weight < 0 or run <= _TELLING:
            odds += weight
    return lines[::-1]


def _is_subhead(scan: Scan, known: Mapping[Span, float], at: int) -> bool:
    """Whether a label may be a subhead: a sentence below, above one or what parts paragraphs."""
    if known[scan.lines[at]] > _OPENS or at in (0, len(scan.lines) - 1):
        return False
    above, below = scan.lines[at - 1], scan.lines[at + 1]
    parts = known[above] < _OPENS if above in known else _weight(scan, above) < 0
    return parts and below not in known and _weight(scan, below) < 0


def _weight(scan: Scan, line: Span) -> float:
    """The log-odds of a line that nobody knows to stand at a foot."""
    if is_prose(scan, line) and not _is_label(scan, line):
        return -1.5 if line.end - line.start <= _NOTICE // 2 else -2.5
    words = len(scan.text[line.start : line.end].split())
    return 0.7 if words <= _LEAD_WORDS else 0.2 if words <= 2 * _LEAD_WORDS else 0.0


def _is_label(scan: Scan, line: Span) -> bool:
    """Whether a line is short and no sentence; it may be a sign, or announce in a few words."""
    text = scan.text[line.start : line.end]
    announces = text.endswith((":", "…", "...", "»")) and len(text.split()) <= _LEAD_WORDS
    return len(text) <= _LABEL and (announces or not is_prose(scan, line))
