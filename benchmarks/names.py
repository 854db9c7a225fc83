"""
How well two spellings of a name are told to be one, beside other measures on the same pairs.

Reads `names/dev.tsv` under `--bench`. Printed are F1 (our threshold is fixed for all, each peer's
is its best on the pairs in question), the recall at precision 0.98, and pairs that a core does in a
second; in all, by script of origin and by kind. *calque* knows the languages of the texts, *no
languages* does not. The weights were learned on these pairs; `names_learn.py` shows how much of the
figures is due to that.

    python -m benchmarks names
"""

from __future__ import annotations

import csv
import importlib.util
import time
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from rapidfuzz.distance import JaroWinkler, Levenshtein

from calque.names import align
from calque.names.comparison import POSSIBLE_FROM, SAME_FROM, compare
from calque.names.fold import fold
from calque.names.words import words

MIDDLE = POSSIBLE_FROM
PRECISION = 0.98
# The fastest of so many runs counts: the others were disturbed.
RUNS = 3


class Pair(NamedTuple):
    """Two names, the languages of their texts, whether they are one, and what they are."""

    one: str
    other: str
    langs: tuple[str, str]
    label: bool
    script: str
    kind: str


class Measure(NamedTuple):
    """A peer: what it scores a pair by, and the package that it needs."""

    name: str
    score: Callable[[Pair], float]
    package: str
    threshold: float | None = None


def run(bench: Path) -> None:
    """Score the pairs by each measure, print a table."""
    rows = pairs(bench)
    scored: dict[str, list[float]] = {}
    speeds: dict[str, float] = {}
    for measure in MEASURES:
        if importlib.util.find_spec(measure.package) is None:
            print(f"  {measure.name}: not installed ({measure.package})")
            continue
        measure.score(rows[0])
        for _ in range(RUNS):
            for known in (align.align, words, fold):
                known.cache_clear()
            start = time.process_time()
            scored[measure.name] = [measure.score(row) for row in rows]
            rate = len(rows) / (time.process_time() - start)
            speeds[measure.name] = max(rate, speeds.get(measure.name, 0.0))
    print(f"  {'':8}{'pairs':>7}  {'measure':18}{'F1':>7}{'R@P.98':>8}{'pairs/s':>12}")
    for group, chosen in groups(rows):
        labels = [rows[i].label for i in chosen]
        for k, measure in enumerate(m for m in MEASURES if m.name in scored):
            scores = [scored[measure.name][i] for i in chosen]
            best = best_f1(scores, labels)
            f1 = best if measure.threshold is None else f1_at(measure.threshold, scores, labels)
            speed = f"{speeds[measure.name]:12,.0f}" if group == "all" else ""
            head = f"{group:8}{len(chosen):7}" if k == 0 else " " * 15
            recall = recall_at(PRECISION, scores, labels)
            print(f"  {head}  {measure.name:18}{f1:7.3f}{recall:8.3f}{speed}")
    same = [score >= SAME_FROM for score in scored["calque"]]
    hits = sum(row.label for row, yes in zip(rows, same, strict=True) if yes)
    print(
        f"  taken to be the same (from {SAME_FROM}): precision {hits / max(1, sum(same)):.3f},"
        f" recall {hits / sum(row.label for row in rows):.3f}"
    )


def pairs(bench: Path) -> list[Pair]:
    """Read the pairs."""
    with (bench / "names" / "dev.tsv").open(encoding="utf-8", newline="") as file:
        return [
            Pair(
                row["name_a"],
                row["name_b"],
                (row["lang_a"], row["lang_b"]),
                row["label"] == "1",
                row["origin_script"],
                row["kind"],
            )
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE)
        ]


def groups(rows: Sequence[Pair]) -> Iterator[tuple[str, list[int]]]:
    """Yield the names of groups and the rows in each: all, by script (Cyrillic first), by kind."""
    yield "all", list(range(len(rows)))
    for script in sorted(
        {row.script for row in rows}, key=lambda script: (script != "Cyrl", script)
    ):
        yield script, [i for i, row in enumerate(rows) if row.script == script]
    for kind in sorted({row.kind for row in rows}):
        yield kind, [i for i, row in enumerate(rows) if row.kind == kind]


def levenshtein(row: Pair) -> float:
    """Return Levenshtein's similarity, ignoring case."""
    return Levenshtein.normalized_similarity(row.one.casefold(), row.other.casefold())


def jaro_winkler(row: Pair) -> float:
    """Return Jaro and Winkler's similarity, ignoring case."""
    return JaroWinkler.normalized_similarity(row.one.casefold(), row.other.casefold())


def daitch_mokotoff(row: Pair) -> float:
    """Return the share of words that have a code in common."""
    left, right = sorted((_codes(row.one), _codes(row.other)), key=len)
    shared = sum(any(one & other for other in right) for one in left)
    return shared / max(1, len(right))


@cache
def _codes(name: str) -> list[set[str]]:
    from unidecode import unidecode

    return [_daitch_mokotoff().encode(unidecode(word)) for word in name.replace("-", " ").split()]


@cache
def _daitch_mokotoff() -> Any:
    from abydos.phonetic import DaitchMokotoff

    return DaitchMokotoff()


def logic_v1(row: Pair) -> float:
    """Return the score of OpenSanctions' matcher for two entities with these names."""
    matcher, config, proxy = _logic_v1()
    entities = (proxy(name, row.kind) for name in (row.one, row.other))
    score: float = matcher.compare(*entities, config).score
    return score


@cache
def _logic_v1() -> Any:
    from followthemoney import EntityProxy
    from nomenklatura.matching import LogicV1

    def proxy(name: str, kind: str) -> Any:
        schema = "Thing" if kind == "place" else "Person"
        return EntityProxy.from_dict({"id": name, "schema": schema, "properties": {"name": [name]}})

    return LogicV1, LogicV1.default_config(), proxy


def f1_at(threshold: float, scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return F1 where scores from `threshold` count as the same name."""
    found = sum(score >= threshold for score in scores)
    hits = sum(label for label, score in zip(labels, scores, strict=True) if score >= threshold)
    return 2 * hits / (found + sum(labels))


def best_f1(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return F1 at the threshold that suits these rows best."""
    return max(2 * hits / (found + sum(labels)) for found, hits in cuts(scores, labels))


def recall_at(precision: float, scores: Sequence[float], labels: Sequence[bool]) -> float:
    """Return the highest recall whose precision is at least `precision`."""
    good = [hits for found, hits in cuts(scores, labels) if hits >= precision * found]
    return max(good, default=0) / max(1, sum(labels))


def cuts(scores: Sequence[float], labels: Sequence[bool]) -> list[tuple[int, int]]:
    """Return how many are found, and how many of them rightly, for each possible threshold."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    hits = 0
    places = []
    for found, (score, label) in enumerate(ranked, start=1):
        hits += label
        if found == len(ranked) or ranked[found][0] < score:
            places.append((found, hits))
    return places


MEASURES = (
    Measure("calque", lambda row: compare(row.one, row.other, *row.langs).score, "calque", MIDDLE),
    Measure("no languages", lambda row: compare(row.one, row.other).score, "calque", MIDDLE),
    Measure("Levenshtein", levenshtein, "rapidfuzz"),
    Measure("Jaro–Winkler", jaro_winkler, "rapidfuzz"),
    Measure("Daitch–Mokotoff", daitch_mokotoff, "abydos"),
    Measure("OpenSanctions", logic_v1, "nomenklatura"),
)
