"""Where models come from: a folder, the hub's cache, the hub."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from calque.errors import ModelError
from calque.translate.engine import Settings
from calque.translate.model import find_model
from tests.marian import surgery
from tests.marian.hub import COMMIT as COMMIT_THERE
from tests.marian.hub import Hub, serving
from tests.marian.opened import FLOAT, SLOW, opened, says

COMMIT = "0123456789abcdef0123456789abcdef01234567"


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
