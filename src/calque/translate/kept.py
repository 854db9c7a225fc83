"""
What of a source its rendering keeps: numbers, names, and whether it says no.

Stricter than the rules that look at a finished translation: those speak up only where they are
sure of a fault, this where it isn't sure that all is well.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from calque.document import Document
from calque.glossary.forms import RIGHT
from calque.language.common import is_known_name, is_word
from calque.language.endings import ending, inflections
from calque.language.letters import fold
from calque.language.negation import may_negate, negation, negations
from calque.language.quantities.compare import alike, compare
from calque.language.quantities.lexicon import lexicon
from calque.language.quantities.quantity import Quantity
from calque.language.quantities.read import quantities
from calque.language.scan import Scan, scan
from calque.names.comparison import SAME_FROM
from calque.names.comparison import compare as compare_names
from calque.names.source import romanised
from calque.resources import Resources
from calque.translate.terms import CASE, keeps, terms
from calque.translate.vocabulary import Vocabulary

_FIGURES: Final = re.compile(r"\d+")
_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*(?::[a-zäö]+)?")
# How much likelier (natural logarithm) without its capital a word must be to be no name.
_PLAINLY: Final = 1.5
# A base of so many letters may be spelled a little differently; shorter ones are too alike.
_LONG: Final = 5
# A language that writes every noun with a capital: there a capital says nothing.
CAPITALS_EVERYWHERE: Final = ("de",)
# Consonants that give way to others in the cases of Finnish and Estonian names (Turku, Turussa).
_GRADATION: Final = "kptgbd"
_FEWEST_ALIKE: Final = 3
_SHORTEST: Final = 2


def numbers_differ(source: str, rendering: str, langs: tuple[str, str]) -> list[str]:
    """The numbers that only one side has, as they stand there."""
    if any(lexicon(lang) is None for lang in langs):
        return sorted((_figures(source) - _figures(rendering)).elements()) + sorted(
            (_figures(rendering) - _figures(source)).elements()
        )
    said, found = quantities(source, langs[0]), quantities(rendering, langs[1])
    lost = [
        source[slice(*one.number)]
        for one in said
        if _counts(one) and not any(_same(one, other) for other in found)
    ]
    added = [
        rendering[slice(*one.number)]
        for one in found
        if _counts(one) and not any(_same(other, one) for other in said)
    ]
    unlike = [
        (source[slice(*pair.said.number)] if pair.said else "")
        or (rendering[slice(*pair.found.number)] if pair.found else "")
        for pair in compare(said, found).different
    ]
    return list(dict.fromkeys([*lost, *added, *unlike]))


def _counts(one: Quantity) -> bool:
    """Whether a quantity may not go: one of a thing is often just "a"."""
    return not one.weak or (one.value not in (0, 1) and one.kind == "cardinal")


def _same(said: Quantity, found: Quantity) -> bool:
    return alike(said, found) or (
        {said.kind, found.kind} == {"vague"} and said.interval.meets(found.interval)
    )


def _figures(text: str) -> Counter[str]:
    return Counter(_FIGURES.findall(text))


def negation_differs(source: str, rendering: str, langs: tuple[str, str]) -> bool:
    """Whether only one side says no; a question asks the same either way."""
    if any(negation(lang) is None for lang in langs) or "?" in source or "？" in source:
        return False
    said, found = negations(source, langs[0]), negations(rendering, langs[1])
    if said and not may_negate(rendering, langs[1]):
        return True
    return bool(found) and not may_negate(source, langs[0])


def names_differ(
    source: str,
    rendering: str,
    langs: tuple[str, str],
    res: Resources,
    vocabulary: Vocabulary,
) -> list[str]:
    """The names of the source that the rendering lacks, and known ones that it makes up."""
    known = terms(source, *langs, res)
    lost = [
        source[term.start : term.end] for term in known if not keeps(term, rendering, langs[1], res)
    ]
    covered = [(term.start, term.end) for term in known]
    looked = scan(Document("", source, lang=langs[0]))
    ours = scan(Document("", rendering, lang=langs[1], source_lang=langs[0]))
    found = [mark.text for mark in ours.marks if mark.kind in ("name", "acronym")]
    for start, word in names_in(looked, langs[0], vocabulary):
        own = any(begin <= start < end for begin, end in covered)
        if not own and not any(is_name(word, other, langs[0]) for other in found):
            lost.append(word)
    made_up = _made_up(ours, source, langs[0], {term.form.concept.id for term in known}, res)
    return list(dict.fromkeys([*lost, *made_up]))


def _made_up(
    ours: Scan, source: str, lang: str, concepts: set[str], res: Resources
) -> Iterator[str]:
    """The well-known names of a rendering that nothing in its source stands for."""
    if source.upper() == source.lower():  # a script without capitals: its names are not known
        return
    right = [
        (hit.start, hit.end)
        for hit in res.hits(ours).terms
        if hit.form.status == RIGHT and hit.form.concept.id in concepts
    ]
    capitals = [word for _, word in _capitals(source)]
    for mark in ours.marked("name"):
        told = is_known_name(mark.text) and not _is_written_so(mark.text)
        if ours.opens_sentence(mark.start) and is_word(mark.text):
            told = False
        own = any(begin <= mark.start < end for begin, end in right)
        if told and not own and not any(is_name(word, mark.text, lang) for word in capitals):
            yield mark.text


def _capitals(text: str) -> Iterator[tuple[int, str]]:
    for match in _WORD.finditer(text):
        if match[0][0].isupper():
            yield match.start(), match[0]


def names_in(
    looked: Scan, lang: str, vocabulary: Vocabulary | None = None
) -> Iterator[tuple[int, str]]:
    """
    The names of a source and where each begins.

    Without a model's vocabulary, a word that opens a sentence is one only where it is well known.
    """
    for start, word in _capitals(looked.text):
        if len(word) < _SHORTEST:
            continue
        if word.partition(":")[0].isupper():
            told = True
        elif lang in CAPITALS_EVERYWHERE:
            told = is_known_name(word) and not is_word(word)
        elif looked.opens_sentence(start):
            told = is_known_name(word) or bool(vocabulary and _reads_as_name(word, vocabulary))
        else:
            told = True
        if told:
            yield start, word


def _reads_as_name(word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word that opens a sentence is not plainly likelier without its capital."""
    small = word[:1].lower() + word[1:]
    if f"▁{small}" in vocabulary.source_ids:
        return False
    return vocabulary.likelihood(small) - vocabulary.likelihood(word) < _PLAINLY


