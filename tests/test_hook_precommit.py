"""The hooks for the pre-commit framework and the step for GitHub's workflows, really run."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from calque.formats import FORMATS
from tests.newsroom import SOURCE
from tests.patience import PATIENCE
from tests.test_hook_git import IDENTITY

ROOT = Path(__file__).parents[1]
HOOKS = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
ACTION = yaml.safe_load((ROOT / "action.yml").read_text(encoding="utf-8"))
FOREIGN, ENGLISH = "The ODKB left.\n", "The CSTO left.\n"
# What an installation is made from.
PARTS = (
    *(".pre-commit-hooks.yaml", "pyproject.toml", "README.md", "LICENSE"),
    *("src", "glossaries", "tests/cases", "docs/rules.md"),
)


def run(folder: Path, *command: str, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=folder,
        env={**os.environ, **IDENTITY, "GIT_CONFIG_GLOBAL": os.devnull, **env},
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=3 * PATIENCE,  # an environment is made from what pip fetches
    )


def repository(folder: Path) -> str:
    """Commit everything in a folder; return the commit."""
    for arguments in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "x", "--no-verify")):
        assert run(folder, "git", *arguments).returncode == 0
    return run(folder, "git", "rev-parse", "HEAD").stdout.strip()


def test_the_hooks_take_all_formats() -> None:
    for hook in HOOKS:
        named = [f"desk/a{suffix}" for suffix in FORMATS]
        assert all(re.search(hook["files"], name) for name in named)
        assert not re.search(hook["files"], "desk/a.py")
    assert [hook["id"] for hook in HOOKS] == ["calque-check", "calque-fix"]


def test_pre_commit_installs_and_runs_them(tmp_path: Path) -> None:
    """From a clone, as everybody's pre-commit does; the packages come from where pip gets them."""
    calque, desk = tmp_path / "calque", tmp_path / "desk"
    for part in PARTS:
        (calque / part).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / part).is_dir():
            shutil.copytree(
                ROOT / part, calque / part, ignore=shutil.ignore_patterns("__pycache__")
            )
        else:
            shutil.copy(ROOT / part, calque / part)
    revision = repository(calque)
    desk.mkdir()
    (desk / ".pre-commit-config.yaml").write_text(
        f"repos: [{{repo: '{calque}', rev: {revision}, "
        "hooks: [{id: calque-check, args: [--fail-on, major]}, {id: calque-fix}]}]\n"
    )
    (desk / "a.txt").write_text(FOREIGN)
    (desk / "code.py").write_text(FOREIGN)
    repository(desk)
    pre_commit = (sys.executable, "-m", "pre_commit", "run", "--all-files")
    env = {"PRE_COMMIT_HOME": str(tmp_path / "home"), "PYTHONPATH": ""}
    first = run(desk, *pre_commit, **env)
    assert first.returncode == 1, first.stdout + first.stderr
    assert "a.txt:1:5: major ACR001" in first.stdout
    assert "code.py" not in first.stdout
    assert "files were modified by this hook" in first.stdout
    assert (desk / "a.txt").read_text() == ENGLISH
    second = run(desk, *pre_commit, **env)
    assert second.returncode == 0, second.stdout + second.stderr


def test_the_action_is_one() -> None:
    """Against the schema that SchemaStore publishes, as it comes with check-jsonschema."""
    check = ("--builtin-schema", "vendor.github-actions", str(ROOT / "action.yml"))
    done = run(ROOT, sys.executable, "-m", "check_jsonschema", *check)
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_input_of_the_action_is_pasted_into_a_script() -> None:
    """They come by the environment: what somebody writes there is never run."""
    assert not [step["run"] for step in ACTION["runs"]["steps"] if "${{" in step.get("run", "")]


def steps(folder: Path, **inputs: str) -> tuple[int, dict[str, str], str]:
    """Run the action's scripts after the installation; its exit, outputs and log."""
    given = {name: str(spec["default"]) for name, spec in ACTION["inputs"].items()} | inputs
    outputs: dict[str, str] = {}
    said = ""
    binaries = folder.parent / "bin"
    binaries.mkdir(exist_ok=True)
    calque = binaries / "calque"
    calque.write_text(f'#!/bin/sh\nexec {sys.executable} -m calque "$@"\n')
    calque.chmod(0o755)
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or step["name"].startswith("Install"):
            continue
        written = folder.parent / "output"
        written.write_text("")
        done = run(
            folder,
            *("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]),
            PATH=f"{binaries}{os.pathsep}{os.environ['PATH']}",
            PYTHONPATH=str(SOURCE),
            RUNNER_TEMP=str(folder.parent),
            GITHUB_OUTPUT=str(written),
            **{name: _filled(value, given, outputs) for name, value in step["env"].items()},
        )
        said += done.stdout + done.stderr
        outputs |= dict(line.split("=", 1) for line in written.read_text().splitlines())
        if done.returncode:
            return done.returncode, outputs, said
    return 0, outputs, said


def _filled(value: str, inputs: dict[str, str], outputs: dict[str, str]) -> str:
    kind, name = re.fullmatch(
        r"\$\{\{ (inputs|steps\.check\.outputs)\.([\w-]+) \}\}", value
    ).groups()  # type: ignore[union-attr]
    return inputs[name] if kind == "inputs" else outputs[name]


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    folder = tmp_path / "desk"
    folder.mkdir()
    (folder / "calque.toml").write_text('select = ["ACR001"]\n')
    return folder


def sarif(outputs: dict[str, str]) -> list[dict[str, Any]]:
    log = json.loads(Path(outputs["sarif"]).read_text(encoding="utf-8"))
    results: list[dict[str, Any]] = log["runs"][0]["results"]
    return results


def test_the_action_fails_by_severity(desk: Path) -> None:
    (desk / "a b.txt").write_text(FOREIGN)
    (desk / "c.txt").write_text(FOREIGN)
    status, outputs, said = steps(desk)
    assert (status, outputs["status"], len(sarif(outputs))) == (1, "1", 2)
    assert "ODKB is Finnish or Russian" in said
    status, outputs, _ = steps(desk, **{"fail-on": "critical", "paths": "a b.txt\n"})
    assert (status, outputs["status"], len(sarif(outputs))) == (0, "0", 1)
    status, outputs, _ = steps(desk, arguments="--select\nNAM", paths="c.txt\n\na b.txt")
    assert (status, len(sarif(outputs))) == (0, 0)


def test_the_action_fails_where_a_setting_is_at_fault(desk: Path) -> None:
    (desk / "a.txt").write_text(ENGLISH)
    (desk / "calque.toml").write_text("selct = []\n")
    status, outputs, said = steps(desk, paths="-o")
    assert (status, outputs) == (2, {"status": "2"})
    assert "did you mean 'select'" in said or "no such file" in said
