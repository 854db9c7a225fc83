"""
Batches of like length, so that little is computed for padding and memory stays bounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, TypeVar

T = TypeVar("T")

# How many sentences are looked at together to find those of like length; what streams through is
# never more than this.
WINDOW: Final = 512
# How much a batch may hold, padding counted: pieces, and sentences.
_PIECES: Final = 2048
_SENTENCES: Final = 64


def windows(items: Iterable[T], size: int = WINDOW) -> Iterator[list[T]]:
    """Cut a stream into lists of `size`."""
    rest = iter(items)
    while window := list(islice(rest, size)):
        yield window


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Return which items go together: longest first, each batch within bounds."""
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        widest = lengths[batch[0]] if batch else 0
        if batch and (len(batch) >= _SENTENCES or widest * (len(batch) + 1) > _PIECES):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
