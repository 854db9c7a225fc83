"""
How well two spellings of a name are told to be one, beside general string measures.

Reads `names/dev.tsv` under `--bench` (columns name_a, name_b, label, origin_script). For each
script of origin it prints F1 (our threshold is fixed at 0.5, each peer's is its best on these
rows), the recall at precision 0.98, and pairs a second. The weights were learned on the Cyrillic
rows of this file (`names_learn.py`), so the figures for Cyrillic are those of a fit.

    python benchmarks/names.py --bench ../shared/bench
"""

from __future__ import annotations

import argparse
import csv
import time
from collections.abc import Callable
from pathlib import Path

from rapidfuzz.distance import JaroWinkler, Levenshtein

from calque.names.comparison import SAME_FROM, compare

MIDDLE = 0.5
PRECISION = 0.98


def main() -> None:
    """Read the rows, score them with each measure, print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    args = parser.parse_args()
    with (args.bench / "names" / "dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    scripts = sorted({row["origin_script"] for row in rows}, key=lambda s: (s != "Cyrl", s))
    print(f"{'origin':8}{'pairs':>7}  {'measure':14}{'F1':>7}{'R@P.98':>8}{'pairs/s':>10}")
    for script in scripts:
        chosen = [row for row in rows if row["origin_script"] == script]
        labels = [row["label"] == "1" for row in chosen]
        for name, measure, threshold in MEASURES:
            start = time.perf_counter()
            scores = [measure(row["name_a"], row["name_b"]) for row in chosen]
            speed = len(chosen) / (time.perf_counter() - start)
            f1 = best_f1(scores, labels) if threshold is None else f1_at(threshold, scores, labels)
            recall = recall_at(PRECISION, scores, labels)
            print(f"{script:8}{len(chosen):7}  {name:14}{f1:7.3f}{recall:8.3f}{speed:10,.0f}")
        same = [compare(row["name_a"], row["name_b"]).same for row in chosen]
        hits = sum(label for label, yes in zip(labels, same, strict=True) if yes)
        print(
            f"{'':17}same at {SAME_FROM}: precision {hits / max(1, sum(same)):.3f},"
            f" recall {hits / max(1, sum(labels)):.3f}"
        )


def levenshtein(one: str, other: str) -> float:
    """Return Levenshtein's similarity, ignoring case."""
    return Levenshtein.normalized_similarity(one.casefold(), other.casefold())


def jaro_winkler(one: str, other: str) -> float:
    """Return Jaro and Winkler's similarity, ignoring case."""
    return JaroWinkler.normalized_similarity(one.casefold(), other.casefold())


def f1_at(threshold: float, scores: list[float], labels: list[bool]) -> float:
    """Return F1 where scores from `threshold` count as the same name."""
    found = sum(score >= threshold for score in scores)
    hits = sum(label for label, score in zip(labels, scores, strict=True) if score >= threshold)
    return 2 * hits / (found + sum(labels))


def best_f1(scores: list[float], labels: list[bool]) -> float:
    """Return F1 at the threshold that suits these rows best."""
    return max(2 * hits / (found + sum(labels)) for found, hits in cuts(scores, labels))


def recall_at(precision: float, scores: list[float], labels: list[bool]) -> float:
    """Return the highest recall whose precision is at least `precision`."""
    good = [hits for found, hits in cuts(scores, labels) if hits >= precision * found]
    return max(good, default=0) / max(1, sum(labels))


def cuts(scores: list[float], labels: list[bool]) -> list[tuple[int, int]]:
    """Return how many are found, and how many of them rightly, for each possible threshold."""
    ranked = sorted(zip(scores, labels, strict=True), key=lambda pair: -pair[0])
    hits = 0
    places = []
    for found, (score, label) in enumerate(ranked, start=1):
        hits += label
        if found == len(ranked) or ranked[found][0] < score:
            places.append((found, hits))
    return places


MEASURES: list[tuple[str, Callable[[str, str], float], float | None]] = [
    ("calque", lambda one, other: compare(one, other).score, MIDDLE),
    ("Levenshtein", levenshtein, None),
    ("Jaro-Winkler", jaro_winkler, None),
]

if __name__ == "__main__":
    main()
