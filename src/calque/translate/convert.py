"""
From a Marian model in Hugging Face's layout to one in CTranslate2's, kept in the user's cache.

The weights are read as they lie, so that neither torch nor transformers is needed for safetensors;
an older `pytorch_model.bin` needs torch, once. Everything is in float32: CTranslate2 makes int8 of
it when it loads.

CTranslate2 has no `<pad>` piece and begins a translation from a zero embedding instead, so a model
whose `<pad>` embedding is not zero would become another one: it is refused.
"""

from __future__ import annotations

import atexit
import json
import math
import shutil
from collections.abc import Mapping
from pathlib import Path
from tempfile import mkdtemp
from typing import Any, Final
from zlib import crc32

from calque.disk import folder_whole
from calque.errors import ModelError
from calque.glossary.cache import folder as cache_folder
from calque.translate.engine import END, PAD, UNKNOWN, missing_library
from calque.translate.model import Model
from calque.translate.vocabulary import Vocabulary

# Changes when what is written changes.
_FORM: Final = 2
_SUMS: Final = "checksums.json"
_COPIED: Final = ("source.spm", "target.spm", "vocab.json", "target_vocab.json")
Weights = Mapping[str, Any]


def converted(model: Model, vocabulary: Vocabulary) -> Path:
    """
    Return the folder of the model in CTranslate2's form, made on first use and again where a file
    of it is no longer what was written.

    Where the cache can't be written to, it is made for this run alone, and goes with it. Raises
    ModelError where the model can't be read or can't be converted.
    """
    if model.is_converted:
        return model.folder
    place = cache_folder() / "models" / f"{model.revision[:40]}-{_FORM}"
    if _is_whole(place):
        return place
    shutil.rmtree(place, ignore_errors=True)
    try:
        with folder_whole(place) as making:
            _convert(model, vocabulary, making)
    except OSError:
        place = Path(mkdtemp(prefix="calque-"))
        atexit.register(shutil.rmtree, place, ignore_errors=True)
        _convert(model, vocabulary, place)
    return place


def _convert(model: Model, vocabulary: Vocabulary, into: Path) -> None:
    try:
        from ctranslate2.specs import TransformerSpec
        from ctranslate2.specs.common_spec import Activation
    except ImportError as error:
        raise missing_library(error.name, "translate") from error
    config = model.config
    activations = {"swish": Activation.SWISH, "relu": Activation.RELU, "gelu": Activation.GELU}
    weights = _weights(model)
    try:
        heads = config["decoder_attention_heads"]
        spec = TransformerSpec.from_config(
            (config["encoder_layers"], config["decoder_layers"]),
            config["encoder_attention_heads"],
            pre_norm=False,
            activation=activations[config["activation_function"]],
            alignment_heads=heads,
        )
        _fill(spec, weights, model, vocabulary)
        spec.validate()
        spec.save(str(into))
    except (KeyError, ValueError, IndexError) as error:
        raise ModelError(f"{model.name}: its weights and config.json disagree ({error})") from error
    for name in _COPIED:
        if (model.folder / name).exists():
            shutil.copyfile(model.folder / name, into / name)
    pair = {"source_lang": model.source_lang, "target_lang": model.target_lang}
    (into / "tokenizer_config.json").write_text(json.dumps(pair), encoding="utf-8")
    sums = {path.name: _checksum(path) for path in into.iterdir()}
    (into / _SUMS).write_text(json.dumps(sums), encoding="utf-8")


def _is_whole(place: Path) -> bool:
    try:
        sums = json.loads((place / _SUMS).read_text(encoding="utf-8"))
        return all(_checksum(place / name) == known for name, known in sums.items())
    except (OSError, ValueError, AttributeError):
        return False


def _checksum(path: Path) -> int:
    """CRC-32, which is for accidents and costs a tenth of a second for a usual model."""
    found = 0
    with path.open("rb") as file:
        while some := file.read(1 << 20):
            found = crc32(some, found)
    return found


def _weights(model: Model) -> Weights:
    path = model.weights
    try:
        if path.suffix == ".safetensors":
            from safetensors.numpy import load_file

            weights: Weights = load_file(path)
            return weights
        import torch
    except ImportError as error:
        if error.name == "torch":
            raise ModelError(
                f"{model.name}: {path.name} can be read only with torch; "
                "pip install 'calque[transformers]', or convert the model elsewhere"
            ) from error
        raise missing_library(error.name, "translate") from error
    except Exception as error:  # the library's own error, which is no subclass of another
        raise ModelError(f"{model.name}: {path.name} is broken; fetch the model again") from error
    try:
        state = torch.load(path, map_location="cpu", weights_only=True)
        return {name: tensor.float().numpy() for name, tensor in state.items()}
    except Exception as error:  # unpickling raises anything
        raise ModelError(f"{model.name}: {path.name} is broken; fetch the model again") from error


