"""
Two names as `compare` sees them: their words, and which of them belong together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from calque.names.comparison import Pair, evidence
from calque.names.words import INITIAL, raw_words, words


class Paired:
    """The words of two names, as compared (`words`) and as they stand (`raw`), in pairs."""

    def __init__(self, one: str, other: str) -> None:
        """Pair the words of two names."""
        self.names = (one, other)
        self.words = (words(one), words(other))
        self.raw = (_raw(one), _raw(other))
        self.evidence = evidence(one, other)
        self.pairs = self.evidence.pairs

    def texts(self, pair: Pair) -> tuple[str, str]:
        """Return what stands on each side of a pair."""
        return _joined(self.raw[0], pair.left), _joined(self.raw[1], pair.right)

    def letters(self, pair: Pair) -> tuple[str, str]:
        """Return the same as it is compared."""
        return _joined(self.words[0], pair.left), _joined(self.words[1], pair.right)

    def is_given(self, pair: Pair) -> bool:
        """Whether a pair is of given names: there are several, and this is not the last."""
        last = any(len(self.words[i]) - 1 in pair[i] for i in (0, 1))
        return len(self.pairs) > 1 and not last

    def missing(self) -> Iterator[tuple[int, int]]:
        """Yield side and number of each word that has no counterpart."""
        for side in (0, 1):
            used = {k for pair in self.pairs for k in pair[side]}
            yield from ((side, k) for k in range(len(self.words[side])) if k not in used)

    def after(self, word: int) -> str:
        """Return what parts a word of the first name from the next: a hyphen or a space."""
        ends = [re.escape(text) for text in self.raw[0][word : word + 2]]
        match = re.search(r"(\W*)".join(ends), self.names[0])
        return "-" if match and len(ends) > 1 and "-" in match[1] else " "


def has_initial(letters: Sequence[str]) -> bool:
    """Whether one of a pair's sides, as they are compared, is an initial."""
    return any(side.endswith(INITIAL) for side in letters)


def _raw(name: str) -> list[str]:
    """Return the words of a name as they stand, initials with a full stop."""
    return [
        text + INITIAL * letters.endswith(INITIAL)
        for text, letters in zip(raw_words(name), words(name), strict=True)
    ]


def _joined(texts: Sequence[str], numbers: Sequence[int]) -> str:
    return "".join(texts[k] for k in numbers)
