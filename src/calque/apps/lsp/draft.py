"""
A text that is open in an editor, and what was last seen in it.
"""

from __future__ import annotations

import asyncio
from copy import copy
from dataclasses import dataclass, field
from pathlib import Path, PurePath
from typing import Final, NamedTuple
from urllib.parse import unquote, urlsplit

from pygls.uris import to_fs_path

from calque.apps.current import Current
from calque.apps.lsp.positions import Text
from calque.document import Document
from calque.errors import InputError
from calque.formats import FORMATS
from calque.pipeline import Checker
from calque.report import Report

# What editors call the formats; a name that calque knows by its suffix wins.
_LANGUAGES: Final = {"markdown": "markdown", "html": "html", "mhtml": "html", "xhtml": "html"}


class Look(NamedTuple):
    """
    What came of looking at a version of a text.

    `failed` are rules that crashed on it and were left out of `checker`; `fault` is what is wrong
    with the configuration or a glossary, `config` the file that counted, if there is one.
    """

    version: int
    text: Text
    report: Report
    failed: tuple[str, ...]
    fault: str
    config: Path | None
    checker: Checker


@dataclass(slots=True)
class Draft:
    """
    An open text; `task` looks at it until it has seen the latest version.

    `config` is the configuration that counted last.
    """

    uri: str
    language: str
    version: int
    text: Text
    look: Look | None = None
    seconds: float = 0.0  # that looking took last
    stale: bool = True  # whether it has to be looked at
    config: Path | None = None
    task: asyncio.Task[None] | None = field(default=None, repr=False)

    @property
    def path(self) -> Path | None:
        """The file; None where there is none yet."""
        path = to_fs_path(self.uri) if self.uri.startswith("file:") else None
        return Path(path) if path else None

    def folder(self, root: Path) -> Path:
        """Whose configuration counts: the file's folder, else the workspace's."""
        return self.path.parent if self.path else root

    def name(self) -> str:
        """What it is called, which tells the format by its suffix."""
        return str(self.path or PurePath(unquote(urlsplit(self.uri).path)).name)

    def read(self, checker: Checker, text: str) -> Document:
        """The text as a document. Raises InputError where its format can't be read."""
        name = self.name()
        suffix = PurePath(name).suffix.lower()
        known = suffix in FORMATS and suffix != ".docx"
        format = None if known else _LANGUAGES.get(self.language, "text")
        meta = {"path": name} if self.path else {}
        return checker.read(text, name, format=format, meta=meta)

    def look_at(self, version: int, text: Text, desk: Current) -> Look:
        """
        Look at a version of the text; in a lane.

        Raises InputError where its format can't be read.
        """
        checker, self.config = desk.checker(), desk.path
        failed: list[str] = []
        while True:
            try:
                report = checker.check(self.read(checker, text.text))
                return Look(version, text, report, tuple(failed), desk.fault, desk.path, checker)
            except InputError:
                raise
            except Exception as error:
                culprit = _culprit(error)
                if not culprit or culprit in failed:
                    raise
                failed.append(culprit)
                checker = _without(checker, failed)


def _without(checker: Checker, rules: list[str]) -> Checker:
    """A checker that shares everything with another but some rules."""
    other = copy(checker)
    other.rules = tuple(loaded for loaded in checker.rules if loaded.rule.id not in rules)
    return other


def _culprit(error: Exception) -> str:
    """The id of the rule in which an exception came up; empty where that was elsewhere."""
    found, frame = "", error.__traceback__
    while frame:
        rule = frame.tb_frame.f_globals.get("RULE")
        found = rule.id if rule and not found else found
        frame = frame.tb_next
    return found