def _fill(spec: Any, weights: Weights, model: Model, vocabulary: Vocabulary) -> None:
    config = model.config
    scale = math.sqrt(config["d_model"]) if config.get("scale_embedding") else 1.0
    sides = (("encoder", spec.encoder), ("decoder", spec.decoder))
    for name, side in sides:
        prefix = f"model.{name}"
        embedded = _get(weights, f"{prefix}.embed_tokens.weight", "model.shared.weight")
        table = side.embeddings[0] if name == "encoder" else side.embeddings
        table.weight = _without_pad(embedded, model)
        side.scale_embeddings = scale
        side.position_encodings.encodings = _positions(weights, prefix, config)
        for number, layer in enumerate(side.layer):
            _fill_layer(layer, weights, f"{prefix}.layers.{number}")
    spec.decoder.start_from_zero_embedding = True
    projection = _get(
        weights, "lm_head.weight", "model.decoder.embed_tokens.weight", "model.shared.weight"
    )
    spec.decoder.projection.weight = _without_pad(projection, model)
    bias = weights.get("final_logits_bias")
    if bias is not None and bias.any():
        spec.decoder.projection.bias = _floats(bias).reshape(-1)[
            : len(spec.decoder.projection.weight)
        ]
    spec.config.eos_token = spec.config.decoder_start_token = END
    spec.config.unk_token = UNKNOWN
    spec.register_source_vocabulary(_ordered(vocabulary.source_ids))
    spec.register_target_vocabulary(_ordered(vocabulary.target_ids))


def _fill_layer(spec: Any, weights: Weights, prefix: str) -> None:
    _fill_attention(spec.self_attention, weights, f"{prefix}.self_attn", together=True)
    if hasattr(spec, "attention"):
        _fill_attention(spec.attention, weights, f"{prefix}.encoder_attn", together=False)
    for linear, name in ((spec.ffn.linear_0, "fc1"), (spec.ffn.linear_1, "fc2")):
        linear.weight, linear.bias = _linear(weights, f"{prefix}.{name}")
    _fill_norm(spec.ffn.layer_norm, weights, f"{prefix}.final_layer_norm")


def _fill_attention(spec: Any, weights: Weights, prefix: str, *, together: bool) -> None:
    """Queries, keys and values stand in one matrix, or queries in one of their own."""
    import numpy

    parts = [_linear(weights, f"{prefix}.{name}_proj") for name in "qkv"]
    groups = [parts] if together else [parts[:1], parts[1:]]
    for linear, group in zip(spec.linear, groups, strict=False):
        linear.weight = numpy.concatenate([weight for weight, _ in group])
        linear.bias = numpy.concatenate([bias for _, bias in group])
    spec.linear[-1].weight, spec.linear[-1].bias = _linear(weights, f"{prefix}.out_proj")
    _fill_norm(spec.layer_norm, weights, f"{prefix}_layer_norm")


def _fill_norm(spec: Any, weights: Weights, name: str) -> None:
    spec.gamma, spec.beta = _linear(weights, name)


def _linear(weights: Weights, name: str) -> tuple[Any, Any]:
    return _floats(weights[f"{name}.weight"]), _floats(weights[f"{name}.bias"])


def _get(weights: Weights, *names: str) -> Any:
    return _floats(weights[next((name for name in names if name in weights), names[-1])])


def _floats(weight: Any) -> Any:
    return weight.astype("float32")


def _without_pad(embedded: Any, model: Model) -> Any:
    """Take `<pad>`, the last row, out of an embedding."""
    pad = model.config["pad_token_id"]
    if pad != len(embedded) - 1:
        return embedded
    if embedded[pad].any():
        raise ModelError(
            f"{model.name}: the embedding of <pad> is not zero, so CTranslate2 would run another "
            "model; use --engine transformers"
        )
    return embedded[:pad]


def _ordered(ids: Mapping[str, int]) -> list[str]:
    pieces = sorted(ids, key=ids.__getitem__)
    return pieces[:-1] if pieces[-1] == PAD else pieces


def _positions(weights: Weights, prefix: str, config: Mapping[str, Any]) -> Any:
    """The encodings of positions: sines, then cosines; newer checkpoints leave them out."""
    import numpy

    name = f"{prefix}.embed_positions.weight"
    if name in weights:
        return _floats(weights[name])
    size = config["d_model"]
    places = numpy.arange(config["max_position_embeddings"])[:, None]
    angles = places / 10000 ** (2 * (numpy.arange(size) // 2) / size)
    return numpy.concatenate(
        [numpy.sin(angles[:, 0::2]), numpy.cos(angles[:, 1::2])], axis=1
    ).astype("float32")
