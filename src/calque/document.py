"""
A text as it is, and what a format said about it.

A `Document` never changes: its `text` is the file, code point for code point. A format adds only
*where* prose stands (`blocks`) and how a character is written there (`escapes`). All spans are
0-based code points, end exclusive.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")

# What stands in the reader's text for something that is read but is no prose (code, a bare link):
# "Run ￼ to list" keeps the words around it apart.
OBJECT = "\ufffc"
NOTHING: Mapping[str, Any] = MappingProxyType({})


class Span(NamedTuple):
    """A stretch of text: 0-based code points, `end` exclusive."""

    start: int
    end: int

    def overlaps(self, other: tuple[int, int]) -> bool:
        """Whether the two share at least one code point."""
        return self.start < other[1] and other[0] < self.end

    def contains(self, other: tuple[int, int]) -> bool:
        """Whether `other` lies within this span, edges included."""
        return self.start <= other[0] and other[1] <= self.end


def holder(spans: Sequence[Span], span: tuple[int, int]) -> int | None:
    """The number of the one of `spans`, in order and disjoint, that contains `span`."""
    number = bisect_left(spans, span[1], key=lambda other: other.end)
    return number if number < len(spans) and spans[number].contains(span) else None


class Piece(NamedTuple):
    """
    A run of prose inside a block.

    `text` is what a reader sees there when it differs from the file (an entity such as `&amp;`);
    None means that the file's own characters are what is read.
    """

    start: int
    end: int
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """
    A paragraph, heading, list item or cell: prose that is read in one go.

    `outer` is what must go for the block to leave no trace (the element with its tags, the list
    marker, the heading's hashes). `kind` is `paragraph`, `heading`, `item`, `cell` or `caption`.
    `newline` says what a line break in the file means to a reader: itself, or just a space.
    """

    kind: str
    pieces: tuple[Piece, ...]
    outer: Span
    newline: str = "\n"


class Blank(NamedTuple):
    """
    A source that nobody has translated yet.

    A translation goes to `place`, with `before` and `after` round it. `why` says why none can be
    put there, and is empty where one can.
    """

    source: str
    place: Span
    before: str = ""
    after: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """
    One text to look at, with its translation's source when that is known.

    `blocks` None means plain text: everything is prose. `protected` are spans that a format knows
    must stay (code, attributes, markup). `segments` are the aligned segments of a row or of a
    bilingual file, as spans of `text`; `source` then is a tuple of the same length. `locked` are
    segments that are looked at but may not change, `approved` those that somebody has approved,
    `labels` what the format calls each segment; `blanks` are places for what nobody has translated.
    `verbatim` are spans where nothing is escaped (CDATA). `id` is a path or a row's id.
    """

    id: str
    text: str
    lang: str = "en"
    source: str | tuple[str, ...] | None = None
    source_lang: str | None = None
    format: str = "text"
    blocks: tuple[Block, ...] | None = None
    protected: tuple[Span, ...] = ()
    segments: tuple[Span, ...] = ()
    locked: tuple[Span, ...] = ()
    approved: tuple[Span, ...] = ()
    labels: tuple[str, ...] = ()
    blanks: tuple[Blank, ...] = ()
    escapes: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    verbatim: tuple[Span, ...] = ()
    meta: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    _derived: dict[str, Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    def base(self, segment: int | None) -> int:
        """
        Where the offsets of a finding count from: its segment in a row, else the text.

        The segments of a bilingual file are places in that file, so its offsets are the file's.
        """
        return self.segments[segment].start if self.is_row and segment is not None else 0

    @property
    def is_row(self) -> bool:
        """Whether the segments are all there is: strings of a row, not parts of a file."""
        return bool(self.segments) and self.blocks is None

    def opened(self) -> Document:
        """The document with what was approved, but not locked by a tool, open to changes."""
        locked = tuple(span for span in self.locked if span not in self.approved)
        return replace(self, locked=locked, approved=())

    def written(self, prose: str, span: Span) -> str:
        """How `prose` is written where `span` is."""
        if not self.escapes or holder(self.verbatim, span) is not None:
            return prose
        return "".join(self.escapes.get(char, char) for char in prose)

    def derived(self, key: str, compute: Callable[[], T]) -> T:
        """Return what `compute()` gave the first time it was asked for under `key`."""
        if key not in self._derived:
            self._derived[key] = compute()
        value: T = self._derived[key]
        return value

    def forget(self) -> None:
        """
        Let go of all that was derived, some of which holds on to the document in turn.

        So a text that has been looked at is freed at once, without Python's search for rings.
        """
        self._derived.clear()
