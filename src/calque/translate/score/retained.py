"""
How much of a source, or of a reference, a rendering keeps: numbers, names, terms.

Against a source a name counts however it is spelled, as long as it is the same one; against a text
in the same language only as it is spelled there.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from calque.document import Document
from calque.glossary.forms import RIGHT
from calque.language.common import is_known_name, is_word
from calque.language.letters import fold
from calque.language.quantities.compare import alike, compare
from calque.language.quantities.lexicon import lexicon
from calque.language.quantities.quantity import Quantity
from calque.language.quantities.read import quantities
from calque.language.scan import Scan, scan
from calque.resources import Resources
from calque.translate.kept import CAPITALS_EVERYWHERE, is_name, names_in
from calque.translate.terms import keeps, terms

_FIGURES: Final = re.compile(r"\d+")
_NOTHING: Final = frozenset((0, 1))
# After this a word may have its capital from its place.
_AFTER: Final = re.compile(r"[:;–—•\"“”„«»]\s*$")
# A line with so many of its words in capitals is a headline in title case.
_TITLE: Final = 0.6


class Kept(NamedTuple):
    """How many there were to keep, and those that are not there, as they stood."""

    total: int
    lost: tuple[str, ...] = ()

    @property
    def share(self) -> float | None:
        """From 0 to 1; None where there was nothing to keep."""
        return 1 - len(self.lost) / self.total if self.total else None

    def where(self, reference: Kept) -> Kept:
        """The same without what a reference does not keep either: that need not be there."""
        excused = Counter(reference.lost)
        lost = Counter(self.lost) - excused
        return Kept(self.total - excused.total(), tuple(lost.elements()))

    def __add__(self, other: object) -> Kept:
        assert isinstance(other, Kept)
        return Kept(self.total + other.total, self.lost + other.lost)


NOTHING_TO_KEEP: Final = Kept(0)


def numbers_kept(standard: str, text: str, langs: tuple[str, str]) -> Kept:
    """
    The numbers of `standard` that `text` has, compared as values.

    One of a thing is often just "a", so it does not count; figures alone are compared where calque
    can't read the numbers of a language.
    """
    if any(lexicon(lang) is None for lang in langs):
        had, has = Counter(_FIGURES.findall(standard)), Counter(_FIGURES.findall(text))
        return Kept(had.total(), tuple((had - has).elements()))
    wanted, found = quantities(standard, langs[0]), quantities(text, langs[1])
    paired = {pair.said for pair in compare(wanted, found).alike}
    counted = [one for one in wanted if _counts(one)]
    lost = [one for one in counted if one not in paired and not any(alike(one, it) for it in found)]
    return Kept(len(counted), tuple(standard[slice(*one.number)] for one in lost))


def _counts(one: Quantity) -> bool:
    return one.value not in _NOTHING and (not one.weak or one.kind == "cardinal")


def names_kept_of_source(source: str, text: str, langs: tuple[str, str], res: Resources) -> Kept:
    """
    The names and terms of a source that its rendering has, in whatever case form or spelling.

    In a script without capitals only what the glossary knows is a name.
    """
    known = terms(source, *langs, res)
    lost = [source[t.start : t.end] for t in known if not keeps(t, text, langs[1], res)]
    covered = [(term.start, term.end) for term in known]
    looked = scan(Document("", source, lang=langs[0]))
    ours = scan(Document("", text, lang=langs[1], source_lang=langs[0]))
    found = [mark.text for mark in ours.marks if mark.kind in ("name", "acronym")]
    others = dict.fromkeys(
        word
        for start, word in names_in(looked, langs[0])
        if not any(begin <= start < end for begin, end in covered)
        and (not _AFTER.search(source[:start]) or is_known_name(word))
    )
    lost += [word for word in others if not any(is_name(word, it, langs[0]) for it in found)]
    return Kept(len(known) + len(others), tuple(lost))


def names_kept(standard: str, text: str, lang: str) -> Kept:
    """The names of `standard` that a text in the same language has, spelled as there."""
    wanted = dict.fromkeys(_names(scan(Document("", standard, lang=lang))))
    return Kept(len(wanted), tuple(_missing(wanted, text)))


def terms_kept_of_source(source: str, text: str, langs: tuple[str, str], res: Resources) -> Kept:
    """The glossary's terms in a source that its rendering renders as the glossary says."""
    known = terms(source, *langs, res)
    lost = [t.text for t in known if not keeps(t, text, langs[1], res)]
    return Kept(len(known), tuple(lost))


def terms_kept(standard: str, text: str, lang: str, res: Resources) -> Kept:
    """The glossary's terms in `standard` that a text in the same language has by a right name."""
    wanted, found = (_right_terms(one, lang, res) for one in (standard, text))
    return Kept(len(wanted), tuple(said for id, said in wanted.items() if id not in found))


def _right_terms(text: str, lang: str, res: Resources) -> dict[str, str]:
    """The concepts that a text names rightly, and how."""
    return {
        hit.form.concept.id: text[hit.start : hit.end]
        for hit in res.hits(scan(Document("", text, lang=lang))).terms
        if hit.form.status == RIGHT and hit.form.role in ("whole", "family")
    }


def _names(looked: Scan) -> Iterator[str]:
    titled = _is_titled(looked)
    plain = titled or looked.doc.lang in CAPITALS_EVERYWHERE
    for mark in looked.marks:
        if mark.kind == "acronym":
            told = not titled or not is_word(mark.text)
        elif mark.kind != "name" or len(mark.text) < 2:
            told = False
        elif plain or looked.opens_sentence(mark.start):
            told = is_known_name(mark.text) and not is_word(mark.text)
        else:
            told = True
        if told:
            yield mark.text


def _is_titled(looked: Scan) -> bool:
    """Whether a line is a headline in title case: most words have a capital, plain ones too."""
    capitals = [mark.text for mark in looked.marks if mark.kind in ("name", "acronym")]
    plain = sum(map(is_word, capitals[1:]))
    return len(capitals) > _TITLE * looked.word_count and plain > len(capitals) / 2 - 1


def _missing(wanted: Iterable[str], text: str) -> Iterator[str]:
    folded = fold(text)
    for word in wanted:
        if not re.search(rf"(?<!\w){re.escape(fold(word))}(?!\w)", folded):
            yield word
