"""
Which furniture is run into a paragraph: "… on Friday. Share on Facebook Leave a comment".

A page's lines come out as one where what took them off it dropped the breaks. So words that a page
prints count within a line too, where nothing but such words stands from the end of a sentence to
the end of the line, or between the line's beginning, or a sentence's end, and a new sentence. There
they must be words that no title follows, since nobody could say where that ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from calque.document import Span
from calque.glossary.hits import EntryHit
from calque.glossary.page import HEADING, LONGEST_TITLE
from calque.language.common import FREQUENT
from calque.language.letters import UPPER, fold
from calque.language.scan import Scan

# What may stand between two pieces, and after the last: signs and counts ("Share: 12 |").
_BETWEEN: Final = re.compile(r"[^\S\n]*(?:[^\w\n“\"«„]|\b\d+\b){0,12}")
_SENTENCE_END: Final = re.compile(r"(?P<mark>[.!?…][”\"’'»)\]]{0,2})[^\w\n]{0,6}$")
_TEXT: Final = re.compile(rf"[“\"«„]?(?P<first>[{UPPER}]\w*)[^\n]{{60}}")
_SIGNS: Final = 6
# A notice is no longer, nor a title than `LONGEST_TITLE`; what is, has the story in it.
_LONGEST: Final = 300


class RunIn(NamedTuple):
    """A piece of furniture within a line, and what goes with it when it is deleted."""

    hit: EntryHit
    gone: Span


def run_in(scan: Scan, pieces: tuple[EntryHit, ...], lines: set[Span]) -> Iterator[RunIn]:
    """Yield the pieces that are run into text, in order; `lines` are furniture as a whole."""
    by_line = groupby(filter(_may_be, pieces), lambda piece: scan.line(piece.start))
    for line, found in by_line:
        if line not in lines:
            for start, chain in _chains(scan, line, _apart(found)):
                yield from _cut(scan, line, start, chain)


def _may_be(piece: EntryHit) -> bool:
    """Whether what follows a lead-in may be a title, or a notice."""
    words = piece.match[0]
    if piece.entry.kind == HEADING:
        return len(words) <= LONGEST_TITLE and not re.search(r"[.!?] \S", words.rstrip())
    return len(words) <= _LONGEST


def _apart(pieces: Iterator[EntryHit]) -> list[EntryHit]:
    """Of overlapping pieces the first; of two that begin together the longer comes first."""
    kept: list[EntryHit] = []
    for piece in pieces:
        if not kept or piece.start >= kept[-1].end:
            kept.append(piece)
    return kept


def _chains(
    scan: Scan, line: Span, pieces: Sequence[EntryHit]
) -> Iterator[tuple[int, list[EntryHit]]]:
    """Yield the runs of pieces that stand where furniture does, each with where it begins."""
    chain: list[EntryHit] = []
    start: int | None = None
    for piece in (*pieces, None):
        if chain and (piece is None or _after(scan, chain[-1]) < piece.start):
            if start is not None and _counts(scan, line, chain):
                yield start, chain
            chain = []
        if piece and not chain:
            start = _opening(scan, line, piece)
        if piece and start is not None:
            chain.append(piece)


def _after(scan: Scan, piece: EntryHit) -> int:
    match = _BETWEEN.match(scan.text, piece.end)
    return match.end() if match else piece.end


def _opening(scan: Scan, line: Span, piece: EntryHit) -> int | None:
    """Where the furniture begins with the signs before it; None inside a sentence."""
    before = scan.text[line.start : piece.start]
    if not any(map(str.isalnum, before)):
        return line.start if len(before) <= _SIGNS else None
    ended = _SENTENCE_END.search(before)
    return line.start + ended.end("mark") if ended else None


def _counts(scan: Scan, line: Span, chain: Sequence[EntryHit]) -> bool:
    end = _after(scan, chain[-1])
    words = [piece.match[0] for piece in chain]
    if end >= line.end:
        # "Advertising." may be a sentence's end by chance.
        return len(" ".join(words).split()) > 1 or scan.text[line.end - 1] != "."
    new = _TEXT.match(scan.text, end)
    announces = ":" in scan.text[chain[-1].end : end]
    if not new or announces or any(piece.pattern.open_ended for piece in chain):
        return False
    # "Advertisement Standards" may be a name.
    return len(" ".join(words).split()) > 1 or fold(new["first"]) in FREQUENT


def _cut(scan: Scan, line: Span, start: int, chain: Sequence[EntryHit]) -> Iterator[RunIn]:
    """Share the furniture's stretch out to its pieces; a line that is all furniture goes whole."""
    end = min(_after(scan, chain[-1]), line.end)
    if (start, end) == line:
        yield RunIn(chain[0], line)
        return
    if line.start < start and end < line.end:  # the blank stays, to part the sentences
        start = chain[0].start
    cuts = [start, *(piece.start for piece in chain[1:]), end]
    yield from map(RunIn, chain, map(Span, cuts, cuts[1:]))
