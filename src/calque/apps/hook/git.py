"""
What git is asked: what is staged, where hooks go; and our hook there.

git names the index and the repository to a hook by its environment, which reaches the git that is
asked here too. So `git commit -a` and `git commit FILE`, which make an index of their own, are seen
as they are.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING, Final, NamedTuple

from calque.errors import InputError, OutputError
from calque.formats import FORMATS
from calque.formats.files import decode, write_text
from calque.formats.rows import ROW_SUFFIXES

if TYPE_CHECKING:
    from calque.document import Document
    from calque.formats.row import BadRow
    from calque.pipeline import Checker

_SUFFIXES: Final = (*FORMATS, *ROW_SUFFIXES)
_FILE_MODES: Final = ("100644", "100755")  # no links, no repositories inside the repository
_MARK: Final = "# Made by calque hook install; calque hook uninstall removes it."
_SCRIPT: Final = f"""#!/bin/sh
{_MARK}
python={{python}}
if [ -x "$python" ]; then
    exec "$python" -m calque hook run
elif command -v calque > /dev/null; then
    exec calque hook run
fi
echo "calque: not found; install it again, or remove $0" >&2
exit 1
"""


class Staged(NamedTuple):
    """A text that is to be committed: its path from the current folder, and the content's id."""

    path: str
    blob: str

    def data(self) -> bytes:
        """The content as it will be committed, whatever the file has become since."""
        return _git("cat-file", "blob", self.blob)


def staged() -> list[Staged]:
    """
    The texts that the next commit adds or changes, in order.

    Raises InputError outside a repository.
    """
    top = os.fsdecode(_git("rev-parse", "--show-toplevel")).rstrip("\n")
    raw = _git("diff", "--cached", "--raw", "-z", "--no-abbrev", "--no-renames", "--diff-filter=d")
    parts = os.fsdecode(raw).split("\0")
    found = []
    for about, path in zip(parts[::2], parts[1::2], strict=False):
        _, mode, _, blob, _ = about.split(" ")
        if mode in _FILE_MODES and Path(path).suffix.lower() in _SUFFIXES:
            found.append(Staged(os.path.relpath(Path(top, path)), blob))
    return found


def documents(file: Staged, checker: Checker) -> Iterator[tuple[Document, int | None] | BadRow]:
    """
    Yield the documents in a staged text, each with its line where it is a row.

    Raises InputError where it can't be read.
    """
    from calque.formats.docx import Docx
    from calque.formats.row import BadRow, Row
    from calque.formats.rows import read_rows

    config = checker.config
    suffix = Path(file.path).suffix.lower()
    if suffix in ROW_SUFFIXES:
        stream = BytesIO(file.data())
        for row in read_rows(file.path, None, config.lang, config.source_lang, stream):
            if isinstance(row, BadRow):
                yield row
            elif isinstance(row, Row):
                yield replace(row.document, meta={"path": file.path}), row.line
        return
    read = Docx if suffix == ".docx" else decode
    text = read(file.data(), file.path).text
    yield checker.read(text, file.path, meta={"path": file.path}), None


def install() -> Path:
    """
    Write the hook; return where.

    Raises OutputError where there is one that is not ours, or where other repositories share it.
    """
    path = _place()
    if path.exists() and not _is_ours(path):
        raise OutputError(f"{path}: there is a hook already; call calque hook run from it")
    with _changing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_text(path, [_SCRIPT.format(python=quote(sys.executable))])
        path.chmod(path.stat().st_mode | 0o111)
    return path


def uninstall() -> Path | None:
    """Remove our hook; None where there is none. Raises OutputError where it is not ours."""
    path = _place()
    if not path.exists():
        return None
    if not _is_ours(path):
        raise OutputError(f"{path}: not calque's; nothing was removed")
    with _changing(path):
        path.unlink()
    return path


@contextmanager
def _changing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OutputError(f"{path}: cannot be changed ({error.strerror})") from error


def _place() -> Path:
    """Where git looks for the hook. Raises OutputError where that is outside the repository."""
    asked = ("--git-path", "hooks/pre-commit", "--git-common-dir", "--show-toplevel")
    answers = os.fsdecode(_git("rev-parse", *asked)).rstrip("\n").split("\n")
    path, common, top = (Path(os.path.realpath(answer)) for answer in answers)
    if not path.is_relative_to(common) and not path.is_relative_to(top):
        raise OutputError(
            f"{path.parent}: core.hooksPath, which other repositories share; "
            "call calque hook run from the hook there"
        )
    return path


def _is_ours(path: Path) -> bool:
    return _MARK in path.read_text(encoding="utf-8", errors="replace")


def _git(*arguments: str) -> bytes:
    """Ask git. Raises InputError with its answer where it has none."""
    try:
        done = subprocess.run(["git", *arguments], capture_output=True, check=True)
    except FileNotFoundError:
        raise InputError("git: not found; install it") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        raise InputError(f"git: {said}") from None
    return done.stdout
