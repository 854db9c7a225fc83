"""
The model with something changed, as real ones differ or are broken.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

Tensors = dict[str, Any]


def copied(model: Path, into: Path) -> Path:
    """A copy of the model that may be changed."""
    shutil.copytree(model, into)
    return into


def with_weights(model: Path, into: Path, change: Callable[[Tensors], None]) -> Path:
    """A copy with its weights changed in place."""
    from safetensors.numpy import load_file, save_file

    copied(model, into)
    tensors = load_file(into / "model.safetensors")
    change(tensors)
    save_file(tensors, into / "model.safetensors", {"format": "pt"})
    return into


def with_json(model: Path, into: Path, name: str, change: Callable[[Any], None]) -> Path:
    """A copy with one of its JSON files changed in place."""
    copied(model, into)
    edit_json(into / name, change)
    return into


def edit_json(path: Path, change: Callable[[Any], None]) -> None:
    """Change a JSON file in place."""
    table = json.loads(path.read_text(encoding="utf-8"))
    change(table)
    path.write_text(json.dumps(table, ensure_ascii=False), encoding="utf-8")


def end_elsewhere(model: Path, into: Path, at: int = 17) -> Path:
    """The same model with `</s>` at another number than 0, as in tc-big."""

    def swap(tensors: Tensors) -> None:
        for name, tensor in tensors.items():
            if name.endswith(("shared.weight", "embed_tokens.weight", "lm_head.weight")):
                tensor[[0, at]] = tensor[[at, 0]]
            if name == "final_logits_bias":
                tensor[:, [0, at]] = tensor[:, [at, 0]]

    with_weights(model, into, swap)

    def renumber(vocabulary: dict[str, int]) -> None:
        other = next(piece for piece, number in vocabulary.items() if number == at)
        vocabulary["</s>"], vocabulary[other] = at, 0

    def point(config: dict[str, Any]) -> None:
        config["eos_token_id"] = config["forced_eos_token_id"] = at

    edit_json(into / "vocab.json", renumber)
    edit_json(into / "config.json", point)
    return into


def several_languages(model: Path, into: Path, tokens: tuple[str, ...]) -> Path:
    """A model that wants `>>xxx<<`: pieces that no sentence uses are called so."""

    def rename(vocabulary: dict[str, int]) -> None:
        for piece, token in zip(("Q", "X", "Z"), tokens, strict=False):
            vocabulary[token] = vocabulary.pop(piece)

    return with_json(model, into, "vocab.json", rename)
