"""
A text cut at its blanks, and what is known of each piece.

A token is a word with the signs that touch it. Texts share most of their tokens, so what can be
said of a token by itself is worked out once and remembered for all texts. Most tokens have nothing
to them: which *traits* a token has (a capital, a figure, a verb that counts) is one byte, looked up
once for each different token of a text, and what goes on from there does so at the speed of C.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate, compress, count
from operator import itemgetter
from typing import Any, Final, TypeVar

_T = TypeVar("_T")
# More tokens than are common in a language; some 10 to 20 MB.
_REMEMBERED: Final = 100_000
# For each trait, which bytes have its bit.
_SELECTED: Final = tuple(bytes(byte >> bit & 1 for byte in range(256)) for bit in range(8))


class Memory(dict[str, _T]):
    """What `work` makes of a string, done once; all is forgotten when it gets too much."""

    def __init__(self, work: Callable[[str], _T]) -> None:
        super().__init__()
        self._work = work

    def __missing__(self, key: str) -> _T:
        return self._kept(key, self._work(key))

    def _kept(self, key: str, made: _T) -> _T:
        if len(self) >= _REMEMBERED:
            self.clear()
        self[key] = made
        return made


class Trait(Memory[_T]):
    """
    Something that few tokens have: `work` says what, or nothing (any false value).

    There can be eight, made when modules are loaded.
    """

    def __init__(self, work: Callable[[str], _T]) -> None:
        super().__init__(work)
        self.selected = _SELECTED[len(_TRAITS)]
        _TRAITS.append(self)
        _BYTES.clear()

    def has(self, token: str) -> bool:
        """Whether a token has it; remembered is only what it then is."""
        made = self._work(token)
        return bool(made and self._kept(token, made))


def _traits(token: str) -> int:
    return sum(trait.has(token) << bit for bit, trait in enumerate(_TRAITS))


_TRAITS: Final[list[Trait[Any]]] = []
_BYTES: Final = Memory(_traits)


class Tokens:
    """
    The tokens of a text, in order (`texts`), and each different one once with its number
    (`different`).

    What is worked out for the different ones is spread over all by their numbers.
    """

    def __init__(self, text: str) -> None:
        """Take what stands between spaces and line breaks; empty between two of them."""
        self.texts = text.replace("\n", " ").split(" ")
        self.different: defaultdict[str, int] = defaultdict(count().__next__)
        self._numbers = list(map(self.different.__getitem__, self.texts))
        self.different.default_factory = None

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each token comes, in the order of `different`."""
        return dict(zip(self.different, Counter(self._numbers).values(), strict=True))

    @cached_property
    def starts(self) -> list[int]:
        """Where each token begins: what the tokens before it have, and one blank after each."""
        lengths = self._spread([len(token) + 1 for token in self.different])
        return list(accumulate(lengths[:-1], initial=0))

    @cached_property
    def _of_each(self) -> itemgetter[Any]:
        """What takes each token's own of things in the order of the different ones."""
        return itemgetter(*self._numbers, 0)

    @cached_property
    def _kinds(self) -> bytes:
        """The traits of each different token, in their order."""
        return bytes(map(_BYTES.__getitem__, self.different))

    @cached_property
    def _bytes(self) -> bytes:
        """The traits of each token."""
        return bytes(self._spread(self._kinds))

    def each(self, memory: Memory[_T]) -> Sequence[_T]:
        """For each token what `memory` has of it."""
        return self._spread(list(map(memory.__getitem__, self.different)))

    def _spread(self, said: Sequence[_T]) -> Sequence[_T]:
        spread: tuple[_T, ...] = self._of_each(said)
        return spread[:-1]  # the last is there so that they are two or more, and so a tuple

    def any(self, trait: Trait[_T]) -> bool:
        """Whether some token has a trait."""
        return 1 in self._kinds.translate(trait.selected)

    def which(self, trait: Trait[_T]) -> Iterator[str]:
        """The different tokens that have a trait."""
        return compress(self.different, self._kinds.translate(trait.selected))

    def places(self, trait: Trait[_T]) -> Iterator[int]:
        """The numbers of the tokens that have a trait."""
        return compress(count(), self._bytes.translate(trait.selected))

    def having(self, trait: Trait[_T]) -> list[tuple[int, _T]]:
        """The tokens that have a trait: where each begins, and what it is."""
        tokens = compress(
            zip(self.starts, self.texts, strict=True), self._bytes.translate(trait.selected)
        )
        return [(start, trait[token]) for start, token in tokens]

    def holding(self, memory: Memory[_T]) -> Iterator[tuple[int, _T]]:
        """The tokens of which `memory` has something to say: where each begins, and what."""
        said = self.each(memory)
        return compress(zip(self.starts, said, strict=True), said)
