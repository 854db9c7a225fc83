"""
What a newsroom has decided: `calque.toml`, or `[tool.calque]` in `pyproject.toml`.

Every key is checked: an unknown one is an error that names it, never ignored in silence.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final, NamedTuple

from calque.document import NOTHING
from calque.errors import ConfigError
from calque.language.codes import language_code
from calque.mqm import SEVERITIES

FILE_NAME: Final = "calque.toml"


@dataclass(frozen=True, slots=True)
class Config:
    """
    Settings of a run. Field names are the keys of `calque.toml` with hyphens for underscores.

    `select` and `ignore` hold rule ids or prefixes (`NAM`, `NUM005`); `per_file_ignores` maps a
    glob, relative to `folder`, to such a list; `words` are spellings that are always right;
    `concepts` overrides glossary concepts by id; `glossaries` are layers over the built-in one;
    `fail_on` is the lowest severity that makes `check` exit 1. `folder` is where the file stands.
    """

    lang: str = "en"
    source_lang: str | None = None
    glossaries: tuple[Path, ...] = ()
    concepts: Mapping[str, Any] = field(default_factory=lambda: NOTHING)
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: NOTHING)
    words: tuple[str, ...] = ()
    fail_on: str = "minor"
    baseline: Path | None = None
    folder: Path = Path()


_LISTS: Final = ("select", "ignore", "words")
_STRINGS: Final = ("lang", "source-lang", "fail-on", "baseline")
_KEYS: Final = (*_LISTS, *_STRINGS, "glossaries", "concepts", "per-file-ignores")


def load_config(path: Path) -> Config:
    """
    Read `calque.toml`, or the `[tool.calque]` table of a `pyproject.toml`.

    Paths in it are relative to its folder. Raises ConfigError naming file, key and remedy.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = tomllib.loads(text)
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; check --config") from None
    except UnicodeDecodeError:
        raise ConfigError(f"{path}: not UTF-8; save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    except OSError as error:
        raise ConfigError(f"{path}: can't be read ({error.strerror}); check --config") from None
    if path.name == "pyproject.toml":
        table = table.get("tool", {}).get("calque", {})
        if not isinstance(table, Mapping):
            raise ConfigError(f"{path}: tool.calque must be a table: [tool.calque]")
    return _config(table, _File(path, text))


def find_config(start: Path) -> Path | None:
    """
    Look for a configuration in `start` and the folders above it; the nearest one counts.

    Raises ConfigError where a file or folder that may be one can't be read.
    """
    for folder in (start, *start.parents):
        path, project = folder / FILE_NAME, folder / "pyproject.toml"
        try:
            if path.is_file():
                return path
            if project.is_file() and b"[tool.calque" in project.read_bytes():
                return project
        except OSError as error:
            raise ConfigError(
                f"{error.filename}: can't be read ({error.strerror}); name another with --config"
            ) from None
    return None


class _File(NamedTuple):
    """A configuration file and its text."""

    path: Path
    text: str

    def at(self, key: str) -> str:
        """The file and the line that a key stands in."""
        own = self.text.find("[tool.calque") if self.path.name == "pyproject.toml" else 0
        named = rf"""^\s*(?:\[(?:\s*tool\.calque\.)?\s*)?["']?{re.escape(key)}["']?\s*[=.\]]"""
        found = re.compile(named, re.MULTILINE).search(self.text, max(0, own))
        return (
            f"{self.path}:{self.text.count(chr(10), 0, found.end()) + 1}"
            if found
            else str(self.path)
        )


def _config(table: Mapping[str, Any], file: _File) -> Config:
    values: dict[str, Any] = {"folder": file.path.parent}
    for key, value in table.items():
        if key not in _KEYS:
            close = get_close_matches(key, _KEYS, 1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; known: {', '.join(_KEYS)}"
            raise ConfigError(f"{file.at(key)}: unknown key {key!r}{hint}")
        values[key.replace("-", "_")] = _value(key, value, file)
    return Config(**values)


def _value(key: str, value: Any, file: _File) -> Any:
    if key in _STRINGS:
        if not isinstance(value, str):
            raise ConfigError(f"{file.at(key)}: {key} must be a string, not {value!r}")
        return _string(key, value, file)
    if key == "per-file-ignores":
        if not isinstance(value, Mapping):
            raise ConfigError(f'{file.at(key)}: {key} must be a table: "drafts/*" = ["NAM"]')
        return {glob: _list(glob, f"{key}.{glob}", rules, file) for glob, rules in value.items()}
    if key == "concepts":
        if not isinstance(value, Mapping):
            raise ConfigError(f"{file.at(key)}: concepts must hold tables: [concepts.kyiv]")
        return value
    items = _list(key, key, value, file)
    return tuple(file.path.parent / item for item in items) if key == "glossaries" else items


def _string(key: str, value: str, file: _File) -> Any:
    if key == "baseline":
        return file.path.parent / value
    if key == "fail-on":
        if value not in SEVERITIES:
            raise ConfigError(f"{file.at(key)}: fail-on must be one of {', '.join(SEVERITIES)}")
        return value
    try:
        return language_code(value)
    except ValueError as error:
        raise ConfigError(f"{file.at(key)}: {key} {error}") from None


def _list(key: str, name: str, value: Any, file: _File) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ConfigError(f"{file.at(key)}: {name} must be a list of strings, not {value!r}")
