"""
Which lines are several of a page's labels run together: "Share Tweet Email Print".

A menu or a row of buttons comes out as one line where what took it off the page dropped the breaks.
Words of residue entries count in such a line wherever they would count as a line of their own, as
long as nothing but such words, signs and counts is in it. A label with a colon and what belongs to
it ("Previous: Old bridge closed Next: School opens") is not as sure: who knows where it ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from typing import Final

from calque.document import Span
from calque.glossary.hits import ANYWHERE, EntryHit
from calque.language.scan import Scan

# Services whose names are too short to be looked for.
SHORT_NAMES: Final = "X|VK|OK|FB|IG|TG"
# Between labels: signs, counts, and such services.
_BETWEEN: Final = re.compile(
    rf"(?:[^\w\n“”\"«»„‘’]|\b(?:{SHORT_NAMES})\b|\b\d[\d.,]*\s?[KkMmКк]?\b)*"
)
_SHORT_NAME: Final = re.compile(rf"\b(?:{SHORT_NAMES})\b")
_VALUE: Final = re.compile(r"\s?:\s+\S")
# What a value may stand behind; "Email: press@…" and "Photo: …" are the article's.
_WITH_VALUE: Final = ("navigation", "related-heading", "share-widget")


def run_together(scan: Scan, pieces: Iterable[EntryHit], whole: set[Span]) -> Iterator[EntryHit]:
    """
    Yield the lines that are all labels, as hits of their first label.

    `pieces` are hits within lines, in order; the lines in `whole` are known without.
    """
    for line, labels in _by_line(scan, pieces, whole):
        at, parts = line.start, 0
        for label in labels:
            between = _BETWEEN.fullmatch(scan.text, at, label.start)
            if not between:
                break
            parts += 1 + len(_SHORT_NAME.findall(between[0]))
            at = label.end
        else:
            rest = _BETWEEN.fullmatch(scan.text, at, line.end)
            if rest and parts + len(_SHORT_NAME.findall(rest[0])) > 1:
                anywhere = all(label.entry.place in ANYWHERE for label in labels)
                first = labels[0]
                entry = first.entry if anywhere else replace(first.entry, place="edge")
                yield first._replace(start=line.start, end=line.end, entry=entry)


def with_value(
    scan: Scan, pieces: Iterable[EntryHit], whole: set[Span]
) -> Iterator[tuple[Span, str]]:
    """Yield the lines that begin with a label and a colon, each with the label's kind."""
    for line, labels in _by_line(scan, pieces, whole):
        first = labels[0]
        leads = not any(map(str.isalnum, scan.text[line.start : first.start]))
        closed = first.entry.kind in _WITH_VALUE and not first.pattern.open_ended
        if leads and closed and _VALUE.match(scan.text, first.end, line.end):
            yield line, first.entry.kind


def _by_line(
    scan: Scan, pieces: Iterable[EntryHit], whole: set[Span]
) -> Iterator[tuple[Span, list[EntryHit]]]:
    """The pieces of each line that do not overlap, of those that begin together the longest."""
    for line, found in groupby(pieces, lambda piece: scan.line(piece.start)):
        if line in whole or scan.text[line.end - 1] in ".!?":
            continue
        labels: list[EntryHit] = []
        for piece in found:
            if not labels or piece.start >= labels[-1].end:
                labels.append(piece)
        yield line, labels
