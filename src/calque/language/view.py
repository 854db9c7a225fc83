"""
The text as a reader sees it, with a map back to the document.

A file carries what nobody reads: tags, soft hyphens, Windows line ends, indents. Rules look at
`View.text`, where these are gone and paragraphs stand apart by one empty line; the map tells which
part of the file a stretch of it stands for. Ordinary plain text is its own view and costs next to
nothing.

Two maps in a row do the work: *pieces* (the blocks' prose, joined) and *fold* (whitespace runs made
one, invisible characters dropped). Both are lists of runs, looked up by bisection.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

from calque.document import Block, Document, Piece, Span

_SOFT = "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_ODD = re.compile(rf"[ \t\r\n{_SOFT}]{{2,}}|[\t\r{_SOFT}]")
_ODD_PARTS = ("\r", "\t", "  ", " \n", "\n ", "\n\n\n")
_HALF_PAIR = re.compile("[\ud800-\udfff]")
_BREAK = re.compile(r"\r\n?|\n")
_JOINING = re.compile("[\u0600-\u109f\u1780-\u18af\ufb50-\ufdff\ufe70-\ufefc]")
_ZWNJ, _ZWJ, _EMOJI_STYLE = "\u200c", "\u200d", "\ufe0f"


class _Map(NamedTuple):
    """
    Runs of a seen text and where each stands in the text below.

    Run `k` is `[seen[k], seen[k + 1])`, from `[start[k], end[k])` below. Where both are equally
    long they go character by character; otherwise the run stands for the whole.
    """

    seen: list[int]
    start: list[int]
    end: list[int]

    def _run(self, offset: int) -> tuple[int, int, bool]:
        k = max(bisect_right(self.seen, offset, 0, len(self.start)) - 1, 0)
        even = self.seen[k + 1] - self.seen[k] == self.end[k] - self.start[k]
        return k, offset - self.seen[k], even

    def first(self, offset: int) -> int:
        """Where the character at `offset` begins below."""
        k, inside, even = self._run(offset)
        return self.start[k] + inside if even else self.start[k]

    def last(self, offset: int) -> int:
        """Where the character at `offset` ends below."""
        k, inside, even = self._run(offset)
        return self.start[k] + inside + 1 if even else self.end[k]

    def span(self, start: int, end: int) -> Span:
        if len(self.end) == 1 and self.seen[1] == self.end[0]:  # nothing but the text itself
            return Span(start, end)
        if start < end:
            return Span(self.first(start), self.last(end - 1))
        point = self.last(start - 1) if start else self.start[0]
        return Span(point, point)

    def at(self, below: int) -> int:
        """The nearest seen offset for an offset below."""
        k = max(bisect_right(self.start, below) - 1, 0)
        if below <= self.start[k]:
            return self.seen[k]
        if below >= self.end[k]:
            return self.seen[k + 1]
        even = self.seen[k + 1] - self.seen[k] == self.end[k] - self.start[k]
        return self.seen[k] + (below - self.start[k] if even else 0)


class _Runs:
    """A seen text and its map, while they are being put together."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.map = _Map([0], [], [])

    def add(self, seen: str, start: int, end: int) -> None:
        if seen:
            self.parts.append(seen)
            self.map.seen.append(self.map.seen[-1] + len(seen))
            self.map.start.append(start)
            self.map.end.append(end)

    def done(self) -> tuple[str, _Map]:
        if not self.parts:
            return "", _identity(0)
        return "".join(self.parts), self.map


def _identity(length: int) -> _Map:
    return _Map([0, length], [0], [length])


@dataclass(frozen=True, slots=True)
class View:
    """
    What a reader sees of a document. All offsets are code points; `text` never has two empty lines
    in a row.
    """

    text: str
    _fold: _Map
    _pieces: _Map | None
    _prose: tuple[Span, ...]
    _blocks: tuple[Block, ...]
    _starts: tuple[int, ...]

    def span(self, start: int, end: int) -> Span:
        """
        Return the document's span under the reader's `[start, end)`, markup in between included.

        An empty range is the point right after the character before it, or before the first.
        """
        below = self._fold.span(start, end)
        return self._pieces.span(*below) if self._pieces else below

    def parts(self, start: int, end: int) -> tuple[Span, ...]:
        """
        Return the document's spans of prose under the reader's `[start, end)`.

        More than one means that something else lies in between: markup, a line-break tag, another
        segment. An empty range has one empty part.
        """
        span = self.span(start, end)
        if start >= end:
            return (span,)
        found = []
        for k in range(bisect_right(self._prose, span.start, key=_end_of), len(self._prose)):
            prose = self._prose[k]
            if prose.start >= span.end:
                break
            found.append(Span(max(prose.start, span.start), min(prose.end, span.end)))
        return tuple(found)

    def at(self, offset: int) -> int:
        """Return the reader's offset nearest to an offset of the document."""
        return self._fold.at(self._pieces.at(offset) if self._pieces else offset)

    def block(self, start: int) -> Block | None:
        """Return the block that holds the reader's offset; None in plain text."""
        if not self._blocks:
            return None
        return self._blocks[max(bisect_right(self._starts, start) - 1, 0)]


