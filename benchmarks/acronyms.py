"""
Acronyms of the source carried over letter for letter, with the source beside.

Reads `news/acronym.jsonl` under `--bench`. A mention is a labelled place, found where a finding of
ACR001 or ACR009 lies on it; what lies elsewhere is false. A segment counts as found when anything
in it is. With the built-in glossary and without any, and by distinct acronym of the source, since
the same one comes in many segments. Baselines in the same run: every word of 3 to 5 capitals, and
every word of capitals that the source does not have.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.data import Score, document, rows
from calque.config import Config
from calque.document import Document, Span
from calque.glossary.concept import Glossary
from calque.pipeline import Checker
from calque.resources import Resources

RULES = ("ACR001", "ACR009")
_THREE_TO_FIVE = re.compile(r"\b[A-Z]{3,5}\b")
_CAPITALS = re.compile(r"\b[A-Z]{2,7}\b")
Row = tuple[dict[str, Any], Document]
Finder = Callable[[Document], Sequence[Span]]


def run(bench: Path) -> None:
    """Print precision, recall and F1 by mention, segment, language and distinct acronym."""
    data = [(row, document(row, source=True)) for row in rows(bench / "news" / "acronym.jsonl")]
    checker, bare = Checker(Config(select=RULES)), Checker(Config(select=RULES))
    bare.resources = Resources(bare.config, Glossary({}, (), "none"))
    finders: dict[str, Finder] = {
        "calque": lambda doc: _spans(checker, doc),
        "calque, no glossary": lambda doc: _spans(bare, doc),
        "3 to 5 capitals": lambda doc: _matches(_THREE_TO_FIVE, doc),
        "not in the source": lambda doc: [
            span
            for span in _matches(_CAPITALS, doc)
            if doc.text[slice(*span)] not in " ".join(doc.source or ())
        ],
    }
    found = {name: [finder(doc) for _, doc in data] for name, finder in finders.items()}
    for name, spans in found.items():
        print(f"  {name:20} mentions {_mentions(data, spans)}   segments {_segments(data, spans)}")
    for lang in sorted({row["src_lang"] for row, _ in data}):
        kept = [k for k, (row, _) in enumerate(data) if row["src_lang"] == lang]
        ours = [found["calque"][k] for k in kept]
        print(f"    from {lang:13} mentions {_mentions([data[k] for k in kept], ours)}")
    _print_acronyms(data, found["calque"], found["calque, no glossary"])
    print(f"  {checker.signature}")


def _spans(checker: Checker, doc: Document) -> list[Span]:
    return [finding.span for finding in checker.check(doc).findings]


def _matches(pattern: re.Pattern[str], doc: Document) -> list[Span]:
    return [Span(*match.span()) for match in pattern.finditer(doc.text)]


def _labels(row: dict[str, Any], doc: Document) -> list[Span]:
    starts = [segment.start for segment in doc.segments]
    return [
        Span(starts[label["seg"]] + label["start"], starts[label["seg"]] + label["end"])
        for label in row["labels"]
    ]


def _mentions(data: Sequence[Row], found: Sequence[Sequence[Span]]) -> Score:
    right = false = missed = 0
    for (row, doc), spans in zip(data, found, strict=True):
        labels = _labels(row, doc)
        hit = sum(any(label.overlaps(span) for span in spans) for label in labels)
        right += hit
        missed += len(labels) - hit
        false += sum(not any(label.overlaps(span) for label in labels) for span in spans)
    return Score(right, false, missed)


def _segments(data: Sequence[Row], found: Sequence[Sequence[Span]]) -> Score:
    pairs = [
        (bool(row["labels"]), bool(spans)) for (row, _), spans in zip(data, found, strict=True)
    ]
    return Score(pairs.count((True, True)), pairs.count((False, True)), pairs.count((True, False)))


def _print_acronyms(data: Sequence[Row], *found: Sequence[Sequence[Span]]) -> None:
    """How many mentions of each distinct acronym are found, and how many acronyms at all."""
    counts: dict[str, list[int]] = defaultdict(lambda: [0] * (1 + len(found)))
    for number, (row, doc) in enumerate(data):
        for label, span in zip(row["labels"], _labels(row, doc), strict=True):
            count = counts[f"{label['source']} {label['text']}"]
            count[0] += 1
            for place, spans in enumerate(found, 1):
                count[place] += any(span.overlaps(one) for one in spans[number])
    shares = [sum(bool(count[k]) for count in counts.values()) for k in range(len(found) + 1)]
    print(f"  distinct acronyms {shares[0]}: found {shares[1]}, without a glossary {shares[2]}")
    for name, count in sorted(counts.items(), key=lambda item: (-item[1][0], item[0])):
        print(f"    {name:14} {count[0]:3}: found {count[1]}, without a glossary {count[2]}")
