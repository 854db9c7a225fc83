"""The command line as a program: how fast it starts, and what it loads."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.newsroom import WRONG, Newsroom

HEAVY = ["ftfy", "marisa_trie", "markdown_it", "rapidfuzz", "sentencex", "unidecode"]
HEAVY += ["torch", "transformers", "ctranslate2", "sentencepiece", "huggingface_hub"]
HEAVY += ["pygls", "tomlkit", "watchfiles"]


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def loaded(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


def test_version_is_quick(newsroom: Newsroom) -> None:
    seconds = []
    for _ in range(5):
        start = _spent()
        assert newsroom.process("--version").stdout.startswith("calque 0.")
        seconds.append(_spent() - start)
    assert min(seconds) < 0.3


def _spent() -> float:
    """What programs started from here have computed, in seconds; waiting is not counted."""
    spent = os.times()
    return spent.children_user + spent.children_system


def test_import_is_quick() -> None:
    assert not loaded("import calque").intersection(["calque.pipeline", "click", *HEAVY])
    script = "from time import process_time as t; s = t(); import calque; print(t() - s)"
    seconds = [
        float(
            subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout
        )
        for _ in range(5)
    ]
    assert min(seconds) < 0.15


@pytest.mark.parametrize(
    "command",
    ["check", "fix", "retranslate", "names", "explain", "rules", "glossary", "hook", "lsp"],
)
def test_a_command_loads_nothing_before_it_runs(command: str) -> None:
    code = f"from calque.apps.cli import main\nmain.get_command(None, {command!r})"
    modules = loaded(code)
    assert not modules.intersection(HEAVY)
    assert "calque.pipeline" not in modules
    assert "calque.detect" not in modules


def test_help_names_every_command(newsroom: Newsroom) -> None:
    out = newsroom.run("--help").stdout
    names = ("check", "fix", "names", "explain", "rules", "glossary", "hook", "lsp")
    assert all(f"\n  {name} " in out for name in names)
    assert newsroom.run("nonsense").exit_code == 2


def test_output_is_utf_8_whatever_the_locale(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", "Zürich 北京 😀 " + WRONG)
    env = {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"}
    done = newsroom.process("check", "a.txt", env=env)
    assert (done.returncode, done.stderr) == (1, "")
    assert "Zürich 北京 😀" in done.stdout
