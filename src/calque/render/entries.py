"""
Glossary entries for a terminal: what a concept is called where, what a wording should be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from textwrap import wrap
from typing import Final

from calque.glossary.concept import EVERY, Concept, Entry, Glossary, Term
from calque.glossary.forms import GUARD, RIGHT, Form
from calque.language.codes import language_name, language_names
from calque.language.letters import fold
from calque.render.paint import paint

_NOTES: Final = {"admitted": "also", "deprecated": "avoid", "superseded": "no longer"}


def shown(
    glossary: Glossary, term: str, lang: str, forms: Iterable[Form], *, colour: bool, width: int
) -> Iterator[str]:
    """
    Yield every entry that `term` names: by id, by one of its forms, or by a word of its pattern.

    `forms` are what the term is in a text in `lang`; of one that is foreign or avoided it is said
    what that language says instead.
    """
    view = _View(lang, colour=colour, width=width)
    for concept, spellings in concepts(glossary, term, forms):
        yield from view.concept(concept, spellings)
    for entry in wordings(glossary, term):
        yield from view.entry(entry)


def concepts(
    glossary: Glossary, term: str, forms: Iterable[Form]
) -> Iterator[tuple[Concept, list[Form]]]:
    """Yield the concepts that `term` names, each with those of the `forms` that it is of them."""
    spellings: dict[str, list[Form]] = {}
    for form in forms:
        if form.status != GUARD:
            spellings.setdefault(form.concept.id, []).append(form)
    for concept in glossary.concepts.values():
        if concept.id in spellings or _names(concept, term):
            yield concept, spellings.get(concept.id, [])


def wordings(glossary: Glossary, term: str) -> Iterator[Entry]:
    """Yield the wordings that `term` names: by their id or by a word of a pattern."""
    for entry in glossary.entries:
        if fold(term) == entry.id or any(fold(term) in fold(pattern) for pattern in entry.wrong):
            yield entry


def verdict(form: Form, lang: str) -> str:
    """What a spelling that is not right is in a text in `lang`, and what it says instead."""
    if not form.replacement:
        return f"{form.surface} is not to be used"
    scheme = f" (scheme {form.convention})" if form.convention else ""
    origin = f"{language_names(form.langs)}{scheme}" if form.langs else "avoided"
    return f"{form.surface} is {origin}; {language_name(lang)} says {form.replacement}"


def _names(concept: Concept, term: str) -> bool:
    return concept.id == fold(term) or any(
        fold(known.text) == fold(term) for known in concept.terms
    )


class _View:
    def __init__(self, lang: str, *, colour: bool, width: int) -> None:
        self._lang = lang
        self._width = width
        self._paint = partial(paint, on=colour)

    def concept(self, concept: Concept, spellings: list[Form]) -> Iterator[str]:
        """A concept: its terms by language, then what the spelling that was asked for is."""
        yield f"{self._paint(concept.id, bold=True)}  {concept.kind}\n"
        langs = dict.fromkeys(term.lang for term in concept.terms)
        for lang in langs:
            terms = [_worded(term) for term in concept.terms if term.lang == lang]
            yield from self._labelled("keep" if lang == EVERY else lang, "; ".join(terms))
        for text, words in concept.near.items():
            yield from self._labelled("near", f"{text} counts only with {', '.join(words)}")
        if concept.guard:
            yield from self._labelled("guard", f"not meant in {'; '.join(concept.guard)}")
        for form in spellings:
            if form.status != RIGHT:
                yield from self._labelled("here", verdict(form, self._lang))
        for ref in concept.ref:
            yield from self._labelled("ref", ref)
        yield "\n"

    def entry(self, entry: Entry) -> Iterator[str]:
        """A wording: what is wrong, what is right, why and who says so."""
        langs = (
            f"{' '.join(entry.langs)} → {entry.lang}" if entry.family != "residue" else entry.lang
        )
        kind = f"{entry.family}{', weak,' if entry.weak else ''}"
        yield f"{self._paint(entry.id, bold=True)}  {kind} {langs}\n"
        for label, texts in (
            ("wrong", entry.wrong),
            ("right", entry.right),
            ("unless", entry.unless),
            ("cue", entry.cue),
            ("why", (entry.why,)),
            ("ref", entry.ref),
        ):
            for text in filter(None, texts):
                yield from self._labelled(label, text)
        yield "\n"

    def _labelled(self, label: str, text: str) -> Iterator[str]:
        rows = wrap(text, max(30, self._width - 9), break_long_words=False, break_on_hyphens=False)
        for number, row in enumerate(rows):
            yield f"  {self._paint(f'{label if number == 0 else str():6}', fg='cyan')} {row}\n"


def _worded(term: Term) -> str:
    notes = [_NOTES[term.status]] if term.status in _NOTES else []
    if term.romanised:
        notes = ["in Latin letters"]
    return f"{term.text} ({', '.join(notes)})" if notes else term.text
