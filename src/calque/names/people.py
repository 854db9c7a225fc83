"""
Names in the source, and what the translation makes of them in the same segment.

For sources in a script that tells the sound (Cyrillic, Greek, Georgian …). That a word is a name is
never guessed: either the translation has it as one elsewhere, or a given name that sounds like one
in the translation stands before it.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.common import is_word
from calque.language.scan import Mark, Scan
from calque.names.comparison import SAME_FROM, compare
from calque.names.source import Source, romanised, source_of

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-'’ʼ][^\W\d_]+)*")
_BEFORE_SENTENCE: Final = re.compile(r"(?:^|[.!?:]['’”»\"]?\s)[-–—«“\"\s]*$")
_SHORTEST: Final = 4
# Endings of Russian and Ukrainian names in their cases.
_CASE: Final = re.compile("(?<=...)(?:ом|ым|им|ой|ей|ем|ою|ею|єм|ові|еві|а|е|и|о|у|ы|ю|я|й|ь|і|ї)$")
# Below this a word of the translation has nothing of a name of the source.
_UNLIKE: Final = 0.1
# In how many segments a name must be found before one without it counts as lacking it.
_OFTEN: Final = 2
_PAIR: Final = 2


class Named(NamedTuple):
    """
    A full name of the source, and where the translation has it.

    `segment` is the segment's number and `place` the family name in its source; `family` is the
    word of the translation that stands for it. `heard` is the family name in Latin letters, in the
    shortest of its case forms in the source; `unlike` says that nothing in the segment sounds so.
    """

    segment: int
    name: str
    place: Span
    family: Mark
    heard: str
    unlike: bool


class Lacking(NamedTuple):
    """A name of the source that its segment's translation lacks, and how often it is elsewhere."""

    segment: int
    name: str
    place: Span
    elsewhere: int


def people(scan: Scan) -> tuple[Named, ...]:
    """The full names whose given name is in the translation of their segment, found once."""
    return scan.doc.derived("people", lambda: tuple(_people(scan)))


def _people(scan: Scan) -> Iterator[Named]:
    source = source_of(scan)
    if source is None:
        return
    marks = _marks(scan)
    following = {
        left.start: right
        for left, right in pairwise(marks)
        if scan.text[left.end : right.start] in (" ", "\n")
    }
    for number, here in _by_segment(source, marks):
        for given, family in _full_names(source, number):
            likely = (following.get(m.start) for m in here if compare(given.heard, m.text).same)
            after = next((mark for mark in likely if mark and mark.text.isalpha()), None)
            if after:
                heard = romanised(source.shortest_form(family.text), source.lang)
                unlike = max(compare(heard, m.text).score for m in here) < _UNLIKE
                name = f"{given.text} {family.text}"
                place = source.place(number, family.place)
                yield Named(number, name, place, after, heard, unlike)


def lacking(scan: Scan, source: Source) -> Iterator[Lacking]:
    """Yield the names that the translation has elsewhere and a segment lacks."""
    found: dict[str, set[int]] = defaultdict(set)
    bare: list[tuple[int, _Word]] = []
    for number, here in _by_segment(source, _marks(scan)):
        for word in _words(source, number):
            scores = [compare(word.heard, mark.text).score for mark in here]
            if max(scores, default=0.0) < _UNLIKE:
                bare.append((number, word))
            names = (s for s, mark in zip(scores, here, strict=True) if not is_word(mark.text))
            if max(names, default=0.0) >= SAME_FROM:
                found[_base(word.text)].add(number)
    for number, word in bare:
        segments = found[_base(word.text)]
        if len(segments) >= _OFTEN and number not in segments:
            place = source.place(number, word.place)
            yield Lacking(number, word.text, place, len(segments))


def _base(word: str) -> str:
    """A word without the ending of its case, so that all forms of a name are one."""
    return _CASE.sub("", word.casefold())


class _Word(NamedTuple):
    """A word of a source segment that may be a name, and its sound in Latin letters."""

    text: str
    place: Span
    heard: str


def _marks(scan: Scan) -> list[Mark]:
    return [mark for mark in scan.marks if mark.kind in ("name", "acronym")]


def _by_segment(source: Source, marks: list[Mark]) -> Iterator[tuple[int, list[Mark]]]:
    """Yield each segment's number and the names in its translation."""
    here: dict[int, list[Mark]] = defaultdict(list)
    for mark in marks:
        here[source.segment_at(mark.start)].append(mark)
    for number in range(len(source.segments)):
        yield number, here[number]


def _words(source: Source, number: int) -> Iterator[_Word]:
    """Yield the words of a segment that may be names, where their letters tell the sound."""
    for match in _WORD.finditer(source.segments[number]):
        word = match[0]
        if len(word) >= _SHORTEST and word[0].isupper() and word[1:].islower():
            heard = romanised(word, source.lang)
            if heard and heard != word:
                yield _Word(word, Span(*match.span()), heard)


def _full_names(source: Source, number: int) -> Iterator[tuple[_Word, _Word]]:
    """Yield two capitalised words in a row: no third beside them, but one that opens a sentence."""
    runs: list[list[_Word]] = []
    text = source.segments[number]
    for word in _words(source, number):
        if runs and text[runs[-1][-1].place.end : word.place.start] == " ":
            runs[-1].append(word)
        else:
            runs.append([word])
    for run in runs:
        opens = _BEFORE_SENTENCE.search(text, 0, run[0].place.start)
        if len(run) == _PAIR or (opens and len(run) == _PAIR + 1):
            yield run[-2], run[-1]
