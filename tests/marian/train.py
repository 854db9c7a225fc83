"""
Train the model: sentencepiece, then MarianMTModel, in the layout that the hub has them in.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

from tests.marian.sentences import Pair, pairs

PIECES = 209
STEPS = 700
BATCH = 32
SEED = 7


def train(folder: Path) -> None:
    """Put a trained model in a folder; half a minute on one core."""
    import torch
    from transformers import MarianConfig, MarianMTModel

    corpus = pairs(6000, SEED)
    vocabulary = _pieces(folder, corpus)
    torch.manual_seed(SEED)
    torch.set_num_threads(1)  # the model is so small that two only wait for each other
    size = len(vocabulary)
    model = MarianMTModel(
        MarianConfig(
            vocab_size=size,
            d_model=128,
            encoder_layers=1,
            decoder_layers=1,
            encoder_attention_heads=4,
            decoder_attention_heads=4,
            encoder_ffn_dim=256,
            decoder_ffn_dim=256,
            max_position_embeddings=128,
            activation_function="swish",
            scale_embedding=True,
            init_std=0.04,
            dropout=0.0,
            pad_token_id=size - 1,
            eos_token_id=0,
            decoder_start_token_id=size - 1,
            forced_eos_token_id=0,
            share_encoder_decoder_embeddings=True,
        )
    )
    optimiser = torch.optim.AdamW(model.parameters(), lr=2e-3, betas=(0.9, 0.98))
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimiser, 2e-3, total_steps=STEPS, pct_start=0.1
    )
    model.train()
    for sources, targets in _batches(folder, vocabulary, corpus):
        inputs, labels = _padded(sources, size - 1), _padded(targets, size - 1)
        labels[labels == size - 1] = -100
        loss = model(
            input_ids=inputs, attention_mask=(inputs != size - 1).long(), labels=labels
        ).loss
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        schedule.step()
        with torch.no_grad():  # a translation begins from <pad>, which is zero in Marian
            model.model.shared.weight[size - 1] = 0
    model.eval().save_pretrained(folder)
    _write(folder / "tokenizer_config.json", {"source_lang": "fi", "target_lang": "en"})


def _pieces(folder: Path, corpus: list[Pair]) -> dict[str, int]:
    """Train one sentencepiece model for both sides, as OPUS-MT's small models have."""
    import sentencepiece

    text = folder / "corpus.txt"
    lines = [line for one in corpus for line in (one.fi, one.en)]
    # Letters and marks that no sentence has must be pieces all the same.
    lines += [
        "abcdefghijklmnopqrstuvwxyzäö ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖ 0123456789 - ' \" , . ! ?"
    ] * 9
    text.write_text("\n".join(lines), encoding="utf-8")
    sentencepiece.SentencePieceTrainer.train(
        input=str(text),
        model_prefix=str(folder / "source"),
        vocab_size=PIECES,
        character_coverage=1.0,
        split_digits=True,
        bos_id=-1,
        eos_id=0,
        unk_id=1,
        pad_id=-1,
        num_threads=1,
        minloglevel=2,
    )
    text.unlink()
    (folder / "source.vocab").unlink()
    (folder / "source.model").rename(folder / "source.spm")
    (folder / "target.spm").write_bytes((folder / "source.spm").read_bytes())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    vocabulary = {piece: number for number, piece in enumerate([*pieces, "<pad>"])}
    _write(folder / "vocab.json", vocabulary)
    return vocabulary


def _batches(
    folder: Path, vocabulary: dict[str, int], corpus: list[Pair]
) -> Iterator[tuple[list[list[int]], list[list[int]]]]:
    import sentencepiece

    processor = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
    ids = [[[*processor.encode(side), 0] for side in one[:2]] for one in corpus]
    chance = random.Random(SEED)
    for _ in range(STEPS):
        some = chance.sample(ids, BATCH)
        yield [one[0] for one in some], [one[1] for one in some]


def _padded(rows: list[list[int]], pad: int):  # type: ignore[no-untyped-def]
    import torch

    width = max(map(len, rows))
    return torch.tensor([row + [pad] * (width - len(row)) for row in rows])


def _write(path: Path, table: object) -> None:
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")
