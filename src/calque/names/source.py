"""
What the source calls a name: two spellings that always stand where one of its words does are one.

Source and translation go side by side, part by part (`language/aligned.py`). In a script of letters
the word in the source must sound like the name as well, and its case forms count as one word; in
Chinese, Japanese and Korean any run of characters will do, since their readings are what drifts,
and the readings of its characters say how well it fits.

Source of the idea: word pairs by co-occurrence, I. D. Melamed, "Models of translational
equivalence among words", Computational Linguistics 26(2), 2000.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property, lru_cache
from itertools import combinations, product
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.aligned import Aligned, aligned
from calque.language.common import is_known_name
from calque.language.letters import fold
from calque.language.mentions import Spelling
from calque.language.scan import Scan
from calque.names.comparison import SAME_FROM, compare
from calque.names.han import fit
from calque.names.scheme import load, origins
from calque.names.slavonic import adjective_of, agrees, sex, without_adjective
from calque.names.write import write

# Characters that are read as words or syllables: Han, kana, hangul.
_CHARACTERS: Final = "\u3005\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
# In Han any part of a run may be a name; katakana writes a name whole.
_HAN: Final = re.compile("[\u3005\u3400-\u9fff]{2,}")
_SYLLABLES: Final = re.compile("[\u30a1-\u30fa\u30fc]{2,}|[\uac00-\ud7af]{2,}")
# Katakana read as hiragana, which the scheme knows.
_HIRAGANA: Final = {code: code - 0x60 for code in range(0x30A1, 0x30F7)}
_LONGEST: Final = 6
_WORD: Final = re.compile(rf"[^\W\d_{_CHARACTERS}]+(?:['’ʼ-][^\W\d_{_CHARACTERS}]+)*")
_SHORTEST: Final = 3
_ENDING: Final = 2
_SOUNDS_LIKE: Final = 0.1
# From this part of its letters on a name is taken for a reading of Han characters.
_READ: Final = 0.8


class Shared(NamedTuple):
    """
    What two spellings share in the source: the word there, and in what part of its segments.

    `part` is 1.0 where every segment that has the word has one of the two spellings. `sound` (0 to
    1) is how far the word sounds like the spelling that is less like it, or can be read so where
    it is in Han characters; None where its script does not tell.
    """

    text: str
    part: float
    sound: float | None

    @property
    def is_han(self) -> bool:
        """Whether the word is in Han characters, which have several readings each."""
        return _HAN.fullmatch(self.text) is not None

    @property
    def is_heard(self) -> bool:
        """Whether both spellings are what the word sounds like, or may be read as."""
        return self.sound is not None and self.sound >= (_READ if self.is_han else SAME_FROM)


class Source:
    """
    The source of a text, segment by segment.

    `segments` are the source of each; empty where it is not sure what belongs together.
    """

    def __init__(self, parts: Sequence[Aligned], lang: str | None, text: str) -> None:
        self.segments = [part.source if part.sure else "" for part in parts]
        self.lang = lang
        self._parts = parts
        self._starts = starts = [part.span.start for part in parts]
        self._words: list[tuple[str, ...]] = [
            tuple(dict.fromkeys(_WORD.findall(segment))) for segment in self.segments
        ]
        self._stems: dict[str, set[int]] = defaultdict(set)
        for number, words in enumerate(self._words):
            for word in words:
                self._stems[stem(word)].add(number)
        self._in_order = sorted(self._stems)
        self._syllables = [frozenset(_SYLLABLES.findall(segment)) for segment in self.segments]
        self._ends = [*starts[1:], len(text)]
        self._text = text
        self._readings: dict[str, float] = {}
        self._holding: dict[str, set[int]] = {}
        self._inflected: dict[str, set[int]] = {}
        self._likenesses: dict[tuple[str, str], float] = {}
        self._owns: dict[str, str] = {}
        self._standing: dict[str, set[int]] = defaultdict(set)
        for number, (start, end) in enumerate(zip(starts, self._ends, strict=True)):
            for word in _WORD.findall(text[start:end]):
                self._standing[fold(word)].add(number)

    @cached_property
    def has_han(self) -> bool:
        """Whether there are Han characters in it, which have several readings each."""
        return any(map(_HAN.search, self.segments))

    def segments_of(self, name: Spelling) -> frozenset[int]:
        """The segments that a spelling's mentions stand in."""
        return frozenset(self.segment_at(mark.start) for mark in name.marks)

    def segment_at(self, position: int) -> int:
        """The number of the segment that a place in the reader's text belongs to."""
        return bisect_right(self._starts, position) - 1

    def span_of(self, number: int) -> Span:
        """Where a segment stands in the reader's text."""
        start, end = self._starts[number], self._ends[number]
        text = self._text[start:end]
        return Span(start, start + len(text.rstrip()))

    def place(self, number: int, place: Span) -> Span:
        """A place in a segment of the source, as one in the source that the finding names."""
        return self._parts[number].place(*place)

    def shortest_form(self, word: str) -> str:
        """The shortest of the source's words that are case forms of `word`."""
        beginning = stem(word)
        forms = [w for words in self._words for w in words if stem(w).startswith(beginning)]
        return min([word, *forms], key=len)

    def shared(self, one: Spelling, other: Spelling) -> Shared | None:
        """What the source has wherever either spelling stands; None where nothing fits."""
        theirs = self.segments_of(one) | self.segments_of(other)
        first = min(theirs, key=lambda number: len(self.segments[number]))
        best: Shared | None = None
        for text, holding in self._candidates(first, one.name, other.name):
            if theirs <= holding:
                sound = self._sound(text, one, other)
                found = Shared(text, len(theirs) / len(holding), sound)
                if best is None or _rank(found) > _rank(best):
                    best = found
        return best

    def read_alike(self, names: Iterable[Spelling]) -> Iterator[tuple[Spelling, Spelling]]:
        """Yield the pairs of spellings that can be read from the same recurring Han characters."""
        readers: dict[str, list[Spelling]] = defaultdict(list)
        for name in names:
            theirs = self.segments_of(name)
            for run in self._recurring:
                if theirs <= self._with(run) and self._reads(name, run) >= _READ:
                    readers[run].append(name)
        for some in readers.values():
            yield from combinations(some, 2)

    @cached_property
    def _recurring(self) -> list[str]:
        """The runs of Han characters that the source has more than once."""
        runs = Counter(run for segment in self.segments for run in _parts_of_han(segment))
        return [run for run, count in runs.items() if count > 1]

    def _sound(self, text: str, *names: Spelling) -> float | None:
        """How far a word of the source sounds like all of some names."""
        if _HAN.fullmatch(text):
            return min(self._reads(name, text) for name in names)
        heard = romanised(text, self.lang)
        return min(self._likeness(heard, name.name) for name in names) if heard else None

    def _reads(self, name: Spelling, run: str) -> float:
        """How well a name fits a run of Han; not at all where other characters fit it better."""
        here = fit(run, name.name)
        return here if here >= _READ and here >= self._best_reading(name) else 0.0

    def _best_reading(self, name: Spelling) -> float:
        """How well the Han characters fit a name that fit it best and stand wherever it does."""
        if name.name not in self._readings:
            first, *others = sorted(self.segments_of(name), key=lambda n: len(self.segments[n]))
            self._readings[name.name] = max(
                (
                    fit(run, name.name)
                    for run in set(_parts_of_han(self.segments[first]))
                    if all(run in self.segments[number] for number in others)
                ),
                default=0.0,
            )
        return self._readings[name.name]

    def explained(self, shared: Shared, one: Spelling, other: Spelling) -> bool:
        """Whether another word of the translation stands just where the source has that word."""
        holding = self._with(shared.text)
        names = {fold(one.name), fold(other.name)}
        return any(
            standing == holding for word, standing in self._standing.items() if word not in names
        )

    def sets_apart(self, one: Spelling, other: Spelling) -> bool:
        """Whether each spelling has a word of its own in the source that it is the sound of."""
        first, second = self._own(one), self._own(other)
        return bool(first and second) and not (first.startswith(second) or second.startswith(first))

    def same_form(self, one: Spelling, other: Spelling) -> bool:
        """Whether both spellings stand for one and the same word form of the source."""
        theirs = [
            {self._nearest(number, name.name) for number in self.segments_of(name)}
            for name in (one, other)
        ]
        return theirs[0] == theirs[1] and len(theirs[0]) == 1 and theirs[0] != {""}

    def same_sex(self, one: Spelling, other: Spelling) -> bool:
        """Whether the source's forms show that neither spelling is the other sex's."""
        told = [
            {self._sex(number, name.name) for number in self.segments_of(name)} - {""}
            for name in (one, other)
        ]
        return len(told[0]) == 1 and told[0] == told[1]

    def _sex(self, number: int, name: str) -> str:
        word = self._nearest(number, name)
        before = re.search(rf"(\w+)\s+{re.escape(word)}", self.segments[number], re.IGNORECASE)
        return sex(word, before[1] if before else "")

    def one_adjective(self, one: Spelling, other: Spelling) -> bool:
        """Whether both spellings are an adjective of one place: Zarechin, Zarechinsky district."""
        base, same = (without_adjective(name.name) for name in (one, other))
        return (
            not (one.before or other.before or is_known_name(one.name))
            and not is_known_name(other.name)
            and base + same != fold(one.name) + fold(other.name)
            and compare(base, same).same
            and all(
                any(self._adjectives_of(base, number))
                for number in self.segments_of(one) | self.segments_of(other)
            )
        )

    def in_right_gender(self, names: Sequence[Spelling]) -> set[str]:
        """
        Those of the spellings of one name that are an adjective as the source has it.

        Of Kalininskaya, Kalinin and Kalininsky for Калининском районе the last, or else the one
        without an ending; none where there is a noun with an ending of its own (Kakhovka).
        """
        bases = {name.name: without_adjective(name.name) for name in names}
        adjectives = [name for name in names if bases[name.name] != fold(name.name)]
        stems = {bases[name.name] for name in adjectives}
        if any(base == fold(name) and base not in stems for name, base in bases.items()):
            return set()
        right = {
            name.name
            for name in adjectives
            if all(
                any(agrees(name.name, word) for word in self._adjectives_of(bases[name.name], n))
                for n in self.segments_of(name)
            )
        }
        return right or (bases.keys() - {name.name for name in adjectives} if adjectives else set())

    def _adjectives_of(self, base: str, number: int) -> Iterator[str]:
        """The names in a segment that are an adjective made from what sounds like `base`."""
        for word in self._words[number]:
            made_from = adjective_of(word) if word[0].isupper() else ""
            if made_from and compare(romanised(made_from, self.lang), base).same:
                yield word

    def adjectives(self, names: Iterable[Spelling]) -> Iterator[tuple[Spelling, Spelling]]:
        """Yield the pairs of spellings that are an adjective of one place."""
        names = list(names)
        adjectives = [name for name in names if without_adjective(name.name) != fold(name.name)]
        for one, other in product(adjectives, names):
            if one is not other and self.one_adjective(one, other):
                yield one, other

    def _nearest(self, number: int, name: str) -> str:
        """The word form of a segment that sounds most like a name, where one does at all."""
        return self._heard([number], name, _SOUNDS_LIKE).casefold()

    def _own(self, name: Spelling) -> str:
        """The stem of the word in a spelling's segments that it sounds like, or nothing."""
        if name.name not in self._owns:
            word = self._heard(self.segments_of(name), name.name, SAME_FROM)
            self._owns[name.name] = stem(word) if word else ""
        return self._owns[name.name]

    def _heard(self, numbers: Iterable[int], name: str, least: float) -> str:
        """The capitalised word of some segments that sounds most like a name, if so much."""
        heard = {
            word: self._likeness(romanised(word, self.lang), name)
            for number in numbers
            for word in self._words[number]
            if word[0].isupper()
        }
        word = max(heard, key=heard.__getitem__, default="")
        return word if word and heard[word] >= least else ""

    def _candidates(self, number: int, one: str, other: str) -> Iterator[tuple[str, set[int]]]:
        """Yield words of a segment that could be the name, and all segments that have them."""
        for text in _runs(self.segments[number]):
            yield text, self._with(text)
        for word in self._words[number]:
            if word[0].isupper() and len(word) >= _SHORTEST:
                heard = romanised(word, self.lang)
                if max(self._likeness(heard, one), self._likeness(heard, other)) >= _SOUNDS_LIKE:
                    yield word, self._having(stem(word))

    def _with(self, run: str) -> set[int]:
        """The segments that have a run of characters; one of syllables must stand by itself."""
        if run not in self._holding:
            self._holding[run] = self._that_have(run)
        return self._holding[run]

    def _that_have(self, run: str) -> set[int]:
        if _SYLLABLES.fullmatch(run):
            return {n for n, runs in enumerate(self._syllables) if run in runs}
        return {n for n, segment in enumerate(self.segments) if run in segment}

    def _having(self, beginning: str) -> set[int]:
        """The segments that have a word with a stem, or with a longer or shorter one."""
        if beginning not in self._inflected:
            found: set[int] = set()
            for size in range(len(beginning)):
                found |= self._stems.get(beginning[:size], set())
            for one in self._in_order[bisect_left(self._in_order, beginning) :]:
                if not one.startswith(beginning):
                    break
                found |= self._stems[one]
            self._inflected[beginning] = found
        return self._inflected[beginning]

    def _likeness(self, heard: str, name: str) -> float:
        """How like a name a word of the source sounds; the same are asked for over and over."""
        if (heard, name) not in self._likenesses:
            self._likenesses[heard, name] = compare(heard, name).score if heard else 0.0
        return self._likenesses[heard, name]


