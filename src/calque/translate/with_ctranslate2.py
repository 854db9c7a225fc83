"""
The fast engine for a CPU: CTranslate2, in int8 for translating and float32 for scoring.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from typing import Any, Final

from calque.errors import ModelError
from calque.translate.convert import converted
from calque.translate.engine import (
    CAPACITY,
    CAREFUL,
    END,
    Attention,
    Pieces,
    Settings,
    longest,
    missing_library,
)
from calque.translate.model import Model
from calque.translate.vocabulary import Vocabulary

_TYPES: Final = {"auto": "int8", "half": "float16"}


class CTranslate2:
    """
    See `Engine`.

    The source's `</s>` is appended here, since a converted Marian model does not add it. Raises
    ModelError where the model can't be converted or loaded, or the library is not installed.
    """

    name = "ctranslate2"

    def __init__(self, model: Model, vocabulary: Vocabulary, settings: Settings) -> None:
        try:
            import ctranslate2
        except ImportError as error:
            raise missing_library(error.name, "translate") from error
        self._library = ctranslate2
        self._model = model
        self._folder = str(converted(model, vocabulary))
        self._beams = settings.beams
        self._threads = settings.threads
        self._type = _TYPES.get(settings.precision, settings.precision)
        self._device = settings.device
        if self._device == "auto":
            self._device = "cuda" if ctranslate2.get_cuda_device_count() else "cpu"
            try:
                _ = self._translating
            except ModelError:
                if self._device == "cpu":
                    raise
                self._device = "cpu"  # a GPU for which CUDA's libraries are missing
        self.capacity = CAPACITY[self._device]
        self.limit = int(model.config.get("max_position_embeddings", 512)) - 1
        how = f"{self._device} {self._type} beam {self._beams}"
        self.settings = f"ctranslate2 {ctranslate2.__version__} {how}"

    def translate(self, sources: Sequence[Pieces], *, careful: bool = False) -> list[list[str]]:
        """See `Engine`."""
        found = self._translating.translate_batch(
            _ended(sources),
            beam_size=self._beams,
            max_input_length=0,
            max_decoding_length=longest(sources, self.limit),
            min_decoding_length=1 if careful else 0,
            no_repeat_ngram_size=CAREFUL if careful else 0,
            disable_unk=True,
        )
        return [list(one.hypotheses[0]) for one in found]

    def score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[list[float]]:
        """See `Engine`."""
        found = self._scoring.score_batch(
            _ended(sources), [list(target) for target in targets], max_input_length=0
        )
        return [list(one.log_probs) for one in found]

    def attention(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[Attention]:
        """See `Engine`: what it attends to while it is made to say the target."""
        found = self._scoring.translate_batch(
            _ended(sources),
            target_prefix=[list(target) for target in targets],
            beam_size=1,
            max_input_length=0,
            max_decoding_length=max(map(len, targets), default=0) + 1,
            return_attention=True,
        )
        return [one.attention[0][: len(target)] for one, target in zip(found, targets, strict=True)]

    @cached_property
    def _translating(self) -> Any:
        return self._loaded(self._type)

    @cached_property
    def _scoring(self) -> Any:
        return self._translating if self._type == "float32" else self._loaded("float32")

    def _loaded(self, compute_type: str) -> Any:
        try:
            loaded = self._library.Translator(
                self._folder,
                device=self._device,
                compute_type=compute_type,
                intra_threads=self._threads,
            )
            if self._device == "cuda":  # its libraries are looked for only when they are needed
                loaded.translate_batch([[END]], max_decoding_length=1)
            return loaded
        except (RuntimeError, ValueError) as error:
            reason = " ".join(str(error).split())
            raise ModelError(
                f"{self._model.name}: can't be loaded from {self._folder} ({reason})"
            ) from error


def _ended(sources: Sequence[Pieces]) -> list[list[str]]:
    return [[*source, END] for source in sources]
