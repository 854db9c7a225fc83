"""
A concept while it is being read from another format: terms find their place in our entries.

What another format says of a term is more than an entry can hold, or less. A `Draft` decides where
each term goes; a `Ledger` keeps count of what went nowhere, so that nothing is lost in silence.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from calque.glossary.concept import EVERY, Concept, Term
from calque.glossary.parse import is_language, type_of

_SLOTS: Final = {"fullForm": "full", "acronym": "acronym", "shortForm": "short"}
_TYPES: Final = {slot: type for type, slot in _SLOTS.items()}
# Codes that our glossaries spell in another way.
_LANGUAGES: Final = {"nb": "no", "iw": "he", "ji": "yi", "in": "id"}
# What control characters and halves of surrogate pairs are seen as.
_SEEN: Final = {"Cc": " ", "Cs": ""}


@dataclass(slots=True)
class Ledger:
    """What an exchange could not carry: `dropped`, or `changed` into something else; by kind."""

    dropped: Counter[str] = field(default_factory=Counter)
    changed: Counter[str] = field(default_factory=Counter)

    def drop(self, what: str, times: int = 1) -> None:
        """Count something left out."""
        if times:
            self.dropped[what] += times

    def change(self, what: str) -> None:
        """Count something that came across as something else."""
        self.changed[what] += 1

    def add(self, other: Ledger) -> None:
        """Count what another ledger has counted."""
        self.dropped.update(other.dropped)
        self.changed.update(other.changed)

    def __iter__(self) -> Iterator[str]:
        """Yield at most two lines, the commonest first."""
        for label, counts in (("left out", self.dropped), ("changed", self.changed)):
            said = [f"{count:,} × {what}" for what, count in counts.most_common() if count]
            if said:
                yield f"{label}: {'; '.join(said)}"


class Wanted(NamedTuple):
    """
    What to take from a file, and what to say of it where it is silent.

    `langs` and `only` (ids, or classes of the format) restrict it where they are not empty; `kind`
    is what an entry is that does not say; `source` is the file's name, for `ref`.
    """

    langs: frozenset[str] = frozenset()
    only: frozenset[str] = frozenset()
    kind: str = "term"
    source: str = ""


class Read(NamedTuple):
    """A concept that was read, and the line where it begins (1-based)."""

    line: int
    concept: Concept


class Bad(NamedTuple):
    """An entry or row that can't be read: its line, what is wrong and what to do."""

    line: int
    message: str


Reading = Iterator[Read | Bad]


def clean(text: str) -> str:
    """Text as a term has it: single spaces, no characters that nobody sees."""
    if not text.isprintable():
        text = "".join(_SEEN.get(unicodedata.category(char), char) for char in text)
    return " ".join(text.split())


def slug(name: str) -> str:
    """A name as part of an id: `Kyiv Oblast` gives `kyiv-oblast`; empty where no letter is left."""
    from calque.names.fold import fold

    return re.sub(r"[^a-z0-9]+", "-", fold(name)).strip("-")


def language(tag: str) -> tuple[str, bool] | None:
    """
    Our code for a BCP 47 tag, and whether the tag says Latin letters (`ru-Latn`).

    None for what is no language. Region and variety go: `en-GB` is `en`.
    """
    primary, *rest = tag.strip().replace("_", "-").lower().split("-")
    code = _LANGUAGES.get(primary, primary)
    return (code, "latn" in rest) if code == EVERY or is_language(code) else None


