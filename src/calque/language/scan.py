"""
The one scan of a text: everything that rules read instead of reading the text again.

`scan(doc)` is made once for a document. Cheap marks (capitalised words, runs of capitals, numbers,
words in another script) come from a single pass; sentences, lines and quotations are worked out
when a rule first asks. All offsets are in `Scan.text`, the reader's text; `detect` maps them back.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from calque.cues import Cues, standing
from calque.document import Document, Span
from calque.language.letters import APOSTROPHES, HYPHENS, UPPER, fold
from calque.language.protect import protected_spans
from calque.language.quotes import quotations, spoken_of
from calque.language.tokens import Tokens, Trait
from calque.language.view import View, readable, view

_CAPITAL = re.compile(
    rf"(?<![^\W_])(?:[ie](?=[{UPPER}][a-z]))?[{UPPER}]"
    rf"(?:[^\W_]|[{HYPHENS}{APOSTROPHES}](?=[^\W_]))*"
)
_FIGURE = re.compile(r"(?<![^\W_])\d")
_NUMBER = re.compile("\\d+(?:[.,:\u00a0\u202f ]\\d+)*")
_WORD = re.compile(rf"[^\W\d_]+(?:[{HYPHENS}{APOSTROPHES}][^\W\d_]+)*")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")


class Mark(NamedTuple):
    """
    A word with a capital: `kind` is `name` (also one like iPhone) or `acronym`.

    A possessive 's is left out of the span.
    """

    kind: str
    start: int
    end: int
    text: str


class Scan:
    """What one document looks like; see the module's docstring."""

    def __init__(self, doc: Document) -> None:
        self.doc = doc
        self.view: View = view(doc)
        self.text = self.view.text

    @cached_property
    def folded(self) -> str:
        """The text in lower case with one kind of space, hyphen and apostrophe; same length."""
        return fold(self.text)

    @cached_property
    def cues(self) -> frozenset[str]:
        """All the cues that the text has."""
        return standing(self.folded)

    def has(self, cues: Cues) -> bool:
        """Whether the text has one of the cues."""
        return not cues.isdisjoint(self.cues)

    @cached_property
    def tokens(self) -> Tokens:
        """The text cut at its blanks."""
        return Tokens(self.text)

    @cached_property
    def odd(self) -> str:
        """The tokens that are not all ASCII, side by side: where rare characters are looked for."""
        return " ".join(self.tokens.which(_ODD))

    @cached_property
    def marks(self) -> tuple[Mark, ...]:
        """Capitalised words and runs of capitals, hyphenated ones whole, in order."""
        fields = [
            (kind, token + start, token + end, text)
            for token, capitals in self.tokens.having(_CAPITALS)
            for kind, start, end, text in capitals
        ]
        return tuple(map(Mark._make, fields))

    @cached_property
    def numbers(self) -> tuple[Span, ...]:
        """Runs of figures with the signs and spaces between them, in order."""
        spans: list[Span] = []
        done = 0
        for token, figures in self.tokens.having(_FIGURES):
            for start in figures:
                number = _NUMBER.match(self.text, token + start) if token + start >= done else None
                if number:
                    done = number.end()
                    spans.append(Span(*number.span()))
        return tuple(spans)

    @cached_property
    def figures(self) -> str:
        """
        Each token with figures between its neighbours, one to a line.

        Where what a rule looks for in numbers is not there, it need not read them.
        """
        texts = self.tokens.texts
        places = self.tokens.places(_FIGURES)
        return "\n".join([" ".join(texts[max(0, at - 1) : at + 2]) for at in places])

    @property
    def word_count(self) -> int:
        """How many words the text has, hyphenated ones counted once."""
        return len(_WORD.findall(self.text))

    def marked(self, kind: str) -> list[Mark]:
        """The marks of one kind."""
        return [mark for mark in self.marks if mark.kind == kind]

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs, blank lines left out."""
        return tuple(_bare(self.text.split("\n\n"), 0, 2))

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Lines that are not blank."""
        return tuple(_bare(self.text.split("\n"), 0, 1))

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Sentences; none runs over the end of a paragraph."""
        each = (sentences(self.text, paragraph, self.doc.lang) for paragraph in self.paragraphs)
        return tuple(chain.from_iterable(each))

    @cached_property
    def _openings(self) -> frozenset[int]:
        return frozenset(span.start for span in (*self.sentences, *self.lines, *self.quotations))

    def opens_sentence(self, position: int) -> bool:
        """Whether a word at `position` has its capital only from its place."""
        return position in self._openings

    def cased(self, position: int, words: str) -> str:
        """`words` as they are written at `position`: capital where a sentence begins."""
        before = self.text[self.sentence(position).start : position]
        begins = not any(char.isalnum() for char in before)
        return words[:1].upper() + words[1:] if begins else words

    def sentence(self, position: int) -> Span:
        """The sentence at `position`."""
        return _around(self.sentences, position) or self.paragraph(position)

    def paragraph(self, position: int) -> Span:
        """The paragraph at `position`."""
        return _around(self.paragraphs, position) or Span(position, position)

    def line(self, position: int) -> Span:
        """The line at `position`."""
        return _around(self.lines, position) or Span(position, position)

    @cached_property
    def headline(self) -> Span | None:
        """The first paragraph when it reads as a headline: one line, no full stop at its end."""
        if len(self.paragraphs) < 2:
            return None
        first = self.paragraphs[0]
        text = self.text[first.start : first.end]
        return None if "\n" in text or text.endswith((".", "!", ":", "”", '"')) else first

    @cached_property
    def quotations(self) -> tuple[Span, ...]:
        """What stands between quotation marks."""
        return quotations(self.text)

    @cached_property
    def protected(self) -> tuple[Span, ...]:
        """Where fixes may not write, in the reader's text: see `language/protect.py`."""
        mentioned = spoken_of(self.text, self.cues, self.quotations)
        return protected_spans(self.text, self.cues, mentioned)

    def quoted(self, start: int, end: int) -> bool:
        """Whether `[start, end)` lies inside a direct quotation."""
        span = _around(self.quotations, start)
        return span is not None and span.contains((start, end))

    @cached_property
    def features(self) -> frozenset[str]:
        """What the text has at all: `name`, `acronym`, `number`, `source`."""
        features = {mark.kind for mark in self.marks}
        if self.tokens.any(_FIGURES):
            features.add("number")
        if self.doc.source:
            features.add("source")
        return frozenset(features)


