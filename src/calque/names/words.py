"""
The words of a name as comparing needs them: plain, with initials and Arabic articles recognised.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from calque.names.sounds import load

INITIAL = "."
# After a word, a full stop says that it is cut short.
_WORD = re.compile(r"[^\W_]+(?:['’‘ʼʹʺ′″´`ʻ][^\W_]*)*\.?")
_LONGEST_INITIAL = 4
_ARTICLE = "al"


@lru_cache(maxsize=65536)
def words(name: str) -> tuple[str, ...]:
    """
    Return the words of a name as `Sounds.letters` has them.

    An initial ends in a full stop; an Arabic article is `al`, whatever it is spelled.
    """
    found = [letters for letters, _ in _found(name)]
    articles = load().articles
    for i, (word, following) in enumerate(pairwise(found)):
        # The sun letters: ash-Sharif is al-Sharif.
        if word in articles and following.startswith(word[1:]):
            found[i] = _ARTICLE
    return tuple(found)


def raw_words(name: str) -> list[str]:
    """Return the same words as they stand in the name."""
    return [text for _, text in _found(name)]


def _found(name: str) -> Iterator[tuple[str, str]]:
    found = _WORD.findall(name)
    for text in found:
        word = text.removesuffix(INITIAL)
        if letters := load().letters(word):
            shortened = word != text and len(word) <= _LONGEST_INITIAL
            initial = shortened or (len(word) == 1 and word.isupper())
            yield letters + INITIAL if initial and len(found) > 1 else letters, word
