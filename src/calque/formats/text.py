"""Plain text: everything is prose."""

from __future__ import annotations

from typing import Any

from calque.document import Document


def read(id: str, text: str, **fields: Any) -> Document:
    """Return `text` as a document; `fields` are those of `Document` (lang, source …)."""
    return Document(id, text, format="text", **fields)
