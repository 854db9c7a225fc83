"""
What stands in a translation for the terms that its source has more than once.

A term is an acronym, a name in quotation marks, or words that come again behind a capital. What
stands for it is told from the part of the text that translates the term's part of the source, and
only where it can hardly be anything else: the one acronym that the other side does not have; the
quoted name at the same place among as many; capitalised words that share a word with what stands
for the term elsewhere, one that no other part of the text has. Names that both sides sound like are
left to the rules on names.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.aligned import Aligned, sure_parts
from calque.language.letters import UPPER, fold
from calque.language.quotes import quotations
from calque.language.scan import Scan
from calque.language.scripts import script_for, script_of
from calque.names.comparison import compare
from calque.names.source import romanised, stem

_ACRONYM: Final = re.compile(r"(?<![\w-])[^\W\d_]{2,6}(?![\w-])")
_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# Capitalised words in a row, with what links them in a name.
_CAPITAL: Final = rf"[{UPPER}][\w-]+(?:['’](?!s\b)\w+)*"
_RUN: Final = re.compile(
    rf"{_CAPITAL}(?: (?:(?:of|for|on|der|des|für|de|du|del|da)(?: the| la)? )?{_CAPITAL})+"
)
_OPENS: Final = re.compile(r"(?:^|[.!?…:]['’”»\"]?\s)[-–—«“„”\"\s]*$")
_EMPTY: Final = frozenset(
    """
    the a an of and for in on to at by with from as s der die das des dem den und für von im
    le la les de du des et un une el los las del y da do di il lo
    """.split()  # noqa: SIM905
)
# A quoted name has no more words or letters; one of East Asia no more characters.
_NAME_WORDS, _NAME_LETTERS, _NAME_CHARACTERS = 6, 60, 16
_NO_NAME: Final = re.compile(r"[.!?,;…。、！？]$")
_GRAM: Final = (2, 3, 4)
_SHORTEST: Final = 4
# Case forms of one word have so many letters in common, where it is one of several.
_BEGINNING: Final = 5
_SOUNDS_LIKE: Final = 0.5


class Rendered(NamedTuple):
    """A term of the source, its place there, and that in the reader's text of what it became."""

    term: str
    place: Span
    span: Span


def rendered(scan: Scan) -> Iterator[list[Rendered]]:
    """Yield, for each term of the source that comes again, what stands for it in each part."""
    parts = sure_parts(scan)
    yield from _grouped(_acronyms(scan, parts))
    yield from _grouped(_quoted(scan, parts))
    yield from _Runs(scan, parts).rendered()


def _grouped(found: Iterable[Rendered]) -> Iterator[list[Rendered]]:
    """Those of one term in whatever case forms together."""
    groups: list[tuple[list[str], list[Rendered]]] = []
    for one in found:
        words = one.term.split() if one.term.isupper() else list(map(stem, one.term.split()))
        group = next((group for forms, group in groups if _are_forms(forms, words)), None)
        if group is None:
            groups.append((words, [one]))
        else:
            group.append(one)
    return (group for _, group in groups)


def _are_forms(one: Sequence[str], other: Sequence[str]) -> bool:
    """Whether stems are of the same words: the one of each pair goes on where the other ends."""
    return len(one) == len(other) and all(
        first == second
        or (not first.isupper() and (first.startswith(second) or second.startswith(first)))
        for first, second in zip(one, other, strict=True)
    )


def same(one: str, other: str) -> bool:
    """Whether two renderings are one, or one of them is the other in a shorter form."""
    if one.startswith(other) or other.startswith(one):
        return True
    first, second = content(one), content(other)
    return first <= second or second <= first or _initials(one) == other or one == _initials(other)


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split() if word[0].isupper())


def content(words: str) -> frozenset[str]:
    """The stems of the words that say something."""
    said = re.findall(r"[^\W_]+", re.sub(r"['’]s\b", "", fold(words)))
    return frozenset(stem(word) for word in said if word not in _EMPTY)


def _acronyms(scan: Scan, parts: Sequence[Aligned]) -> Iterator[Rendered]:
    """The one acronym on each side that the other side does not have."""
    marks = scan.marked("acronym")
    for part in parts:
        said = [found for found in _ACRONYM.finditer(part.source) if found[0].isupper()]
        here = [mark for mark in marks if part.span.contains((mark.start, mark.end))]
        theirs, ours = {found[0] for found in said}, {mark.text for mark in here}
        if len(theirs - ours) == len(ours - theirs) == 1:
            first = next(found for found in said if found[0] not in ours)
            mark = next(mark for mark in here if mark.text not in theirs)
            yield Rendered(first[0], part.place(*first.span()), Span(mark.start, mark.end))


def _quoted(scan: Scan, parts: Sequence[Aligned]) -> Iterator[Rendered]:
    """The names in quotation marks, where both sides have as many."""
    ours = [span for span in scan.quotations if _is_name(scan.text[slice(*span)])]
    for part in parts:
        theirs = [one for one in quotations(part.source) if _is_name(part.source[slice(*one)])]
        here = [span for span in ours if part.span.contains(span)]
        if len(theirs) == len(here):
            for said, span in zip(theirs, here, strict=True):
                yield Rendered(part.source[slice(*said)], part.place(*said), span)


