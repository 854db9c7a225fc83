"""
Where a glossary's spellings and wordings stand in a text: the one pass that rules share.

A candidate from the matcher counts when it is a whole word or wears a case ending of its own
language, has the capitals its kind needs, is not part of a longer hit, and, where it is ambiguous,
has something near it that says it is meant.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.document import Span
from calque.glossary.compiled import Compiled, Wording
from calque.glossary.concept import Concept, Entry, Term
from calque.glossary.forms import GUARD, RIGHT, Form
from calque.glossary.match import Matcher
from calque.glossary.pattern import Pattern
from calque.language.endings import ending, genitive, is_genitive
from calque.language.letters import HYPHENS, fold
from calque.language.scan import Scan

# Shorter words begin too many others.
_STEM: Final = 4
# Entries that count within a paragraph too, and how far before its anchor one may begin.
ANYWHERE: Final = ("any", "between")
_BEFORE_ANCHOR: Final = 160
# A line of labels is no longer.
_LABELS: Final = 160
_INSIDE: Final = re.compile(r"\w")


class TermHit(NamedTuple):
    """A concept's spelling at `[start, end)`; `tail` is the case ending after it, outside it."""

    start: int
    end: int
    form: Form
    tail: str

    @property
    def span(self) -> Span:
        """The whole word, its case ending with it."""
        return Span(self.start, self.end + len(self.tail))

    def wanted(self, text: str) -> str:
        """What is right there instead in `text`, with 's where it is a genitive of something."""
        right = self.form.replacement
        return genitive(right, text, self.span.end) if is_genitive(self.tail) else right


class EntryHit(NamedTuple):
    """An entry's pattern at `[start, end)`."""

    start: int
    end: int
    entry: Entry
    match: re.Match[str]
    pattern: Pattern


class Hits(NamedTuple):
    """
    All hits of a text, each list in order of start.

    `doubtful` are spellings that can mean something else, with nothing near that says they don't;
    `pieces` the words of residue entries within a line that is longer; of an entry that counts only
    at a text's edge, where the line may be all labels.
    """

    terms: tuple[TermHit, ...]
    doubtful: tuple[TermHit, ...]
    phrases: tuple[EntryHit, ...]
    quantities: tuple[EntryHit, ...]
    residue: tuple[EntryHit, ...]
    pieces: tuple[EntryHit, ...]


class Index:
    """A compiled glossary as what is looked for in texts. `hits` raises Damaged where it is."""

    def __init__(self, compiled: Compiled) -> None:
        self._compiled = compiled
        self.digest: str = compiled.about.get("digest", "")
        self._matcher = Matcher(compiled.needles)

    @property
    def kept(self) -> tuple[tuple[Concept, Term], ...]:
        """The terms that are not to be translated, with their concepts."""
        return self._compiled.kept

    def begun(self, beginning: str) -> Iterator[Form]:
        """The spellings that begin so, folded."""
        trie = self._compiled.needles.trie
        for spelling in trie.iterkeys(beginning.encode(errors="replace").decode()):
            yield from self._compiled.meaning(trie[spelling]).forms

    def named(self, term: str) -> list[Form]:
        """The spellings that a term is, whatever its capitals."""
        wanted = fold(term)
        return [form for form in self.begun(wanted) if fold(form.surface) == wanted]

    def hits(self, scan: Scan) -> Hits:
        """Everything of this glossary that stands in the text."""
        terms: list[TermHit] = []
        entries: dict[tuple[str, str, int, int], EntryHit] = {}
        pieces: dict[tuple[str, int, int], EntryHit] = {}
        looked: set[tuple[int, int]] = set()
        folded = scan.folded
        for start, end, needle in self._matcher.find(scan.tokens, folded):
            forms, wordings, lines, longest = self._compiled.meaning(needle)
            for form in forms:
                tail = _tail(scan.text, start, end, form)
                if tail is not None:
                    terms.append(TermHit(start, end, form, tail))
            tried = [(wording, scan.sentence(start)) for wording in wordings]
            if lines:
                line = scan.line(start)
                if line.end - line.start <= longest:
                    tried += [(wording, line) for wording in lines]
                for wording in lines:
                    if piece := _piece(scan, wording, start, line):
                        pieces[piece.entry.id, piece.start, piece.end] = piece
            for wording, window in tried:
                # What has been searched whole need not be searched again.
                place = id(wording), window.start
                if place not in looked and _may_stand(wording.pattern, folded, *window):
                    looked.add(place)
                    for hit in _entry_hits(scan, wording, window):
                        entries[hit.entry.family, hit.entry.id, hit.start, hit.end] = hit
        ordered = sorted(entries.values(), key=lambda hit: (hit.start, -hit.end, hit.entry.id))
        unguarded = _unguarded(_longest(terms))
        meant = tuple(_meant(scan, unguarded))
        taken = set(map(id, meant))  # the same objects; to compare each with all would be quadratic
        phrases, quantities, residue = (
            tuple(hit for hit in ordered if hit.entry.family == family)
            for family in ("phrases", "quantities", "residue")
        )
        doubtful = tuple(hit for hit in unguarded if id(hit) not in taken)
        inside = tuple(sorted(pieces.values(), key=lambda hit: (hit.start, -hit.end)))
        return Hits(meant, doubtful, phrases, quantities, residue, inside)


