"""What is kept on disk: whole or not at all, beside others who are at it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Timer

import pytest

from calque.disk import folder_whole, journal_ahead, write_whole


def test_all_is_written_or_nothing(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def broken() -> Iterator[bytes]:
        yield b"half"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        write_whole(path, broken())
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.txt", b"old")]
    write_whole(path, [b"a", b"b"])
    assert [(one.name, one.read_bytes()) for one in tmp_path.iterdir()] == [("a.txt", b"ab")]


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    place = tmp_path / "in" / "made"
    with pytest.raises(FileNotFoundError), folder_whole(place) as making:
        making.joinpath("no", "such").touch()
    assert not list(place.parent.iterdir())
    with folder_whole(place) as making, folder_whole(place) as quicker:
        (making / "slow").touch()
        (quicker / "quick").touch()
        assert not place.exists()
    assert [path.name for path in place.parent.iterdir()] == ["made"]
    assert [path.name for path in place.iterdir()] == ["quick"]


def test_modes_are_as_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_whole(path, [b""], mode=0o600)
    assert path.stat().st_mode & 0o777 == 0o600
    path.chmod(0o640)
    write_whole(path, [b"new"], like=path.stat())
    assert path.stat().st_mode & 0o777 == 0o640


def test_a_journal_waits_for_who_is_at_the_database(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with (
        closing(sqlite3.connect(path, check_same_thread=False)) as other,
        closing(sqlite3.connect(path, timeout=0)) as ours,
    ):
        other.execute("CREATE TABLE a (b)")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            journal_ahead(ours, 0)
        done = Timer(0.1, other.rollback)
        done.start()
        journal_ahead(ours, 60)
        done.join()
        assert ours.execute("PRAGMA journal_mode").fetchone() == ("wal",)
