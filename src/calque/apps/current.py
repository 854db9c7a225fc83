"""
Checkers that keep up with their configuration and glossaries, for what runs all day.
"""

from __future__ import annotations

from pathlib import Path

from calque.config import Config, find_config, load_config
from calque.errors import ConfigError
from calque.glossary.load import files
from calque.pipeline import Checker

_Stamps = tuple[tuple[str, int, int, int], ...]  # path, number, time (ns) and size of each file


class Current:
    """
    The checker of one configuration file, None for no configuration.

    While it or a glossary is at fault, `fault` says so and the last good checker serves on, at
    first one without a configuration.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.fault = ""
        self._checker: Checker | None = None
        self._config = Config()  # as last read, whether or not it made a checker
        self._stamps: _Stamps = ()

    def changed(self) -> bool:
        """Whether `checker` would make a new one."""
        return self._checker is None or (*self._own(), *self._named()) != self._stamps

    def checker(self) -> Checker:
        """The checker as of now."""
        if self.changed():
            own = self._own()  # all stamps before reading: what changes meanwhile is news again
            self._stamps = (*own, *self._named())
            try:
                self._config = load_config(self.path) if self.path else Config()
                self._stamps = (*own, *self._named())
                self._checker = Checker(self._config)
                self.fault = ""
            except ConfigError as error:
                self.fault = str(error)
                self._checker = self._checker or Checker()
        assert self._checker
        return self._checker

    def _own(self) -> _Stamps:
        return (_stamp(self.path),) if self.path else ()

    def _named(self) -> _Stamps:
        """Of what the configuration names."""
        read = [self._config.baseline] if self._config.baseline else []
        for layer in self._config.glossaries:
            try:
                read += files(layer)
            except ConfigError:  # gone, for now
                read.append(layer)
        return tuple(map(_stamp, read))


class Desks:
    """The checkers for the texts of all folders; those under one configuration share one."""

    def __init__(self) -> None:
        self._desks: dict[Path | None, Current] = {}

    def at(self, folder: Path) -> Current:
        """The one for a folder: its nearest configuration counts, each time anew."""
        path = find_config(folder)
        return self._desks.setdefault(path, Current(path))


def _stamp(path: Path) -> tuple[str, int, int, int]:
    try:
        stat = path.stat()
    except OSError:
        return str(path), 0, 0, 0
    return str(path), stat.st_ino, stat.st_mtime_ns, stat.st_size
