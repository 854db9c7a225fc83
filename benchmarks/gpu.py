"""
A GPU: tokens per second against batch size, float32 and float16, greedy and with four beams.

Needs no data: the model has the size of OPUS-MT's usual ones and random weights, and a bias against
`</s>`, so that every rendering is as long as it may be, on either engine. Beside it CTranslate2 on
the CPU of the same machine, where that is installed; without a GPU, that alone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.everyday import sentences
from calque.errors import ModelError
from calque.translate.engine import END, PAD, UNKNOWN, Engine, Pieces, Settings
from calque.translate.model import find_model
from calque.translate.vocabulary import Vocabulary

# As in the config.json of Helsinki-NLP/opus-mt-fi-en and its like.
_PIECES = 60_000
_WIDTH, _FFN, _LAYERS, _HEADS = 512, 2048, 6, 8
# Pieces of a source: `longest` then allows a rendering of 72, a long sentence of news.
_SOURCE = 24
_SIZES = (1, 4, 16, 64, 256)
_CPU_SIZE = 16
# What takes longer than this is timed once only, else the quicker of two times counts.
_SECONDS = 3.0


@dataclass(frozen=True, slots=True)
class Rate:
    """Tokens a second, `</s>` not counted; a batch's seconds; GB of the GPU at most."""

    device: str
    engine: str
    precision: str
    beams: int
    batch: int
    tokens_per_second: float
    seconds: float
    gigabytes: float


def run(bench: Path) -> dict[str, object]:
    """Print a table, and return what is in it."""
    import torch

    there = torch.cuda.is_available()
    gpu = torch.cuda.get_device_name() if there else ""
    print(f"  {gpu or 'no GPU here'}; {os.cpu_count()} CPU cores; torch {torch.__version__}")
    print(f"  output tokens per second{'':22}" + "".join(f"{f'batch {n}':>12}" for n in _SIZES))
    rates: list[Rate] = []
    with TemporaryDirectory() as folder:
        _make(Path(folder))
        for settings, sizes in _ways(there):
            try:
                found = list(_rates(folder, settings, sizes))
            except ModelError as error:
                print(f"    {_label(settings)} not measured: {error}")
                continue
            rates += found
            cells = {one.batch: f"{one.tokens_per_second:12,.0f}" for one in found}
            print(f"    {_label(settings):42}", *(cells.get(n, " " * 12) for n in _SIZES), sep="")
    return {"gpu": gpu, "torch": torch.__version__, "rates": [asdict(rate) for rate in rates]}


def _ways(there_is_a_gpu: bool) -> Iterator[tuple[Settings, tuple[int, ...]]]:
    if there_is_a_gpu:
        for beams in (1, 4):
            for precision in ("float32", "half"):
                yield Settings("transformers", "cuda", beams, precision), _SIZES
    for beams in (1, 4):
        for precision in ("float32", "int8"):
            yield Settings("ctranslate2", "cpu", beams, precision), (_CPU_SIZE,)


def _label(settings: Settings) -> str:
    how = f"beam {settings.beams}" if settings.beams > 1 else "greedy"
    return f"{settings.device}, {settings.engine}, {settings.precision}, {how}"


def _rates(folder: str, settings: Settings, sizes: tuple[int, ...]) -> Iterator[Rate]:
    from torch import cuda

    engine, sources = _opened(folder, settings, max(sizes))
    engine.translate(sources[:2])  # what is made on first use
    for size in sizes:
        if settings.device == "cuda":
            cuda.reset_peak_memory_stats()
        seconds, tokens = _timed(engine, sources[:size])
        yield Rate(
            settings.device,
            settings.engine,
            settings.precision,
            settings.beams,
            size,
            tokens / seconds,
            seconds,
            cuda.max_memory_allocated() / 1e9,
        )


def _timed(engine: Engine, sources: list[Pieces]) -> tuple[float, int]:
    """A batch's seconds and tokens."""
    taken: list[float] = []
    while not taken or (len(taken) < 2 and taken[-1] < _SECONDS):
        began = time.perf_counter()
        said = engine.translate(sources)  # lists of strings: the GPU is done
        taken.append(time.perf_counter() - began)
    lengths = {len(one) for one in said}
    assert len(lengths) == 1, f"renderings differ in length: {lengths}"
    return min(taken), sum(map(len, said))


def _opened(folder: str, settings: Settings, size: int) -> tuple[Engine, list[Pieces]]:
    model = find_model(folder)
    vocabulary = Vocabulary(model)
    engine: Engine
    if settings.engine == "ctranslate2":
        from calque.translate.with_ctranslate2 import CTranslate2

        engine = CTranslate2(model, vocabulary, settings)
    else:
        from calque.translate.with_transformers import Transformers

        engine = Transformers(model, vocabulary, settings)
    text = [piece for one in sentences(size) for piece in vocabulary.source(one.fi)]
    sources = [text[at : at + _SOURCE] for at in range(size)]
    return engine, list(sources)


def _make(folder: Path) -> None:
    """A model in the hub's layout: our sentences' pieces, filled up to the usual number."""
    import torch
    from sentencepiece import SentencePieceTrainer
    from transformers import MarianConfig, MarianMTModel

    SentencePieceTrainer.train(
        sentence_iterator=iter([text for one in sentences(700) for text in (one.fi, one.en)]),
        model_prefix=str(folder / "source"),
        vocab_size=300,
        hard_vocab_limit=False,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        minloglevel=2,
    )
    learned = (folder / "source.vocab").read_text("utf-8").splitlines()
    pieces = [line.partition("\t")[0] for line in learned]
    pieces += [f"▁piece{number}" for number in range(_PIECES - len(pieces))] + [PAD]
    assert pieces[:2] == [END, UNKNOWN]
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    numbers = {piece: number for number, piece in enumerate(pieces)}
    (folder / "vocab.json").write_text(json.dumps(numbers, ensure_ascii=False), "utf-8")
    torch.manual_seed(1)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=len(pieces),
            d_model=_WIDTH,
            encoder_layers=_LAYERS,
            decoder_layers=_LAYERS,
            encoder_attention_heads=_HEADS,
            decoder_attention_heads=_HEADS,
            encoder_ffn_dim=_FFN,
            decoder_ffn_dim=_FFN,
            max_position_embeddings=512,
            activation_function="swish",
            scale_embedding=True,
            pad_token_id=len(pieces) - 1,
            eos_token_id=0,
            decoder_start_token_id=len(pieces) - 1,
            forced_eos_token_id=None,
        )
    )
    with torch.no_grad():
        model.model.shared.weight[-1] = 0
        model.final_logits_bias[0, 0] = -1e4  # no `</s>`; float16 holds it
    model.save_pretrained(folder)
