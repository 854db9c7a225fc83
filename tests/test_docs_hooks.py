"""What the guides to hooks and editors say to write into a file is what is read there."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
import yaml

DOCS = Path(__file__).parents[1] / "docs"


def blocks(page: str, language: str) -> list[str]:
    text = (DOCS / page).read_text(encoding="utf-8")
    return re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)


def test_the_settings_of_editors() -> None:
    (settings,) = map(json.loads, blocks("editors.md", "json"))
    assert settings["glspc.server.command"] == "calque"
    (helix,) = map(tomllib.loads, blocks("editors.md", "toml"))
    assert helix["language-server"]["calque"] == {"command": "calque", "args": ["lsp"]}
    assert all(language["language-servers"][-1] == "calque" for language in helix["language"])
    (lua,) = blocks("editors.md", "lua")
    assert "cmd = { 'calque', 'lsp' }" in lua
    (elisp,) = blocks("editors.md", "elisp")
    assert elisp.count("(") == elisp.count(")")


@pytest.mark.parametrize(
    "number, command",
    [
        (0, ("pre_commit", "validate-config")),
        (1, ("check_jsonschema", "--builtin-schema", "vendor.github-workflows")),
    ],
)
def test_the_files_of_hooks(tmp_path: Path, number: int, command: tuple[str, ...]) -> None:
    path = tmp_path / "config.yaml"
    path.write_text(blocks("hooks.md", "yaml")[number])
    done = subprocess.run(
        [sys.executable, "-m", *command, str(path)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_has_the_inputs_that_are_told() -> None:
    action = yaml.safe_load((DOCS.parent / "action.yml").read_text(encoding="utf-8"))
    told = re.findall(r"^\| `([a-z-]+)` \|", (DOCS / "hooks.md").read_text("utf-8"), re.MULTILINE)
    assert set(action["inputs"]) < set(told)
