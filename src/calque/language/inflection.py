"""
Forms of a word, and of another word in its place: broke down for was broken, factories for fabrics.

A language's words stand in `inflections/<language>.txt`, one a line, with their forms in the order
that the file's head names; `/` parts forms that share a place, `_` is a space. A noun has two
forms, its plural in the second place, where English verbs have the third person. What English has
no line for follows the rules of its spelling; in other languages such a word has one form.

Source of the English forms: SPECIALIST Lexicon (US National Library of Medicine) through
`lemminflect`; `tools/inflections.py` writes them. The others are by hand; their files say more.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Final

# Places in a line of English.
_BASE, _S, _PAST, _PARTICIPLE, _ING = range(5)
_SIBILANT: Final = ("s", "x", "z", "ch", "sh")
_CONSONANT_Y: Final = re.compile(r"[^aeiou]y$")
_SOUNDED_E: Final = ("ee", "oe", "ye")
# What stands before a participle and before a base form, an adverb between.
_PERFECT_OR_PASSIVE: Final = re.compile(
    r"(?:\b(?:has|have|had|having|is|are|was|were|be|been|being|get|gets|got)|n['’]t)"
    r"(?: (?:not|also|already|just|\w+ly))?$"
)
_INFINITIVE: Final = re.compile(
    r"(?:\b(?:to|will|would|can|could|may|might|must|shall|should|do|does|did|cannot|not|let)"
    r"|(?:wo|ca|do|does|did|would|could|should)n['’]t)(?: (?:not|also|\w+ly))?$"
)


def forms(lemma: str, lang: str) -> tuple[str, ...]:
    """All forms of a word, each once, the lemma first."""
    return tuple(dict.fromkeys(form for place in _paradigm(lemma, lang) for form in place))


def in_place_of(words: str, lemma: str, found: str, before: str, lang: str) -> str:
    """
    Return `words` with the first one in the form in which `found` is of `lemma`.

    Where that could be several forms (put, held), English is told by the text `before` it.
    """
    first, blank, rest = words.partition(" ")
    places = [
        number for number, place in enumerate(_paradigm(lemma, lang)) if found.lower() in place
    ]
    if not places:
        return words
    wanted = _paradigm(first, lang)
    place = _meant(places, before) if lang == "en" else places[0]
    form = wanted[place][0] if place < len(wanted) and wanted[place] else first
    return form + blank + rest


def _meant(places: list[int], before: str) -> int:
    """Which of several places of an English verb a form has after what stands before it."""
    text = " ".join(before.split()[-2:])
    if _PARTICIPLE in places and _PERFECT_OR_PASSIVE.search(text):
        return _PARTICIPLE
    if _BASE in places and _INFINITIVE.search(text):
        return _BASE
    return _PAST if _PAST in places else places[0]


@cache
def _paradigm(lemma: str, lang: str) -> tuple[tuple[str, ...], ...]:
    listed = _listed(lang).get(lemma, ())
    if lang != "en":
        return listed or ((lemma,),)
    # A noun's line leaves the places of the verb to the rules.
    pairs = zip_longest(listed, regular(lemma), fillvalue=())
    return tuple(own or ruled for own, ruled in pairs)


@cache
def _listed(lang: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    path = files("calque.language") / "inflections" / f"{lang}.txt"
    if not path.is_file():
        return {}
    lines = path.read_text(encoding="utf-8").splitlines()
    words = [line.split() for line in lines if line and not line.startswith("#")]
    return {
        word[0].split("/")[0]: tuple(tuple(place.replace("_", " ").split("/")) for place in word)
        for word in words
    }


def regular(lemma: str) -> tuple[tuple[str, ...], ...]:
    """An English word's forms by the rules: base, -s, past, participle, -ing."""
    past, ing = f"{lemma}ed", f"{lemma}ing"
    plural = f"{lemma}es" if lemma.endswith(_SIBILANT) else f"{lemma}s"
    if _CONSONANT_Y.search(lemma):
        plural, past = f"{lemma[:-1]}ies", f"{lemma[:-1]}ied"
    elif lemma.endswith("ie"):
        past, ing = f"{lemma}d", f"{lemma[:-2]}ying"
    elif lemma.endswith("e"):
        past = f"{lemma}d"
        ing = ing if lemma.endswith(_SOUNDED_E) else f"{lemma[:-1]}ing"
    return ((lemma,), (plural,), (past,), (past,), (ing,))
