"""
Terms of a glossary in the case forms that their own language gives them.

A glossary lists a term as a dictionary does; a Russian or Finnish source declines each of its
words. Two words are taken for forms of one where they begin alike and little is left of either,
as in R. Krovetz, "Viewing morphology as an inference process", SIGIR 1993, whose point it is that
such likeness is safe only with more to go by: here, that all words of a term are alike, or that one
word is long and nearly whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from calque.glossary.forms import RIGHT
from calque.glossary.hits import Index, TermHit
from calque.language.letters import fold
from calque.language.scan import Scan

_WORD: Final = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
# How much of a dictionary form and of a case form may go after what both begin with.
_OWN, _CASE = 3, 5
_SHORTEST: Final = 3
# A term of one word is told from others by this much; a long one may lose more.
_ALONE: Final = 5
_ALONE_CASE: Final = 3
_LETTERS_FOR_ONE: Final = 6
# Languages that do not decline.
_SAME: Final = frozenset(("en", "zh", "ja", "ko", "th", "vi"))


def declined(index: Index, scan: Scan) -> Iterator[TermHit]:
    """Yield the terms of the text's own language that stand in it in another form than listed."""
    words = [] if scan.doc.lang in _SAME else list(_WORD.finditer(scan.text))
    reached = 0
    for at, word in enumerate(words):
        capital = len(word[0]) >= _SHORTEST and word[0][0].isupper()
        if word.start() < reached or not capital:
            continue
        beginning = fold(word[0])[: max(_SHORTEST, len(word[0]) - _CASE)]
        found = [
            (end, form)
            for form in index.begun(beginning)
            if form.status == RIGHT and form.type != "acronym" and form.role == "whole"
            if (end := _end(form.surface, words[at:], scan.text))
        ]
        if found:
            reached, form = max(found, key=lambda one: one[0])
            yield TermHit(word.start(), reached, form, "")


def _end(term: str, words: Sequence[re.Match[str]], text: str) -> int:
    """Where a term ends whose forms the words are; 0 where they are not, or are as it is listed."""
    wanted = _WORD.findall(term)
    here = words[: len(wanted)]
    alone = len(wanted) == 1
    if len(here) < len(wanted) or (alone and len(term) < _ALONE):
        return 0
    limits = (max(1, len(term) // _LETTERS_FOR_ONE), _ALONE_CASE) if alone else (_OWN, _CASE)
    if not all(
        _is_form(fold(found[0]), fold(word), *limits)
        for word, found in zip(wanted, here, strict=True)
    ):
        return 0
    parted = any(text[one.end() : other.start()].strip() for one, other in pairwise(here))
    said = [found[0] for found in here]
    return 0 if parted or said == wanted else here[-1].end()


def _is_form(found: str, word: str, own: int, case: int) -> bool:
    """Whether two words begin alike and at most so much is left of the listed one and the other."""
    if min(len(found), len(word)) < _SHORTEST:
        return found == word
    shared = 0
    while shared < min(len(found), len(word)) and found[shared] == word[shared]:
        shared += 1
    return (
        len(word) - shared <= own
        and len(found) - shared <= min(case, shared - 1)
        and 2 * shared >= len(word)
        and shared >= _SHORTEST
    )
