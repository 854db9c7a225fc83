"""
Name drift inside machine-translated documents, from the translation alone and with its source.

A labelled group counts as found when one of its mentions is flagged. A pair of spellings flagged as
drift (NAM001, or NAM003 where one wears a case ending) that touches no labelled mention is false;
what the glossary mends besides is not counted against it. A document counts as found when anything
is claimed to be drift in it, or a labelled mention is mended. The baseline compares capitalised
words by Jaro–Winkler. The same document recurs across systems, so figures are also given for each
distinct (document, name).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.data import Score, document, rows
from calque.config import Config
from calque.document import Document, Span
from calque.language.scan import scan
from calque.pipeline import Checker

# What was found, by the two wordings and whether it claims to be drift, with the mentions flagged.
Pairs = dict[tuple[str, str, bool], list[Span]]
DRIFT = ("NAM001", "NAM003")
_ALIKE = 0.93


def run(bench: Path) -> None:
    """Print group and document figures, ours beside the baseline's, and ours by language."""
    checker = Checker(Config(select=("NAM",)))
    all_rows = list(rows(bench / "news" / "drift.jsonl"))
    alone = [(row, document(row)) for row in all_rows]
    sourced = [(row, document(row, source=True)) for row in all_rows]
    ours = [_ours(checker, doc) for _, doc in alone]
    with_source = [_ours(checker, doc) for _, doc in sourced]
    # Nobody says that it is a translation: one text, no segments.
    plain = [_ours(checker, Document(doc.id, doc.text)) for _, doc in alone]
    for name, data, found in (
        ("calque", alone, ours),
        ("  one text", alone, plain),
        ("  with source", sourced, with_source),
        ("Jaro–Winkler", alone, [_baseline(doc) for _, doc in alone]),
    ):
        print(f"  {name:14} groups    {_groups(data, found, lambda row: True)}")
        print(f"  {'':14} distinct  {_distinct(data, found)}")
        print(f"  {'':14} documents {_documents(data, found)}")
    for lang in sorted({row["src_lang"] for row in all_rows}):
        print(f"  calque, {lang}     groups    {_groups(alone, ours, _from(lang))}")
        print(f"    with source  groups    {_groups(sourced, with_source, _from(lang))}")
    print(f"  {checker.signature}")


def _from(lang: str) -> Callable[[dict[str, Any]], bool]:
    return lambda row: row["src_lang"] == lang


def _ours(checker: Checker, doc: Document) -> Pairs:
    pairs: Pairs = defaultdict(list)
    for finding in checker.check(doc).findings:
        if not finding.fixes:  # a name that is missing has no two wordings
            continue
        words = doc.text[finding.span.start : finding.span.end]
        title = finding.fixes[0].title if finding.fixes else finding.message
        pairs[words, title, finding.rule.id in DRIFT].append(finding.span)
    return pairs


def _baseline(doc: Document) -> Pairs:
    from rapidfuzz.distance import JaroWinkler

    marks: dict[str, list[Span]] = defaultdict(list)
    look = scan(doc)
    for mark in look.marked("name"):
        if len(mark.text) >= 5 and not look.opens_sentence(mark.start):
            marks[mark.text].append(look.view.span(mark.start, mark.end))
    return {
        (one, other, True): marks[one] + marks[other]
        for one, other in combinations(marks, 2)
        if JaroWinkler.similarity(one, other) >= _ALIKE and one[:-1] != other and other[:-1] != one
    }


def labels(row: dict[str, Any], doc: Document) -> list[tuple[int, Span]]:
    """The labelled mentions of a row: number of the group, place in the document."""
    return [
        (
            label["group"],
            Span(
                doc.segments[label["seg"]].start + label["start"],
                doc.segments[label["seg"]].start + label["end"],
            ),
        )
        for label in row["labels"]
    ]


def _hits(row: dict[str, Any], doc: Document, found: Pairs) -> tuple[set[int], int]:
    """The labelled groups that were found, and the number of pairs that belong to none."""
    labelled = labels(row, doc)
    hit: set[int] = set()
    false = 0
    for (*_, drift), spans in found.items():
        groups = {group for group, label in labelled for span in spans if span.overlaps(label)}
        hit |= groups
        false += drift and not groups
    return hit, false


def _groups(
    data: list[tuple[dict[str, Any], Document]],
    found: list[Pairs],
    wanted: Callable[[dict[str, Any]], bool],
) -> Score:
    right = false = missed = 0
    for (row, doc), pairs in zip(data, found, strict=True):
        if wanted(row):
            hit, wrong = _hits(row, doc, pairs)
            right += len(hit)
            false += wrong
            missed += len(row["groups"]) - len(hit)
    return Score(right, false, missed)


def _distinct(data: list[tuple[dict[str, Any], Document]], found: list[Pairs]) -> Score:
    """Each (document, source name) once: found when found in any system's translation of it."""
    names: dict[tuple[str, str], bool] = {}
    false: set[tuple[str, str]] = set()
    for (row, doc), pairs in zip(data, found, strict=True):
        hit, _ = _hits(row, doc, pairs)
        for number, group in enumerate(row["groups"]):
            key = (row["doc"], min(group["renderings"]))
            names[key] = names.get(key, False) or number in hit
        for pair, spans in pairs.items():
            places = [label for _, label in labels(row, doc)]
            if pair[2] and not any(span.overlaps(label) for label in places for span in spans):
                false.add((row["doc"], pair[0]))
    right = sum(names.values())
    return Score(right, len(false), len(names) - right)


def _documents(data: list[tuple[dict[str, Any], Document]], found: list[Pairs]) -> Score:
    verdicts = [
        (bool(row["groups"]), any(drift for *_, drift in pairs) or bool(_hits(row, doc, pairs)[0]))
        for (row, doc), pairs in zip(data, found, strict=True)
    ]
    return Score(
        verdicts.count((True, True)), verdicts.count((False, True)), verdicts.count((True, False))
    )
