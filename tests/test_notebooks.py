"""The notebooks run, say what they said, and tell nothing of the machine they ran on."""

from __future__ import annotations

import json
import re
from pathlib import Path

import nbformat
import pytest
from tools.notebooks import FOLDER, differences, ran

NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
_TRACES = re.compile(r"/(?:home|root|work|tmp|usr|Users)/|Traceback|ModuleNotFound")


def test_all_are_there() -> None:
    assert [path.stem for path in NOTEBOOKS] == [
        "01_tour",
        "02_names",
        "03_corpus",
        "04_retranslate",
    ]


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_runs_and_says_what_it_said(path: Path) -> None:
    stale = differences(nbformat.read(path, as_version=4), ran(path))
    assert not stale, f"cells {stale} say something else now; if that is meant: make notebooks"


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_has_outputs_and_no_traces(path: Path) -> None:
    notebook = json.loads(path.read_text(encoding="utf-8"))
    outputs = [output for cell in notebook["cells"] for output in cell.get("outputs", ())]
    assert outputs
    assert not _TRACES.search(json.dumps(outputs, ensure_ascii=False))
