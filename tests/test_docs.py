"""The documentation: every link leads somewhere, and the site builds without a warning."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
from pathlib import Path

import click
import pytest
from tools.links import anchors, links, relinked, resolved

from calque.apps.cli import main

ROOT = Path(__file__).parents[1]
PAGES = [
    *sorted((ROOT / "docs").rglob("*.md")),
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
    ROOT / "glossaries" / "README.md",
]
# What a page loads by itself, without a click.
_LOADED = re.compile(
    r"""<(?:script|img|iframe|source|link)\b[^>]*?\b(?:src|href)=["']?(https?:|//)"""
)
_FETCHED = re.compile(r"""@import\s|url\(["']?(?:https?:|//)""")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in links(text):
        found = resolved(str(page.relative_to(ROOT)), target)
        if found is None:
            continue
        path, anchor = ROOT / found[0], found[1]
        assert path.exists(), f"{target}: there is no {found[0]}"
        if anchor:
            assert anchor in anchors(path.read_text(encoding="utf-8")), f"{target}: no such heading"


def commands() -> list[str]:
    """Every command line of calque's that the guides show, in prose or in a block."""
    found = set()
    line = re.compile(r"^ *(?:\$ )?(calque [a-z].*?)(?:  |#| \||$)", re.MULTILINE)
    for page in PAGES:
        text = page.read_text(encoding="utf-8")
        found.update(re.findall(r"`(calque [a-z][^`\n]*)`", text))
        for block in re.findall(r"```\w*\n(.*?)```", text, re.DOTALL):
            found.update(line.findall(block))
    return sorted(found)


def test_shown_commands_and_options_exist() -> None:
    shown = commands()
    assert len(shown) > 100
    for line in shown:
        command: click.Command = main
        words = line.split()[1:]
        while isinstance(command, click.Group) and words and words[0][0] not in "-…":
            found = command.get_command(click.Context(command), words.pop(0))
            assert found, line
            command = found
        options = {name for option in command.params for name in option.opts} | {"--help"}
        asked = {word.split("=")[0] for word in words if word.startswith("--")}
        assert asked <= options, line


def test_links_are_seen() -> None:
    text = (
        "[one](a.md) `[no](b.md)`\n\n```\n[no](c.md)\n```\n\n"
        '[![two](d.png)](e.md#f) <img\nsrc="g.png"> [with `code`](h.md)'
    )
    assert list(links(text)) == ["a.md", "e.md#f", "d.png", "g.png", "h.md"]
    assert relinked("[a `b`](c.md), [d](e.md)", lambda to: None if to == "c.md" else "f") == (
        "a `b`, [d](f)"
    )


def test_anchors_are_those_of_github() -> None:
    text = "# A `b` of C's\n\n```\n# no\n```\n\n## ACR001 foreign-acronym\n\n## Twice\n\n## Twice\n"
    assert anchors(text) == {"a-b-of-cs", "acr001-foreign-acronym", "twice", "twice-1"}


def test_the_site_builds_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    if importlib.util.find_spec("material") is None:
        say = pytest.fail if os.environ.get("CI") else pytest.skip
        say("NOT TESTED: the site; pip install -e '.[docs]'")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    built = subprocess.run(
        command,
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert built.returncode == 0, built.stderr
    for page in tmp_path.rglob("*.html"):
        html = page.read_text(encoding="utf-8")
        assert not _LOADED.search(html), page
        assert not _FETCHED.search(html), page
        for place in re.findall(r'<(?:img|script)\b[^>]*? src="([^"#?]+)', html):
            there = tmp_path / place[1:] if place.startswith("/") else page.parent / place
            assert there.exists(), (page, place)
    for sheet in tmp_path.rglob("*.css"):
        assert not _FETCHED.search(sheet.read_text(encoding="utf-8")), sheet
