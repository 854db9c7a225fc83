"""
Reports for people and programs: terminal, JSON, JSON Lines, SARIF, GitHub annotations, ITS.

A renderer takes the reports of a run one by one and gives out text as soon as its format allows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple, Protocol

from calque.report import Report

STDIN = "<stdin>"


class Place(NamedTuple):
    """Where a document came from: a path as it was given, and for a row its line (1-based)."""

    path: str
    row: int | None = None


class Renderer(Protocol):
    """What every format has; the pieces in order, joined, are the output."""

    def report(self, report: Report, place: Place) -> Iterator[str]:
        """Yield what can be said of one document."""

    def end(self, errors: Sequence[str]) -> Iterator[str]:
        """Yield what closes the output; `errors` are inputs that could not be read."""