def view(doc: Document) -> View:
    """Return the reader's text of `doc`; made once a document."""
    return doc.derived("view", lambda: _of_blocks(doc) if _has_blocks(doc) else _of_plain(doc))


def _end_of(span: Span) -> int:
    return span.end


def _has_blocks(doc: Document) -> bool:
    return doc.blocks is not None or bool(doc.segments)


def _of_plain(doc: Document) -> View:
    text, fold = _folded(readable(doc.text))
    return View(text, fold, None, (Span(0, len(doc.text)),), (), ())


def _of_blocks(doc: Document) -> View:
    blocks = tuple(block for block in _blocks(doc) if block.pieces)
    runs = _Runs()
    prose: list[Span] = []
    starts = []
    for before, block in zip((None, *blocks), blocks, strict=False):
        if before:
            gap = before.pieces[-1].end, block.pieces[0].start
            runs.add("\n", *gap)
            runs.add("\n", gap[1], gap[1])
        starts.append(runs.map.seen[-1])
        for piece in block.pieces:
            runs.add(_said(doc.text, piece, block.newline), piece.start, piece.end)
        prose += _joined(block.pieces)
    said, pieces = runs.done()
    text, fold = _folded(readable(said))
    return View(text, fold, pieces, tuple(prose), blocks, tuple(fold.at(s) for s in starts))


def _blocks(doc: Document) -> Iterable[Block]:
    if doc.blocks is not None:
        return doc.blocks
    return (Block("paragraph", (Piece(*s),), s) for s in doc.segments if s.start < s.end)


def _said(text: str, piece: Piece, newline: str) -> str:
    if piece.text is not None:
        return piece.text
    said = text[piece.start : piece.end]
    if newline == " ":
        for char in "\n\r\f":
            said = said.replace(char, " ")
    return said


def _joined(pieces: Iterable[Piece]) -> list[Span]:
    """Return the pieces' spans, touching ones as one; a line-break tag is markup, not prose."""
    spans: list[Span] = []
    for piece in pieces:
        if piece.text == "\n" or piece.start == piece.end:
            continue
        if spans and spans[-1].end == piece.start:
            spans[-1] = Span(spans[-1].start, piece.end)
        else:
            spans.append(Span(piece.start, piece.end))
    return spans


def readable(text: str) -> str:
    """The text, as long as before, with half surrogate pairs shown as what can't be read."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return _HALF_PAIR.sub("\ufffd", text)
    return text


def _folded(text: str) -> tuple[str, _Map]:
    if _ordinary(text):
        return text, _identity(len(text))
    runs = _Runs()
    done = 0
    for match in _ODD.finditer(text):
        run = match[0]
        if run == "\n\n" or _joins(text, match.start(), match.end()):
            continue
        start, end = match.span()
        runs.add(text[done:start], done, start)
        first = _BREAK.search(run)
        if first and _BREAK.search(run, first.end()):
            runs.add("\n", start, start + first.end())
            runs.add("\n", start + first.end(), end)
        else:
            runs.add("\n" if first else " " if run.strip(_SOFT) else "", start, end)
        done = end
    runs.add(text[done:], done, len(text))
    return runs.done()


def _ordinary(text: str) -> bool:
    """Whether nothing is to fold; a few searches at memory speed."""
    if any(part in text for part in _ODD_PARTS):
        return False
    return text.isascii() or not any(char in text for char in _SOFT)


def _joins(text: str, start: int, end: int) -> bool:
    """Whether a joiner belongs to the spelling: in Arabic and Indic words, in composed emoji."""
    if end - start != 1 or text[start] not in (_ZWNJ, _ZWJ) or not 0 < start < len(text) - 1:
        return False
    before, after = text[start - 1], text[end]
    if _JOINING.match(before) and _JOINING.match(after):
        return True
    return (
        text[start] == _ZWJ
        and (before == _EMOJI_STYLE or unicodedata.category(before) in ("So", "Sk"))
        and unicodedata.category(after) in ("So", "Sm")
    )
