"""What the README shows is what the program prints."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

import calque
from calque.apps.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ calque ([^\n]+)\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("command, shown", SHOWN, ids=[command for command, _ in SHOWN])
def test_output_is_real(command: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A line `…` in the README stands for what is left out there."""
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "100")
    printed = CliRunner().invoke(main, shlex.split(command)).output
    for part in shown.split("\n…\n"):
        assert part.strip("\n") in printed


def test_the_guide_shows_real_output(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    guide = (ROOT / "docs" / "usage.md").read_text(encoding="utf-8")
    shown = re.search(r"\$ calque check draft.md\n(.*?)```", guide, re.DOTALL)
    monkeypatch.chdir(tmp_path)
    Path("draft.md").write_text(
        "# Troops go home\n\nThe first ODKB soldiers flew home from Almaty on Monday, President "
        "Kasym-Zhomart Tokajev told reporters.\n",
        encoding="utf-8",
    )
    assert shown
    assert CliRunner().invoke(main, ["check", "draft.md"]).output == shown[1]


def test_the_demo_is_shown() -> None:
    assert {command.split()[0] for command, _ in SHOWN} == {"check", "fix"}


def test_python_example() -> None:
    report = calque.fix("ODKB forces left, Tokajev said.")
    assert report.text == "CSTO forces left, Tokayev said."
    assert report.findings[0].message == "ODKB is Finnish or Russian; English says CSTO"
    assert report.source_language.best in ("fi", "und")
    assert report.signature.startswith("calque:0.1.0|rules:")
