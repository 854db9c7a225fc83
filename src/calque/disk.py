"""
What is kept on disk: there whole or not at all, whoever else is at it and whenever the power goes.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import mkdtemp
from typing import Final

# What a file or folder that is being written ends in; what a killed run left behind is of no use.
UNFINISHED: Final = ".tmp"
_AGAIN: Final = 0.01  # seconds


def write_whole(
    path: Path,
    chunks: Iterable[bytes],
    *,
    mode: int = 0o666,
    like: os.stat_result | None = None,
) -> None:
    """
    Write a file beside its place, flush it to the disk and move it into place.

    It has `mode` less the umask, or owner and mode of `like`. Raises OSError, and what `chunks`
    raises; then nothing has changed.
    """
    beside = path.with_name(f".calque-{secrets.token_hex(8)}{UNFINISHED}")
    handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(chunks)
            file.flush()
            if like:
                with suppress(PermissionError):
                    os.fchown(handle, like.st_uid, like.st_gid)
                os.fchmod(handle, stat.S_IMODE(like.st_mode))
            os.fsync(handle)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    with suppress(OSError):  # not every system can do that with the names in a folder
        flush(path.parent)


@contextmanager
def folder_whole(place: Path) -> Iterator[Path]:
    """
    Give a folder to be filled, which is moved to `place` once all is well in it.

    What another run has put there meanwhile stays. Raises OSError where the folder can't be made or
    moved; then, and whatever is raised within, nothing of it is left.
    """
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = Path(mkdtemp(UNFINISHED, f"{place.name}.", place.parent))
    try:
        yield beside
        try:
            beside.replace(place)
        except OSError:
            if not place.exists():
                raise
    finally:
        shutil.rmtree(beside, ignore_errors=True)


def flush(path: Path) -> None:
    """Let a file, or the names in a folder, outlast a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def journal_ahead(database: sqlite3.Connection, seconds: float) -> None:
    """
    Let SQLite write ahead (WAL), so that who writes keeps no reader waiting.

    While the journal changes, SQLite doesn't wait for others by itself, whatever the connection's
    timeout; this does, for so many seconds. Raises sqlite3.Error.
    """
    until = time.monotonic() + seconds
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            busy = error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY
            if not busy or time.monotonic() > until:
                raise
        time.sleep(_AGAIN)
