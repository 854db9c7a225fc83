"""
What was translated before, kept in the user's cache folder.

A rendering is found again by the model's revision, what of the engine makes results differ, and the
sentence. Several processes may use it at once: SQLite in WAL mode locks for us, and whoever can't
get at it in time goes on without. A file that is no good is put aside.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from calque.disk import journal_ahead
from calque.glossary.cache import folder

_FILE: Final = "renderings.sqlite"
_WAIT: Final = 5.0  # seconds for another process to be done
_DAY: Final = 86_400
_DAYS_KEPT: Final = 90
# SQLite takes so many values in a query, and more in newer versions only.
_AT_ONCE: Final = 500
_TABLE: Final = (
    "CREATE TABLE IF NOT EXISTS rendering"
    " (key BLOB PRIMARY KEY, text TEXT NOT NULL, made INTEGER NOT NULL) WITHOUT ROWID"
)


class Memory:
    """The renderings of one model run in one way; `scope` names both."""

    def __init__(self, scope: str, path: Path | None = None) -> None:
        self._scope = scope.encode()
        self._path = path or folder() / _FILE
        self._database = self._opened()

    def find(self, sentences: Sequence[str]) -> dict[str, str]:
        """Return the renderings of those sentences that have one."""
        keys = {self._key(sentence): sentence for sentence in sentences}
        found: dict[str, str] = {}
        wanted = list(keys)
        try:
            for start in range(0, len(wanted) if self._database else 0, _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = self._run(f"SELECT key, text FROM rendering WHERE key IN ({marks})", some)
                found.update((keys[key], text) for key, text in rows)
        except sqlite3.Error:
            self._give_up()
        return found

    def keep(self, renderings: Mapping[str, str]) -> None:
        """Keep the renderings of sentences."""
        today = int(time.time() / _DAY)
        rows = [(self._key(sentence), text, today) for sentence, text in renderings.items()]
        if self._database and rows:
            try:
                with self._database:
                    self._database.executemany(
                        "INSERT OR REPLACE INTO rendering VALUES (?, ?, ?)", rows
                    )
            except sqlite3.Error:
                self._give_up()

    def close(self) -> None:
        """Let go of the file."""
        if self._database:
            self._database.close()
        self._database = None

    def _key(self, sentence: str) -> bytes:
        return sha256(self._scope + b"\0" + sentence.encode("utf-8", "surrogatepass")).digest()[:16]

    def _run(self, query: str, values: Iterable[object]) -> list[tuple[bytes, str]]:
        assert self._database
        return self._database.execute(query, tuple(values)).fetchall()

    def _opened(self) -> sqlite3.Connection | None:
        try:
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            return self._connected()
        except (OSError, sqlite3.OperationalError):
            return None
        except sqlite3.DatabaseError:  # something else than a database
            with suppress(OSError, sqlite3.Error):
                self._path.unlink()
                return self._connected()
            return None

    def _connected(self) -> sqlite3.Connection:
        database = sqlite3.connect(self._path, timeout=_WAIT)
        try:
            journal_ahead(database, _WAIT)
            database.execute("PRAGMA synchronous = NORMAL")
            with database:
                database.execute(_TABLE)
                oldest = int(time.time() / _DAY) - _DAYS_KEPT
                database.execute("DELETE FROM rendering WHERE made < ?", (oldest,))
        except sqlite3.Error:
            database.close()
            raise
        return database

    def _give_up(self) -> None:
        with suppress(sqlite3.Error):
            self.close()
        self._database = None