def _rank(shared: Shared) -> tuple[float, int]:
    return shared.part * (1 + (shared.sound or 0.0)), len(shared.text)


def source_of(scan: Scan) -> Source | None:
    """The text's source, where the two can be set side by side; None where they can't."""
    return scan.doc.derived("source names", lambda: _source_of(scan))


def _source_of(scan: Scan) -> Source | None:
    parts = aligned(scan)
    if not any(part.sure for part in parts):
        return None
    return Source(parts, scan.doc.source_lang, scan.text)


@lru_cache(maxsize=16384)
def romanised(word: str, lang: str | None) -> str:
    """
    A word of the source in Latin letters, as English spells names from `lang`.

    Empty where its script does not tell the sound, as Han does not.
    """
    if all(char <= "\u024f" for char in word if char.isalpha()):
        return word
    word = word.translate(_HIRAGANA)
    for origin in (lang, "ru"):
        if origin in origins():
            scheme = load(origin)
            english = next((c for c in scheme.conventions.values() if "en" in c.langs), None)
            letters = unicodedata.normalize(english.letters.form, word.lower()) if english else ""
            if english and set(letters.translate(english.letters.same)) <= {
                *scheme.alphabet,
                *"-'",
            }:
                return write(word, origin, english.id)
    return ""


def stem(word: str) -> str:
    """A word without what its case may change."""
    return word.casefold()[: max(_SHORTEST, len(word) - _ENDING)]


def _runs(text: str) -> Iterable[str]:
    """All stretches of characters in a segment that could be a name."""
    return dict.fromkeys((*_SYLLABLES.findall(text), *_parts_of_han(text)))


def _parts_of_han(text: str) -> Iterator[str]:
    for run in _HAN.findall(text):
        for start in range(len(run) - 1):
            for end in range(start + 2, min(len(run), start + _LONGEST) + 1):
                yield run[start:end]
