"""
What an engine does: translate pieces, score pieces, say which piece came from which.

An engine sees the pieces of sentencepiece only, never text; `Translator` does the rest. Both
engines end a source with `</s>` themselves, so that nobody else has to know.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from calque.errors import ModelError, missing

Pieces = Sequence[str]
# How much of each target piece came from each source piece, `</s>` last: rows add up to one.
Attention = Sequence[Sequence[float]]

END: Final = "</s>"
UNKNOWN: Final = "<unk>"
PAD: Final = "<pad>"
# What a batch may hold, by device: more makes a CPU no faster, and a GPU idle with less.
CAPACITY: Final = {"cpu": 2048, "cuda": 16384}
# What two scores may differ by and still be the same: engines do.
SAME_SCORE: Final = 0.001
# In a careful translation nothing of so many pieces comes twice.
CAREFUL: Final = 4


@dataclass(frozen=True, slots=True)
class Settings:
    """
    How to run a model.

    `engine` is `ctranslate2`, `transformers`, or `auto` for the first of the two that is installed;
    `device` is `cpu`, `cuda`, or `auto` for the GPU where there is one; `beams` 1 is greedy;
    `precision` is that of translating: `float32`, `half`, `int8` (CTranslate2 alone), or `auto`,
    which is int8 on CTranslate2 and float32 on transformers. Scores are in float32 always.
    `threads` 0 leaves their number to the engine.
    """

    engine: str = "auto"
    device: str = "auto"
    beams: int = 4
    precision: str = "auto"
    threads: int = 0


class Engine(Protocol):
    """
    A model loaded by a library.

    `settings` says in a few words what makes its results differ from another's; `limit` is how many
    pieces a source or target may have, `</s>` not counted; longer ones are the caller's mistake.
    `capacity` is how many pieces a batch should hold at most.
    """

    name: str
    settings: str
    limit: int
    capacity: int

    def translate(self, sources: Sequence[Pieces], *, careful: bool = False) -> list[list[str]]:
        """Translate a batch; `careful` forbids empty renderings and pieces that come in loops."""

    def score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[list[float]]:
        """Return the log-probability (natural, float32) of each target piece, then of `</s>`."""

    def attention(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[Attention]:
        """Return what each piece of each target attends to: last layer, mean over its heads."""


def longest(sources: Sequence[Pieces], limit: int) -> int:
    """How many pieces to allow a batch: a rendering that is much longer than this babbles."""
    return min(limit, 2 * max(map(len, sources), default=0) + 24)


def missing_library(name: str | None, extra: str) -> ModelError:
    """The error that says what to install."""
    return ModelError(missing(name, extra))
