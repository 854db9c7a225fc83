"""
Markdown (CommonMark with tables): which characters of the file are prose.

markdown-it-py says which lines are a heading, an item, a cell or code; `markdown_inline` says which
characters inside them are read. Code, raw HTML, link targets, images and front matter are
protected. Nothing is rendered, so nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from calque.document import Block, Document, Piece, Span
from calque.formats.markdown_inline import Place, mark, watch
from calque.formats.pieces import tidy

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

ESCAPES = {char: "\\" + char for char in "\\`*_[]<|"}

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?:.*\r?\n)*?(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)")
_LINE_END = re.compile(r"\r\n?|\n")
_BLANK = re.compile(r"[ \t>\r\n]*")
_PROTECTED = ("fence", "code_block", "html_block")
_CONTAINERS = ("blockquote_open", "bullet_list_open", "ordered_list_open", "list_item_open")
_LEAVES = ("paragraph_open", "heading_open", "table_open", "hr", *_PROTECTED)


def read(id: str, text: str, **fields: Any) -> Document:
    """Return a Markdown text as a document; `fields` are those of `Document` (lang, source …)."""
    front = _FRONT_MATTER.match(text)
    found = _Reader(text, front.end() if front else 0)
    if front:
        found.protected.append(Span(0, len(front[0].rstrip("\r\n"))))
    found.read()
    return Document(
        id,
        text,
        format="markdown",
        blocks=tuple(found.blocks()),
        protected=tuple(sorted(found.protected)),
        escapes=ESCAPES,
        **fields,
    )


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    watch(parser)
    return parser


@dataclass(slots=True)
class _Node:
    """A block or container, by lines; `children` counts the blocks right inside it."""

    lines: tuple[int, int]
    parent: _Node | None
    is_item: bool = False
    children: int = 0


@dataclass(slots=True)
class _Found:
    """A block before it is known what else stands in its containers."""

    kind: str
    pieces: tuple[Piece, ...]
    node: _Node | None


class _Reader:
    """Walks the block tokens of one text from `begin` on."""

    def __init__(self, text: str, begin: int) -> None:
        self.text = text
        self.begin = begin
        self.starts = [begin, *(m.end() for m in _LINE_END.finditer(text, begin)), len(text)]
        self.protected: list[Span] = []
        self.found: list[_Found] = []

    def read(self) -> None:
        """Collect the blocks and protected spans."""
        parser = _parser()
        env: dict[str, Any] = {}
        parent: _Node | None = None
        leaf: _Node | None = None
        kinds = ["paragraph"]
        cursor = 0
        for token in parser.parse(self.text[self.begin :], env):
            if token.type in _CONTAINERS:
                parent = self._node(token, parent)
                kinds.append("item" if token.type == "list_item_open" else kinds[-1])
            elif parent and token.type.replace("_close", "_open") in _CONTAINERS:
                parent = parent.parent
                kinds.pop()
            elif token.type in _LEAVES:
                leaf = self._node(token, parent)
            if token.type in _PROTECTED and leaf:
                start, end = self._lines(*leaf.lines)
                kept = len(self.text[start:end].rstrip("\r\n"))  # its line break is not its own
                self.protected.append(Span(start, start + kept))
            elif token.type in ("heading_open", "paragraph_open", "th_open", "td_open"):
                opener = token
            elif token.type == "tr_open" and token.map:
                cursor = self.starts[token.map[0]]
            elif token.type == "inline":
                kind = _KINDS.get(opener.tag[0], kinds[-1])
                content = token.content.replace("|", "\\|") if kind == "cell" else token.content
                place = self._place(opener, token, content, cursor)
                if place is None:
                    continue
                cursor = place.end
                marked = mark(parser, content, place, env)
                self.protected += marked.protected
                if pieces := tidy(self.text, marked.pieces):
                    self.found.append(_Found(kind, pieces, None if kind == "cell" else leaf))

    def _node(self, token: Token, parent: _Node | None) -> _Node:
        first, last = token.map or (0, 0)
        if parent:
            parent.children += 1
        return _Node((first, last), parent, token.type == "list_item_open")

    def _place(self, opener: Token, inline: Token, content: str, cursor: int) -> Place | None:
        """Find where the lines of an inline text stand in the file."""
        first, last = inline.map or (0, 0)
        begin, end = self.starts[first], self.starts[first + 1]
        if opener.tag in ("th", "td"):
            return _one_line(self.text, cursor, end, content)
        if opener.markup.startswith("#"):
            hashes = self.text.index("#", begin) + len(opener.markup)
            return _one_line(self.text, hashes, end, content)
        return Place.of_lines(self.text, content, self.starts[first : last + 1])

    def _lines(self, first: int, last: int) -> Span:
        return Span(self.starts[first], self.starts[min(last, len(self.starts) - 1)])

    def blocks(self) -> Iterator[Block]:
        """Yield the blocks, each with the span that must go for it to leave no trace."""
        for kind, pieces, node in ((f.kind, f.pieces, f.node) for f in self.found):
            prose = Span(pieces[0].start, pieces[-1].end)
            yield Block(kind, pieces, self._outer(node) or prose, newline=" ")

    def _outer(self, node: _Node | None) -> Span | None:
        """Return a block's lines and the blank ones after; None if it shares them with others."""
        if node is None:
            return None
        while node.parent and node.parent.children == 1:
            node = node.parent
        first, last = node.lines
        above = node.parent
        while above and above.lines[0] == first:
            if above.is_item:
                return None
            above = above.parent
        while last < len(self.starts) - 1 and _BLANK.fullmatch(
            self.text, self.starts[last], self.starts[last + 1]
        ):
            last += 1
        return self._lines(first, last)


_KINDS = {"h": "heading", "t": "cell"}


def _one_line(text: str, start: int, end: int, content: str) -> Place | None:
    at = text.find(content, start, end)
    return Place.of_line(content, at) if at >= 0 else None
