"""Two engines on a small real model: what one says, the other says."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from calque.errors import ModelError
from calque.translate.engine import Engine, Settings
from calque.translate.translator import Translator, open_translator
from tests.marian.sentences import pairs

HELD_OUT = pairs(120, seed=1234)
FAST = Settings(engine="ctranslate2", precision="float32", threads=1)
REFERENCE = Settings(engine="transformers", threads=1)


@pytest.fixture(scope="module")
def fast(marian: Path) -> Translator:
    return open_translator(str(marian), "fi", "en", FAST, memory=False)


@pytest.fixture(scope="module")
def reference(marian: Path) -> Translator:
    return open_translator(str(marian), "fi", "en", REFERENCE, memory=False)


def test_the_model_is_good_enough_to_test_with(fast: Translator) -> None:
    said = fast.translate([one.fi for one in HELD_OUT])
    right = sum(text == one.en for text, one in zip(said, HELD_OUT, strict=True))
    assert right / len(HELD_OUT) > 0.95


@pytest.mark.parametrize("beams", [1, 4])
def test_engines_agree_in_float32(marian: Path, beams: int) -> None:
    sources = [one.fi for one in HELD_OUT]
    said = []
    for name in ("ctranslate2", "transformers"):
        settings = Settings(engine=name, beams=beams, precision="float32", threads=1)
        translator = open_translator(str(marian), "fi", "en", settings, memory=False)
        said.append(translator.translate(sources))
    same = sum(one == other for one, other in zip(*said, strict=True))
    assert same == len(sources) if beams == 1 else same >= 0.97 * len(sources)


def test_engines_score_alike(fast: Translator, reference: Translator) -> None:
    both = [(one.fi, one.en) for one in HELD_OUT]
    for one, other in zip(fast.score(both), reference.score(both), strict=True):
        assert one is not None
        assert one == pytest.approx(other, abs=1e-3)


def test_engines_attend_alike(fast: Translator, reference: Translator) -> None:
    both = [("Anna näki 12 koiraa.", "Anna saw 12 dogs."), ("Tom nukkuu.", "Tom is sleeping.")]
    for one, other in zip(fast.align(both), reference.align(both), strict=True):
        assert one.source == other.source
        assert len(one.attention) == len(one.target)
        for row, same in zip(one.attention, other.attention, strict=True):
            assert list(row) == pytest.approx(list(same), abs=1e-3)
            assert len(row) == len(one.source) + 1
            assert sum(row) == pytest.approx(1, abs=1e-3)


def test_int8_translates_as_well_though_not_the_same(marian: Path) -> None:
    translator = open_translator(str(marian), "fi", "en", Settings(threads=1), memory=False)
    assert "int8" in translator.engine.settings
    said = translator.translate([one.fi for one in HELD_OUT])
    right = sum(text == one.en for text, one in zip(said, HELD_OUT, strict=True))
    assert right / len(HELD_OUT) > 0.9


def test_scores_are_in_float32_whatever_translates(marian: Path, fast: Translator) -> None:
    both = [(one.fi, one.en) for one in HELD_OUT[:20]]
    small = open_translator(str(marian), "fi", "en", Settings(threads=1), memory=False)
    assert small.score(both) == pytest.approx(fast.score(both), abs=1e-5)


def test_half_precision(marian: Path, reference: Translator) -> None:
    settings = Settings(engine="transformers", precision="half", device="cpu", threads=1)
    translator = open_translator(str(marian), "fi", "en", settings, memory=False)
    assert translator.translate(["Anna asuu Oslossa."]) == ["Anna lives in Oslo."]
    both = [("Anna asuu Oslossa.", "Anna lives in Oslo.")]
    assert translator.score(both) == pytest.approx(reference.score(both))


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_a_better_translation_scores_higher(engine: str, request: pytest.FixtureRequest) -> None:
    translator: Translator = request.getfixturevalue(engine)
    good, worse, denied = translator.score(
        [
            ("Anna osti kolme kirjaa.", "Anna bought three books."),
            ("Anna osti kolme kirjaa.", "Anna bought three boats."),
            ("Anna osti kolme kirjaa.", "Anna did not buy three books."),
        ]
    )
    assert good is not None
    assert worse is not None
    assert denied is not None
    assert good > worse
    assert good > denied


def test_no_score_where_there_is_none(fast: Translator) -> None:
    long = "Anna nukkuu ja Tom lukee. " * 40
    assert (
        fast.score([("", "Anna."), ("Anna.", ""), (long, "Anna."), ("Anna.", long)]) == [None] * 4
    )


def test_an_engine_is_one(fast: Translator, reference: Translator) -> None:
    engines: list[Engine] = [fast.engine, reference.engine]
    assert [engine.name for engine in engines] == ["ctranslate2", "transformers"]
    assert all(engine.limit == 127 for engine in engines)


def test_settings_name_the_device_and_the_type(marian: Path) -> None:
    for precision, named in (("auto", "float32"), ("float32", "float32"), ("half", "bfloat16")):
        settings = Settings("transformers", "cpu", 4, precision)
        translator = open_translator(str(marian), "fi", "en", settings, memory=False)
        assert f"cpu {named} beam 4" in translator.engine.settings
        assert f"cpu {named} beam 4" in str(translator)


def test_what_an_engine_does_not_run(marian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    with pytest.raises(ModelError, match="runs no int8; use --engine ctranslate2"):
        open_translator(str(marian), "fi", "en", Settings("transformers", "cpu", precision="int8"))
    monkeypatch.setattr(torch.cuda, "is_available", lambda: False)
    with pytest.raises(ModelError, match="torch sees no GPU here; use --device cpu"):
        open_translator(str(marian), "fi", "en", Settings("transformers", "cuda"))


def test_a_batch_that_a_gpu_has_no_room_for_goes_in_halves(
    marian: Path, reference: Translator, monkeypatch: pytest.MonkeyPatch
) -> None:
    import torch
    from transformers import MarianMTModel

    sizes: list[int] = []
    generate = MarianMTModel.generate

    def crowded(self: Any, input_ids: Any, **more: Any) -> Any:
        sizes.append(len(input_ids))
        if len(input_ids) > room:
            raise torch.OutOfMemoryError("CUDA out of memory")
        return generate(self, input_ids, **more)

    monkeypatch.setattr(MarianMTModel, "generate", crowded)
    room = 3
    pieces = [reference.vocabulary.source(one.fi) for one in HELD_OUT[:10]]
    said = [reference.vocabulary.text(one) for one in reference.engine.translate(pieces)]
    assert said == [one.en for one in HELD_OUT[:10]]
    assert sizes == [10, 5, 2, 3, 5, 2, 3]
    room = 0
    with pytest.raises(ModelError, match="the GPU's memory is full; use --device cpu"):
        reference.engine.translate(pieces[:2])


def test_a_gpu_that_ctranslate2_can_not_use(marian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import ctranslate2

    def no_cuda(*args: Any, device: str, **more: Any) -> Any:
        if device == "cuda":
            raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")
        return translator(*args, device=device, **more)

    translator = ctranslate2.Translator
    monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: 1)
    monkeypatch.setattr(ctranslate2, "Translator", no_cuda)
    opened = open_translator(str(marian), "fi", "en", Settings("ctranslate2"), memory=False)
    assert "cpu int8" in opened.engine.settings
    with pytest.raises(ModelError, match=r"can't be loaded from .* \(Library libcublas"):
        open_translator(str(marian), "fi", "en", Settings("ctranslate2", "cuda"), memory=False)
