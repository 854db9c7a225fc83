"""
A text cut at its blanks, and what is known of each piece.

A token is a word with the signs that touch it. Texts share most of their tokens, so what can be
said of a token by itself is worked out once and remembered for all texts; for one that has been met
before it costs a look into a table, at the speed of C.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import accumulate, compress, count
from operator import add
from typing import Final, NamedTuple, TypeVar

_T = TypeVar("_T")
# More tokens than are common in a language; some 10 to 20 MB.
_REMEMBERED: Final = 100_000


class Memory(dict[str, _T]):
    """What `work` makes of a string, done once; all is forgotten when it gets too much."""

    def __init__(self, work: Callable[[str], _T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: str) -> _T:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = made = self._work(key)
        return made


class Tokens(NamedTuple):
    """The tokens of a text, in order, and where each begins: two lists of one length."""

    texts: list[str]
    starts: list[int]

    def holding(self, memory: Memory[_T]) -> Iterator[tuple[int, _T]]:
        """The tokens of which `memory` has something to say: where each begins, and what."""
        said = list(map(memory.__getitem__, self.texts))
        return compress(zip(self.starts, said, strict=True), said)


def tokens(text: str) -> Tokens:
    """What stands between spaces and line breaks; empty between two of them."""
    texts = text.replace("\n", " ").split(" ")
    # Where a token begins is what the tokens before it have, and one blank after each.
    return Tokens(texts, list(map(add, accumulate(map(len, texts[:-1]), initial=0), count())))
