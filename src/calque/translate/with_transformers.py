"""
The reference engine, and the one for a GPU: MarianMTModel of transformers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import Any, Final, TypeVar

from calque.errors import ModelError
from calque.translate.engine import (
    CAPACITY,
    CAREFUL,
    END,
    UNKNOWN,
    Attention,
    Pieces,
    Settings,
    longest,
    missing_library,
)
from calque.translate.model import Model
from calque.translate.vocabulary import Vocabulary

T = TypeVar("T")

# What of `Settings.precision` runs here, and in which of torch's types, by device.
_PRECISIONS: Final = {
    "cpu": {"auto": "float32", "float32": "float32", "half": "bfloat16"},
    "cuda": {"auto": "float32", "float32": "float32", "half": "float16"},
}


class Transformers:
    """
    See `Engine`.

    Which piece ends a sentence is asked of the model: it is not the first of every vocabulary.
    Raises ModelError where the model can't be loaded, or the library is not installed.
    """

    name = "transformers"

    def __init__(self, model: Model, vocabulary: Vocabulary, settings: Settings) -> None:
        try:
            import torch
            import transformers
        except ImportError as error:
            raise missing_library(error.name, "transformers") from error
        if model.is_converted:
            raise ModelError(f"{model.name} is in CTranslate2's form; use --engine ctranslate2")
        self._torch = torch
        self._library = transformers
        self._model = model
        self._sources, self._targets = vocabulary.source_ids, vocabulary.target_ids
        self._pieces = {number: piece for piece, number in self._targets.items()}
        self._beams = settings.beams
        self._device = _device(settings.device, torch.cuda.is_available())
        types = _PRECISIONS[self._device]
        if settings.precision not in types:
            raise ModelError(f"transformers runs no {settings.precision}; use --engine ctranslate2")
        self._type = types[settings.precision]
        if settings.threads:
            torch.set_num_threads(settings.threads)
        config = model.config
        self._end = int(config.get("eos_token_id", self._targets.get(END, 0)))
        self._pad = int(config["pad_token_id"])
        self._start = int(config.get("decoder_start_token_id", self._pad))
        self.capacity = CAPACITY[self._device]
        self.limit = int(config.get("max_position_embeddings", 512)) - 1
        version = f"{transformers.__version__} torch {torch.__version__}"
        self.settings = f"transformers {version} {self._device} {self._type} beam {self._beams}"

    def translate(self, sources: Sequence[Pieces], *, careful: bool = False) -> list[list[str]]:
        """See `Engine`."""
        return self._parted(lambda some: self._translate(some, careful), sources)

    def score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[list[float]]:
        """See `Engine`."""
        return self._parted(self._score, sources, targets)

    def attention(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[Attention]:
        """See `Engine`."""
        return self._parted(self._attention, sources, targets)

    def _parted(self, work: Callable[..., list[T]], *columns: Sequence[Pieces]) -> list[T]:
        """What `work` makes of a batch, in halves where a GPU has too little memory for it."""
        size = len(columns[0])
        try:
            return work(*columns)
        except self._torch.OutOfMemoryError as error:
            if size == 1:
                raise ModelError(
                    f"{self._model.name}: the GPU's memory is full; use --device cpu"
                ) from error
        # Not in the handler, which still holds what filled the memory.
        self._torch.cuda.empty_cache()
        first, second = ([side[at] for side in columns] for at in _halves(size))
        return self._parted(work, *first) + self._parted(work, *second)

    def _translate(self, sources: Sequence[Pieces], careful: bool) -> list[list[str]]:
        generation = self._library.GenerationConfig(
            num_beams=self._beams,
            do_sample=False,
            max_new_tokens=longest(sources, self.limit),
            min_new_tokens=1 if careful else None,
            no_repeat_ngram_size=CAREFUL if careful else 0,
            bad_words_ids=[[self._pad], [self._targets[UNKNOWN]]],
            renormalize_logits=True,
            decoder_start_token_id=self._start,
            eos_token_id=self._end,
            pad_token_id=self._pad,
        )
        with self._torch.inference_mode():
            found = self._translating.generate(
                **self._inputs(sources), generation_config=generation
            )
        return [self._said(row) for row in found.tolist()]

    def _score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[list[float]]:
        labels = self._padded([self._numbers(self._targets, target) for target in targets])
        with self._torch.inference_mode():
            logits = self._scoring(
                **self._inputs(sources), decoder_input_ids=self._shifted(labels)
            ).logits.float()
            # `<pad>` is never said: a translation does not begin anew.
            logits[..., self._pad] = float("-inf")
            own = logits.gather(-1, labels.unsqueeze(-1)).squeeze(-1)
            said = own - logits.logsumexp(-1)  # log_softmax would hold it all twice
        return [row[: len(one) + 1] for row, one in zip(said.tolist(), targets, strict=True)]

    def _attention(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[Attention]:
        labels = self._padded([self._numbers(self._targets, target) for target in targets])
        self._scoring.set_attn_implementation("eager")  # the quick ones don't say
        try:
            with self._torch.inference_mode():
                layers = self._scoring(
                    **self._inputs(sources),
                    decoder_input_ids=self._shifted(labels),
                    output_attentions=True,
                ).cross_attentions
        finally:
            self._scoring.set_attn_implementation("sdpa")
        found = layers[-1].mean(1).tolist()
        return [
            [row[: len(source) + 1] for row in rows[: len(target)]]
            for rows, source, target in zip(found, sources, targets, strict=True)
        ]

    @cached_property
    def _translating(self) -> Any:
        return self._loaded(self._type)

    @cached_property
    def _scoring(self) -> Any:
        return self._translating if self._type == "float32" else self._loaded("float32")

    def _loaded(self, dtype: str) -> Any:
        self._library.utils.logging.disable_progress_bar()
        try:
            loaded = self._library.MarianMTModel.from_pretrained(
                self._model.folder, dtype=getattr(self._torch, dtype), local_files_only=True
            )
        except Exception as error:  # the libraries below raise what they like
            reason = (str(error).splitlines() or [type(error).__name__])[0]
            raise ModelError(f"{self._model.name}: can't be loaded ({reason})") from error
        # What the checkpoint says of generating would be mixed with what `translate` says.
        loaded.generation_config = self._library.GenerationConfig(
            decoder_start_token_id=self._start, eos_token_id=self._end, pad_token_id=self._pad
        )
        try:
            return loaded.to(self._device).eval()
        except self._torch.OutOfMemoryError as error:
            raise ModelError(
                f"{self._model.name}: the GPU's memory is full; use --device cpu"
            ) from error

    def _inputs(self, sources: Sequence[Pieces]) -> dict[str, Any]:
        rows = self._padded([self._numbers(self._sources, source) for source in sources])
        lengths = self._torch.tensor([len(source) + 1 for source in sources])
        mask = self._torch.arange(rows.shape[1])[None, :] < lengths[:, None]
        return {"input_ids": rows, "attention_mask": mask.long().to(self._device)}

    def _numbers(self, ids: dict[str, int], pieces: Pieces) -> list[int]:
        return [*(ids.get(piece, ids[UNKNOWN]) for piece in pieces), self._end]

    def _padded(self, rows: Sequence[list[int]]) -> Any:
        width = max(map(len, rows))
        filled = [row + [self._pad] * (width - len(row)) for row in rows]
        return self._torch.tensor(filled, device=self._device)

    def _shifted(self, labels: Any) -> Any:
        """What the decoder sees when it is to say `labels`: the same, one later."""
        start = self._torch.full_like(labels[:, :1], self._start)
        return self._torch.cat([start, labels[:, :-1]], 1)

    def _said(self, row: Sequence[int]) -> list[str]:
        said = row[1:]
        if self._end in said:
            said = said[: said.index(self._end)]
        return [self._pieces[number] for number in said if number in self._pieces]


def _device(wanted: str, there_is_a_gpu: bool) -> str:
    if wanted == "cuda" and not there_is_a_gpu:
        raise ModelError("torch sees no GPU here; use --device cpu, or auto")
    return wanted if wanted != "auto" else "cuda" if there_is_a_gpu else "cpu"


def _halves(size: int) -> tuple[slice, slice]:
    return slice(size // 2), slice(size // 2, size)
