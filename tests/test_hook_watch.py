"""A folder of drafts: what is saved is looked at, once, and mended where that is wanted."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from calque.apps.current import Current
from calque.apps.hook.watch import Drafts
from calque.config import Config, load_config
from calque.disk import write_whole
from calque.errors import InputError
from calque.pipeline import Checker
from tests.newsroom import CONFIG, RIGHT, SOURCE, WRONG, Newsroom
from tests.patience import PATIENCE


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


class Screen:
    """The lines that a program prints, as they come."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self._lines: Queue[str] = Queue()
        Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, wanted: str, seconds: float = PATIENCE) -> list[str]:
        """The lines up to one with `wanted`."""
        lines = []
        while True:
            try:
                lines.append(self._lines.get(timeout=seconds))
            except Empty:
                pytest.fail(f"{wanted!r} did not come; what did: {lines}")
            if wanted in lines[-1]:
                return lines


def save(path: Path, text: str) -> None:
    """Save as editors do: nobody sees half of it, however busy the machine."""
    write_whole(path, [text.encode()])


@contextmanager
def watching(folder: Path, *arguments: str, name: str = ".") -> Iterator[Screen]:
    process = subprocess.Popen(
        [sys.executable, "-m", "calque", "hook", "watch", name, *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )
    try:
        screen = Screen(process)
        screen.until("Ctrl-C ends")
        yield screen
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(PATIENCE)


def test_what_is_saved_is_looked_at(tmp_path: Path) -> None:
    (tmp_path / "calque.toml").write_text('select = ["ACR001"]\n')
    with watching(tmp_path) as screen:
        save(tmp_path / "notes.log", "The ODKB left.")
        save(tmp_path / ".hidden.txt", "The ODKB left.")
        save(tmp_path / "a.txt", "The ODKB left.")
        seen = screen.until("1 finding")
        assert seen[0].startswith("a.txt:1:5: major ACR001")
        (tmp_path / "deep").mkdir()
        save(tmp_path / "deep" / "b.md", "The CSTO left.")
        assert screen.until("No findings") == ["No findings in 1 file."]
        (tmp_path / "b.txt").write_bytes(b"\xff")
        assert "b.txt: not UTF-8" in screen.until("calque: error")[-1]
    assert screen.process.returncode == 0


def test_safe_fixes_are_made_where_that_is_wanted(tmp_path: Path) -> None:
    (tmp_path / "calque.toml").write_text('select = ["ACR001"]\n')
    (tmp_path / "drafts").mkdir()
    (tmp_path / "link").symlink_to("drafts")
    with watching(tmp_path, "--fix", name="link") as screen:
        save(tmp_path / "drafts" / "a.txt", "The ODKB left.\n")
        assert screen.until("No findings") == ["link/a.txt: mended 1", "No findings in 1 file."]
        assert (tmp_path / "link" / "a.txt").read_text() == "The CSTO left.\n"
        save(tmp_path / "drafts" / "b.txt", "Nobody left.\n")
        # Calque's own writing was no news.
        assert screen.until("No findings") == ["No findings in 1 file."]


def test_a_text_saved_unchanged_is_no_news(newsroom: Newsroom) -> None:
    path = newsroom.write("a.txt", WRONG)
    drafts = Drafts(newsroom.folder, mends=False)
    first = drafts.looked_at(path, pytest.fail)
    assert first
    assert (len(first.report.findings), first.mended) == (1, 0)
    assert drafts.looked_at(path, pytest.fail) is None
    newsroom.write("a.txt", RIGHT)
    again = drafts.looked_at(path, pytest.fail)
    assert again
    assert not again.report.findings


def test_what_was_saved_meanwhile_is_not_written_over(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = newsroom.write("a.txt", WRONG)
    fix = Checker.fix

    def saved_meanwhile(*given: Any) -> Any:
        newsroom.write("a.txt", WRONG + "One more line.\n")
        return fix(*given)

    drafts = Drafts(newsroom.folder, mends=True)
    with monkeypatch.context() as patch:
        patch.setattr(Checker, "fix", saved_meanwhile)
        assert drafts.looked_at(path, pytest.fail) is None
    assert newsroom.read("a.txt") == WRONG + "One more line.\n"
    assert drafts.looked_at(path, pytest.fail)
    assert newsroom.read("a.txt") == RIGHT + "One more line.\n"


def test_the_configuration_is_read_again(newsroom: Newsroom) -> None:
    drafts = Drafts(newsroom.folder, mends=False)
    faults: list[str] = []

    def found(text: str) -> int:
        look = drafts.looked_at(newsroom.write("a.txt", text), faults.append)
        assert look
        return len(look.report.findings)

    assert found(WRONG) == 1
    newsroom.write("calque.toml", 'ignore = ["ACR"]\n' + CONFIG.replace("ACR001", "NAM"))
    assert found(WRONG + "\n") == 0
    newsroom.write("calque.toml", "selct = []\n")
    assert found(WRONG + "\n\n") == 0  # the last good one serves on
    assert ["did you mean 'select'" in fault for fault in faults] == [True]
    newsroom.write("calque.toml", CONFIG)
    newsroom.write("house.toml", "[broken\n")
    assert found(WRONG) == 0
    assert "house.toml" in faults[-1]
    newsroom.write("house.toml", '[pact]\nkind = "term"\nref = "x"\nen = { avoid = ["Ships"] }\n')
    newsroom.write("calque.toml", CONFIG.replace("ACR001", "ACR007"))
    assert found(WRONG + "\n") == 1
    assert len(faults) == 2


def test_a_configuration_that_changes_while_it_is_read_is_read_again(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    def meanwhile(path: Path) -> Config:
        made = load_config(path)
        newsroom.write("calque.toml", CONFIG.replace("ACR001", "NAM001"))
        return made

    current = Current(newsroom.folder / "calque.toml")
    with monkeypatch.context() as patch:
        patch.setattr("calque.apps.current.load_config", meanwhile)
        assert current.checker().config.select == ("ACR001",)
    assert current.changed()
    assert current.checker().config.select == ("NAM001",)
    assert not current.changed()


def test_a_folder_that_is_none(newsroom: Newsroom) -> None:
    with pytest.raises(InputError, match="no such folder"):
        Drafts(newsroom.folder / "none", mends=False)
    result = newsroom.run("hook", "watch", "none")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
