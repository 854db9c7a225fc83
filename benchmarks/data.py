"""Reading the evaluation sets, and the figures computed on them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from calque.document import Document, Span


class Score(NamedTuple):
    """Right, false and missed, and what follows."""

    right: int
    false: int
    missed: int

    @property
    def precision(self) -> float:
        """Right of all found."""
        return self.right / max(1, self.right + self.false)

    @property
    def recall(self) -> float:
        """Right of all there is."""
        return self.right / max(1, self.right + self.missed)

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        return 2 * self.right / max(1, 2 * self.right + self.false + self.missed)

    def __str__(self) -> str:
        return f"P {self.precision:.3f}  R {self.recall:.3f}  F1 {self.f1:.3f}"


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a JSON Lines file."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def document(row: dict[str, Any], *, source: bool = False) -> Document:
    """A row of segments as one document, with its source when that is asked for."""
    text = ""
    segments: list[Span] = []
    for segment in row["target"]:
        text += "\n\n" if segments else ""
        segments.append(Span(len(text), len(text) + len(segment)))
        text += segment
    return Document(
        row["id"],
        text,
        lang=row.get("tgt_lang", "en"),
        segments=tuple(segments),
        source=tuple(row["source"]) if source else None,
        source_lang=row["src_lang"] if source else None,
    )
