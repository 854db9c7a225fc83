"""
Splice the chosen edits into the original text.
"""

from __future__ import annotations

from collections.abc import Iterable

from calque.document import Document
from calque.edits import joined
from calque.finding import Edit
from calque.settle import Choice


def mend(doc: Document, choices: Iterable[Choice]) -> list[Edit]:
    """Return the edits of all choices as one sorted, disjoint list, line gaps closed."""
    edits = (edit for choice in choices for edit in choice.fix.edits)
    if doc.segments:
        return sorted(set(edits))
    return joined(doc.text, edits)
