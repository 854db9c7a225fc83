"""
A checker that keeps up with its configuration and glossaries, for what runs all day.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from calque.config import Config, find_config, load_config
from calque.errors import ConfigError
from calque.glossary.load import files
from calque.pipeline import Checker

_Stamps = tuple[tuple[str, int, int], ...]  # path, time (ns) and size of each file
_NOTHING: Final[_Stamps] = ((" ", 0, 0),)


class Current:
    """
    The checker for the texts of a folder.

    The nearest `calque.toml` counts, each time anew. While it or a glossary is at fault, `fault`
    says so and the last good checker serves on, at first one without a configuration.
    """

    def __init__(self, folder: Path) -> None:
        self.fault = ""
        self._folder = folder
        self._checker: Checker | None = None
        self._config = Config()  # as last read, whether or not it made a checker
        self._stamps = _NOTHING

    def changed(self) -> bool:
        """Whether `checker` would make a new one."""
        return self._now()[1] != self._stamps

    def checker(self) -> Checker:
        """The checker as of now."""
        path, stamps = self._now()
        if self._checker is None or stamps != self._stamps:
            self._stamps = stamps
            try:
                self._config = load_config(path) if path else Config()
                self._stamps = self._now()[1]  # with the glossaries that it names
                self._checker = Checker(self._config)
                self.fault = ""
            except ConfigError as error:
                self.fault = str(error)
                self._checker = self._checker or Checker()
        return self._checker

    def _now(self) -> tuple[Path | None, _Stamps]:
        path = find_config(self._folder)
        read = [path] if path else []
        read += [self._config.baseline] if self._config.baseline else []
        for layer in self._config.glossaries:
            try:
                read += files(layer)
            except ConfigError:  # gone, for now
                read.append(layer)
        return path, tuple(map(_stamp, read))


def _stamp(path: Path) -> tuple[str, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, 0
    return str(path), stat.st_mtime_ns, stat.st_size
