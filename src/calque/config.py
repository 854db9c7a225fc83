"""
What a newsroom has decided: `calque.toml`, or `[tool.calque]` in `pyproject.toml`.

Every key is checked: an unknown one is an error that names it, never ignored in silence.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

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
        table = tomllib.loads(path.read_text(encoding="utf-8-sig"))
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
    return _config(table, path)


def find_config(start: Path) -> Path | None:
    """Look for a configuration in `start` and the folders above it; the nearest one counts."""
    for folder in (start, *start.parents):
        if (folder / FILE_NAME).is_file():
            return folder / FILE_NAME
        project = folder / "pyproject.toml"
        if project.is_file() and "[tool.calque" in project.read_text(
            encoding="utf-8", errors="ignore"
        ):
            return project
    return None


def _config(table: Mapping[str, Any], path: Path) -> Config:
    values: dict[str, Any] = {"folder": path.parent}
    for key, value in table.items():
        if key not in _KEYS:
            close = get_close_matches(key, _KEYS, 1)
            hint = f"; did you mean {close[0]!r}?" if close else f"; known: {', '.join(_KEYS)}"
            raise ConfigError(f"{path}: unknown key {key!r}{hint}")
        values[key.replace("-", "_")] = _value(key, value, path)
    if values.get("fail_on", "minor") not in SEVERITIES:
        raise ConfigError(f"{path}: fail-on must be one of {', '.join(SEVERITIES)}")
    return Config(**values)


def _value(key: str, value: Any, path: Path) -> Any:
    if key in _STRINGS:
        if not isinstance(value, str):
            raise ConfigError(f"{path}: {key} must be a string, not {value!r}")
        return _string(key, value, path)
    if key == "per-file-ignores":
        if not isinstance(value, Mapping):
            raise ConfigError(f'{path}: {key} must be a table: "drafts/*" = ["NAM"]')
        return {glob: _list(f"{key}.{glob}", rules, path) for glob, rules in value.items()}
    if key == "concepts":
        if not isinstance(value, Mapping):
            raise ConfigError(f"{path}: concepts must hold tables: [concepts.kyiv]")
        return value
    items = _list(key, value, path)
    return tuple(path.parent / item for item in items) if key == "glossaries" else items


def _string(key: str, value: str, path: Path) -> Any:
    if key == "baseline":
        return path.parent / value
    if key == "fail-on":
        return value
    try:
        return language_code(value)
    except ValueError as error:
        raise ConfigError(f"{path}: {key} {error}") from None


def _list(key: str, value: Any, path: Path) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise ConfigError(f"{path}: {key} must be a list of strings, not {value!r}")