@lru_cache(maxsize=16384)
def is_name(word: str, found: str, lang: str) -> bool:
    """Whether `found` is what a name of the source, in one of its case forms, becomes."""
    from rapidfuzz.distance import Prefix

    heard = romanised(word, lang)
    if not heard:
        return False
    one, other = fold(heard), fold(found)
    if one == other or compare_names(heard, found).score >= SAME_FROM:
        return True
    if any(
        fold(base) == other or (len(base) >= _LONG and compare_names(base, found).same)
        for base in _bases(word, heard, lang)
    ):
        return True
    alike_to = Prefix.similarity(one, other)
    return (
        lang in ("fi", "et")
        and alike_to >= _FEWEST_ALIKE
        and len(other) - alike_to in (1, 2)
        and other[alike_to] in _GRADATION
        and len(one) >= len(other)
    )


def _bases(word: str, heard: str, lang: str) -> set[str]:
    """What a name may be without a case ending, in Latin letters."""
    plain = heard.partition(":")[0]
    bases = {plain, *(each.base for each in inflections(heard, lang))}
    for cut in range(_FEWEST_ALIKE, len(plain)):
        rest = plain[cut:]
        lengthened = lang in ("fi", "et") and rest == f"{plain[cut - 1]}n"
        if lengthened or ending(plain, cut, (lang,), acronym=False):
            bases.add(plain[:cut])
    bare = CASE.sub("", word)
    return bases | {romanised(bare + own, lang) for own in ("", "а", "я", "й") if bare != word}


def _is_written_so(word: str) -> bool:
    """Whether English writes a word with a capital though it is no name: a day, a nation's own."""
    return fold(word) in _calendar() or word.endswith(("ish", "ese", "ian", "an"))


@lru_cache(maxsize=1)
def _calendar() -> frozenset[str]:
    names = (
        "monday tuesday wednesday thursday friday saturday sunday january february march april may "
        "june july august september october november december"
    )
    return frozenset(names.split())
