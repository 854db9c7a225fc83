"""
What a run does to every row: its settings, as one value that can be sent to any worker.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from calque.batch.sources import Picked
from calque.config import Config
from calque.errors import ConfigError
from calque.finding import Safety
from calque.formats.compressed import without_suffix
from calque.formats.row import Fields, Making
from calque.language.repeats import Repeats
from calque.pipeline import Checker
from calque.translate.engine import Settings


@dataclass(frozen=True, slots=True)
class Model:
    """The model to translate with: a folder or a name on the hub, None the usual of each pair."""

    name: str | None = None
    settings: Settings = field(default_factory=Settings)
    token: str = ""


@dataclass(frozen=True, slots=True)
class Job:
    """
    The settings of a run.

    `level` is up to which safety fixes are made. With `model` segments are translated anew.
    `repeats` is what the texts of the corpus have in common, None where nobody has looked.
    """

    config: Config = field(default_factory=Config)
    level: Safety = Safety.SAFE
    fields: Fields = field(default_factory=Fields)
    picked: Picked = field(default_factory=Picked)
    model: Model | None = None
    repeats: Repeats | None = None

    def portable(self) -> Job:
        """The same with nothing in it that can't be sent, and with paths that hold anywhere."""
        config, model = self.config, self.model
        if model and model.name and Path(model.name).is_dir():
            model = replace(model, name=str(Path(model.name).resolve()))
        return replace(
            self,
            model=model,
            config=replace(
                config,
                concepts=dict(config.concepts),
                per_file_ignores=dict(config.per_file_ignores),
                glossaries=tuple(path.resolve() for path in config.glossaries),
                baseline=config.baseline.resolve() if config.baseline else None,
                folder=config.folder.resolve(),
            ),
        )

    def checker(self) -> Checker:
        """A checker with these settings. Raises ConfigError where one of them is at fault."""
        retranslation = None
        if model := self.model:
            from calque.translate.retranslation import Retranslation

            retranslation = Retranslation(model.name, model.settings, model.token)
        checker = Checker(self.config, retranslation)
        checker.resources.repeats = self.repeats
        return checker

    def signature(self, checker: Checker) -> str:
        """What a run is made with; of a model what was asked for, `usual` for that of each pair."""
        if self.model is None:
            return checker.signature
        return f"{_without_model(checker)}|mt:{self.model.name or 'usual'}"

    def making(self, name: str) -> Making:
        """How rows of a file are made."""
        config = self.config
        path = without_suffix(name)
        return Making(path, self.fields, config.lang, config.source_lang, {"path": name})

    def settings(self, checker: Checker) -> dict[str, Any]:
        """Everything that decides what comes out of the same input, as plain data by name."""
        config = {
            each.name: getattr(self.config, each.name)
            for each in fields(Config)
            if each.name not in ("folder", "glossaries", "baseline", "fail_on")
        }
        return {
            "calque": _without_model(checker),
            "baseline": _digest(self.config.baseline),
            **{name.replace("_", "-"): _plain(value) for name, value in config.items()},
            "fixes": str(self.level),
            "fields": asdict(self.fields),
            "limit": self.picked.limit,
            "sample": self.picked.share,
            "seed": self.picked.seed,
            "model": None if self.model is None else _plain(asdict(self.model)),
        }


def _without_model(checker: Checker) -> str:
    return checker.signature.split("|mt:")[0]


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return json.loads(json.dumps({str(key): value[key] for key in value}, default=str))
    return list(value) if isinstance(value, tuple) else value


def _digest(path: Path | None) -> str | None:
    if path is None:
        return None
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check --baseline") from error
