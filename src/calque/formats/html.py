"""
HTML, however broken: which characters of the file are prose.

Block elements part paragraphs, inline ones vanish from the reader's text, white space folds as in a
browser. Tags with attributes, comments, scripts, code and whatever says `translate="no"` are
protected. Nothing is rebuilt from a tree, so what isn't edited stays as it was.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from calque.document import OBJECT, Block, Document, Piece, Span
from calque.formats.html_tokens import Token, tokens
from calque.formats.pieces import tidy

ESCAPES = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}

BLOCKS = frozenset(
    """
    address article aside blockquote body button caption center dd details dialog dir div dl dt
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li
    main menu nav noscript ol optgroup option p pre search section select summary table tbody td
    tfoot th thead title tr ul xmp
    """.split()  # noqa: SIM905
)
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6", "title"), "heading"),
    **dict.fromkeys(("li", "dt", "dd"), "item"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
}
# Read as things, not as words; the words around them stay apart.
_PHRASES = frozenset(("code", "kbd", "samp"))
_OBJECTS = _PHRASES | {"math"}
# The menus of a page that is mended whole (nav) are its own, and no furniture.
_PROTECTED = _OBJECTS | frozenset(
    """
    audio canvas iframe nav noembed noframes object pre script style svg template textarea video xmp
    """.split()  # noqa: SIM905
)
_SEEN = frozenset(("img", "input", "embed", "hr"))
# Without their content these are left standing: a table needs its cells, a page its body.
_KEPT = frozenset(
    "html head title body main article table thead tbody tfoot tr td th".split()  # noqa: SIM905
)
# An opening tag ends these elements, unless one of those stands in between.
_ENDS = {
    "li": (("li",), ("ul", "ol", "menu")),
    "dt": (("dt", "dd"), ("dl",)),
    "dd": (("dt", "dd"), ("dl",)),
    "td": (("td", "th"), ("tr", "table")),
    "th": (("td", "th"), ("tr", "table")),
    "tr": (("tr",), ("table",)),
}
_DEEPEST = 500
_UNTOUCHABLE = re.compile(
    r"""(?:^|\s)(?:translate\s*=\s*["']?no(?:["'\s]|$)|class\s*=\s*["']?[^"']*\bnotranslate\b)""",
    re.IGNORECASE,
)

_LINE_REST = re.compile(r"[ \t]*(?:\r\n?|\n|\Z)")


def read(id: str, text: str, **fields: Any) -> Document:
    """Return an HTML text as a document; `fields` are those of `Document` (lang, source …)."""
    reader = _Reader(text)
    for token in tokens(text):
        reader.take(token)
    reader.close(0, len(text))
    reader.flush(len(text))
    return Document(
        id,
        text,
        format="html",
        blocks=tuple(reader.blocks()),
        protected=tuple(reader.protected),
        escapes=ESCAPES,
        **fields,
    )


@dataclass(slots=True)
class _Found:
    """A block, and what must go with it as far as is known by now."""

    kind: str
    pieces: tuple[Piece, ...]
    outer: Span


@dataclass(slots=True)
class _Element:
    """An open element; `only` is its one block so far, `full` says that there is more in it."""

    name: str
    start: int
    block: bool
    protected: bool
    only: _Found | None = None
    full: bool = False

    def add(self, found: _Found | None, full: bool) -> None:
        self.full = self.full or full or (found is not None and self.only is not None)
        self.only = found or self.only


class _Reader:
    """Takes the tokens of one text and collects its blocks and protected spans."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack = [_Element("", 0, True, False, full=True)]
        self.guard = 0  # the depth of the outermost protected element; 0 is none
        self.protected: list[Span] = []
        self.found: list[_Found] = []
        self._new_run(0)

    def _new_run(self, start: int) -> None:
        """Begin to collect the prose up to the next block tag."""
        self.run: list[Piece] = []
        self.run_start = start
        self.depth = 0  # of inline elements since the run began
        self.ragged = False  # whether the run holds half an element, or something to keep
        self.seen = False  # whether it holds something to look at that is no prose

    def take(self, token: Token) -> None:
        """Take the next token."""
        if token.kind == "start":
            self._start(token)
        elif token.kind == "end":
            self._end(token)
        elif self.guard:
            return
        elif token.kind == "text":
            self.run.append(Piece(token.start, token.end))
        elif token.kind == "entity":
            self.run.append(self._entity(token))
        else:
            self.protected.append(Span(token.start, token.end))

    def _entity(self, token: Token) -> Piece:
        written = self.text[token.start : token.end]
        said = html.unescape(written)
        if said == written:
            return Piece(token.start, token.end)
        return Piece(token.start, token.end, " " if said in ("\n", "\r") else said)

    def _start(self, token: Token) -> None:
        block = token.name in BLOCKS
        protected = token.name in _PROTECTED or (
            token.name not in ("html", "body") and bool(_UNTOUCHABLE.search(token.attributes))
        )
        if block and self._takes_blocks():
            self._imply_ends(token)
        if not self.guard:
            if block:
                self.flush(token.start)
            if token.name == "br":
                self.run.append(Piece(token.start, token.end, "\n"))
            elif token.name == "q":
                self.run.append(Piece(token.end, token.end, "“"))
            elif token.attributes.strip() and not (protected and not token.holds_nothing):
                self.protected.append(Span(token.start, token.end))
            if token.name in _SEEN:
                self.ragged = self.seen = True
        if token.holds_nothing:
            if block and not self.guard:
                self.flush(token.end)
        elif len(self.stack) < _DEEPEST:
            self.stack.append(_Element(token.name, token.start, block, protected))
            self.depth += not block
            if block and not self.guard:
                self._new_run(token.end)
            if protected and not self.guard:
                self.guard = len(self.stack) - 1

    def _takes_blocks(self) -> bool:
        """Whether a block may start here: not inside an element with a content of its own."""
        if not self.guard:
            return True
        guard = self.stack[self.guard]
        return not guard.block and guard.name not in _PROTECTED - _PHRASES

    def _imply_ends(self, token: Token) -> None:
        """Close what this start tag ends by itself: `<p>` before a block, `<li>` before `<li>`."""
        for k in range(len(self.stack) - 1, 0, -1):
            if self.stack[k].block:
                if self.stack[k].name == "p":
                    self.close(k, token.start)
                break
        names, barriers = _ENDS.get(token.name, ((), ()))
        for k in range(len(self.stack) - 1, 0, -1) if names else ():
            if self.stack[k].name in names:
                self.close(k, token.start)
            elif self.stack[k].name not in barriers:
                continue
            break

    def _end(self, token: Token) -> None:
        guarding = self.guard and self.stack[self.guard].name == token.name
        for k in range(len(self.stack) - 1, 0, -1):
            element = self.stack[k]
            if element.name == token.name:
                self.close(k + 1, token.start)
                if token.name == "q" and not self.guard:
                    self.run.append(Piece(token.start, token.start, "”"))
                self.close(k, token.end, token.start)
                return
            if element.block and token.name not in BLOCKS and not guarding:
                break
        self.ragged = True

    def close(self, depth: int, end: int, inner_end: int | None = None) -> None:
        """Close the open elements from `depth` on; they end at `end`, their content before it."""
        while len(self.stack) > max(depth, 1):
            element = self.stack[-1]
            if element.block and not self.guard:
                self.flush(end if inner_end is None else inner_end)
            self.stack.pop()
            if self.guard == len(self.stack):
                self._unguard(element, end)
            if element.block:
                self._closed(element, end)
                if not self.guard:
                    self._new_run(end)
            else:
                self.depth -= 1
                self.ragged = self.ragged or self.depth < 0

    def _unguard(self, element: _Element, end: int) -> None:
        self.guard = 0
        self.protected.append(Span(element.start, end))
        if element.block:
            element.full = True
        elif element.name in _PROTECTED - _OBJECTS:
            self.ragged = self.seen = True
        else:
            self.run.append(Piece(element.start, element.start, OBJECT))

    def _closed(self, element: _Element, end: int) -> None:
        """Let a block that is alone in `element` take it along, and tell the element around it."""
        if element.only and not element.full and element.name not in _KEPT:
            element.only.outer = Span(element.start, end)
        self._holder().add(element.only, element.full)

    def _holder(self) -> _Element:
        return next(element for element in reversed(self.stack) if element.block)

    def flush(self, end: int) -> None:
        """End the run at `end`: a block, if there is anything to read in it."""
        pieces = tidy(self.text, self.run)
        ragged = self.ragged or self.depth != 0
        holder = self._holder()
        if pieces and any(piece.text != OBJECT for piece in pieces):
            outer = Span(pieces[0].start, pieces[-1].end)
            if not ragged:
                outer = _trimmed(self.text, self.run_start, end)
            self.found.append(_Found(_KINDS.get(holder.name, "paragraph"), pieces, outer))
            holder.add(self.found[-1], ragged)
        else:
            holder.add(None, self.seen or bool(pieces))
        self._new_run(end)

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks found, in the order of the file."""
        for found in self.found:
            yield Block(found.kind, found.pieces, self._whole_lines(found.outer), newline=" ")

    def _whole_lines(self, span: Span) -> Span:
        """Return the span with its indent and line break, if it has its lines to itself."""
        start = span.start
        while start > 0 and self.text[start - 1] in " \t":
            start -= 1
        rest = _LINE_REST.match(self.text, span.end)
        if rest is None or (start > 0 and self.text[start - 1] not in "\r\n"):
            return span
        return Span(start, rest.end())


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
