"""
Counting what stands in a corpus of any length, in bounded memory.

When there is too much to remember, the rarest half is forgotten: what recurs is counted all the
same, only a little short. Same texts in the same order, same counts.

Source: G. S. Manku and R. Motwani, "Approximate frequency counts over data streams", VLDB 2002.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar

from calque.language.plural import counted

_MOST: Final = 50_000
_EXAMPLES: Final = 3

Key = TypeVar("Key", bound=Hashable)


@dataclass(slots=True)
class Seen:
    """How often something was seen, in how many texts, and the ids of the first few."""

    count: int = 0
    texts: int = 0
    examples: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """For instance `5× in 2 texts (a.txt, b.txt)`."""
        more = ", …" if self.texts > len(self.examples) else ""
        texts = counted(self.texts, "text")
        return f"{self.count:,}× in {texts} ({', '.join(self.examples)}{more})"


class Tally(Generic[Key]):
    """Counts by key; never more than 50,000 keys."""

    def __init__(self, most: int = _MOST) -> None:
        self._most = most
        self._seen: dict[Key, Seen] = {}

    def add(self, key: Key, text: str, times: int = 1) -> None:
        """Count `times` mentions of `key` in one text; call it once a text and key."""
        self._add(key, times, 1, [text])

    def update(self, rows: Iterable[Sequence[Any]]) -> None:
        """Count what another has counted of other texts, as its `rows` were; keys are tuples."""
        for key, count, texts, examples in rows:
            self._add(tuple(key) if isinstance(key, list) else key, count, texts, examples)

    def rows(self) -> list[tuple[Key, int, int, list[str]]]:
        """The counts as plain data, in the order in which keys were first seen."""
        return [(key, one.count, one.texts, one.examples) for key, one in self._seen.items()]

    def _add(self, key: Any, count: int, texts: int, examples: list[str]) -> None:
        seen = self._seen.get(key)
        if seen is None:
            if len(self._seen) >= self._most:
                self._forget()
            seen = self._seen[key] = Seen()
        seen.count += count
        seen.texts += texts
        seen.examples += examples[: _EXAMPLES - len(seen.examples)]

    def drop(self, unwanted: Callable[[Key], bool]) -> None:
        """Forget the keys that are not wanted."""
        self._seen = {key: seen for key, seen in self._seen.items() if not unwanted(key)}

    def __getitem__(self, key: Key) -> Seen:
        """What was seen of a key; nothing, for one that never was."""
        return self._seen.get(key, Seen())

    def __iter__(self) -> Iterator[tuple[Key, Seen]]:
        """Yield keys with what was seen of them, the commonest first."""
        yield from sorted(self._seen.items(), key=lambda item: (-item[1].count, str(item[0])))

    def _forget(self) -> None:
        self._seen = dict(item for item, _ in zip(self, range(self._most // 2), strict=False))