class Draft:
    """One concept in the making; its fields are those of a `Concept`."""

    def __init__(self, id: str, kind: str, wanted: Wanted, ledger: Ledger) -> None:
        self.id = id
        self.kind = kind
        self.ref: list[str] = []
        self.near: dict[str, tuple[str, ...]] = {}
        self.guard: list[str] = []
        self.examples: list[str] = []
        self.origin: tuple[str, ...] | None = None
        self.family_first = False
        self._wanted = wanted
        self._ledger = ledger
        self._forms: dict[str, dict[str, list[str]]] = {}
        self._known: dict[tuple[str, str], str] = {}

    @property
    def name(self) -> str:
        """What the concept is called: the English full name, or whatever comes first."""
        for lang in ("en", EVERY, *self._forms):
            for slot in ("full", "short", "acronym", "also", "romanised", "avoid"):
                if self._forms.get(lang, {}).get(slot):
                    return self._forms[lang][slot][0]
        return ""

    def add(self, text: str, tag: str, type: str = "", status: str = "") -> None:
        """
        Add a term in the language of `tag`, a BCP 47 tag.

        `type` and `status` are those of `Term`; without a type, capitals make an acronym, and
        without a status the first of its type is the preferred one.
        """
        code = language(tag)
        if code is None:
            self._ledger.drop(f"terms in {tag or 'no language'}")
            return
        lang, latin = code
        if self._wanted.langs and lang not in self._wanted.langs:
            return
        text = clean(text)
        if not text:
            self._ledger.drop("terms without text")
            return
        if "-" in tag and not latin:
            self._ledger.change("terms in a variety of a language, read as the language itself")
        slot = self._slot(text, lang, type, status, latin=latin)
        before = self._known.setdefault((lang, text), slot)
        if before != slot and "avoid" in (before, slot):
            self._ledger.drop("terms that are there with another status")
        elif text not in self._forms.setdefault(lang, {}).setdefault(before, []):
            self._forms[lang][before].append(text)

    def _slot(self, text: str, lang: str, type: str, status: str, *, latin: bool) -> str:
        """The key of our entries that a term goes under."""
        if status in ("deprecated", "superseded"):
            if status == "superseded":
                self._ledger.change("superseded terms, now to be avoided")
            return "avoid"
        if latin:
            return "romanised"
        wanted = _SLOTS.get(type or type_of(text), "full")
        if status != "admitted" and wanted not in self._forms.get(lang, {}):
            return wanted
        if status == "preferred" and (lang, text) not in self._known:
            self._ledger.change("second preferred terms of a type, now admitted")
        if type and (type == "acronym") != (type_of(text) == "acronym"):
            self._ledger.change("types of admitted terms that capitals don't show")
        return "also"

    def doubt_acronyms(self) -> None:
        """
        Let foreign acronyms count only where the full name is in the text as well.

        For data that nobody chose for this purpose: three capitals mean too many things.
        """
        english = self._forms.get("en", {})
        for lang, forms in self._forms.items():
            names = [*forms.get("full", ()), *english.get("full", ())]
            for text in forms.get("acronym", []) + forms.get("also", []):
                ours = lang == "en" or text in english.get("acronym", ())
                if names and not ours and type_of(text) == "acronym":
                    self.near.setdefault(text, tuple(dict.fromkeys(names)))

    def concept(self) -> Concept | None:
        """The concept, or None where it has no term."""
        terms = tuple(self._terms())
        if not terms:
            return None
        texts = {term.text for term in terms}
        return Concept(
            id=_id(self.id, self.name),
            kind=self.kind,
            terms=terms,
            ref=tuple(dict.fromkeys(self.ref)) or (self._wanted.source,),
            near={form: words for form, words in self.near.items() if form in texts},
            guard=tuple(dict.fromkeys(self.guard)),
            examples=tuple(dict.fromkeys(self.examples)),
            origin=self.origin,
            family_first=self.family_first,
        )

    def _terms(self) -> Iterator[Term]:
        for lang, forms in self._forms.items():
            for slot in ("full", "acronym", "short"):
                for text in forms.get(slot, ()):
                    yield Term(text, lang, _TYPES[slot], "preferred")
            for text in forms.get("romanised", ()):
                yield Term(text, lang, type_of(text), "admitted", romanised=True)
            for slot, status in (("also", "admitted"), ("avoid", "deprecated")):
                for text in forms.get(slot, ()):
                    yield Term(text, lang, type_of(text), status)


def _id(id: str, name: str) -> str:
    id = clean(id) or slug(name) or "concept"
    # A file with a table of this name is one of wordings.
    return "entry-concept" if id == "entry" else id
