"""
The entries of a glossary as values.

A `Concept` is one body, person, place or term with what every language calls it; it maps one to one
onto a TBX-Basic concept entry. An `Entry` is a wording that goes wrong in translation: a phrase, a
quantity or a line of web residue.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

KINDS: Final = ("organisation", "person", "place", "term")
FAMILIES: Final = ("phrases", "quantities", "residue")
RESIDUE_KINDS: Final = (
    "share-widget",
    "comment-form",
    "navigation",
    "author-box",
    "related-heading",
    "placeholder",
    "photo-credit",
    "byline",
    "cookie-notice",
    "subscription",
)
PLACES: Final = ("any", "between", "head", "tail", "edge")
# The language of terms that are not to be translated: ISO 639 has it for "multiple languages".
EVERY: Final = "mul"


@dataclass(frozen=True, slots=True)
class Term:
    """
    One form of a concept in one language.

    `lang` is `EVERY` where it is not to be translated. `type` is `fullForm`, `acronym`,
    `shortForm` or `variant`; `status` is `preferred`, `admitted`,
    `deprecated` (avoid it) or `superseded` (a lower glossary layer preferred it). `romanised` marks
    Latin letters standing for another script's form.
    """

    text: str
    lang: str
    type: str
    status: str
    romanised: bool = False


@dataclass(frozen=True, slots=True)
class Concept:
    """
    One concept with its terms in every language.

    `near` maps an ambiguous form to words of which one must be in the text for it to count;
    no words mean that it never does. `guard` lists phrases in which a form is something else.
    `origin` are the languages whose spelling others romanise, None for all that have a scheme.
    `family_first` says that a person's family name is the first word, `house` that a glossary above
    calque's own has the concept.
    """

    id: str
    kind: str
    terms: tuple[Term, ...]
    ref: tuple[str, ...]
    near: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    guard: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()
    origin: tuple[str, ...] | None = None
    family_first: bool = False
    house: bool = False

    def preferred(self, lang: str, type: str = "fullForm") -> Term | None:
        """The preferred term in `lang`, or else in every language, of that type; or None."""
        for code in (lang, EVERY):
            for term in self.terms:
                if term.lang == code and term.type == type and term.status == "preferred":
                    return term
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """
    A wording that translation leaves behind, with what should stand there.

    `family` is `phrases`, `quantities` or `residue`; `source_lang` the language it comes from (for
    residue: the language of the text). `wrong` and `unless` are patterns (see `pattern.py`),
    `right` are templates, best first; none makes a hint. `cue` are beginnings of words of which
    the source has one. `also` are other languages that it may come from; `weak` says that it is
    good usage too and counts only in a translation from one of them. `value` is what a quantity
    means, as a closed interval. `translated` are the languages that a line of residue is a literal
    translation from.
    """

    id: str
    family: str
    lang: str
    source_lang: str
    wrong: tuple[str, ...]
    why: str
    ref: tuple[str, ...]
    right: tuple[str, ...] = ()
    cue: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    weak: bool = False
    unless: tuple[str, ...] = ()
    value: tuple[float, float] | None = None
    kind: str = ""
    place: str = "any"
    translated: tuple[str, ...] = ()
    examples: tuple[str, ...] = ()

    @property
    def langs(self) -> tuple[str, ...]:
        """The languages it comes from, the one whose file it is in first."""
        return (self.source_lang, *self.also)


@dataclass(frozen=True, slots=True)
class Glossary:
    """All layers merged. `digest` names the content: same digest, same entries."""

    concepts: Mapping[str, Concept]
    entries: tuple[Entry, ...]
    digest: str
