"""What is said of a model, and of one that can't be used."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from calque.errors import ModelError
from calque.translate.defaults import default_model, same_language
from calque.translate.engine import Settings
from calque.translate.model import find_model
from calque.translate.translator import open_translator
from tests.marian import surgery
from tests.marian.opened import FLOAT, SLOW, opened, says


def test_a_folder(marian: Path) -> None:
    model = find_model(str(marian))
    assert model.folder == marian
    assert (model.source_lang, model.target_lang) == ("fi", "en")
    assert len(model.revision) == 40
    assert not model.is_converted


def test_a_folder_changes_its_revision_with_any_file(marian: Path, tmp_path: Path) -> None:
    before = find_model(str(surgery.copied(marian, tmp_path / "copy"))).revision
    assert before == find_model(str(marian)).revision
    surgery.edit_json(tmp_path / "copy" / "config.json", lambda config: config.update(new=1))
    assert find_model(str(tmp_path / "copy")).revision != before


@pytest.mark.parametrize(
    "file", ["config.json", "source.spm", "target.spm", "vocab.json", "model.safetensors"]
)
def test_a_missing_file(marian: Path, tmp_path: Path, file: str) -> None:
    (surgery.copied(marian, tmp_path / "copy") / file).unlink()
    with pytest.raises(ModelError, match=rf"copy: {file}.* is missing"):
        find_model(str(tmp_path / "copy"))


@pytest.mark.parametrize("settings", [FLOAT, SLOW], ids=["ctranslate2", "transformers"])
@pytest.mark.parametrize(
    "file", ["config.json", "source.spm", "target.spm", "vocab.json", "model.safetensors"]
)
def test_a_broken_file(marian: Path, tmp_path: Path, file: str, settings: Settings) -> None:
    (surgery.copied(marian, tmp_path / "copy") / file).write_bytes(b"\x00broken")
    with pytest.raises(ModelError, match=r"is broken|can't be loaded"):
        opened(tmp_path / "copy", settings)


def test_another_kind_of_model(marian: Path, tmp_path: Path) -> None:
    def other(config: dict[str, str]) -> None:
        config["model_type"] = "t5"

    model = surgery.with_json(marian, tmp_path / "copy", "config.json", other)
    with pytest.raises(ModelError, match="a model of type 't5'"):
        find_model(str(model))


def test_another_pair(marian: Path) -> None:
    with pytest.raises(ModelError, match="translates fi to en, not Swedish to English"):
        open_translator(str(marian), "sv", "en", FLOAT, memory=False)
    with pytest.raises(ModelError, match="not Finnish to German"):
        open_translator(str(marian), "fi", "de", FLOAT, memory=False)


@pytest.mark.parametrize(
    ("theirs", "ours", "same"),
    [
        ("fi", "fi", True),
        ("fin", "fi", True),
        ("zle", "ru", True),
        ("", "fi", True),
        ("mul", "fi", True),
        ("ROMANCE", "pt", True),
        ("sv", "fi", False),
        ("swe", "fi", False),
        ("nb", "no", True),
    ],
)
def test_what_models_call_languages(theirs: str, ours: str, same: bool) -> None:
    assert same_language(theirs, ours) == same


def test_the_usual_model_of_a_pair() -> None:
    assert default_model("fi", "en") == "Helsinki-NLP/opus-mt-fi-en"
    assert default_model("is", "en") == "Helsinki-NLP/opus-mt-mul-en"
    with pytest.raises(ModelError, match="no usual model from Icelandic to Korean"):
        default_model("is", "ko")


def test_a_model_of_several_languages_wants_one_named(marian: Path, tmp_path: Path) -> None:
    tokens = (">>eng<<", ">>deu<<")
    model = surgery.several_languages(marian, tmp_path / "both", tokens)
    translator = open_translator(str(model), "fi", "en", FLOAT, memory=False)
    assert translator.vocabulary.source("Anna.")[0] == ">>eng<<"
    other = surgery.several_languages(marian, tmp_path / "han", (">>cmn_Hans<<", ">>cmn_Hant<<"))
    with pytest.raises(ModelError, match="several languages and wants one named"):
        opened(other)
    assert opened(other, token=">>cmn_Hant<<").vocabulary.token == ">>cmn_Hant<<"
    with pytest.raises(ModelError, match="has no >>eng<<; it knows >>cmn_Hans<<"):
        opened(other, token=">>eng<<")


@pytest.mark.parametrize("settings", [FLOAT, SLOW], ids=["ctranslate2", "transformers"])
def test_the_end_of_a_sentence_may_have_any_number(
    marian: Path, tmp_path: Path, settings: Settings
) -> None:
    model = surgery.end_elsewhere(marian, tmp_path / "elsewhere")
    says(opened(model, settings))
    pair = [("Anna asuu Oslossa.", "Anna lives in Oslo.")]
    assert opened(model, settings).score(pair) == pytest.approx(
        opened(marian).score(pair), abs=1e-3
    )


def test_a_pad_row_that_is_not_zero_is_no_model_for_ctranslate2(
    marian: Path, tmp_path: Path
) -> None:
    def fill(tensors: surgery.Tensors) -> None:
        for name, tensor in tensors.items():
            if name.endswith(("shared.weight", "embed_tokens.weight")):
                tensor[-1] = 0.01

    model = surgery.with_weights(marian, tmp_path / "padded", fill)
    with pytest.raises(ModelError, match=r"<pad> is not zero.*--engine transformers"):
        opened(model)
    assert opened(model, SLOW).engine.name == "transformers"


@pytest.mark.parametrize("settings", [FLOAT, SLOW], ids=["ctranslate2", "transformers"])
def test_a_model_that_babbles_is_refused(marian: Path, tmp_path: Path, settings: Settings) -> None:
    import numpy

    chance = numpy.random.default_rng(5)

    def scramble(tensors: surgery.Tensors) -> None:
        for name, tensor in tensors.items():
            if "layers" in name and name.endswith("weight") and tensor.ndim == 2:
                tensor[:] = chance.permutation(tensor.ravel()).reshape(tensor.shape)

    model = surgery.with_weights(marian, tmp_path / "garbage", scramble)
    with pytest.raises(ModelError, match="garbage babbles: it "):
        opened(model, settings)


def test_weights_and_configuration_that_disagree(marian: Path, tmp_path: Path) -> None:
    def more(config: dict[str, int]) -> None:
        config["decoder_layers"] = 3

    model = surgery.with_json(marian, tmp_path / "copy", "config.json", more)
    with pytest.raises(ModelError, match=r"its weights and config\.json disagree"):
        opened(model)


def test_what_cant_be_loaded_is_named_by_where_it_lies(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import ctranslate2

    def refuse(*args: object, **more: object) -> None:
        raise RuntimeError("Unsupported model binary version")

    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(ctranslate2, "Translator", refuse)
    with pytest.raises(ModelError, match=rf"loaded from {tmp_path}/cache/models/.* \(Unsupported"):
        opened(marian)


def test_without_the_libraries(marian: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for library in ("sentencepiece", "ctranslate2"):
        with monkeypatch.context() as patch:
            patch.setitem(sys.modules, library, None)
            with pytest.raises(ModelError, match=r"pip install 'calque\[translate\]'"):
                opened(marian)


@pytest.mark.parametrize("library", ["torch", "transformers", "sentencepiece"])
def test_the_engine_that_was_named_wants_its_own_extra(
    marian: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ModelError, match=rf"^{library} .*; pip install 'calque\[transformers\]'"):
        opened(marian, SLOW)
    with pytest.raises(ModelError, match=rf"^{library} .*; pip install 'calque\[transformers\]'"):
        opened("desk/sv-en", SLOW)


def test_vocabularies_of_two_sides(marian: Path, tmp_path: Path) -> None:
    model = surgery.copied(marian, tmp_path / "two")
    table = json.loads((model / "vocab.json").read_text(encoding="utf-8"))
    (model / "target_vocab.json").write_text(json.dumps(table), encoding="utf-8")
    says(opened(model))
