"""
A frequent name that takes a term's place while its sentence is translated.

A model that has never met a name mangles it, but brings back one that it knows; so the term travels
as `Anna` and is put back afterwards. The stand-in wears the term's case ending, as far as endings
simply follow a name; where it then does not come back, it is tried bare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from calque.language.articles import article_edit
from calque.language.scripts import script_of
from calque.translate.defaults import table
from calque.translate.terms import Term
from calque.translate.vocabulary import Vocabulary

# With which of the names, and whether it wears the term's ending.
ATTEMPTS: Final = ((0, True), (0, False), (1, True), (1, False), (2, False))
_VOWELS: Final = "aeiouyäöå"
_BACK: Final = str.maketrans("äö", "ao")


class Carried(NamedTuple):
    """A sentence with stand-ins, and which of them stands for which term in its rendering."""

    sentence: str
    names: tuple[tuple[str, Term], ...]


def carried(
    sentence: str, terms: Sequence[Term], vocabulary: Vocabulary, lang: str, attempt: int
) -> Carried | None:
    """The sentence in `lang` with stand-ins for its terms, or None where there are not enough."""
    number, wears_ending = ATTEMPTS[attempt]
    chosen: dict[str, tuple[str, str]] = {}
    names: list[tuple[str, Term]] = []
    result, done = "", 0
    for term in terms:
        if term.text not in chosen:
            free = [one for one in _names(sentence, term, vocabulary) if one not in chosen.values()]
            if len(free) <= number:
                return None
            chosen[term.text] = free[number]
        said, back = chosen[term.text]
        form = inflected(said, term.tail, lang) if wears_ending else said
        result += sentence[done : term.start] + form
        done = term.end
        names.append((back, term))
    return Carried(result + sentence[done:], tuple(names))


def put_back(rendering: str, carried: Carried, lang: str) -> str | None:
    """The rendering with the terms in it; None unless each stand-in came back as often as sent."""
    wanted: dict[str, Term] = {}
    sent: dict[str, int] = {}
    for name, term in carried.names:
        wanted[name] = term
        sent[name] = sent.get(name, 0) + 1
    pattern = re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in wanted))
    places = list(pattern.finditer(rendering))
    for name, count in sent.items():
        if sum(place[0] == name for place in places) != count:
            return None
    for place in reversed(places):
        rendering = replaced(rendering, place.start(), place.end(), wanted[place[0]], lang)
    return rendering


def replaced(rendering: str, start: int, end: int, term: Term, lang: str) -> str:
    """A rendering in `lang` with a term at `[start, end)`, capital and article as they must be."""
    text = term.text
    if not rendering[:start].strip():
        text = text[:1].upper() + text[1:]
    article = lang == "en" and article_edit(
        rendering, start, text, acronym=term.form.type == "acronym"
    )
    before = rendering[:start]
    if article:
        before = rendering[: article.start] + article.text + rendering[article.end : start]
    return before + text + rendering[end:]


def inflected(name: str, tail: str, lang: str) -> str:
    """A name that ends in a vowel, or in a consonant, with another's case ending."""
    tail = tail.lstrip(":").lower()
    if not tail or lang not in ("fi", "et"):
        return name + tail
    if lang == "fi" and tail in ("iin", "een", "aan", "oon"):
        return name + (f"{name[-1]}n" if name[-1] in _VOWELS else "iin")
    if len(tail) > 1 and tail[0] == "i":
        tail = tail[1:]
    elif lang == "et" and tail == "i":
        tail = ""
    joint = "" if name[-1] in _VOWELS or not tail else "i"
    return name + joint + tail.translate(_BACK)


def _names(sentence: str, term: Term, vocabulary: Vocabulary) -> list[tuple[str, str]]:
    """
    The stand-ins for a term that the sentence does not have itself, best first.

    Those that the model has as one piece come first, then those of the term's own kind, then those
    that it met oftener: a vocabulary goes by frequency.
    """
    letter = next((char for char in sentence if char.isalpha()), "")
    known = table()["carriers"].get((script_of(letter) or "").lower(), {})

    def rank(one: tuple[str, str, str]) -> tuple[bool, bool, int]:
        said, back, kind = one
        piece, rest = vocabulary.source_ids.get(f"▁{said}"), vocabulary.target_ids.get(f"▁{back}")
        return (piece is None or rest is None, kind != term.kind, piece or 0)

    names = [(said, back, kind) for kind, pairs in known.items() for said, back in pairs]
    return [
        (said, back)
        for said, back, _ in sorted(names, key=rank)
        if said not in sentence and back not in sentence
    ]
