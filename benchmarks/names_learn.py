"""
Learn what each kind of difference between two spellings weighs; prints `[weights]` for sounds.toml.

Logistic regression over counts of operations in the best alignments, repeated until the alignments
settle. An operation has the weight of its kind unless the data say otherwise often and clearly (L1
penalty), which keeps the table short; no difference may weigh more than a letter in common. Pairs
that a guard decides about are left out. Comments after the table say how weights that were learned
on half of the entities do on the other half. Needs numpy and scikit-learn, which calque itself does
not use.

    python -m benchmarks.names_learn --bench ../shared/bench
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from benchmarks.names import MIDDLE, PRECISION, Pair, f1_at, pairs, recall_at
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
    "father": -1.0,
    "particle": -1.0,
    "initial": 0.0,
    "strict": -1.0,
    "order": -1.0,
    "joined": -1.0,
    "apart": align.FLOOR,
}
LIKENESSES = {"name", "=v", "=c", "mark", "doubled", "spelling"}


def main() -> None:
    """Read the pairs, learn, print; then learn on halves and print how that does."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    args = parser.parse_args()
    rows = pairs(args.bench)
    halves = halved(rows)
    for operation, weight in learn(rows).items():
        print(f'"{operation}" = {weight:.2f}')
    print(f"# learned on all {len(rows)} pairs: {figures(rows)}")
    for number, half in enumerate(halves):
        print(f"# half {number + 1} by these: {figures(half)}")
    for number, half in enumerate(halves):
        learn(halves[1 - number])
        print(f"# half {number + 1} by weights of the other: {figures(half)}")


def halved(rows: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """
    Return two halves that have no entity in common: names that are one are of one entity.

    Pairs of an entity of each half are in neither.
    """
    leader: dict[str, str] = {}

    def entity(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for row in rows:
        if row.label:
            leader[entity(row.one)] = entity(row.other)
    order = {name: k for k, name in enumerate(dict.fromkeys(entity(row.one) for row in rows))}
    halves: tuple[list[Pair], list[Pair]] = ([], [])
    for row in rows:
        sides = {order.setdefault(entity(name), len(order)) % 2 for name in (row.one, row.other)}
        if len(sides) == 1:
            halves[sides.pop()].append(row)
    return halves


def figures(rows: Sequence[Pair]) -> str:
    """Return how the present weights do on `rows`."""
    forget()
    labels = [row.label for row in rows]
    scores = [comparison.compare(row.one, row.other, *row.langs).score for row in rows]
    f1, recall = f1_at(MIDDLE, scores, labels), recall_at(PRECISION, scores, labels)
    return f"F1 {f1:.3f}, recall at precision {PRECISION} {recall:.3f} ({len(rows)} pairs)"


def learn(rows: Sequence[Pair]) -> dict[str, float]:
    """Put the weights in place and return them, kinds first, then what differs from its kind."""
    weights = sounds.load().weights
    weights.clear()
    weights.update(START)
    floor, align.FLOOR = align.FLOOR, LEARNING_FLOOR
    for _ in range(ROUNDS):
        forget()
        open_ = [row for row in rows if not is_told_apart(row)]
        learned = fit([evidence(row).operations for row in open_], [row.label for row in open_])
        weights.clear()
        weights.update(learned)
    align.FLOOR = floor
    learned["apart"] = weights["apart"] = floor
    learned["name"] = weights["name"] = round(weights["name"] - best_threshold(rows), 2)
    return learned


def forget() -> None:
    """Drop what was worked out with weights that no longer hold."""
    for cached in (align.align, align._gain, align._place, align._places):
        cached.cache_clear()


def is_told_apart(row: Pair) -> bool:
    """Return whether a guard decides about two names, whatever the weights."""
    reasons = comparison.compare(row.one, row.other, *row.langs).reasons
    return any("≠" in reason or reason == "apart" for reason in reasons)


def evidence(row: Pair) -> comparison.Evidence:
    """Return the evidence that two names are one."""
    return comparison.evidence(*sorted((row.one, row.other)))


def best_threshold(rows: Sequence[Pair]) -> float:
    """Return the total from which calling two names one gives the best F1."""
    forget()
    totals = np.array([-np.inf if is_told_apart(row) else evidence(row).total for row in rows])
    order = np.argsort(-totals)
    hits = np.cumsum(np.array([row.label for row in rows])[order])
    best = (2 * hits / (np.arange(1, len(hits) + 1) + hits[-1])).argmax()
    return float(totals[order[best]])


def fit(found: Sequence[tuple[str, ...]], labels: Sequence[bool]) -> dict[str, float]:
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
