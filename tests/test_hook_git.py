"""The hook of git: what is staged counts, and no other hook is touched."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from tests.newsroom import CONFIG, RIGHT, SOURCE, WRONG, Newsroom, rows
from tests.patience import PATIENCE

IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "Desk"), ("EMAIL", "desk@example.org"))
}
# git runs calque with its own glossaries; those of the tests would have to be compiled each time.
PLAIN, FOREIGN, ENGLISH = 'select = ["ACR001"]\n', "The ODKB left.\n", "The CSTO left.\n"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    """A repository with a first commit and calque's hook."""
    newsroom = Newsroom(tmp_path, monkeypatch)
    for name, value in {**IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, "HOME": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("PYTHONPATH", str(SOURCE))
    newsroom.write("a.txt", RIGHT)
    git(newsroom, "init", "--quiet")
    git(newsroom, "add", "--all")
    git(newsroom, "commit", "--quiet", "--message", "First")
    assert newsroom.run("hook", "install").exit_code == 0
    return newsroom


def git(desk: Newsroom, *arguments: str, cwd: str = ".") -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", *arguments],
        cwd=desk.folder / cwd,
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=PATIENCE,
    )


def commits(desk: Newsroom) -> int:
    return int(git(desk, "rev-list", "--count", "HEAD").stdout)


def test_a_commit_with_findings_is_stopped(desk: Newsroom) -> None:
    desk.write("calque.toml", PLAIN)
    desk.write("b ä.txt", FOREIGN)
    git(desk, "add", ".")
    stopped = git(desk, "commit", "-m", "More")
    assert (stopped.returncode, commits(desk)) == (1, 1)
    said = stopped.stdout + stopped.stderr  # git sends both to standard error
    assert "b ä.txt:1:5: major ACR001" in said
    assert "1 finding (1 major) in 1 file" in said
    assert git(desk, "commit", "--no-verify", "-m", "More").returncode == 0
    desk.write("b ä.txt", ENGLISH)
    passed = git(desk, "commit", "-am", "Mended")
    assert (passed.returncode, passed.stderr) == (0, "")


def test_what_is_staged_counts_not_the_file(desk: Newsroom) -> None:
    desk.write("a.txt", WRONG)
    git(desk, "add", ".")
    desk.write("a.txt", RIGHT)
    assert desk.run("hook", "run").exit_code == 1
    git(desk, "add", ".")
    desk.write("a.txt", WRONG)
    desk.write("untracked.txt", WRONG)
    assert desk.run("hook", "run").output == ""
    (desk.folder / "a.txt").unlink()
    git(desk, "add", "a.txt")
    assert desk.run("hook", "run").exit_code == 0


def test_a_commit_of_some_files_is_seen_as_it_is(desk: Newsroom) -> None:
    desk.write("calque.toml", PLAIN)
    desk.write("b.txt", FOREIGN)
    git(desk, "add", "b.txt")
    desk.write("a.txt", ENGLISH + ENGLISH)
    assert git(desk, "commit", "-m", "Only this", "a.txt").returncode == 0
    desk.write("a.txt", FOREIGN)
    assert git(desk, "commit", "-m", "Only this", "a.txt").returncode == 1


def test_settings_and_rows_hold(desk: Newsroom) -> None:
    desk.write("calque.toml", CONFIG + '[per-file-ignores]\n"wires/*" = ["ACR"]\n')
    for name in ("wires/a.txt", "wires/r.jsonl", "desk/r.jsonl"):
        desk.write(name, rows(WRONG) if name.endswith("jsonl") else WRONG)
    desk.write("broken.txt", b"\xff")
    desk.write("code.py", WRONG)
    git(desk, "add", "--all")
    result = desk.run("hook", "run")
    assert result.exit_code == 2
    assert [line.split(": ")[0] for line in result.stdout.splitlines() if "ACR001" in line] == [
        "desk/r.jsonl:1 (r1) 1:14"
    ]
    assert "broken.txt: not UTF-8" in result.stderr
    git(desk, "rm", "--cached", "broken.txt")
    desk.write("calque.toml", 'fail-on = "critical"\n' + CONFIG)
    result = desk.run("hook", "run")
    assert result.exit_code == 0
    assert "3 findings" in result.stdout


def test_a_name_is_where_one_stands(desk: Newsroom) -> None:
    desk.write("deep/a.txt", WRONG)
    git(desk, "add", "--all")
    inside = Newsroom.__new__(Newsroom)
    inside.folder = desk.folder / "deep"
    assert inside.run("hook", "run").stdout.startswith("a.txt:1:14")


def test_a_repository_that_may_not_be_changed(
    desk: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    denied = PermissionError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(Path, "unlink", Mock(side_effect=denied))
    monkeypatch.setattr(Path, "chmod", Mock(side_effect=denied))
    for what in ("install", "uninstall"):
        result = desk.run("hook", what)
        assert result.exit_code == 2
        assert "pre-commit: cannot be changed (Permission denied)\n" in result.stderr


def test_another_hook_stays(desk: Newsroom) -> None:
    hook = desk.folder / ".git" / "hooks" / "pre-commit"
    assert os.access(hook, os.X_OK)
    assert desk.run("hook", "install").exit_code == 0  # again: it is ours
    assert desk.run("hook", "uninstall").exit_code == 0
    assert not hook.exists()
    assert desk.run("hook", "uninstall").exit_code == 0
    hook.write_text("#!/bin/sh\nexit 0\n")
    for what in ("install", "uninstall"):
        refused = desk.run("hook", what)
        assert (refused.exit_code, refused.stderr.count("\n")) == (2, 1)
    assert hook.read_text() == "#!/bin/sh\nexit 0\n"


def test_hooks_that_repositories_share_are_left_alone(desk: Newsroom, tmp_path: Path) -> None:
    git(desk, "config", "core.hooksPath", str(tmp_path / "shared"))
    refused = desk.run("hook", "install")
    assert refused.exit_code == 2
    assert "core.hooksPath" in refused.stderr
    git(desk, "config", "core.hooksPath", ".hooks")
    assert desk.run("hook", "install").exit_code == 0
    assert (desk.folder / ".hooks" / "pre-commit").exists()


def test_a_linked_worktree_has_the_hook_too(desk: Newsroom, tmp_path: Path) -> None:
    git(desk, "worktree", "add", "--quiet", str(tmp_path / "second"))
    second = Newsroom.__new__(Newsroom)
    second.folder = tmp_path / "second"
    second.write("calque.toml", PLAIN)
    assert second.run("hook", "install").exit_code == 0
    second.write("b.txt", FOREIGN)
    git(second, "add", ".")
    assert git(second, "commit", "-m", "x").returncode == 1


def test_the_hook_says_so_where_calque_is_gone(desk: Newsroom) -> None:
    hook = desk.folder / ".git" / "hooks" / "pre-commit"
    hook.write_text(hook.read_text().replace(sys.executable, "/nowhere/python"))
    desk.write("a.txt", RIGHT + "\n")
    git(desk, "add", ".")
    done = subprocess.run(
        [hook],
        check=False,
        cwd=desk.folder,
        env={"PATH": os.defpath},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1
    assert "calque: not found" in done.stderr


def test_outside_a_repository(newsroom: Newsroom) -> None:
    for what in ("install", "uninstall", "run"):
        result = newsroom.run("hook", what)
        assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
        assert "not a git repository" in result.stderr


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    return Newsroom(tmp_path, monkeypatch)
