"""
The one scan of a text: everything that rules read instead of reading the text again.

`scan(doc)` is made once for a document. Cheap marks (capitalised words, runs of capitals, numbers,
words in another script) come from a single pass; sentences, lines and quotations are worked out
when a rule first asks. All offsets are in `Scan.text`, the reader's text; `detect` maps them back.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from calque.document import Document, Span
from calque.language.letters import APOSTROPHES, HYPHENS, UPPER, fold
from calque.language.protect import protected_spans
from calque.language.quotes import quotations, spoken_of
from calque.language.view import View, view

_JOINED = rf"[^\W\d_]+(?:[{HYPHENS}{APOSTROPHES}][^\W\d_]+)*"
# Greek to Arabic, Georgian, kana, Han, hangul.
_OTHER_SCRIPTS = "\u0370-\u06ff\u10a0-\u10ff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_MARKS = re.compile(
    rf"""(?<![^\W_])(?:
        (?P<capital>[{UPPER}](?:[^\W_]|[{HYPHENS}{APOSTROPHES}](?=[^\W_]))*)
      | (?P<number>\d+(?:[.,:\u00a0\u202f ]\d+)*)
      | (?P<foreign>[{_OTHER_SCRIPTS}]+)
    )""",
    re.VERBOSE,
)
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}][sS]$")
_WORD = re.compile(_JOINED)


class Mark(NamedTuple):
    """
    A token worth a look. `kind` is `name` (capitalised), `acronym`, `number` or `foreign`.

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
    def marks(self) -> tuple[Mark, ...]:
        """Capitalised words, runs of capitals, numbers and words in another script, in order."""
        return tuple(_mark(match) for match in _MARKS.finditer(self.text))

    def marked(self, kind: str) -> list[Mark]:
        """The marks of one kind."""
        return [mark for mark in self.marks if mark.kind == kind]

    @cached_property
    def words(self) -> tuple[Span, ...]:
        """Every word, hyphenated ones whole."""
        return tuple(Span(*match.span()) for match in _WORD.finditer(self.text))

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Paragraphs, blank lines left out."""
        return _stretches(self.text, "\n\n")

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """Lines that are not blank."""
        return tuple(span for span in _stretches(self.text, "\n") if span.end > span.start)

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
        return protected_spans(self.text, spoken_of(self.text, self.quotations))

    def quoted(self, start: int, end: int) -> bool:
        """Whether `[start, end)` lies inside a direct quotation."""
        span = _around(self.quotations, start)
        return span is not None and span.contains((start, end))

    @cached_property
    def features(self) -> frozenset[str]:
        """What the text has at all: `name`, `acronym`, `number`, `foreign`, `source`."""
        features = {mark.kind for mark in self.marks}
        if self.doc.source:
            features.add("source")
        return frozenset(features)


def scan(doc: Document) -> Scan:
    """Return the document's scan, made on first use."""
    return doc.derived("scan", lambda: Scan(doc))


def sentences(text: str, paragraph: Span, lang: str) -> list[Span]:
    """The sentences of a paragraph, white space around them left out."""
    from sentencex import get_sentence_boundaries

    spans = []
    for found in get_sentence_boundaries(lang, text[paragraph.start : paragraph.end]):
        start = paragraph.start + found["start_index"]
        spans.append(_trimmed(text, start, start + len(found["text"])))
    return [span for span in spans if span.end > span.start]


def _mark(match: re.Match[str]) -> Mark:
    kind = match.lastgroup or ""
    text = match.group()
    if kind == "capital":
        text = _POSSESSIVE.sub("", text)
        kind = "acronym" if _is_acronym(text) else "name"
    return Mark(kind, match.start(), match.start() + len(text), text)


def _is_acronym(text: str) -> bool:
    letters = sum(char.isalpha() for char in text)
    return letters > 1 and text.isupper() and "-" not in text


def _stretches(text: str, separator: str) -> tuple[Span, ...]:
    spans = []
    start = 0
    for piece in text.split(separator):
        if piece.strip():
            spans.append(_trimmed(text, start, start + len(piece)))
        start += len(piece) + len(separator)
    return tuple(spans)


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _around(spans: Sequence[Span], position: int) -> Span | None:
    """The span of an ordered, disjoint sequence that holds `position`."""
    index = bisect_right(spans, position, key=lambda span: span.start) - 1
    if index >= 0 and position <= spans[index].end:
        return spans[index]
    return None
