"""
Learn what each kind of difference between two spellings weighs; prints `[weights]` for sounds.toml.

Logistic regression over counts of operations in the best alignments, repeated until the alignments
settle. An operation has the weight of its kind unless the data say otherwise often and clearly (L1
penalty), which keeps the table short; no difference may weigh more than a letter in common. Needs
numpy and scikit-learn, which calque itself does not use.

    python benchmarks/names_learn.py --bench ../shared/bench
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from calque.names import align, comparison, sounds

ROUNDS = 5
COMMON = 40
LEARNING_FLOOR = -40.0
START = {
    "name": -1.0,
    "=v": 0.4,
    "=c": 0.6,
    "mark": 0.3,
    "doubled": 0.3,
    "spelling": 0.2,
    "voice": -1.5,
    "vowel for vowel": -1.0,
    "consonant for consonant": -3.0,
    "vowel for consonant": -3.0,
    "vowel only once, at the start": -1.5,
    "vowel only once, inside": -1.0,
    "vowel only once, at the end": -1.0,
    "consonant only once, at the start": -2.5,
    "consonant only once, inside": -2.0,
    "consonant only once, at the end": -1.5,
    "word": -3.0,
    "order": -1.0,
    "joined": -1.0,
    "apart": align.FLOOR,
}
LIKENESSES = {"name", "=v", "=c", "mark", "doubled", "spelling"}


def main() -> None:
    """Read the rows, learn, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--script", help="learn from names of this script of origin only")
    args = parser.parse_args()
    with (args.bench / "names" / "dev.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    chosen = [row for row in rows if args.script in (None, row["origin_script"])]
    weights = learn(
        [(row["name_a"], row["name_b"]) for row in chosen], [int(row["label"]) for row in chosen]
    )
    for operation, weight in weights.items():
        print(f'"{operation}" = {weight:.2f}')


def learn(pairs: list[tuple[str, str]], labels: list[int]) -> dict[str, float]:
    """Return the weights, kinds first, then the operations that differ from their kind."""
    weights = sounds.load().weights
    weights.clear()
    weights.update(START)
    floor, align.FLOOR = align.FLOOR, LEARNING_FLOOR
    for _ in range(ROUNDS):
        align.align.cache_clear()
        align._place.cache_clear()
        found = [comparison.evidence(*pair).operations for pair in pairs]
        learned = fit(found, labels)
        weights.clear()
        weights.update(learned)
    align.FLOOR = floor
    weights["apart"] = floor
    weights["name"] = round(weights["name"] - best_threshold(pairs, labels), 2)
    return weights


def best_threshold(pairs: list[tuple[str, str]], labels: list[int]) -> float:
    """Return the total from which calling two names one gives the best F1."""
    align.align.cache_clear()
    align._place.cache_clear()
    totals = np.array([comparison.evidence(*pair).total for pair in pairs])
    order = np.argsort(-totals)
    hits = np.cumsum(np.array(labels)[order])
    best = (2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])).argmax()
    return float(totals[order[best]])


def fit(found: list[tuple[str, ...]], labels: list[int]) -> dict[str, float]:
    """Fit weights to the operations found and the labels."""
    seen = Counter(operation for operations in found for operation in set(operations))
    vectors = DictVectorizer(sparse=False)
    counts = vectors.fit_transform([features(operations, seen) for operations in found])
    model = LogisticRegression(C=0.3, l1_ratio=1.0, solver="liblinear", intercept_scaling=10)
    model.fit(counts, np.array(labels))
    learned = dict(zip(vectors.get_feature_names_out(), model.coef_[0], strict=True))
    weights = {kind: float(learned.get(f"kind {kind}", START[kind])) for kind in START}
    weights["name"] = float(model.intercept_[0])
    top = max(weights["=c"], weights["=v"])
    for operation in sorted(seen):
        more = float(learned.get(operation, 0.0))
        if abs(more) >= 0.25:
            weights[operation] = weights[sounds.kind(operation)] + more
    return {
        operation: round(min(weight, _most(operation, top)), 2)
        for operation, weight in weights.items()
    }


def _most(operation: str, top: float) -> float:
    """Return what an operation may weigh at most: only likenesses speak for one name at all."""
    return top if operation in LIKENESSES or sounds.kind(operation) in LIKENESSES else 0.0


def features(operations: tuple[str, ...], seen: Counter[str]) -> Counter[str]:
    """Count the kinds, and the operations common enough to have a weight of their own."""
    counts = Counter(f"kind {sounds.kind(operation)}" for operation in operations)
    counts.update(
        operation
        for operation in operations
        if seen[operation] >= COMMON and operation not in START
    )
    return counts


if __name__ == "__main__":
    main()