def _is_name(words: str) -> bool:
    """Whether what stands in quotation marks is a name and nobody's words."""
    words = words.strip()
    if not words or _NO_NAME.search(words):
        return False
    if words.rpartition(" ")[2].lower() in _EMPTY:
        return False
    if words[0] > "\u3000":
        return len(words) <= _NAME_CHARACTERS
    begins = words[0].isupper() or words[0].isdigit()
    return begins and len(words.split()) <= _NAME_WORDS and len(words) <= _NAME_LETTERS


class Run(NamedTuple):
    """Capitalised words of a part of the text, and the stems of those that say something."""

    span: Span
    content: frozenset[str]


def runs_of(scan: Scan, span: Span) -> Iterator[Run]:
    """The runs of capitalised words in a stretch of the reader's text."""
    for found in _RUN.finditer(scan.text, *span):
        start = found.start()
        first = found[0].split(" ", 1)[0]
        # A capital that only opens the sentence is no part of a name.
        if first.lower() in _EMPTY:
            start += len(first) + 1
        words = content(scan.text[start : found.end()])
        if len(words) > 1:
            yield Run(Span(start, found.end()), words)


class _Runs:
    """Terms of several words behind a capital, and capitalised words of the text."""

    def __init__(self, scan: Scan, parts: Sequence[Aligned]) -> None:
        self._scan = scan
        self._parts = parts
        self._runs = [list(runs_of(scan, part.span)) for part in parts]
        self._holds = [content(scan.text[slice(*part.span)]) for part in parts]
        self._standing: dict[frozenset[str], set[int]] = defaultdict(set)
        for number, runs in enumerate(self._runs):
            for run in runs:
                self._standing[run.content].add(number)

    def rendered(self) -> Iterator[list[Rendered]]:
        """Yield the renderings of each term that has two."""
        done: set[Span] = set()
        terms = self._terms()
        for words in sorted(terms, key=len, reverse=True):
            places = terms[words]
            if len(places) < 2 or (first := self._usual(places)) is None:
                continue
            usual = [
                (number, run)
                for number in places
                for run in self._runs[number]
                if run.content == first
            ]
            for number in places:
                for run in self._runs[number]:
                    if run.span not in done and self._competes(number, run, first, words, places):
                        done.add(run.span)
                        both = [*usual, (number, run)]
                        yield [self._one(k, one, places) for k, one in both]

    def _one(self, number: int, run: Run, places: Mapping[int, Span]) -> Rendered:
        part, place = self._parts[number], places[number]
        return Rendered(part.source[slice(*place)], part.place(*place), run.span)

    def _terms(self) -> dict[tuple[str, ...], dict[int, Span]]:
        """Words of the source behind a capital, by their stems, and where each part has them."""
        terms: dict[tuple[str, ...], dict[int, Span]] = defaultdict(dict)
        capital = set()
        script = script_for(self._scan.doc.source_lang or "")
        for number, part in enumerate(self._parts):
            words = list(_WORD.finditer(part.source))
            for at, word in enumerate(words):
                if not word[0][0].isupper() or word[0].lower() in _EMPTY:
                    continue
                for size in _GRAM:
                    gram = words[at : at + size]
                    joined = part.source[gram[-2].end() : gram[-1].start()] if len(gram) > 1 else ""
                    if len(gram) < size or joined != " ":
                        break
                    ours = all(script_of(one[0][0]) == script for one in gram)
                    if ours and len(gram[-1][0]) >= _SHORTEST:
                        key = tuple(stem(one[0])[:_BEGINNING] for one in gram)
                        terms[key].setdefault(number, Span(word.start(), gram[-1].end()))
                        if not _OPENS.search(part.source, 0, word.start()):
                            capital.add(key)
        return {key: places for key, places in terms.items() if key in capital}

    def _usual(self, places: Mapping[int, Span]) -> frozenset[str] | None:
        """What stands in the term's parts most, and hardly anywhere else."""
        counts = Counter(run.content for number in places for run in self._runs[number])
        mostly = (
            content
            for content, _ in counts.most_common()
            if len(self._standing[content] & places.keys()) >= 0.8 * len(self._standing[content])
        )
        return next(mostly, None)

    def _competes(
        self,
        number: int,
        run: Run,
        usual: frozenset[str],
        words: tuple[str, ...],
        places: Mapping[int, Span],
    ) -> bool:
        """Whether a run says in other words what `usual` says elsewhere for the term."""
        shared = run.content & usual
        longest = max(len(run.content), len(usual))
        return (
            not (run.content <= usual or usual <= run.content or usual <= self._holds[number])
            and 2 * len(shared) >= longest
            and longest <= 2 * len(words)
            and self._standing[run.content] <= places.keys()
            and any(self._holding(word) <= places.keys() for word in shared)
            and not _sound_alike(usual - shared, run.content - shared)
            and not self._is_heard(number, run, places)
        )

    def _holding(self, word: str) -> set[int]:
        return {number for number, words in enumerate(self._holds) if word in words}

    def _is_heard(self, number: int, run: Run, places: Mapping[int, Span]) -> bool:
        """Whether the term's first word, or one of a name's, is what the run sounds like."""
        said = self._parts[number].source[slice(*places[number])].split()
        lang = self._scan.doc.source_lang
        heard = [romanised(word, lang) for word in said]
        ours = _WORD.findall(self._scan.text[slice(*run.span)])
        names = heard if all(word[0].isupper() for word in said) else heard[:1]
        return _sound_alike(filter(None, names), ours)


def _sound_alike(one: Iterable[str], other: Iterable[str]) -> bool:
    others = [word.title() for word in other]
    return any(compare(word.title(), name).score >= _SOUNDS_LIKE for word in one for name in others)
