"""Ray with a GPU: the actor has it for its model, and says what a CPU says."""

from __future__ import annotations

import json
import subprocess
import sys
from importlib.util import find_spec
from itertools import product
from os import environ, pathsep
from pathlib import Path

import pytest

from tests.marian.sentences import ENGLISH_TOWNS, PEOPLE, TOWNS
from tests.newsroom import SOURCE


@pytest.fixture(scope="module", autouse=True)
def _gpu() -> None:
    if find_spec("ray") is None:
        pytest.skip("NOT TESTED: Ray is not installed; pip install -e '.[test]'")
    if find_spec("torch"):
        import torch

        if torch.cuda.is_available():
            return
    pytest.skip("NOT TESTED: no GPU that torch can use (torch.cuda) is here")


def test_an_actor_translates_on_its_gpu(trained: Path, tmp_path: Path) -> None:
    said = []
    with (tmp_path / "news.jsonl").open("w", encoding="utf-8") as file:
        for name, (town, inside, _) in product(PEOPLE, TOWNS):
            english = ENGLISH_TOWNS.get(town, town)
            row = {"text": f"{name} lives in {english}.", "source": f"{name} ei asu {inside}."}
            file.write(json.dumps({**row, "source_lang": "fi"}) + "\n")
            said.append(f"{name} does not live in {english}.")
    made = {}
    for folder, options in {
        "there": ("--engine", "ray", "--device", "cuda"),
        "here": ("--workers", "1", "--device", "cpu"),
    }.items():
        model = ("--model", str(trained), "--model-engine", "transformers")
        command = [sys.executable, "-m", "calque", "batch", "news.jsonl", folder]
        run = subprocess.run(
            [*command, "--review", "--retranslate", *model, *options],
            cwd=tmp_path,
            env={**environ, "PYTHONPATH": pathsep.join([str(SOURCE), *sys.path])},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert run.returncode == 0, run.stderr
        rows = (tmp_path / folder / "corpus" / "news.jsonl").read_text("utf-8").splitlines()
        made[folder] = [json.loads(row)["text"] for row in rows]
    assert _alike(made["there"], made["here"]) >= 0.95
    assert _alike(made["there"], said) > 0.75
    found = (tmp_path / "there" / "findings.jsonl").read_text("utf-8")
    assert "cuda float32" in found
    assert " cpu " not in found


def _alike(some: list[str], others: list[str]) -> float:
    return sum(one == other for one, other in zip(some, others, strict=True)) / len(others)
