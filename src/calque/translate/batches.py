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
# A batch holds one sentence for so many pieces of its capacity: very short ones gain nothing more.
_PIECES_A_SENTENCE: Final = 32


def windows(items: Iterable[T], size: int = WINDOW) -> Iterator[list[T]]:
    """Cut a stream into lists of `size`."""
    rest = iter(items)
    while window := list(islice(rest, size)):
        yield window


def batches(lengths: Sequence[int], capacity: int) -> Iterator[list[int]]:
    """
    Yield which items go together: longest first.

    A batch holds no more pieces than `capacity`, padding counted; an item that does is alone.
    """
    most = max(1, capacity // _PIECES_A_SENTENCE)
    batch: list[int] = []
    for index in sorted(range(len(lengths)), key=lambda at: (-lengths[at], at)):
        widest = lengths[batch[0]] if batch else 0
        if batch and (len(batch) >= most or widest * (len(batch) + 1) > capacity):
            yield batch
            batch = []
        batch.append(index)
    if batch:
        yield batch
