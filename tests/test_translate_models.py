"""Where models come from, and what is said of one that can't be used."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from calque.errors import ModelError
from calque.translate.defaults import default_model, same_language
from calque.translate.engine import Settings
from calque.translate.model import find_model
from calque.translate.translator import Translator, open_translator
from tests.marian import surgery
from tests.marian.hub import COMMIT as COMMIT_THERE
from tests.marian.hub import Hub, serving

FLOAT = Settings(engine="ctranslate2", precision="float32", threads=1)
SLOW = Settings(engine="transformers", threads=1)
COMMIT = "0123456789abcdef0123456789abcdef01234567"


def opened(model: Path | str, settings: Settings = FLOAT, **more: str) -> Translator:
    return open_translator(str(model), "fi", "en", settings, memory=False, **more)


def says(translator: Translator) -> None:
    assert translator.translate(["Anna asuu Oslossa."]) == ["Anna lives in Oslo."]


@pytest.fixture
def hub(marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The hub's cache, with the model in it as `desk/fi-en`; nothing answers on the network."""
    from huggingface_hub import constants

    cache = tmp_path / "hub"
    repository = cache / "models--desk--fi-en"
    shutil.copytree(marian, repository / "snapshots" / COMMIT)
    (repository / "refs").mkdir()
    (repository / "refs" / "main").write_text(COMMIT)
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(cache))
    monkeypatch.setattr(constants, "ENDPOINT", "http://127.0.0.1:9")
    return cache


@pytest.fixture
def server(
    hub: Path, marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Hub]:
    """A hub that has the model as `desk/sv-en`, in several forms."""
    from huggingface_hub import constants

    folder = surgery.copied(marian, tmp_path / "served")
    for name in ("pytorch_model.bin", "tf_model.h5", "rust_model.ot", "README.md"):
        (folder / name).write_bytes(b"x" * 100)
    with serving(Hub(folder)) as served:
        monkeypatch.setattr(constants, "ENDPOINT", served.address)
        template = served.address + "/{repo_id}/resolve/{revision}/{filename}"
        monkeypatch.setattr(constants, "HUGGINGFACE_CO_URL_TEMPLATE", template)
        yield served


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


def test_a_name_in_the_hubs_cache_needs_no_network(hub: Path) -> None:
    model = find_model("desk/fi-en")
    assert model.revision == COMMIT
    says(opened("desk/fi-en"))
    assert find_model(f"desk/fi-en@{COMMIT}").revision == COMMIT


@pytest.mark.parametrize("flag", ["HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"])
def test_offline_flags(hub: Path, flag: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(flag, "1")
    assert find_model("desk/fi-en").revision == COMMIT
    with pytest.raises(ModelError, match=f"^desk/sv-en is not on this machine and {flag} is set"):
        find_model("desk/sv-en")


def test_no_network(hub: Path) -> None:
    with pytest.raises(ModelError) as raised:
        find_model("desk/sv-en")
    assert str(raised.value) == (
        "desk/sv-en is not on this machine and can't be fetched: Connection refused; "
        "check the network, or name a folder"
    )


@pytest.mark.parametrize("settings", [FLOAT, SLOW], ids=["ctranslate2", "transformers"])
def test_a_model_that_is_here_makes_no_call(
    hub: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def connect(*args: object) -> None:
        raise AssertionError("a call to the network")

    monkeypatch.setattr("socket.socket.connect", connect)
    says(opened("desk/fi-en", settings))


@pytest.mark.parametrize("settings", [FLOAT, SLOW], ids=["ctranslate2", "transformers"])
def test_the_libraries_keep_quiet(
    marian: Path, settings: Settings, capfd: pytest.CaptureFixture[str]
) -> None:
    translator = opened(marian, settings)
    translator.translate(["Anna nukkuu.", "Tom asuu Oslossa."])
    translator.score([("Anna nukkuu.", "Anna is sleeping.")])
    assert capfd.readouterr() == ("", "")


def test_half_a_download(hub: Path) -> None:
    (hub / "models--desk--fi-en" / "snapshots" / COMMIT / "target.spm").unlink()
    with pytest.raises(ModelError, match=r"target\.spm is missing"):
        find_model("desk/fi-en")


def test_a_model_is_fetched_once_and_only_what_is_needed(server: Hub) -> None:
    model = find_model("desk/sv-en")
    assert model.revision == COMMIT_THERE
    assert "model.safetensors" in server.fetched
    assert not {"pytorch_model.bin", "tf_model.h5", "README.md"} & {*server.fetched}
    server.refusal = (500, "")
    assert find_model("desk/sv-en") == model
    says(opened("desk/sv-en"))


def test_an_older_checkpoint_is_fetched_where_there_is_no_other(server: Hub) -> None:
    (server.folder / "model.safetensors").unlink()
    assert find_model("desk/sv-en").weights.name == "pytorch_model.bin"


def test_a_repository_that_is_no_model(server: Hub) -> None:
    (server.folder / "source.spm").unlink()
    with pytest.raises(ModelError, match=r"source\.spm is missing"):
        find_model("desk/sv-en")


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [
        (404, "RepoNotFound", "no such model on the hub, or a private one"),
        (401, "RepoNotFound", "no such model on the hub, or a private one"),
        (403, "GatedRepo", "is gated: ask for access"),
        (404, "RevisionNotFound", "no such revision"),
        (403, "", "can't be fetched: the hub answers 403 Forbidden; try again later, or name a"),
        (503, "", "can't be fetched: the hub answers 503 Service Unavailable; try again later"),
    ],
)
def test_what_the_hub_refuses(server: Hub, status: int, code: str, message: str) -> None:
    server.refusal = (status, code)
    with pytest.raises(ModelError, match=message) as raised:
        find_model("desk/sv-en")
    assert len(str(raised.value)) < 250
    assert "Got:" not in str(raised.value)


@pytest.mark.parametrize("name", ["no-such-folder", "./no/such", "/no/such", "a/b/c", "a b/c"])
def test_neither_a_folder_nor_a_name(name: str, hub: Path) -> None:
    with pytest.raises(ModelError, match=r"no such folder|no name of a model"):
        find_model(name)


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


def test_a_cache_that_cant_be_written(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "file"))
    translator = open_translator(str(marian), "fi", "en", FLOAT)
    says(translator)


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
