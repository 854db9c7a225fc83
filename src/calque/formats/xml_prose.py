"""
What is read in an element of a translation file: its text, the inline codes taken out.

A code that opens, closes or marks vanishes, so that it hides no name it stands in or beside. One
that stands by itself (a placeholder between blanks) is read as a thing. Native code inside a code
is protected, and so is what must not be translated.

Source: what XLIFF 1.2, XLIFF 2.1 and TMX 1.4b say of inline elements.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from calque.document import OBJECT, Piece, Span
from calque.formats.html import BLOCKS
from calque.formats.pieces import said, tidy
from calque.formats.xml_tree import Element

# Where a pair of codes opens or closes, or a mark: nothing to read, whatever is inside.
_SILENT: Final = frozenset("bpt ept it bx ex sc ec sm em".split())  # noqa: SIM905
_ALONE: Final = frozenset("x ph ut cp".split())  # noqa: SIM905
_BREAKS: Final = frozenset("lb x-lb xlf:lb x-br x-html-br".split())  # noqa: SIM905
_INLINE: Final = frozenset(
    """
    a abbr b bdi bdo big br cite code del em font i img ins kbd mark q s samp small span strike
    strong sub sup tt u var wbr
    """.split()  # noqa: SIM905
)
# HTML inside a translation: escaped, or as it is in a CDATA section.
_NAME: Final = rf"/?(?P<tag>{'|'.join(sorted(_INLINE | BLOCKS))})\b"
_TEXT: Final = re.compile(
    rf"""
      <!--.*?--> | <\?.*?\?> | <!\[CDATA\[(?P<cdata>.*?)\]\]>
    | &lt;{_NAME}(?:(?!&lt;|&gt;)[^<>])*(?:&gt;|>)
    | (?P<entity>&[^;\s]+;)
    """,
    re.DOTALL | re.IGNORECASE | re.VERBOSE,
)
_HTML: Final = re.compile(rf"<{_NAME}[^<>]*>|(?P<entity>&[^;\s]+;)", re.IGNORECASE)


def tag_said(name: str) -> str:
    """What a reader sees of an HTML tag: a line break, or nothing."""
    return "\n" if name.lower() in BLOCKS or name.lower() == "br" else ""


class Prose(NamedTuple):
    """
    What is read in an element: its pieces, and the spans around them that must stay.

    `verbatim` are CDATA sections, `newline` is what a line break in the file means.
    """

    pieces: tuple[Piece, ...]
    protected: tuple[Span, ...] = ()
    verbatim: tuple[Span, ...] = ()
    newline: str = " "

    @property
    def span(self) -> Span:
        """From the first character that is read to the last."""
        return Span(self.pieces[0].start, self.pieces[-1].end)

    def said(self, text: str) -> str:
        """The prose as a reader sees it, white space as it is in the file."""
        return "".join(said(text, piece) for piece in self.pieces)

    def __bool__(self) -> bool:
        """Whether there is anything to read."""
        return any(piece.text != OBJECT for piece in self.pieces)


def prose(
    text: str, element: Element, space: str = "", codes: re.Pattern[str] | None = None
) -> Prose:
    """
    Return what is read in `element`; `space` is the `xml:space` that it inherits.

    `codes` are a tool's own codes that it writes as text; one in the group `alone` is read as a
    thing.
    """
    reader = _Reader(text, codes)
    reader.content(element)
    pieces = tidy(text, reader.settled())
    newline = "\n" if (element.get("xml:space") or space) == "preserve" else " "
    return Prose(pieces, tuple(reader.protected), tuple(reader.verbatim), newline)


class _Reader:
    """Collects the pieces of one element."""

    def __init__(self, text: str, own_codes: re.Pattern[str] | None) -> None:
        self.text = text
        self.own_codes = own_codes
        self.pieces: list[Piece] = []
        self.codes: set[int] = set()  # pieces that are codes standing alone, or perhaps not
        self.protected: list[Span] = []
        self.verbatim: list[Span] = []
        self.held = ""  # the id of a mark from which on nothing may be translated

    def content(self, element: Element) -> None:
        """Take in what is inside an element."""
        position = element.inner_start
        for child in element.children:
            self._text(position, child.start)
            self._child(child)
            position = child.end
        self._text(position, element.inner_end)

    def _child(self, child: Element) -> None:
        if self.held:
            self.protected.append(Span(child.start, child.end))
            self.held = "" if child.get("startRef") == self.held else self.held
        elif child.name in _ALONE and _is_break(child):
            self.pieces.append(Piece(child.start, child.end, "\n"))
        elif child.name in _ALONE or _untouchable(child):
            if child.name in _ALONE:
                self.codes.add(len(self.pieces))
            self.pieces.append(Piece(child.start, child.start, OBJECT))
            self.protected.append(Span(child.start, child.end))
            self.held = child.get("id") if child.name == "sm" else ""
        elif child.name in _SILENT or child.get("mtype") == "x-sdl-deleted":
            self.protected.append(Span(child.start, child.end))
        else:
            self.protected.append(Span(child.start, child.inner_start))
            self.content(child)
            if child.inner_end < child.end:
                self.protected.append(Span(child.inner_end, child.end))

    def _text(self, start: int, end: int) -> None:
        if self.held:
            self._protect(start, end)
            return
        for code in self.own_codes.finditer(self.text, start, end) if self.own_codes else ():
            self._marked_up(start, code.start())
            if code["alone"]:
                self.codes.add(len(self.pieces))
                self.pieces.append(Piece(code.start(), code.start(), OBJECT))
            self._protect(*code.span())
            start = code.end()
        self._marked_up(start, end)

    def _marked_up(self, start: int, end: int) -> None:
        for token in _TEXT.finditer(self.text, start, end):
            self._plain(start, token.start())
            start = token.end()
            if token["cdata"] is not None:
                self._protect(token.start(), token.start("cdata"))
                self._cdata(*token.span("cdata"))
                self._protect(token.end("cdata"), token.end())
            elif token["entity"] or token["tag"]:
                self._html(token)
            else:
                self._protect(*token.span())
        self._plain(start, end)

    def _cdata(self, start: int, end: int) -> None:
        """A CDATA section: HTML where it has tags, plain text where it has none."""
        tokens = list(_HTML.finditer(self.text, start, end))
        if not any(token["tag"] for token in tokens):
            self._plain(start, end)
            self.verbatim.append(Span(start, end))
            return
        for token in tokens:
            self._plain(start, token.start())
            self._html(token)
            start = token.end()
        self._plain(start, end)

    def _html(self, token: re.Match[str]) -> None:
        if token["entity"]:
            said = html.unescape(token[0])
            self.pieces.append(Piece(*token.span(), OBJECT if said == token[0] else said))
        elif said := tag_said(token["tag"]):
            self.pieces.append(Piece(*token.span(), said))
        else:
            self._protect(*token.span())

    def _plain(self, start: int, end: int) -> None:
        if start < end:
            self.pieces.append(Piece(start, end))

    def _protect(self, start: int, end: int) -> None:
        if start < end:
            self.protected.append(Span(start, end))

    def settled(self) -> Iterable[Piece]:
        """The pieces without the codes that touch a word: those mark it up, or part of it."""
        for k, piece in enumerate(self.pieces):
            if k not in self.codes:
                yield piece
                continue
            before, after = self._beside(range(k - 1, -1, -1)), self._beside(range(k + 1, self._n))
            if not before[-1:].isalnum() and not after[:1].isalnum():
                yield piece

    @property
    def _n(self) -> int:
        return len(self.pieces)

    def _beside(self, numbers: Iterable[int]) -> str:
        """The nearest piece that is no code."""
        number = next((number for number in numbers if number not in self.codes), None)
        return "" if number is None else said(self.text, self.pieces[number])


def _is_break(code: Element) -> bool:
    return not _BREAKS.isdisjoint(code.attributes().get(key) for key in ("ctype", "subType"))


def _untouchable(child: Element) -> bool:
    """Whether its content must not be translated."""
    return (
        child.get("mtype") == "protected"
        or "no" in (child.get("translate"), child.get("its:translate"))
    ) and child.name not in _SILENT - {"sm"}
