"""
From concepts to the spellings to look for in a text of one language.

In a text in language L every term of another language that is not also a term in L is foreign, and
L's preferred term of the same type replaces it. All languages borrow English acronyms (WHO, NATO):
one is foreign only where L has an acronym or short name of its own (fr OMS, OTAN). Names of people
and places need no list of foreign spellings: they follow from the origin spelling by the
romanisation schemes (`names/`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from calque.glossary.concept import EVERY, Concept, Term
from calque.language.codes import language_name, language_names
from calque.language.letters import fold

RIGHT: Final = "right"
FOREIGN: Final = "foreign"
AVOIDED: Final = "avoided"
SUPERSEDED: Final = "superseded"
GUARD: Final = "guard"
_WRONG: Final = {"deprecated": AVOIDED, "superseded": SUPERSEDED}
# What may be forbidden without a word to say instead; a person or place is always called something.
_FORBIDDEN: Final = ("organisation", "term")
_LINGUA_FRANCA: Final = "ru"
_SHORTEST_NAME: Final = 4
# Those that names of places begin with: Il Cairo, Den Haag.
_ARTICLES: Final = frozenset(("den", "el", "il", "l'", "la", "las", "le", "los", "the"))
_SAINT: Final = "St."
_SAINTS: Final = ("Saint", "Sankt", "Sint")
_FEMININE: Final = ("ova", "eva", "ina", "yna", "ska", "cka", "aja", "aya")


@dataclass(frozen=True, slots=True)
class Form:
    """
    One spelling of a concept, as seen from a text in one language.

    `role` is `whole`, or `family` or `given` for a part of a person's name. `status` is `right`,
    `foreign`, `avoided` (the text's language has it, but not as the best), `superseded` (a higher
    glossary layer replaced it) or `guard` (a phrase that means something else). `replacement` is
    empty for what is right, and for what is forbidden outright. `langs` are the languages that
    spell it so; `convention` names the romanisation scheme that does, if one
    does.
    """

    surface: str
    concept: Concept
    role: str
    type: str
    status: str
    langs: tuple[str, ...] = ()
    replacement: str = ""
    convention: str = ""
    near: tuple[str, ...] = ()

    def spelling(self, langs: tuple[str, ...]) -> str:
        """
        Say who spells it so: the first of `langs`, those that the text may have it from.

        The convention is named instead where it is theirs, or nobody's.
        """
        if not self.convention:
            return self.surface
        theirs = not langs or self.convention.startswith(language_name(langs[0]))
        return f"{self.convention if theirs else language_names(langs[:3])}: {self.surface}"


def forms(concepts: Iterable[Concept], lang: str) -> list[Form]:
    """All spellings worth finding in a text in `lang`; those of one surface side by side."""
    concepts = list(concepts)
    ours = [form for concept in concepts for form in _right(concept, lang)]
    right = {_key(form) for form in ours} | {form.surface for form in ours}
    begun = _beginnings(ours)
    merged: dict[tuple[str, ...], Form] = {}
    for concept in concepts:
        for form in _wrong(concept, lang):
            if form.status == FOREIGN and _is_our_place(form, begun):
                continue
            known = not right.isdisjoint((_key(form), form.surface)) and not form.near
            if known and form.status == FOREIGN:
                continue
            key = (concept.id, form.role, form.surface)
            same = merged.setdefault(key, form)
            if not set(form.langs) <= set(same.langs):
                langs = tuple(dict.fromkeys(same.langs + form.langs))
                merged[key] = replace(same, langs=langs)
    return [*ours, *merged.values()]


def _beginnings(ours: Iterable[Form]) -> frozenset[str]:
    """What our own names of places begin with: *Bosnia* of Italian *Bosnia ed Erzegovina*."""
    found: set[str] = set()
    for form in ours:
        if form.concept.kind == "place" and form.status == RIGHT:
            words = fold(form.surface).split()
            start = len(words) > 1 and words[0] in _ARTICLES
            found.update(" ".join(words[start:end]) for end in range(start + 1, len(words) + 1))
    return frozenset(found)


def _is_our_place(form: Form, begun: frozenset[str]) -> bool:
    """Whether we call a place so as well, in a longer name or with its saint in full."""
    if form.concept.kind != "place":
        return False
    short, _, rest = form.surface.partition(" ")
    whole, _, ours = form.replacement.partition(" ")
    return fold(form.surface) in begun or (short == _SAINT and rest == ours and whole in _SAINTS)


def borrowed(concept: Concept) -> set[str]:
    """What any language may call a concept as English does, folded: its acronyms, mostly."""
    types = () if concept.kind in ("person", "place") else ("acronym", "shortForm")
    english = (term for term in concept.terms if term.lang == "en")
    return {fold(term.text) for term in english if term.type in types or term.text.isupper()}


def is_ours_too(form: Form, lang: str) -> bool:
    """
    Whether texts in `lang` by its own conventions write a person like this, and the family name
    that it should be as well. Many have a name in Russian too: that counts for Russians.
    """
    from calque.names.scheme import origins

    right = form.concept.preferred(lang)
    if form.concept.kind != "person" or form.convention == "" or right is None:
        return False
    family = right.text.split()[0 if form.concept.family_first else -1]
    wanted = {family, *form.surface.split()}
    written = [term for term in form.concept.terms if term.lang in origins()]
    own = [term for term in written if term.lang != _LINGUA_FRANCA] or written
    return any(wanted <= _own_words(term.text, term.lang, lang) for term in own)


@lru_cache(maxsize=1024)
def _own_words(name: str, origin: str, lang: str) -> frozenset[str]:
    """The words that the conventions of `lang` make of a name in the letters of `origin`."""
    from calque.names.scheme import load
    from calque.names.write import admitted

    ways = (way for way in load(origin).conventions.values() if lang in way.langs)
    return frozenset(word for way in ways for text in admitted(name, way) for word in text.split())


def _key(form: Form) -> str:
    return form.surface if form.type == "acronym" else fold(form.surface)


def _right(concept: Concept, lang: str) -> Iterator[Form]:
    for term in concept.terms:
        ours = term.lang in (lang, EVERY)
        if ours and term.status in ("preferred", "admitted") and not term.romanised:
            form = Form(
                term.text, concept, "whole", term.type, RIGHT, (lang,), near=_near(concept, term)
            )
            yield form
            yield from _parts(form, form, concept)
    for phrase in concept.guard:
        yield Form(phrase, concept, "whole", "variant", GUARD, (lang,))


def _wrong(concept: Concept, lang: str) -> Iterator[Form]:
    english = borrowed(concept) if lang != "en" else ()
    for term in concept.terms:
        wanted = _wanted(concept, term, lang, short=fold(term.text) in english)
        avoided = term.lang in (lang, EVERY) and not term.romanised
        if concept.near.get(term.text) == ():
            continue
        if wanted is None:
            if avoided and term.status == "deprecated" and concept.kind in _FORBIDDEN:
                near = _near(concept, term)
                yield Form(term.text, concept, "whole", term.type, AVOIDED, near=near)
            continue
        target = Form(wanted.text, concept, "whole", wanted.type, RIGHT, (lang,))
        if avoided and term.status not in _WRONG:
            continue
        status = _WRONG[term.status] if avoided else FOREIGN
        for surface, spelled_in, convention in _spelled(concept, term):
            if surface == wanted.text:
                continue
            form = Form(
                surface,
                concept,
                "whole",
                term.type,
                status,
                tuple(_elsewhere(spelled_in, term, lang)),
                wanted.text,
                convention,
                _near(concept, term),
            )
            yield form
            yield from (part for part in _parts(form, target, concept) if part.replacement)


def _elsewhere(spelled_in: tuple[str, ...], term: Term, lang: str) -> Iterable[str]:
    """Other languages that spell so; what our own convention makes of a name comes from its own."""
    named = (term.lang if one == lang else one for one in spelled_in)
    return dict.fromkeys(one for one in named if one != lang)


def _spelled(concept: Concept, term: Term) -> Iterator[tuple[str, tuple[str, ...], str]]:
    """The Latin spellings of a term: itself, or what the schemes make of its origin spelling."""
    yield term.text, (term.lang,), ""
    if _is_romanised(concept, term):
        from calque.names.scheme import load, origins
        from calque.names.write import spellings

        if term.lang in origins():
            conventions = load(term.lang).conventions
            for spelling in spellings(term.text, term.lang):
                # A closing soft sign reads as a quotation mark, and nobody prints it.
                name = conventions[spelling.convention].name
                yield spelling.text.rstrip("'’ʹ"), spelling.langs, name


def _is_romanised(concept: Concept, term: Term) -> bool:
    """Whether other languages spell this name by its sound or letters."""
    origin = concept.origin is None or term.lang in concept.origin
    return origin and concept.kind in ("person", "place") and _is_foreign_script(term.text)


def _is_foreign_script(text: str) -> bool:
    return any(char.isalpha() and char > "ɏ" for char in text)


def _wanted(concept: Concept, term: Term, lang: str, *, short: bool) -> Term | None:
    """The term in `lang` that should stand where `term` does; only a `short` one, if so asked."""
    kinds = {
        "fullForm": ("fullForm", "shortForm"),
        "shortForm": ("shortForm", "fullForm"),
        "acronym": ("acronym", "shortForm", "fullForm"),
        "variant": ("fullForm", "shortForm"),
    }
    for kind in ("acronym", "shortForm") if short else kinds[term.type]:
        wanted = concept.preferred(lang, kind)
        if wanted:
            return wanted
    return None


def _parts(form: Form, target: Form, concept: Concept) -> Iterator[Form]:
    """The family and given name of a person's form, each with its counterpart in `target`."""
    words, wanted = form.surface.split(), target.surface.split()
    if concept.kind != "person" or len(words) < 2 or len(words) != len(wanted):
        return
    family, given = (0, slice(1, None)) if concept.family_first else (-1, slice(None, -1))
    pairs = (
        ("family", words[family], wanted[family]),
        ("given", " ".join(words[given]), " ".join(wanted[given])),
    )
    for role, part, replacement in pairs:
        if role == "family" and _is_feminine(part, replacement):
            continue
        if len(part) >= _SHORTEST_NAME or form.status == RIGHT:
            same = part == replacement
            yield Form(
                part,
                concept,
                role,
                form.type,
                RIGHT if same else form.status,
                form.langs,
                "" if same else replacement,
                form.convention,
                form.near,
            )


def _is_feminine(family: str, wanted: str) -> bool:
    """Whether a man's name reads as a woman's: Latvian declines Medvedev to Medvedeva."""
    return family.endswith(_FEMININE) and not wanted.endswith("a")


def _near(concept: Concept, term: Term) -> tuple[str, ...]:
    return tuple(fold(word) for word in concept.near.get(term.text, ()))
