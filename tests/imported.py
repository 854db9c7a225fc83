"""A glossary file of another program, as it is read."""

from __future__ import annotations

import io
from typing import Any

from calque.glossary.exchange import FORMATS, Bad, Ledger, Read, Wanted, reader
from calque.glossary.toml import entry


class Imported:
    """What became of a file: entries by id, as TOML; errors; what was counted."""

    def __init__(self, format: str, data: str | bytes, **wanted: Any) -> None:
        self.ledger = Ledger()
        content = data.encode() if isinstance(data, str) else data
        given: Any = data if FORMATS[format].takes == "text" else io.BytesIO(content)
        items = list(reader(format)(given, Wanted(source="file", **wanted), self.ledger))
        self.concepts = {item.concept.id: item.concept for item in items if isinstance(item, Read)}
        self.errors = [str(item) for item in items if isinstance(item, Bad)]

    def toml(self, id: str) -> str:
        return entry(self.concepts[id]).strip()
