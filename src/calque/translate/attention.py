"""
Put a term where the model looked at it: the last resort, when no stand-in came back.

The words of the rendering that attend to the term more than to anything else are its rendering,
however mangled; they are replaced by what the glossary says.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calque.document import Span
from calque.translate.carrier import replaced
from calque.translate.terms import Term
from calque.translate.translator import Translator

# So much of a word's attention must be on the term; and for a word beside it to go as well.
_SHARE: Final = 0.15
_BESIDE: Final = 0.5
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_POSSESSIVE: Final = re.compile(r"['’]s$")


def edited(
    translator: Translator, sentence: str, rendering: str, terms: Sequence[Term]
) -> tuple[str, list[Term]]:
    """
    The rendering with the terms put in, and those for which no place was found.

    Longest attention first; a place serves one term.
    """
    vocabulary = translator.vocabulary
    if not rendering.strip() or not translator.fits(sentence, rendering):
        return rendering, list(terms)
    looked = translator.align([(sentence, rendering)])[0]
    theirs = vocabulary.source_places(sentence)
    ours = vocabulary.target_places(rendering)
    if len(theirs) + 1 != len(looked.attention[0]) or len(ours) != len(looked.attention):
        return rendering, list(terms)
    places: dict[Span, Term] = {}
    lost: list[Term] = []
    for term in terms:
        pieces = [k for k, span in enumerate(theirs) if span.overlaps((term.start, term.end))]
        shares = [sum(row[k] for k in pieces) for row in looked.attention]
        span = _place(term.text, rendering, ours, shares, list(places))
        if span is None:
            lost.append(term)
        else:
            places[span] = term
    for span, term in sorted(places.items(), reverse=True):
        end = span.start + len(_POSSESSIVE.sub("", rendering[slice(*span)]))
        rendering = replaced(rendering, span.start, end, term, translator.target_lang)
    return rendering, lost


def _place(
    text: str,
    rendering: str,
    pieces: Sequence[Span],
    shares: Sequence[float],
    taken: Sequence[Span],
) -> Span | None:
    """The words that attend to the term `text`, round the one that does so most."""
    words = [Span(*match.span()) for match in _WORD.finditer(rendering)]
    looks: list[float] = []
    for word in words:
        own = [share for share, piece in zip(shares, pieces, strict=True) if piece.overlaps(word)]
        looks.append(max(own, default=0.0))
    free = [k for k, word in enumerate(words) if not any(word.overlaps(one) for one in taken)]
    if not free:
        return None
    best = max(free, key=lambda k: looks[k])
    if looks[best] < _SHARE:
        return None
    first = last = best
    longest = len(text.split()) + 1
    while (
        first - 1 in free
        and looks[first - 1] >= _BESIDE
        and last - first + 1 < longest
        and _joined(rendering, words, first)
    ):
        first -= 1
    while (
        last + 1 in free
        and looks[last + 1] >= _BESIDE
        and last - first + 1 < longest
        and _joined(rendering, words, last + 1)
    ):
        last += 1
    return Span(words[first].start, words[last].end)


def _joined(rendering: str, words: Sequence[Span], number: int) -> bool:
    """Whether nothing but a space parts a word from the one before."""
    return not rendering[words[number - 1].end : words[number].start].strip()
