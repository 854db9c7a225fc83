"""
BLEU, chrF and TER by sacrebleu, with signatures and paired bootstrap.

Source: M. Post, "A call for clarity in reporting BLEU scores", 2018; P. Koehn, "Statistical
significance tests for machine translation evaluation", 2004.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

from calque.errors import InputError
from calque.translate.engine import missing_library

NAMES: Final = ("BLEU", "chrF", "TER")
# Of these a higher figure is worse.
LOWER_IS_BETTER: Final = ("TER",)
_SAMPLES: Final = 1000
# sacrebleu's tokenizer where words stand without spaces; its usual one elsewhere.
_TOKENIZERS: Final = {"zh": "zh", "ja": "char", "ko": "char", "th": "char"}


class Metric(NamedTuple):
    """
    A figure of a system on a corpus.

    `mean` and `interval` (half of the 95 per cent interval) are of the bootstrap; `p` is the chance
    of a difference to the baseline as large as this, were there none. None for the baseline.
    """

    name: str
    score: float
    mean: float
    interval: float
    p: float | None


class Corpus(NamedTuple):
    """The figures of each system, the baseline's first, and what they were made with."""

    systems: tuple[tuple[Metric, ...], ...]
    signatures: dict[str, str]


def corpus(systems: Sequence[Sequence[str]], references: Sequence[str], lang: str) -> Corpus:
    """
    Score systems against references in `lang`, all of one length; the first is the baseline.

    The bootstrap draws the same 1000 samples every time (sacrebleu's seed; SACREBLEU_SEED sets
    another). Raises ModelError where sacrebleu is not installed, and InputError for a seed that is
    no number.
    """
    seed = os.environ.get("SACREBLEU_SEED", "0")
    if not seed.isdecimal() and seed.lower() != "none":
        raise InputError(f"SACREBLEU_SEED is {seed!r}; give it a whole number, or none")
    try:
        from sacrebleu.metrics import BLEU, CHRF, TER
        from sacrebleu.significance import PairedTest
    except ImportError as error:
        raise missing_library(error.name, "score") from error
    spaceless = lang in _TOKENIZERS
    metrics = {
        "BLEU": BLEU(tokenize=_TOKENIZERS.get(lang, "13a")),
        "chrF": CHRF(),
        "TER": TER(normalized=spaceless, asian_support=spaceless),
    }
    named = [(str(number), list(said)) for number, said in enumerate(systems)]
    test = PairedTest(named, metrics, [list(references)], "bs", _SAMPLES)
    signatures, found = test()
    # sacrebleu calls chrF chrF2: the name carries its beta.
    names = dict(zip(NAMES, signatures, strict=True))
    figures = tuple(
        tuple(_metric(name, found[key][number], found[key][0]) for name, key in names.items())
        for number in range(len(systems))
    )
    return Corpus(figures, {key: str(signatures[key]) for key in names.values()})


def _metric(name: str, result: Any, baseline: Any) -> Metric:
    p = None if result.p_value is None else float(result.p_value)
    if p is not None and result.score == baseline.score:
        p = 1.0  # sacrebleu gives the lowest p there is to a text that differs in nothing
    return Metric(name, float(result.score), float(result.mean), float(result.ci), p)


def segment_scores(texts: Sequence[str], references: Sequence[str]) -> list[float]:
    """The chrF (0 to 100) of each segment. Raises ModelError where sacrebleu is not installed."""
    try:
        from sacrebleu.metrics import CHRF
    except ImportError as error:
        raise missing_library(error.name, "score") from error
    metric = CHRF()
    pairs = zip(texts, references, strict=True)
    return [float(metric.sentence_score(text, [reference]).score) for text, reference in pairs]
