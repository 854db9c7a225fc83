"""
Learn how much each kind of cue says of the source language; prints `provenance/ratios.toml`.

Conditional logit over the languages that a text's cues point to, and `und`: one weight for each
kind of cue, whatever the language, and one for a language before any cue. Learned on the
translations of `news/drift.jsonl` (right is the source's language, or `und` where no cue points to
it) and the English originals of `clean/dev.jsonl` (right is `und`), each document counting one. The
weights are pulled towards a prior, so that kinds that are hardly ever seen stay there. Figures come
first, of documents held out, and of languages held out. Needs numpy and scipy, which calque itself
does not use.

    python -m benchmarks.source_learn ../shared/bench
"""

from __future__ import annotations

import math
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from benchmarks.source import LONG, Text, answers, read, show, weighed
from calque.pipeline import Checker
from calque.provenance import UNKNOWN
from calque.provenance.posterior import evidence, tallies

FOLDS = 5
# A first cue of a kind makes a language so many times likelier before anything is learned, and how
# far (in log-odds) a weight may well be from that.
PRIOR = {
    **dict.fromkeys(("spelling", "acronym", "wording", "word", "script", "mark", "habit"), 20.0),
    **dict.fromkeys(("number", "name", "home"), 4.0),
    "fault": 20.0,
}
KINDS = tuple(PRIOR)
SPREAD = 0.7
_START = np.log(np.array([*PRIOR.values(), 0.02]))


def main() -> None:
    """Read, hold out, learn, print."""
    texts = list(read(Path(sys.argv[1]), Checker()))
    seen = {cue.kind for text in texts for cue in text.cues}
    print(f"# {len(texts)} texts, {len({text.doc for text in texts})} documents")
    folds = {doc: n % FOLDS for n, doc in enumerate(sorted({text.doc for text in texts}))}
    held_out("documents held out", texts, lambda text: folds[text.doc])
    # English originals are in every part: without them nothing says what no translation is.
    held_out("languages held out", texts, lambda text: text.lang)
    weights = learned(texts)
    print(f"prior = {math.exp(weights[-1]):.4f}\n\n[ratio]")
    for kind, weight in zip(KINDS, weights, strict=False):
        note = "" if kind in seen else "  # as before: not seen in the data"
        print(f"{kind} = {math.exp(weight):.1f}{note}")


def held_out(name: str, texts: Sequence[Text], part: Callable[[Text], object]) -> None:
    """Print the figures of long texts, each judged by what was learned on the other parts."""
    posteriors: dict[int, dict[str, float]] = {}
    for one in sorted({part(text) for text in texts}, key=str):
        others = [text for text in texts if part(text) != one or one == UNKNOWN]
        weights = learned(others)
        for number, text in enumerate(texts):
            if part(text) == one:
                posteriors[number] = posterior(text, weights)
    long = [number for number, text in enumerate(texts) if text.words >= LONG]
    show(name, answers([texts[n] for n in long], [posteriors[n] for n in long]))


def learned(texts: Sequence[Text]) -> np.ndarray:
    """The weights that make the right languages likeliest."""
    tables = [(table(text), weight) for text, weight in zip(texts, weighed(texts), strict=True)]

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        pull = (weights - _START) / SPREAD**2
        value, slope = float(pull @ (weights - _START)) / 2, pull
        for (values, right), weight in tables:
            chances = _softmax(values @ weights)
            value -= weight * math.log(chances[right])
            slope = slope - weight * (values[right] - chances @ values)
        return value, slope

    result: np.ndarray = minimize(loss, _START, jac=True, method="L-BFGS-B").x
    return result


def table(text: Text) -> tuple[np.ndarray, int]:
    """A row for each language that cues point to, `und` first, and the number of the right one."""
    found = evidence(tallies(text.cues))
    langs = [UNKNOWN, *found]
    values = np.array([[worths.get(k, 0.0) for k in KINDS] + [1.0] for worths in found.values()])
    rows = np.vstack([np.zeros((1, len(KINDS) + 1)), values.reshape(-1, len(KINDS) + 1)])
    return rows, langs.index(text.lang) if text.lang in langs else 0


def posterior(text: Text, weights: np.ndarray) -> dict[str, float]:
    """What the weights make of a text's cues."""
    values, _ = table(text)
    return dict(
        zip((UNKNOWN, *evidence(tallies(text.cues))), _softmax(values @ weights), strict=True)
    )


def _softmax(scores: np.ndarray) -> np.ndarray:
    shares = np.exp(scores - scores.max())
    result: np.ndarray = shares / shares.sum()
    return result


if __name__ == "__main__":
    main()
