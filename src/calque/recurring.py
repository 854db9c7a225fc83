"""
Texts that come again: wire copy and syndicated articles stand in a corpus many times.

What came of the latest texts is kept by all that it depends on, which is not what a text is called
or where it stands. Kept are bytes, so that the bound is one of memory and Python's search for rings
has nothing to look through.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import fields
from hashlib import blake2b
from typing import Any, Final, Generic, TypeVar

from calque.config import Config
from calque.document import Document

T = TypeVar("T")
# Of news about 20,000 texts.
_MOST: Final = 32_000_000
# What a key and its place take (bytes).
_AROUND: Final = 250
_CALLED: Final = ("path", "outlet")
_SAYING: Final = tuple(
    field.name for field in fields(Document) if field.name not in ("id", "text", "meta", "_derived")
)


class Recurring(Generic[T]):
    """
    What came of texts that were looked at with one configuration; `most` bytes of it.

    It must be plain data and have nothing in it of what a text is called.
    """

    def __init__(self, config: Config, most: int = _MOST) -> None:
        self._by_place = bool(config.per_file_ignores or config.baseline)
        self._most = most
        self._taken = 0
        self._kept: dict[bytes, bytes] = {}

    def __call__(self, doc: Document, look: Callable[[], T]) -> T:
        """What comes of a text: what did before, or what `look` says."""
        key = self._key(doc)
        kept = self._kept.pop(key, None)
        if kept is not None:
            self._kept[key] = kept  # now the latest
            again: T = pickle.loads(kept)
            return again
        said = look()
        kept = pickle.dumps(said, pickle.HIGHEST_PROTOCOL)
        self._kept[key] = kept
        self._taken += len(kept) + _AROUND
        while self._taken > self._most:
            self._taken -= len(self._kept.pop(next(iter(self._kept)))) + _AROUND
        return said

    def _key(self, doc: Document) -> bytes:
        """All that a report depends on, but for the configuration."""
        meta: dict[str, Any] = {name: doc.meta[name] for name in doc.meta if name not in _CALLED}
        place = (doc.id, doc.meta.get("path")) if self._by_place else ()
        said = repr((meta, place, [getattr(doc, name) for name in _SAYING]))
        key = blake2b(said.encode("utf-8", "surrogatepass"), digest_size=16)
        key.update(b"\0" + doc.text.encode("utf-8", "surrogatepass"))
        return key.digest()