def _may_stand(pattern: Pattern, folded: str, start: int, end: int) -> bool:
    """Whether all words of a pattern stand in a part of a text that is no longer than it may be."""
    if pattern.longest and end - start > pattern.longest:
        return False
    return _has_words(pattern, folded, start, end)


def _has_words(pattern: Pattern, folded: str, start: int, end: int) -> bool:
    return -1 not in [folded.find(word, start, end) for word in pattern.words]


def _entry_hits(scan: Scan, wording: Wording, window: Span) -> Iterator[EntryHit]:
    if wording.entry.family == "residue":
        match = wording.pattern.regex.match(scan.text[window.start : window.end])
        matches = [match] if match else []
        offset = window.start
    else:
        matches = list(wording.pattern.regex.finditer(scan.text, window.start, window.end))
        offset = 0
    if not matches or any(
        out.regex.search(scan.text, window.start, window.end) for out in wording.unless
    ):
        return
    for match in matches:
        start, end = match.start() + offset, match.end() + offset
        yield EntryHit(start, end, wording.entry, match, wording.pattern)


def _piece(scan: Scan, wording: Wording, anchor: int, line: Span) -> EntryHit | None:
    """The words of a residue entry around its anchor, where more stands on the line."""
    entry, pattern = wording.entry, wording.pattern
    if entry.place not in ANYWHERE and not _may_be_labels(scan.text, line):
        return None
    start = max(line.start, anchor - _BEFORE_ANCHOR)
    # A line may be a whole page: to search all of it at each anchor would be quadratic.
    reach = min(line.end, anchor + pattern.longest)
    if not _has_words(pattern, scan.folded, start, reach):
        return None
    for match in pattern.inside.finditer(scan.text, start, reach):
        around = match.start() <= anchor < match.end()
        if around and match.span() != line and not match[0][0].islower():
            return EntryHit(*match.span(), entry, match, pattern)
    return None


def _may_be_labels(text: str, line: Span) -> bool:
    """Whether a line may be nothing but a page's labels: short, and no sentence."""
    return line.end - line.start <= _LABELS and text[line.end - 1] not in ".!?"


def _tail(text: str, start: int, end: int, form: Form) -> str | None:
    """The ending after a candidate, or None when it is not this form."""
    found = text[start:end]
    acronym = form.type == "acronym"
    if acronym and found != form.surface:
        return None
    named = form.concept.kind != "term" or form.status == GUARD
    if named and form.surface[:1].isupper() and not found[:1].isupper():
        return None
    if form.role != "whole" and _is_double_barrelled(text, start, end):
        return None
    langs = () if form.status in (RIGHT, GUARD) else form.langs
    return ending(text, end, langs, acronym=acronym)


def _is_double_barrelled(text: str, start: int, end: int) -> bool:
    """Whether a capitalised word hangs on either side by a hyphen: another person's name."""
    after = text[end : end + 2]
    before = text[max(0, start - 1) : start]
    return (after[:1] in HYPHENS and after[1:].isupper()) or (bool(before) and before in HYPHENS)


def _longest(terms: list[TermHit]) -> list[TermHit]:
    """Of overlapping hits keep the longest; hits of one extent all stay."""
    extents: list[tuple[int, int]] = []
    for start, end in sorted(
        {hit[:2] for hit in terms}, key=lambda span: (span[0] - span[1], span)
    ):
        at = bisect_left(extents, (start, end))
        clear_left = at == 0 or extents[at - 1][1] <= start
        clear_right = at == len(extents) or end <= extents[at][0]
        if clear_left and clear_right:
            extents.insert(at, (start, end))
    kept = set(extents)
    return sorted(
        (hit for hit in terms if hit[:2] in kept),
        key=lambda hit: (hit.start, hit.form.concept.id, hit.form.role),
    )


def _unguarded(terms: list[TermHit]) -> list[TermHit]:
    """Leave out guards."""
    guarded = {hit[:2] for hit in terms if hit.form.status == GUARD}
    return [hit for hit in terms if hit[:2] not in guarded]


def _meant(scan: Scan, terms: list[TermHit]) -> Iterator[TermHit]:
    """Leave out ambiguous forms that nothing supports."""
    certain = {hit.form.concept.id for hit in terms if not hit.form.near}
    for hit in terms:
        supported = (
            not hit.form.near
            or hit.form.concept.id in certain
            or scan.doc.source_lang in hit.form.langs
            or any(_has_word(scan.folded, word) for word in hit.form.near)
        )
        if supported:
            yield hit


def _has_word(folded: str, word: str) -> bool:
    """Whether a word stands in a text, with any ending; as short as EU or tax, in the plural."""
    if len(word) < _STEM:
        return re.search(rf"(?<!\w){re.escape(word)}(?:e?s)?(?!\w)", folded) is not None
    at = folded.find(word)
    while at > 0 and _INSIDE.match(folded, at - 1):
        at = folded.find(word, at + 1)
    return at >= 0
