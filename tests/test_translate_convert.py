"""What models are converted to, and kept as."""

from __future__ import annotations

import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from calque.errors import ModelError
from calque.translate.model import find_model
from calque.translate.translator import open_translator
from tests.marian import surgery
from tests.marian.opened import FLOAT, SLOW, opened, says


def test_safetensors_are_converted_without_torch(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setitem(sys.modules, "torch", None)
    monkeypatch.setitem(sys.modules, "transformers", None)
    says(opened(marian))
    with pytest.raises(ModelError, match=r"pip install 'calque\[transformers\]'"):
        opened(marian, SLOW)


def test_an_older_checkpoint_needs_torch_once(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from safetensors.torch import load_file

    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    model = surgery.copied(marian, tmp_path / "old")
    torch.save(load_file(model / "model.safetensors"), model / "pytorch_model.bin")
    (model / "model.safetensors").unlink()
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "torch", None)
        with pytest.raises(ModelError, match="can be read only with torch"):
            opened(model)
    says(opened(model))
    with monkeypatch.context() as patch:
        patch.setitem(sys.modules, "torch", None)
        says(opened(model))


def test_a_converted_model_is_kept_and_is_one_itself(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    says(opened(marian))
    (kept,) = (tmp_path / "cache" / "models").iterdir()
    before = (kept / "model.bin").stat().st_mtime_ns
    says(opened(marian))
    assert (kept / "model.bin").stat().st_mtime_ns == before
    bare = surgery.copied(kept, tmp_path / "bare")
    (bare / "vocab.json").unlink()
    assert find_model(str(bare)).is_converted
    with monkeypatch.context() as patch:
        for library in ("torch", "transformers", "safetensors", "huggingface_hub"):
            patch.setitem(sys.modules, library, None)
        says(opened(bare))
    with pytest.raises(ModelError, match="use --engine ctranslate2"):
        opened(bare, SLOW)


def test_a_conversion_cut_short_leaves_nothing(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("calque.translate.convert._fill", lambda *args: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        opened(marian)
    assert not list((tmp_path / "cache" / "models").iterdir())


@pytest.mark.parametrize("file", ["model.bin", "shared_vocabulary.json", "source.spm"])
@pytest.mark.parametrize("damage", ["cut", "changed", "gone"])
def test_a_damaged_conversion_is_made_anew(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, file: str, damage: str
) -> None:
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    opened(marian)
    (kept,) = (tmp_path / "cache" / "models").iterdir()
    whole = (kept / file).read_bytes()
    if damage == "gone":
        (kept / file).unlink()
    else:
        middle = b"" if damage == "cut" else bytes([whole[len(whole) // 2] ^ 1])
        rest = b"" if damage == "cut" else whole[len(whole) // 2 + 1 :]
        (kept / file).write_bytes(whole[: len(whole) // 2] + middle + rest)
    says(opened(marian))
    assert (kept / file).read_bytes() == whole


def test_a_cache_that_cant_be_written(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "file"))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    at_end = Mock()
    monkeypatch.setattr("atexit.register", at_end)
    translator = open_translator(str(marian), "fi", "en", FLOAT)
    says(translator)
    (made,) = (tmp_path / "temporary").iterdir()
    removal = next(one for one in at_end.mock_calls if one.args[1:] == (made,))
    removal.args[0](*removal.args[1:], **removal.kwargs)
    assert not made.exists()
