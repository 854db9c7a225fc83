"""
Where a model's files are: in a folder, or in a repository of the Hugging Face hub.

What the hub's cache has is taken from there, without asking whether there is something newer: a
model stays what it is until another revision is named (`owner/name@revision`). `HF_HUB_OFFLINE` and
`TRANSFORMERS_OFFLINE` are honoured.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import file_digest, sha256
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from calque.errors import ModelError
from calque.translate.engine import missing_library

WEIGHTS: Final = ("model.safetensors", "pytorch_model.bin")
CONVERTED: Final = "model.bin"
_PIECES: Final = ("source.spm", "target.spm")
_SMALL: Final = ("*.json", "*.spm")
_OFFLINE: Final = ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE")
_NUMBER: Final = re.compile(r"^\[Errno -?\d+\] ")
_PAIR: Final = ("source_lang", "target_lang")


@dataclass(frozen=True, slots=True)
class Model:
    """
    A model that is on this machine.

    `revision` is the hub's commit, or for a folder a digest of its files. `is_converted` says that
    it is in CTranslate2's own form. `source_lang` and `target_lang` are what the model says of
    itself (`fi`, `eng`, or a family such as `zle`), empty where it says nothing.
    """

    name: str
    folder: Path
    revision: str
    is_converted: bool
    config: Mapping[str, Any]
    source_lang: str = ""
    target_lang: str = ""

    def __str__(self) -> str:
        return f"{self.name}@{self.revision[:12]}"

    @property
    def weights(self) -> Path:
        """The file that the weights are in."""
        names = (CONVERTED,) if self.is_converted else WEIGHTS
        return next(path for name in names if (path := self.folder / name).exists())


def find_model(name: str) -> Model:
    """
    Return the model in a folder, or of that name on the hub, which is fetched where need be.

    Raises ModelError where it can't be had, or lacks a file.
    """
    path = Path(name).expanduser()
    if path.is_dir():
        return _model(name, path, "")
    repository, _, revision = name.partition("@")
    if repository.count("/") != 1 or name.startswith((".", "/", "~", "\\")):
        raise ModelError(f"{name}: no such folder, and no name of a model on the hub (owner/name)")
    folder = _fetched(name, repository, revision or None)
    return _model(name, folder, folder.name)


def _model(name: str, folder: Path, revision: str) -> Model:
    missing = next(_missing(folder), None)
    if missing:
        raise ModelError(f"{name}: {missing} is missing in {folder}; get the model whole")
    config = _json(name, folder / "config.json")
    is_converted = not any((folder / file).exists() for file in WEIGHTS)
    kind = config.get("model_type")
    if not is_converted and kind != "marian":
        raise ModelError(f"{name}: a model of type {kind!r}; calque runs those of type 'marian'")
    pair = {}
    with suppress(ModelError):  # a folder may do without
        tokens = _json(name, folder / "tokenizer_config.json")
        pair = {key: str(tokens.get(key) or "") for key in _PAIR}
    return Model(name, folder, revision or _digest(folder), is_converted, config, **pair)


def _missing(folder: Path) -> Iterator[str]:
    """What a folder lacks to be a model."""
    yield from (name for name in ("config.json", *_PIECES) if not (folder / name).exists())
    converted = (folder / CONVERTED).exists()
    if not converted and not any((folder / name).exists() for name in WEIGHTS):
        yield f"{WEIGHTS[0]} (or {WEIGHTS[1]}, or {CONVERTED} of CTranslate2)"
    words = ["vocab.json"]
    if converted:
        words += ["shared_vocabulary.json", "source_vocabulary.json"]
    if not any((folder / name).exists() for name in words):
        yield words[0]


def _json(name: str, path: Path) -> dict[str, Any]:
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"{name}: {path.name} is broken; fetch the model again") from error
    if not isinstance(found, dict):
        raise ModelError(f"{name}: {path.name} is broken; fetch the model again")
    return found


def _digest(folder: Path) -> str:
    """A name for what is in a folder: changes with any file that a translation depends on."""
    digest = sha256()
    for path in sorted(folder.iterdir()):
        if path.suffix in (".json", ".spm", ".bin", ".safetensors"):
            with path.open("rb") as file:
                digest.update(path.name.encode() + file_digest(file, "sha256").digest())
    return digest.hexdigest()[:40]


def _fetched(name: str, repository: str, revision: str | None) -> Path:
    """The folder in the hub's cache; its name is the commit."""
    try:
        from huggingface_hub import errors, snapshot_download
    except ImportError as error:
        raise missing_library(error.name, "translate") from error

    try:
        folder = Path(snapshot_download(repository, revision=revision, local_files_only=True))
        if not next(_missing(folder), None):
            return folder
    except errors.HFValidationError as error:
        raise ModelError(f"{name} is no name of a model on the hub (owner/name)") from error
    except OSError:  # it isn't there, or not all of it
        pass
    if flag := next((key for key in _OFFLINE if _is_set(key)), None):
        raise ModelError(
            f"{name} is not on this machine and {flag} is set; unset it once to fetch it, "
            "or name a folder"
        )
    try:
        return _download(repository, revision)
    except errors.GatedRepoError as error:
        raise ModelError(
            f"{name} is gated: ask for access on its page, then log in with `hf auth login`"
        ) from error
    except errors.RevisionNotFoundError as error:
        raise ModelError(f"{name}: no such revision; see the model's page") from error
    except errors.RepositoryNotFoundError as error:
        raise ModelError(
            f"{name}: no such model on the hub, or a private one; check the name, or name a folder"
        ) from error
    except (errors.EntryNotFoundError, OSError, RuntimeError) as error:
        raise ModelError(
            f"{name} is not on this machine and can't be fetched: {_reason(error)}, "
            "or name a folder"
        ) from error


def _reason(error: BaseException) -> str:
    """What stopped a download and what to do; the library wraps it in words of its own."""
    while error.__cause__ and getattr(error, "response", None) is None:
        error = error.__cause__
    response = getattr(error, "response", None)
    if response is not None:
        status = HTTPStatus(response.status_code)
        return f"the hub answers {status.value} {status.phrase}; try again later"
    said = (str(error).splitlines() or [type(error).__name__])[0]
    return f"{_NUMBER.sub('', said)}; check the network"


def _is_set(flag: str) -> bool:
    return os.environ.get(flag, "").upper() in ("1", "ON", "YES", "TRUE")


def _download(repository: str, revision: str | None) -> Path:
    """Fetch what is needed and no more: a repository may hold its weights in four forms."""
    from huggingface_hub import errors, hf_hub_download, snapshot_download

    folder = Path(snapshot_download(repository, revision=revision, allow_patterns=list(_SMALL)))
    for weights in (*WEIGHTS, CONVERTED):
        with suppress(errors.RemoteEntryNotFoundError):
            hf_hub_download(repository, weights, revision=folder.name)
            break
    return folder
