"""
Inside a Markdown paragraph: which characters are read, which are markup, which must stay.

markdown-it-py gives no offsets inside a line. It is watched instead: every rule that takes
characters leaves a mark of what it took, and what no mark claims is prose.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from calque.document import OBJECT, Piece, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_MARKUP, _STAYS = 1, 2
_PROSE_RUN = re.compile(rb"\x00+")
_STAYS_RUN = re.compile(rb"\x02+")
_BREAK_TAG = re.compile(r"<br\b", re.IGNORECASE)


class _Mark(NamedTuple):
    """What a rule took: characters `[start, end)`, and the tokens that it made of them."""

    rule: str
    start: int
    end: int
    tokens: list[tuple[Token, int]]  # each with the length of its text at that time
    label_end: int


def watch(parser: MarkdownIt) -> None:
    """Make the inline rules of `parser` leave marks in `env["marks"]`."""
    parser.inline.ruler2.disable("fragments_join")  # it would mix up the tokens of the marks
    names = parser.get_active_rules()["inline"]
    for name, rule in zip(names, parser.inline.ruler.getRules(""), strict=True):
        parser.inline.ruler.at(name, _watched(name, rule))


def _watched(
    name: str, rule: Callable[[StateInline, bool], bool]
) -> Callable[[StateInline, bool], bool]:
    def run(state: StateInline, silent: bool) -> bool:
        start, made = state.pos, len(state.tokens)
        # An image's description is parsed by a state of its own, with offsets of its own.
        top = state.env.setdefault("top", state) is state and not silent
        label_end = -1
        if top and name == "link" and state.src[start] == "[":
            label_end = state.md.helpers.parseLinkLabel(state, start, True)
        if not rule(state, silent):
            return False
        if top:
            tokens = [(token, len(token.content)) for token in state.tokens[made:]]
            state.env["marks"].append(_Mark(name, start, state.pos, tokens, label_end))
        return True

    return run


@dataclass(frozen=True, slots=True)
class Place:
    """
    Where the lines of an inline text stand: equally long columns, a row a line.

    `begins` and `breaks` are offsets of the inline text (where a line's words begin, where its line
    break is), `files` and `afters` offsets of the file (the same words, the next line).
    """

    begins: tuple[int, ...]
    breaks: tuple[int, ...]
    sizes: tuple[int, ...]
    files: tuple[int, ...]
    afters: tuple[int, ...]

    @classmethod
    def of_line(cls, content: str, at: int) -> Place:
        """Return the place of a text that is one line and stands at `at`."""
        size = len(content)
        return cls((0,), (size,), (size,), (at,), (at + size,))

    @classmethod
    def of_lines(cls, text: str, content: str, starts: Sequence[int]) -> Place | None:
        """
        Return the place of lines whose file lines begin at `starts`; None if they aren't there.

        What a file line holds before its content is a prefix: quote marks, indent, list marker.
        """
        rows = []
        begin = 0
        for line, start, after in zip(content.split("\n"), starts, starts[1:], strict=False):
            words = line.strip()
            whole = text[start:after].rstrip()
            if not whole.endswith(words):
                return None
            lead = len(line) - len(line.lstrip())
            file = start + len(whole) - len(words)
            rows.append((begin + lead, begin + len(line), len(words), file, after))
            begin += len(line) + 1
        return cls(*zip(*rows, strict=True)) if rows else None

    @property
    def end(self) -> int:
        """Where the last line's words end in the file."""
        return self.files[-1] + self.sizes[-1]

    def file(self, offset: int) -> int:
        """Return where the character at `offset` stands in the file."""
        k = max(bisect_right(self.begins, offset) - 1, 0)
        return self.files[k] + min(max(offset - self.begins[k], 0), self.sizes[k])

    def spans(self, start: int, end: int) -> Iterator[Span]:
        """Yield the file's spans under `[start, end)`: a line's words, a line's break."""
        for begin, stop, size, file, after in zip(
            self.begins, self.breaks, self.sizes, self.files, self.afters, strict=True
        ):
            first, last = max(start, begin), min(end, begin + size)
            if first < last:
                yield Span(file + first - begin, file + last - begin)
            if start <= stop < end:
                yield Span(file + size, after)


@dataclass(slots=True)
class Marked:
    """The pieces of an inline text and its protected spans, both in the file."""

    pieces: list[Piece] = field(default_factory=list)
    protected: list[Span] = field(default_factory=list)


def mark(parser: MarkdownIt, content: str, place: Place, env: Mapping[str, Any]) -> Marked:
    """Parse an inline text; `env` holds the document's link definitions."""
    marks: list[_Mark] = []
    parser.inline.parse(content, parser, {**env, "marks": marks}, [])
    canvas = _Canvas(content)
    for each in marks:
        canvas.paint(each)
    found = Marked()
    for run in _STAYS_RUN.finditer(canvas.kinds):
        found.protected += place.spans(*run.span())
    for run in _PROSE_RUN.finditer(canvas.kinds):
        found.pieces += (Piece(*span) for span in place.spans(*run.span()))
    for start, end, text in canvas.said:
        spans = list(place.spans(start, end)) or [Span(place.file(start), place.file(start))]
        found.pieces.append(Piece(spans[0].start, spans[-1].end, text))
    found.pieces.sort(key=lambda piece: piece[:2])
    return found


class _Canvas:
    """An inline text on which marks are painted; what stays blank is prose."""

    def __init__(self, content: str) -> None:
        self.content = content
        self.kinds = bytearray(len(content))
        self.said: list[tuple[int, int, str]] = []

    def paint(self, mark: _Mark) -> None:
        start, end = mark.start, mark.end
        made = mark.tokens[-1][0] if mark.tokens else None
        if mark.rule in ("emphasis", "strikethrough"):
            self._delimiters(mark)
        elif mark.rule == "link" and self.content[mark.label_end + 1 : end] in ("", "[]"):
            self._stays(start, end)  # [Kiova] and [Kiova][]: what is read names the definition
        elif mark.rule == "link":
            self._fill(start, start + 1, _MARKUP)
            self._fill(mark.label_end, end, _STAYS)
        elif made is None or made.type == "softbreak":
            return
        elif made.type == "hardbreak" or _BREAK_TAG.match(made.content):
            self._say(start, end, "\n")
        elif mark.rule in ("escape", "entity"):
            if made.content != self.content[start:end]:
                self._say(start, end, made.content)
        elif mark.rule in ("image", "html_inline"):
            self._fill(start, end, _STAYS)
        elif mark.rule == "autolink" or made.type == "code_inline":
            self._stays(start, end)

    def _stays(self, start: int, end: int) -> None:
        """Something that is read, as one thing, and never changes."""
        self._fill(start, end, _STAYS)
        self.said = [each for each in self.said if not start <= each[0] < end]
        self.said.append((start, start, OBJECT))

    def _delimiters(self, mark: _Mark) -> None:
        """Stars and tildes that found their partner are markup; the others are read."""
        at = mark.end
        for token, size in reversed(mark.tokens):
            at -= size
            if at < mark.start:
                break
            if token.type != "text" or not token.content:
                self._fill(at, at + size, _MARKUP)

    def _say(self, start: int, end: int, text: str) -> None:
        self._fill(start, end, _MARKUP)
        self.said.append((start, end, text))

    def _fill(self, start: int, end: int, kind: int) -> None:
        self.kinds[start:end] = bytes([kind]) * (end - start)
