"""
The glossary's terms in a source sentence, and whether a rendering has them.

They come from the same concepts that texts are checked against: a source is looked at as a text in
the target's language would be, so that what is foreign there comes with what should stand there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.document import Document
from calque.glossary.forms import FOREIGN, GUARD, RIGHT, Form
from calque.language.endings import INFLECTS_LIKE
from calque.language.letters import fold
from calque.language.scan import scan
from calque.resources import Resources

_ROLES: Final = ("whole", "family")
_CAPITAL: Final = re.compile(r"\b[А-ЯЁІЇЄҐЎ][^\W\d_]{3,}")
# Endings of Russian and Ukrainian names in their cases, and what they may have in the nominative.
CASE: Final = re.compile("(?:ом|ым|им|ой|ей|ем|ою|ею|єм|ові|еві|а|е|и|о|у|ы|ю|я|й|ь|і|ї)$")
_NOMINATIVE: Final = ("", "а", "я", "й", "ь", "ий")


class Term(NamedTuple):
    """
    A term at `[start, end)` of a source sentence, its case ending `tail` included.

    `text` is what its translation should have, `form` the glossary's spelling that was met.
    """

    start: int
    end: int
    tail: str
    text: str
    form: Form

    @property
    def kind(self) -> str:
        """What a name that stands in for it should be: a `place`, or else a `person`."""
        return "place" if self.form.concept.kind == "place" else "person"


def terms(sentence: str, source_lang: str, target_lang: str, res: Resources) -> list[Term]:
    """The terms of a sentence in `source_lang`, in order."""
    found = list(_found(sentence, source_lang, target_lang, res))
    if INFLECTS_LIKE.get(source_lang, source_lang) == "ru":
        found += _declined(sentence, found, source_lang, target_lang, res)
    apart: list[Term] = []
    for term in sorted(found, key=lambda one: (one.start, -one.end)):
        if not apart or apart[-1].end <= term.start:
            apart.append(term)
    return apart


def _found(sentence: str, source_lang: str, target_lang: str, res: Resources) -> Iterator[Term]:
    looked = scan(Document("", sentence, lang=target_lang, source_lang=source_lang))
    for hit in res.hits(looked).terms:
        form = hit.form
        text = form.replacement or (form.surface if form.status == RIGHT else "")
        theirs = form.status != FOREIGN or not form.langs or source_lang in form.langs
        if not text or not theirs or form.role not in _ROLES or form.status == GUARD:
            continue
        if form.status == RIGHT and sentence[hit.start : hit.end] != form.surface:
            continue  # a word of the source that only looks like it
        yield Term(*hit.span, hit.tail, text, form)


def _declined(
    sentence: str, found: list[Term], source_lang: str, target_lang: str, res: Resources
) -> Iterator[Term]:
    """Names of one word in the cases of Russian and its like, told by what they may be without."""
    lines: list[str] = []
    words: dict[int, re.Match[str]] = {}  # by where in the lines their base stands
    for match in _CAPITAL.finditer(sentence):
        bare = CASE.sub("", match[0])
        taken = any(term.start < match.end() and match.start() < term.end for term in found)
        if bare == match[0] or taken:
            continue
        for own in _NOMINATIVE:
            words[sum(map(len, lines)) + len(lines)] = match
            lines.append(bare + own)
    for term in _found("\n".join(lines), source_lang, target_lang, res) if lines else ():
        word = words.get(term.start)
        if word and term.end - term.start in [len(CASE.sub("", word[0])) + n for n in (0, 1, 2)]:
            # Its stand-in goes bare: how that would decline is not known here.
            yield term._replace(start=word.start(), end=word.end(), tail="")


def keeps(term: Term, rendering: str, target_lang: str, res: Resources) -> bool:
    """Whether a rendering has the term, or another right name of the same thing."""
    if _stands_in(term.text, rendering, exact=term.form.type == "acronym"):
        return True
    hits = res.hits(scan(Document("", rendering, lang=target_lang))).terms
    return any(
        hit.form.status == RIGHT and hit.form.concept.id == term.form.concept.id for hit in hits
    )


def _stands_in(text: str, rendering: str, *, exact: bool) -> bool:
    if not exact:
        text, rendering = fold(text), fold(rendering)
    return re.search(rf"(?<!\w){re.escape(text)}(?!\w)", rendering) is not None
