"""Retranslation as a user meets it: in the pipeline, and on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from calque.apps.cli import main
from calque.config import Config
from calque.document import Document, Span
from calque.edits import apply
from calque.errors import InputError
from calque.finding import Safety
from calque.pipeline import Checker
from calque.suppress import baseline_json, fingerprints
from calque.translate.defaults import default_model
from calque.translate.engine import Settings
from calque.translate.foreign import language_of
from calque.translate.retranslation import Retranslation


def document(*pairs: tuple[str, str], source_lang: str | None = "fi", **more: object) -> Document:
    text, segments = "", []
    for _, said in pairs:
        text += "\n\n" if text else ""
        segments.append(Span(len(text), len(text) + len(said)))
        text += said
    source = tuple(source for source, _ in pairs)
    return Document(
        "d",
        text,
        source=source,
        source_lang=source_lang,
        segments=tuple(segments),
        **more,  # type: ignore[arg-type]
    )


@pytest.fixture
def checker(marian: Path) -> Checker:
    return Checker(Config(), Retranslation(str(marian), Settings(threads=1)))


FLAGGED = ("Leena ei asu Turussa.", "Leena lives in Turku.")
CLEAN = ("Mikko menee Kuopioon.", "Mikko is going to Kuopio.")


def test_a_new_rendering_is_a_fix_for_review(checker: Checker) -> None:
    report = checker.check(document(FLAGGED, CLEAN))
    (finding,) = report.findings
    (fix,) = finding.fixes
    assert fix.safety is Safety.REVIEW
    assert fix.title == "Retranslated: Leena does not live in Turku."
    assert apply(report.document.text, fix.edits).startswith("Leena does not live in Turku.\n\n")
    kinds = [item.kind for item in finding.evidence]
    assert kinds.count("translation") >= 4
    translator = checker.retranslation._translator("fi", report.document)  # type: ignore[union-attr]
    assert report.signature.endswith(f"|mt:{translator}")
    assert "cpu int8 beam 4)" in report.signature


def test_safe_fixes_leave_it_and_review_makes_it(checker: Checker) -> None:
    doc = document(FLAGGED, CLEAN)
    assert checker.fix(doc).text == doc.text
    mended = checker.fix(doc, Safety.REVIEW)
    assert mended.text == f"Leena does not live in Turku.\n\n{CLEAN[1]}"
    assert apply(doc.text, mended.applied) == mended.text
    again = Document(
        "d",
        mended.text,
        source=doc.source,
        source_lang="fi",
        segments=(Span(0, 29), Span(31, len(mended.text))),
    )
    assert checker.fix(again, Safety.REVIEW).applied == ()


def test_a_smaller_fix_goes_first(checker: Checker) -> None:
    doc = document(("Anna osti 12 kirjaa Oslossa.", "Anna bought 21 books in Oslo."))
    (finding,) = checker.check(doc).findings
    assert [fix.title for fix in finding.fixes] == ["21 → 12"]


def test_what_is_not_flagged_is_not_translated(
    checker: Checker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("calque.translate.retranslation.open_translator", None)
    assert not checker.check(document(CLEAN)).findings


def test_why_there_is_no_new_rendering(checker: Checker) -> None:
    doc = document(("Vaikka Anna ei asu Oslossa, hän matkusti Gorvattiin.", "Anna lives in Oslo."))
    finding = next(f for f in checker.check(doc).findings if f.rule.id == "BIL006")
    assert not any(fix.edits for fix in finding.fixes)
    assert any(item.detail.startswith("not retranslated: ") for item in finding.evidence)


def test_the_glossary_holds(checker: Checker) -> None:
    doc = document(("Olga asuu Mangistaussa.", "Olga asuu Mangistaussa."))
    assert checker.fix(doc, Safety.REVIEW).text == "Olga lives in Mangystau."


def test_what_a_baseline_knows_stays_silent_in_the_new_text(marian: Path, tmp_path: Path) -> None:
    doc = document(FLAGGED, CLEAN, FLAGGED)
    _, known = fingerprints(doc, Checker().check(doc).findings)
    baseline = tmp_path / "known.json"
    baseline.write_text(baseline_json({"d": {known: "the second"}}), encoding="utf-8")
    retranslation = Retranslation(str(marian), Settings(threads=1))
    report = Checker(Config(baseline=baseline), retranslation).retranslate(doc)
    assert report.text.startswith("Leena does not live in Turku.\n\n")
    assert report.text.endswith("\n\nLeena lives in Turku.")
    assert report.left == ()


def test_a_locked_segment_is_left(checker: Checker) -> None:
    doc = document(FLAGGED, locked=(Span(0, len(FLAGGED[1])),))
    (finding,) = checker.check(doc).findings
    assert not any(fix.edits for fix in finding.fixes)


def test_a_quotation_keeps_its_wording(checker: Checker) -> None:
    said = f"“{FLAGGED[1]}”"
    report = checker.check(document((f"“{FLAGGED[0]}”", said)))
    assert not any(fix.edits for finding in report.findings for fix in finding.fixes)


def test_a_whole_source(checker: Checker) -> None:
    doc = Document(
        "d",
        "Anna lives in Oslo. Leena lives in Turku.",
        source="Anna asuu Oslossa. Leena ei asu Turussa.",
        source_lang="fi",
    )
    assert checker.fix(doc, Safety.REVIEW).text == (
        "Anna lives in Oslo. Leena does not live in Turku."
    )


def test_the_language_of_the_source_may_be_seen(checker: Checker) -> None:
    doc = document(
        ("Anna ja Tom asuvat täällä ja ovat onnellisia.", "Anna and Tom live here."),
        source_lang=None,
    )
    assert checker.check(doc).findings == ()
    odd = document(("123", "123"), ("Xx", "Yy \ufffd"), source_lang=None)
    with pytest.raises(InputError, match="--source-lang"):
        checker.check(odd)


@pytest.mark.parametrize(
    ("sentence", "lang"),
    [
        ("Tom nukkuu ja odottaa autoa, mutta ei lue kirjaa.", "fi"),
        ("Bilen är röd och huset är gammalt, men katten sover.", "sv"),
        ("She is happy and the house is old.", ""),
        ("The council said that puheenjohtaja vastasi kysymykseen lyhyesti.", ""),
        ("The ferry left the harbour before kaupungin satama suljettiin.", ""),
        ("Neuvosto kertoi asiasta lyhyesti ja lautta lähti satamasta ajoissa.", "fi"),
        ("Анна живёт в городе.", "ru"),
        ("Анна живе в місті.", "uk"),
        ("Анна жыве ў горадзе.", "be"),
        ("今天很冷。", "zh"),
        ("今日は寒いです。", "ja"),
        ("오늘은 춥다.", "ko"),
        ("Anna Tom", ""),
        ("", ""),
    ],
)
def test_what_language_a_sentence_is_in(sentence: str, lang: str) -> None:
    assert language_of(sentence, "en") == lang


def test_a_sentence_left_untranslated_is_translated_in_place(marian: Path) -> None:
    checker = Checker(Config(), Retranslation(str(marian), Settings(threads=1)))
    doc = Document("d", "She is happy. Tom nukkuu ja Maria ei nuku. The house is old.")
    report = checker.fix(doc, Safety.REVIEW)
    assert report.text == (
        "She is happy. Tom is sleeping and Maria is not sleeping. The house is old."
    )


def test_a_model_of_another_language_leaves_it(marian: Path) -> None:
    checker = Checker(Config(), Retranslation(str(marian), Settings(threads=1)))
    text = "She is happy. Bilen är röd och huset är gammalt, men katten sover nu."
    assert checker.fix(Document("d", text), Safety.REVIEW).text == text


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(one) for one in arguments])


@pytest.fixture
def rows(tmp_path: Path) -> Path:
    path = tmp_path / "rows.jsonl"
    made = [
        {"id": "a", "text": [FLAGGED[1], CLEAN[1]], "source": [FLAGGED[0], CLEAN[0]], "n": 1},
        {"id": "b", "text": ["", CLEAN[1]], "source": ["Anna asuu Oslossa.", CLEAN[0]]},
        {"id": "c", "text": "Nothing to see.", "source": None},
        {"id": "d", "text": "", "source": "Tom nukkuu ja Maria ei nuku."},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in made), encoding="utf-8")
    return path


def test_retranslate_rows(rows: Path, marian: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    done = run("retranslate", rows, "--source-lang", "fi", "--model", marian, "-o", out)
    assert done.exit_code == 0, done.output
    made = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert made[0]["text"] == ["Leena does not live in Turku.", CLEAN[1]]
    assert made[0]["n"] == 1
    assert made[1]["text"] == ["Anna lives in Oslo.", CLEAN[1]]
    assert made[2]["text"] == "Nothing to see."
    assert made[3]["text"] == "Tom is sleeping and Maria is not sleeping."
    assert "3 segments retranslated" in done.output


def test_retranslate_shows_a_diff_and_changes_nothing(rows: Path, marian: Path) -> None:
    before = rows.read_bytes()
    done = run("retranslate", rows, "--source-lang", "fi", "--model", marian)
    assert "+Leena does not live in Turku." in done.output
    assert "3 segments retranslated (--write)" in done.output
    assert rows.read_bytes() == before


def test_retranslate_tells_programs_what_decided(rows: Path, marian: Path) -> None:
    done = run("retranslate", rows, "--source-lang", "fi", "--model", marian, "--format", "json")
    reports = json.loads(done.stdout)["documents"]
    (finding,) = reports[0]["findings"]
    assert finding["fixes"][-1]["title"] == "Retranslated: Leena does not live in Turku."
    said = [item["detail"] for item in finding["evidence"] if item["kind"] == "translation"]
    assert "findings: 1 → 0" in said
    assert reports[0]["applied"][0]["text"] == "Leena does not live in Turku."
    assert f"mt:{marian}@" in reports[0]["signature"]


def test_retranslate_all(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.tsv"
    path.write_text("source\ttarget\nMikko menee Kuopioon.\tMikko travels.\n", encoding="utf-8")
    plain = run("retranslate", path, "--source-lang", "fi", "--model", marian)
    assert "0 segments retranslated" in plain.output
    done = run("retranslate", path, "--all", "--source-lang", "fi", "--model", marian, "--write")
    assert done.exit_code == 0, done.output
    assert path.read_text(encoding="utf-8").endswith("\tMikko is going to Kuopio.\n")


def test_retranslate_two_files(marian: Path, tmp_path: Path) -> None:
    (tmp_path / "s.txt").write_text("Leena ei asu Turussa.\n", encoding="utf-8")
    path = tmp_path / "t.txt"
    path.write_text("Leena lives in Turku.\n", encoding="utf-8")
    arguments = (path, "--source", tmp_path / "s.txt", "--source-lang", "fi", "--model", marian)
    assert run("retranslate", *arguments, "--write").exit_code == 0
    assert path.read_text(encoding="utf-8") == "Leena does not live in Turku.\n"


def test_fix_offers_it_and_review_makes_it(rows: Path, marian: Path) -> None:
    arguments = ("fix", rows, "--source-lang", "fi", "--retranslate", "--model", marian)
    offered = run(*arguments)
    assert "want a look (--review)" in offered.output
    assert "+Leena does not live in Turku." not in offered.output
    made = run(*arguments, "--review")
    assert "+Leena does not live in Turku." in made.output


def test_without_a_source_it_says_so(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "t.txt"
    path.write_text("The price was 40 € and \ufffd came.\n", encoding="utf-8")
    done = run("retranslate", path, "--model", marian)
    assert done.exit_code == 0, done.output
    assert "0 segments retranslated" in done.output
    assert "2 findings would need the source (--source)" in done.output
    again = run("fix", path, "--retranslate", "--review", "--model", marian)  # which mends one
    assert "1 finding would need the source (--source)" in again.output


def test_a_model_that_cant_be_had_is_one_line_and_exit_2(rows: Path) -> None:
    done = run("retranslate", rows, "--source-lang", "fi", "--model", "no-such-folder")
    assert done.exit_code == 2
    assert done.output == (
        "calque: error: no-such-folder: no such folder, and no name of a model on the hub "
        "(owner/name)\n"
    )


def test_a_row_whose_source_is_in_no_known_language_stops_nothing(
    marian: Path, tmp_path: Path
) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        {"id": "a", "text": ["1", "2 \ufffd"], "source": ["123", "Xx"]},
        {"id": "b", "text": [FLAGGED[1]], "source": [FLAGGED[0]], "source_lang": "fi"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("retranslate", path, "--model", marian, "--write")
    assert done.exit_code == 2
    assert "line 1: what language is the source in? say so with --source-lang" in done.output
    assert "Leena does not live in Turku." in path.read_text(encoding="utf-8")


def test_model_goes_with_retranslate(rows: Path) -> None:
    done = run("fix", rows, "--model", "x")
    assert done.exit_code == 2
    assert "--model goes with --retranslate" in done.output


def test_a_safe_fix_beats_a_new_rendering(checker: Checker) -> None:
    doc = document(("Olga asuu Mangistaussa.", "Olga is living in Mangistau."), CLEAN)
    report = checker.retranslate(doc)
    assert report.applied == ()
    (finding,) = report.findings
    assert finding.evidence[-1].detail == (
        "not retranslated: no fewer findings than its safe fixes leave: 0 → 0"
    )


def test_a_new_rendering_beats_a_safe_fix_that_leaves_more(checker: Checker) -> None:
    doc = document(("Olga ei asu Mangistaussa.", "Olga lives in Mangistau."), CLEAN)
    report = checker.retranslate(doc)
    assert report.text.startswith("Olga does not live in Mangystau.\n\n")
    details = [item.detail for finding in report.findings for item in finding.evidence]
    assert "findings: 1 → 0" in details


def test_safe_fixes_elsewhere_do_not_speak_against_it(checker: Checker) -> None:
    other = ("Olga asuu Mangistaussa.", "Olga lives in Mangistau.")
    doc = document(("Olga ei asu Mangistaussa.", "Olga lived in Mangistau."), other)
    assert checker.fix(doc, Safety.REVIEW).text == (
        "Olga does not live in Mangystau.\n\nOlga lives in Mangystau."
    )


def test_a_row_in_another_language_stops_nothing(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "rows.jsonl"
    rows = [
        {"id": "a", "text": "Ben bought 21 dogs.", "source": "Ben kaufte 12.", "source_lang": "de"},
        {"id": "b", "text": FLAGGED[1], "source": FLAGGED[0], "source_lang": "fi"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("retranslate", path, "--model", marian, "--write")
    assert done.exit_code == 2
    why = f"1 segment not retranslated: {marian} translates fi to en, not German to English"
    assert f"{path}:1: {why}; name another model\n" in done.output
    assert "1 segment retranslated; 1 left for want of a model" in done.output
    assert "Leena does not live in Turku." in path.read_text(encoding="utf-8")
    again = run("retranslate", path, "--model", marian, "--format", "json")
    assert why in json.loads(again.stdout)["documents"][0]["notes"][0]
    rows[0] |= {"text": "Olga lives in Mangistau.", "source": "Olga wohnt nicht in Mangghystau."}
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    fixed = run("fix", path, "--retranslate", "--review", "--model", marian, "--write")
    assert fixed.exit_code == 2
    assert "not German to English" in fixed.output
    assert "Olga lives in Mangystau." in path.read_text(encoding="utf-8")
    assert "Leena does not live in Turku." in path.read_text(encoding="utf-8")


def test_a_pair_without_a_usual_model_stops_nothing(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "calque.translate.translator.default_model",
        lambda theirs, ours: str(marian) if theirs == "fi" else default_model("is", "ko"),
    )
    path = tmp_path / "rows.jsonl"
    rows = [
        {"text": "Ben bought 21 dogs.", "source": "Ben keypti 12 hunda.", "source_lang": "is"},
        {"text": FLAGGED[1], "source": FLAGGED[0], "source_lang": "fi"},
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    done = run("retranslate", path, "--write")
    assert done.exit_code == 2
    assert "1 segment not retranslated: no usual model from Icelandic to Korean" in done.output
    assert "Leena does not live in Turku." in path.read_text(encoding="utf-8")


def test_files_of_unequal_length_are_told_of(marian: Path, tmp_path: Path) -> None:
    source, path = tmp_path / "s.txt", tmp_path / "t.txt"
    source.write_text("Anna nukkuu.\nLeena ei asu Turussa.\nTom luki kirjaa.\n", "utf-8")
    path.write_text("Anna is sleeping.\nLeena lives in Turku.\n", "utf-8")
    given = (path, "--source", source, "--source-lang", "fi")
    told = "the text has 2 lines and its source 3: they were set side by side by sentence"
    assert f"{path}: {told}" in run("retranslate", *given, "--model", marian).output
    assert told in " ".join(run("check", *given).output.split())
    same = run("check", path, "--source", path, "--source-lang", "fi")
    assert "side by side" not in same.output


@pytest.mark.parametrize("source", [[], ["Anna nukkuu."], "Anna nukkuu."])
def test_lists_of_unequal_length_are_an_error(
    marian: Path, tmp_path: Path, source: list[str] | str
) -> None:
    path = tmp_path / "rows.jsonl"
    row = {"text": ["Anna sleeps.", "Tom sleeps."], "source": source, "source_lang": "fi"}
    path.write_text(json.dumps(row) + "\n", encoding="utf-8")
    for command in (("check", path), ("retranslate", path, "--model", marian), ("score", path)):
        done = run(*command)
        assert done.exit_code == 2
        assert 'line 1: "text" is 2 segments but "source"' in done.output
        assert "align them one to one" in done.output
