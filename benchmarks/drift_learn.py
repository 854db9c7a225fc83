"""
Learn what each circumstance says of two spellings in one text; prints `WEIGHTS` for identity.py.

Logistic regression over the circumstances of all pairs of spellings that are alike: in the labelled
documents of `news/drift.jsonl`, each with its source and without it (a pair is one name where a
labelled group has both), and in the clean news, where no pair is. Figures by cross-validation over
documents come first: for each threshold precision and recall of pairs, and pairs found in clean
news. Needs numpy and scikit-learn, which calque itself does not use.

    python -m benchmarks.drift_learn ../shared/bench
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from benchmarks.data import document, rows
from benchmarks.drift import labels
from calque.config import Config
from calque.document import Document, Span
from calque.glossary.forms import RIGHT
from calque.language.mentions import Spelling, spellings
from calque.language.scan import scan
from calque.names import identity
from calque.names.apart import told_apart
from calque.names.lookalikes import likeness
from calque.names.source import source_of
from calque.resources import Resources

FOLDS = 5
# Chosen, not learned: every labelled document is a translation, and none of the clean ones is; of
# what is read from characters or is an adjective of a place there are too few pairs.
CHOSEN = ("no sign of translation", "read from characters there", "one adjective there")
NAMES = [name for name in identity.WEIGHTS if name not in ("start", *CHOSEN)]


class Pair(NamedTuple):
    """Two spellings: the document, whether they are one name, and a value for each of NAMES."""

    doc: str
    same: bool
    values: list[float]


def main() -> None:
    """Read, cross-validate, learn, print."""
    pairs = list(read(Path(sys.argv[1])))
    values = np.array([pair.values for pair in pairs])
    same = np.array([pair.same for pair in pairs])
    docs = np.array([pair.doc for pair in pairs])
    chances = np.zeros(len(pairs))
    for train, test in GroupKFold(FOLDS).split(values, same, docs):
        model = LogisticRegression(max_iter=5000).fit(values[train], same[train])
        chances[test] = model.predict_proba(values[test])[:, 1]
    clean = np.array([doc.startswith("clean ") for doc in docs])
    print(f"# {len(pairs)} pairs, {same.sum()} of one name, {clean.sum()} in clean news")
    for threshold in (0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8):
        found = chances >= threshold
        right = (found & same).sum()
        precision, recall = right / max(1, (found & ~clean).sum()), right / same.sum()
        print(
            f"# from {threshold}: P {precision:.3f} R {recall:.3f}, clean {(found & clean).sum()}"
        )
    model = LogisticRegression(max_iter=5000).fit(values, same)
    print(f'    "start": {model.intercept_[0]:.2f},')
    for name, weight in zip(NAMES, model.coef_[0], strict=True):
        print(f'    "{name}": {weight:.2f},')
    for name in CHOSEN:
        print(f'    "{name}": {identity.WEIGHTS[name]:.2f},')


def read(bench: Path) -> Iterator[Pair]:
    """Yield the pairs of both sets."""
    resources = Resources(Config())
    drift = list(rows(bench / "news" / "drift.jsonl"))
    for row, source in product(drift, (False, True)):
        doc = document(row, source=source)
        labelled = labels(row, doc)
        for one, other, found in pairs_of(doc, resources):
            same = bool(groups(one, labelled) & groups(other, labelled))
            yield Pair(f"{row['src_lang']} {row['doc']}", same, found)
    for row in rows(bench / "clean" / "dev.jsonl"):
        doc = Document(row["id"], row["text"])
        for _, _, found in pairs_of(doc, resources):
            yield Pair(f"clean {row['id']}", False, found)


def groups(name: Spelling, labelled: list[tuple[int, Span]]) -> set[int]:
    """Return the labelled groups that a spelling's mentions belong to."""
    return {group for group, span in labelled for mark in name.marks if span.overlaps(mark[1:3])}


def pairs_of(
    doc: Document, resources: Resources
) -> Iterator[tuple[Spelling, Spelling, list[float]]]:
    """Yield the pairs of a document that are alike and not told apart, with their values."""
    looked = scan(doc)
    known = {
        looked.text[hit.start : hit.end]
        for hit in resources.hits(looked).terms
        if hit.form.status == RIGHT and hit.form.role != "given"
    }
    names = [name for name in spellings(looked).values() if identity.is_candidate(name)]
    source = source_of(looked)
    for one, other in identity.pairs(names, source):
        if not told_apart(one, other, source):
            holding = identity.circumstances(one, other, known, source)
            values = [float(name in holding) for name in NAMES]
            values[NAMES.index("likeness")] = identity.despite_reading(
                likeness(one.name, other.name), holding
            )
            values[NAMES.index("how many names")] = identity.many(names)
            yield one, other, values


if __name__ == "__main__":
    main()
