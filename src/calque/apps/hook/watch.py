"""
A folder of drafts, each looked at when it is saved.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from calque.apps.current import Desks
from calque.errors import ConfigError, InputError, missing
from calque.formats import FORMATS

if TYPE_CHECKING:
    from calque.document import Document
    from calque.formats.docx import Docx
    from calque.formats.files import Source
    from calque.pipeline import Checker
    from calque.report import Report

_DELAY: Final = 200  # ms that a file must be left alone; editors save in several steps
_TICK: Final = 500  # ms


class Look(NamedTuple):
    """What there is to say of a text, after so many fixes were made in it."""

    report: Report
    mended: int = 0


class Drafts:
    """
    The texts of a folder.

    With `mends` safe fixes are made in the file itself. Raises InputError where there is no such
    folder, and ConfigError where watchfiles, which watches it, is not installed.
    """

    def __init__(self, folder: Path, *, mends: bool) -> None:
        try:
            from watchfiles import watch
        except ImportError:
            raise ConfigError(missing("watchfiles", "editor")) from None
        if not folder.is_dir():
            raise InputError(f"{folder}: no such folder; check the path")
        self._watch = watch
        self._folder = folder
        self._root = folder.resolve()
        self._mends = mends
        self._desks = Desks()
        # What each file held when it was last looked at: saving it unchanged is no news.
        self._seen: dict[Path, str] = {}

    def saved(self) -> Iterator[list[Path]]:
        """Yield the texts that were saved; at first none, once the folder is watched."""
        changes = self._watch(
            self._root,
            watch_filter=lambda _, path: not self._is_hidden(Path(path)),
            step=_DELAY,
            rust_timeout=_TICK,
            yield_on_timeout=True,
        )
        for changed in changes:
            paths = {file for _, path in changed for file in self._texts(Path(path))}
            yield sorted(self._folder / path.relative_to(self._root) for path in paths)

    def looked_at(self, path: Path, warn: Callable[[str], None]) -> Look | None:
        """
        Look at a text, mended where that is wanted; None where it is as it was, or has changed
        before it could be mended.

        Raises CalqueError where it can't be read or written.
        """
        from calque.finding import Safety
        from calque.formats.files import write_bytes

        desk = self._desks.at(self._root)
        checker = desk.checker()
        if desk.fault:
            warn(desk.fault)
        written = _opened(path)
        if self._seen.get(path) == written.text:
            return None
        self._seen[path] = written.text
        report = checker.check(self._document(checker, path, written.text))
        if not self._mends:
            return Look(report)
        mended = checker.fix(report.document, Safety.SAFE)
        if not mended.applied:
            return Look(report)
        if _opened(path).text != written.text:  # saved again meanwhile: that is still to come
            return None
        write_bytes(path, written.mended(mended.text, mended.applied))
        self._seen[path] = mended.text
        report = checker.check(self._document(checker, path, mended.text))
        return Look(report, mended.mended)

    @staticmethod
    def _document(checker: Checker, path: Path, text: str) -> Document:
        return checker.read(text, str(path), meta={"path": str(path)})

    def _texts(self, path: Path) -> Iterator[Path]:
        """The file, or what a new folder has in it: that came before the folder was watched."""
        for file in path.rglob("*") if path.is_dir() else [path]:
            if file.suffix.lower() in FORMATS and file.is_file() and not self._is_hidden(file):
                yield file

    def _is_hidden(self, path: Path) -> bool:
        return any(part.startswith(".") for part in path.relative_to(self._root).parts)


def _opened(path: Path) -> Source | Docx:
    from calque.formats.docx import open_docx
    from calque.formats.files import read_text

    return open_docx(path) if path.suffix.lower() == ".docx" else read_text(path)
