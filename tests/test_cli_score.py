"""`calque score` as a user meets it."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from calque.apps.cli import main

SOURCE = "Anna ei asu Oslossa.\nLeena näki 12 koiraa.\nMikko menee Kuopioon.\n"
REFERENCE = "Anna does not live in Oslo.\nLeena saw 12 dogs.\nMikko is going to Kuopio.\n"
DRAFT = "Anna lives in Oslo.\nLeena saw 21 dogs.\nMikko is going to Kuopio.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name, text in (
        ("src.txt", SOURCE),
        ("ref.txt", REFERENCE),
        ("draft.txt", DRAFT),
        ("good.txt", REFERENCE.replace("going", "on his way")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def run(*args: str) -> Result:
    return CliRunner().invoke(main, ["score", *args])


def shown(*args: str) -> str:
    result = run(*args)
    assert result.exit_code == 0, result.output
    return result.stdout


def told(*args: str) -> Any:
    return json.loads(shown(*args, "--format", "json"))


def row(output: str, label: str) -> str:
    (line,) = [one for one in output.splitlines() if one.startswith(f"{label} ")]
    return " ".join(line.removeprefix(label).split())


@pytest.mark.usefixtures("folder")
def test_one_text_against_a_reference_and_a_source() -> None:
    output = shown("draft.txt", "--ref", "ref.txt", "--source", "src.txt", "--source-lang", "fi")
    assert output.startswith("draft.txt: 3 segments, 12 words\n")
    assert "±" in row(output, "BLEU")
    assert row(output, "numbers kept") == "0.0% 0 of 1"
    assert row(output, "names kept") == "100.0% 3 of 3"
    assert "BLEU: nrefs:1|bs:1000|seed:12345|" in output
    assert min(output.index("segment 2"), output.index("segment 1")) > output.index("Need: 25")
    assert "segment 3" not in output  # it is as the reference has it
    assert "critical BIL006" in output
    assert "numbers not kept: 12" in output


@pytest.mark.usefixtures("folder")
def test_the_reference_stands_in_for_the_source() -> None:
    found = told("draft.txt", "--ref", "ref.txt")
    assert found["standard"] == "reference"
    assert found["systems"][0]["numbers_kept"] == {"total": 1, "kept": 0, "share": 0.0}
    assert found["systems"][0]["segments"][1]["lost"]["numbers"] == ["12"]


@pytest.mark.usefixtures("folder")
def test_two_texts_side_by_side() -> None:
    args = ("good.txt", "--baseline", "draft.txt", "--ref", "ref.txt")
    output = shown(*args, "--source", "src.txt", "--source-lang", "fi")
    assert output.startswith("A  draft.txt: 3 segments")
    assert "(p ." in row(output, "chrF")
    assert "From A to B: 3 segments changed (2 better, 1 no better)" in output
    assert "NUM006 value-mismatch" in output
    assert output.splitlines()[-1].startswith("B is better than A: 2 findings fewer, no number")
    assert "What most needs" not in output
    assert "What most needs an editor in A" in shown(*args, "--worst", "1")
    assert shown(*args) == shown(*args)


def test_before_and_after_fix(folder: Path) -> None:
    before = "It rained in Oslo.\nThe ODKB sent 12 men.\n\nLeave a Reply\n"
    (folder / "before.txt").write_text(before, encoding="utf-8")
    fixed = CliRunner().invoke(main, ["fix", "before.txt", "-o", "after.txt"])
    assert fixed.exit_code == 0
    found = told("before.txt", "after.txt")
    assert found["change"]["verdict"] == "better"
    assert found["change"]["removed"] == 1
    assert found["change"]["dropped"] == []
    assert found["systems"][1]["findings"]["total"] == 0
    output = shown("before.txt", "after.txt")
    assert output.endswith("B is better than A: 2 findings fewer, no number or name lost.\n")
    (folder / "bad.txt").write_text("It rained in Oslo.\n", encoding="utf-8")
    output = shown("before.txt", "bad.txt")
    assert "lost segment 2 is gone, and no finding covers it:" in output
    assert "B mends some and spoils some" in output


@pytest.mark.usefixtures("folder")
def test_several_texts_and_which_is_best_at_what() -> None:
    output = shown("draft.txt", "good.txt", "ref.txt", "--ref", "ref.txt")
    assert "Nearest to the reference (chrF): C" in output
    assert "Keeps most numbers: B, C" in output
    assert "From A to B" not in output
    assert told("draft.txt", "good.txt", "ref.txt")["change"] is None


@pytest.mark.usefixtures("folder")
def test_the_model_scores_within_segments(marian: Path) -> None:
    args = ("draft.txt", "ref.txt", "--source", "src.txt", "--source-lang", "fi")
    output = shown(*args, "--model", str(marian))
    assert row(output, "preferred by the model") == "0 of 2 2 of 2"
    assert "compare renderings of one segment, never segments or whole texts" in " ".join(
        output.split()
    )
    found = told(*args, "--model", str(marian))
    assert found["model"]["use"] == "within a segment only"
    first, second = (one["segments"][0]["model"] for one in found["systems"])
    assert first < second < 0


@pytest.mark.usefixtures("folder")
def test_models_side_by_side(marian: Path, tmp_path: Path) -> None:
    import shutil

    other = shutil.copytree(marian, tmp_path / "other")
    args = ("--source", "src.txt", "--source-lang", "fi", "--ref", "ref.txt")
    found = told(*args, "--model", str(marian), "--model", str(other))
    assert [one["name"] for one in found["systems"]] == [str(marian), str(other)]
    assert found["change"]["verdict"] == "unchanged"
    first = found["systems"][0]
    assert first["segments"][0]["text"] == "Anna does not live in Oslo."
    assert first["metrics"]["BLEU"]["score"] > 90
    assert first["numbers_kept"]["share"] == 1


def test_rows_and_xliff(folder: Path) -> None:
    rows = [
        {"id": "x", "text": DRAFT.splitlines(), "source": SOURCE.splitlines(), "source_lang": "fi"},
        {"id": "y", "text": "The ODKB met.", "source": "ODKB kokoontui.", "source_lang": "fi"},
    ]
    (folder / "rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    (system,) = told("rows.jsonl")["systems"]
    assert [one["label"] for one in system["segments"]] == ["x:1", "x:2", "x:3", "y"]
    assert system["terms_kept"]["total"] > 0
    unit = '<trans-unit id="{0}"><source>{1}</source><target>{2}</target></trans-unit>'
    units = "".join(
        unit.format(number, *pair)
        for number, pair in enumerate(zip(SOURCE.splitlines(), DRAFT.splitlines(), strict=True))
    )
    (folder / "draft.xlf").write_text(
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="a" '
        'source-language="fi" target-language="en" datatype="plaintext"><body>'
        f"{units}</body></file></xliff>",
        encoding="utf-8",
    )
    (system,) = told("draft.xlf", "--ref", "ref.txt")["systems"]
    assert system["segments"][1]["text"] == "Leena saw 21 dogs."
    assert system["segments"][1]["lost"]["numbers"] == ["12"]
    assert [one["label"] for one in system["segments"]] == ["0", "1", "2"]


def test_segments_are_called_what_the_file_calls_them(folder: Path) -> None:
    tuv = '<tuv xml:lang="{}"><seg>{}</seg></tuv>'
    pair = tuv.format("fi", "Anna nukkuu.") + tuv.format("en", "Anna sleeps.")
    (folder / "a.tmx").write_text(
        f'<tmx version="1.4"><header srclang="fi"/><body><tu tuid="u7">{pair}</tu>'
        f"<tu>{pair}</tu></body></tmx>",
        encoding="utf-8",
    )
    (folder / "a.po").write_text(
        'msgid ""\nmsgstr "Language: en\\nX-Source-Language: fi\\n"\n\n'
        'msgid "Anna nukkuu."\nmsgstr "Anna sleeps."\n\n'
        'msgid "koira"\nmsgid_plural "koiria"\nmsgstr[0] "dog"\nmsgstr[1] "dogs"\n',
        encoding="utf-8",
    )
    named = ' id="s1"'
    two = "<segment{}><source>Anna nukkuu.</source><target>Anna sleeps.</target></segment>"
    (folder / "a.xliff").write_text(
        '<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" version="2.0" srcLang="fi" '
        f'trgLang="en"><file id="f"><unit id="lead">{two.format("")}</unit><unit id="body">'
        f"{two.format(named)}{two.format('')}</unit></file></xliff>",
        encoding="utf-8",
    )
    for name, labels in (
        ("a.tmx", ["u7", "2"]),
        ("a.po", ["Anna nukkuu.", "koira [0]", "koira [1]"]),
        ("a.xliff", ["lead", "body:s1", "body:2"]),
    ):
        (system,) = told(name)["systems"]
        assert [one["label"] for one in system["segments"]] == labels


def test_markdown_goes_by_what_is_read(folder: Path) -> None:
    (folder / "a.md").write_text("# Rain\n\nThe **ODKB** met.\n", encoding="utf-8")
    (system,) = told("a.md")["systems"]
    assert [one["text"] for one in system["segments"]] == ["Rain", "The ODKB met."]
    assert system["segments"][1]["findings"][0]["rule"] == "ACR001"


@pytest.mark.usefixtures("folder")
def test_the_scores_go_to_a_file() -> None:
    assert shown("draft.txt", "-o", "scores.json", "--format", "json") == ""
    assert json.loads(Path("scores.json").read_text("utf-8"))["systems"][0]["words"] == 12


def test_standard_input() -> None:
    result = CliRunner().invoke(main, ["score", "-"], input="The ODKB met.\n")
    assert result.stdout.startswith("<stdin>: 1 segment, 3 words")


@pytest.mark.parametrize(
    ("args", "error"),
    [
        (["none.txt"], "none.txt: no such file"),
        (["empty.txt"], "empty.txt: is empty; there is nothing to score"),
        (["draft.txt", "--ref", "empty.txt"], "empty.txt: is empty"),
        (["draft.txt", "--ref", "short.txt"], "draft.txt: 3 segments, but short.txt has 1"),
        (["short.txt", "--source", "src.txt"], "short.txt: 1 segment, but src.txt has 3"),
        (["short.txt", "--source", "short.txt"], "what language is the source in?"),
        (["bad.jsonl"], "bad.jsonl: line 1:"),
        (["draft.txt", "--model", "x"], "--model needs the source"),
        (["draft.txt", "--model", "x", "--model", "y"], "several go without PATHS"),
        (["--model", "x"], "name the source with --source"),
        ([], "name a translation"),
    ],
)
def test_what_is_wrong_is_said_in_a_line(folder: Path, args: list[str], error: str) -> None:
    (folder / "empty.txt").write_text("\n", encoding="utf-8")
    (folder / "short.txt").write_text("Anna.\n", encoding="utf-8")
    (folder / "bad.jsonl").write_text("{]\n", encoding="utf-8")
    result = run(*args)
    assert result.exit_code == 2
    assert error in result.stderr
    assert "Traceback" not in result.stderr


@pytest.mark.usefixtures("folder")
def test_a_seed_that_is_no_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SACREBLEU_SEED", "x")
    result = run("draft.txt", "--ref", "ref.txt")
    assert result.exit_code == 2
    assert "SACREBLEU_SEED is 'x'; give it a whole number" in result.stderr


@pytest.mark.usefixtures("folder")
def test_without_sacrebleu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    assert run("draft.txt").exit_code == 0
    result = run("draft.txt", "--ref", "ref.txt")
    assert result.exit_code == 2
    assert "pip install 'calque[score]'" in result.stderr