def scan(doc: Document) -> Scan:
    """Return the document's scan, made on first use."""
    return doc.derived("scan", lambda: Scan(doc))


def sentences(text: str, paragraph: Span, lang: str) -> list[Span]:
    """The sentences of a paragraph, white space around them left out."""
    from sentencex import segment

    # What an engine writes for a piece that it does not know ends no sentence.
    said = readable(text[paragraph.start : paragraph.end]).replace("⁇", "\ufffd")
    return _bare(segment(lang, said), paragraph.start, 0)


def _capitals(token: str) -> tuple[tuple[str, int, int, str], ...]:
    """The fields of the marks in a token."""
    if token.islower():
        return ()
    found = []
    for match in _CAPITAL.finditer(token):
        text = _POSSESSIVE.sub("", match[0])
        kind = "acronym" if _is_acronym(text) else "name"
        found.append((kind, match.start(), match.start() + len(text), text))
    return tuple(found)


def _is_odd(token: str) -> bool:
    return not token.isascii()


def _figures(token: str) -> tuple[int, ...]:
    """Where numbers may begin in a token."""
    if token.isalpha():
        return ()
    return tuple(match.start() for match in _FIGURE.finditer(token))


_CAPITALS = Trait(_capitals)
_FIGURES = Trait(_figures)
_ODD = Trait(_is_odd)


def _is_acronym(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return letters > 1 and text.isupper() and "-" not in text


def _bare(pieces: Iterable[str], start: int, gap: int) -> list[Span]:
    """Where pieces with a gap between stand, those that are not blank; white space left out."""
    spans = []
    for piece in pieces:
        if bare := piece.strip():
            at = start + piece.index(bare)
            spans.append(Span(at, at + len(bare)))
        start += len(piece) + gap
    return spans


def _around(spans: Sequence[Span], position: int) -> Span | None:
    """The span of an ordered, disjoint sequence that holds `position`."""
    index = bisect_right(spans, (position, sys.maxsize)) - 1
    if index >= 0 and position <= spans[index].end:
        return spans[index]
    return None
