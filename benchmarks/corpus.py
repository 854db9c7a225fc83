"""
What a corpus of 100,000 short segments costs: to check, and then to sum up and draw.

The segments are translated news, drawn with replacement; beside it a bare loop over `Checker`.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import pandas

import calque
from benchmarks.data import rows
from calque.document import Document

_ROWS: Final = 100_000
_LOOP: Final = 5_000


def run(bench: Path) -> None:
    """Print the table."""
    segments = [
        (row["system"], segment)
        for row in rows(bench / "news" / "drift.jsonl")
        for segment in row["target"]
    ]
    drawn = random.Random(3).choices(segments, k=_ROWS)
    frame = pandas.DataFrame(drawn, columns=["system", "text"])
    frame["day"] = [f"2024-{1 + row % 12:02}-01" for row in range(_ROWS)]
    checker = calque.Checker()
    checker.check(Document("warm", "ODKB forces left."))
    docs = [Document(str(row), text) for row, (_, text) in enumerate(drawn[:_LOOP])]
    seconds, _ = _timed(lambda: [checker.check(doc) for doc in docs])
    _line("a bare loop", seconds / _LOOP * _ROWS, f"from {_LOOP:,} segments")
    seconds, corpus = _timed(lambda: calque.corpus(frame, by=["system", "day"]))
    _line("calque.corpus", seconds, repr(corpus))
    for name, call in {
        "summary": lambda: corpus.summary,
        "rates by system": lambda: corpus.rates("system"),
        "differences": corpus.differences,
        "the page": corpus._repr_html_,
        "worst": lambda: corpus.worst()._repr_html_(),
        "plot by rule": lambda: corpus.plot().to_json(),
        "plot by month": lambda: corpus.plot("day").to_json(),
        "compare": lambda: corpus.compare().to_json(),
        "sources": lambda: corpus.sources().to_json(),
        "drift": lambda: corpus.drift(corpus.spellings()["name"][0]).to_json(),
        "before_after": lambda: corpus.before_after().to_json(),
    }.items():
        _line(name, _timed(call)[0])


def _timed(call: Callable[[], Any]) -> tuple[float, Any]:
    start = perf_counter()
    result = call()
    return perf_counter() - start, result


def _line(name: str, seconds: float, note: str = "") -> None:
    print(f"  {name:16} {seconds:8.2f} s  {note}".rstrip(), flush=True)
