"""
The glossary's terms in a source sentence, and whether a rendering has them.

They come from the same concepts that texts are checked against: a source is looked at as a text in
the target's language would be, so that what is foreign there comes with what should stand there.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from calque.document import Document
from calque.glossary.forms import FOREIGN, GUARD, RIGHT, Form
from calque.language.letters import fold
from calque.language.scan import scan
from calque.resources import Resources

_ROLES: Final = ("whole", "family")


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
    looked = scan(Document("", sentence, lang=target_lang, source_lang=source_lang))
    found: list[Term] = []
    for hit in res.hits(looked).terms:
        form = hit.form
        text = form.replacement or (form.surface if form.status == RIGHT else "")
        theirs = form.status != FOREIGN or not form.langs or source_lang in form.langs
        if not text or not theirs or form.role not in _ROLES or form.status == GUARD:
            continue
        if form.status == RIGHT and sentence[hit.start : hit.end] != form.surface:
            continue  # a word of the source that only looks like it
        if not found or found[-1].end <= hit.start:
            found.append(Term(hit.start, hit.end + len(hit.tail), hit.tail, text, form))
    return found


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
