"""On a GPU a model says what it says on a CPU, in float32 and in half precision."""

from __future__ import annotations

import json
from importlib.util import find_spec
from pathlib import Path

import pytest
from click.testing import CliRunner

from calque.apps.cli import main
from calque.translate.engine import Settings
from calque.translate.translator import Translator, open_translator
from tests.marian.sentences import pairs

HELD_OUT = pairs(120, seed=1234)
SOURCES = [one.fi for one in HELD_OUT]


@pytest.fixture(scope="module", autouse=True)
def _gpu() -> None:
    if find_spec("torch"):
        import torch

        if torch.cuda.is_available():
            return
    pytest.skip("NOT TESTED: no GPU that torch can use (torch.cuda) is here")


def opened(marian: Path, device: str, precision: str = "auto", beams: int = 4) -> Translator:
    settings = Settings("transformers", device, beams, precision)
    return open_translator(str(marian), "fi", "en", settings, memory=False)


@pytest.mark.parametrize("beams", [1, 4])
def test_says_what_a_cpu_says(marian: Path, beams: int) -> None:
    here, there = (opened(marian, device, beams=beams) for device in ("cuda", "cpu"))
    both = zip(here.translate(SOURCES), there.translate(SOURCES), strict=True)
    assert sum(one == other for one, other in both) >= 0.97 * len(SOURCES)


@pytest.mark.parametrize("beams", [1, 4])
def test_half_precision_is_as_good(marian: Path, beams: int) -> None:
    said = opened(marian, "cuda", "half", beams).translate(SOURCES)
    right = sum(text == one.en for text, one in zip(said, HELD_OUT, strict=True))
    assert right / len(HELD_OUT) > 0.95


@pytest.mark.parametrize("precision", ["float32", "half"])
def test_scores_what_a_cpu_scores(marian: Path, precision: str) -> None:
    both = [(one.fi, one.en) for one in HELD_OUT]
    here, there = opened(marian, "cuda", precision), opened(marian, "cpu")
    assert here.score(both) == pytest.approx(there.score(both), abs=1e-3)


def test_attends_as_on_a_cpu(marian: Path) -> None:
    both = [("Anna näki 12 koiraa.", "Anna saw 12 dogs."), ("Tom nukkuu.", "Tom is sleeping.")]
    here, there = (opened(marian, device).align(both) for device in ("cuda", "cpu"))
    for one, other in zip(here, there, strict=True):
        for row, same in zip(one.attention, other.attention, strict=True):
            assert list(row) == pytest.approx(list(same), abs=1e-3)


def test_is_taken_where_it_is_there_and_named(marian: Path) -> None:
    assert "cuda float32" in opened(marian, "auto").engine.settings
    assert "cuda float16" in opened(marian, "auto", "half").engine.settings


def test_a_careful_translation_in_half_precision(marian: Path) -> None:
    engine = opened(marian, "cuda", "half").engine
    pieces = opened(marian, "cpu").vocabulary.source("Anna nukkuu.")
    assert engine.translate([pieces], careful=True)[0]


def test_the_command_line_runs_on_it(marian: Path, tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    row = {"id": "1", "text": "Anna osti 4 kirjaa.", "source": "Anna osti 4 kirjaa.", "lang": "en"}
    rows.write_text(json.dumps({**row, "source_lang": "fi"}) + "\n", "utf-8")
    options = ["--model", str(marian), "--engine", "transformers", "--precision", "half"]
    called = ["retranslate", str(rows), "--all", "--format", "json", "--device", "cuda", *options]
    result = CliRunner().invoke(main, called)
    assert result.exit_code == 0, result.output
    assert "Anna bought 4 books." in result.output
    assert "cuda float16 beam 4" in result.output
