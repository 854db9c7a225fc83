"""`calque check` and the commands that only tell: exit codes, inputs, options, configuration."""

from __future__ import annotations

import json
import os
from pathlib import Path
from threading import Thread

import pytest

from tests.newsroom import CONFIG, RIGHT, WRONG, Newsroom, rows


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def found(newsroom: Newsroom, *arguments: str, **options: str) -> list[tuple[str, str]]:
    """Document and words of each finding."""
    out = newsroom.run("check", "--format", "jsonl", *arguments, **options).stdout
    findings = [json.loads(line) for line in out.splitlines()]
    return [(finding["document"], finding["text"]) for finding in findings]


def test_exit_codes(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    newsroom.write("good.txt", RIGHT)
    assert newsroom.run("check", "good.txt").exit_code == 0
    assert newsroom.run("check", "bad.txt").exit_code == 1
    assert newsroom.run("check", "bad.txt", "none.txt").exit_code == 2
    assert newsroom.run("check", "--fail-on", "critical", "bad.txt").exit_code == 0
    assert newsroom.run("check", "--fail-on", "major", "bad.txt").exit_code == 1


def test_the_terminal_is_the_default(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    result = newsroom.run("check", "bad.txt")
    assert result.stdout.startswith("bad.txt:1:14: major ACR001 foreign-acronym: PSGV is Russian")
    assert result.stdout.endswith(
        "1 finding (1 major) in 1 file; 1 can be mended with calque fix.\n"
    )
    assert newsroom.read("bad.txt") == WRONG


def test_files_folders_and_globs_each_once(newsroom: Newsroom) -> None:
    for name in ("desk/a.txt", "desk/deep/b.md", "desk/.hidden.txt", "desk/c.bin", "d.log"):
        newsroom.write(name, WRONG)
    arguments = ("desk", "desk/*.txt", "desk/a.txt", "d.log")
    assert [name for name, _ in found(newsroom, *arguments)] == [
        *("desk/a.txt", "desk/deep/b.md", "d.log")
    ]


def test_a_glob_follows_no_links_that_lead_in_circles(newsroom: Newsroom) -> None:
    for name in ("desk/a.txt", "desk/deep/b.txt", "desk/.hidden/c.txt"):
        newsroom.write(name, WRONG)
    for name in ("one", "two", "three"):
        (newsroom.folder / "desk/deep" / name).symlink_to("..")
    both = ["desk/a.txt", "desk/deep/b.txt"]
    for pattern in ("desk/**/*.txt", "desk/**", "**/*.txt", f"{newsroom.folder}/desk/**/*.txt"):
        names = [name for name, _ in found(newsroom, pattern)]
        assert [name.removeprefix(f"{newsroom.folder}/") for name in names] == both
    assert [name for name, _ in found(newsroom, "desk/.hidden/**")] == ["desk/.hidden/c.txt"]


def test_a_name_with_a_line_break_stays_on_its_line(newsroom: Newsroom) -> None:
    newsroom.write("a\n\x1b[31mb.txt", WRONG)
    assert newsroom.run("check", ".").stdout.startswith("a ␛[31mb.txt:1:14: ")


def test_pipes_which_can_be_read_only_once(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", CONFIG.replace('["ACR001"]', '["ACR001", "RES"]'))
    writers = []
    for name in ("one", "two"):
        os.mkfifo(newsroom.folder / name)
        writers.append(Thread(target=newsroom.write, args=(name, WRONG), daemon=True))
    for writer in writers:
        writer.start()
    assert found(newsroom, "one", "two") == [("one", "PSGV"), ("two", "PSGV")]


def test_standard_input(newsroom: Newsroom) -> None:
    assert found(newsroom, "-", stdin=WRONG) == [("<stdin>", "PSGV")]
    assert found(newsroom, stdin=WRONG) == [("<stdin>", "PSGV")]
    html = "<p title='PSGV'>The PSGV left.</p>"
    assert len(found(newsroom, "--input-format", "html", "-", stdin=html)) == 1
    assert found(newsroom, "-", "--input-format", "jsonl", stdin=rows(RIGHT, WRONG)) == [
        ("r2", "PSGV")
    ]


def test_rows_and_the_names_of_their_fields(newsroom: Newsroom) -> None:
    newsroom.write("a.csv", f"key,body\nk1,{WRONG.strip()}\nk2,{RIGHT.strip()}\n")
    assert found(newsroom, "a.csv", "--text-field", "body", "--id-field", "key") == [("k1", "PSGV")]
    segments = {"id": "s", "text": ["Nothing.", WRONG]}
    newsroom.write("b.jsonl", json.dumps(segments))
    (line,) = newsroom.run("check", "b.jsonl", "--format", "jsonl").stdout.splitlines()
    finding = json.loads(line)
    assert (finding["segment"], finding["start"], finding["end"]) == (1, 13, 17)


def test_select_and_ignore(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    assert len(found(newsroom, "bad.txt", "--select", "NAM,ACR")) == 1
    assert found(newsroom, "bad.txt", "--select", "NAM") == []
    assert found(newsroom, "bad.txt", "--select", "ACR", "--ignore", "ACR001") == []
    result = newsroom.run("check", "bad.txt", "--select", "XYZ001")
    assert (result.exit_code, result.stderr.count("\n")) == (2, 1)
    assert "XYZ001" in result.stderr


def test_the_nearest_configuration_counts(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    newsroom.write("desk/calque.toml", 'select = ["NAM"]')
    newsroom.write("other.toml", 'select = ["NAM"]')
    newsroom.write("pyproject.toml", "[tool.calque]\n" + CONFIG)
    inside = Newsroom.__new__(Newsroom)
    inside.folder = newsroom.folder / "desk"
    assert found(inside, "../bad.txt") == []
    (newsroom.folder / "desk" / "calque.toml").unlink()
    assert len(found(inside, "../bad.txt")) == 1
    assert found(newsroom, "bad.txt", "--config", "other.toml") == []
    (newsroom.folder / "calque.toml").unlink()
    assert len(found(newsroom, "bad.txt")) == 1


def test_a_language_may_name_a_region(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    newsroom.write("r.jsonl", json.dumps({"text": WRONG, "lang": "en-GB", "source_lang": "RU"}))
    assert found(newsroom, "--lang", "en_US", "bad.txt") == [("bad.txt", "PSGV")]
    assert found(newsroom, "r.jsonl") == [("1", "PSGV")]
    unknown = newsroom.run("check", "--lang", "english", "bad.txt")
    assert (unknown.exit_code, unknown.stdout) == (2, "")
    assert "'english' is no language code; write 'en'" in unknown.stderr


def test_ignores_for_files_hold_for_rows_and_from_any_folder(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", CONFIG + '[per-file-ignores]\n"wires/*" = ["ACR"]\n')
    for name, text in (("a.txt", WRONG), ("b.jsonl", rows(WRONG))):
        newsroom.write(name, text)
        newsroom.write(f"wires/{name}", text)
    assert [name for name, _ in found(newsroom, ".")] == ["a.txt", "r1"]
    inside = Newsroom.__new__(Newsroom)
    inside.folder = newsroom.folder / "wires"
    assert found(inside, ".") == []
    assert found(inside, str(inside.folder / "a.txt"), "../a.txt") == [("../a.txt", "PSGV")]


def test_a_glossary_on_the_command_line_is_a_layer(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    newsroom.write("desk.toml", '[northern-harbour-pact]\nen = { acronym = "NHPZ" }\n')
    (line,) = newsroom.run(
        "check", "--format", "jsonl", "--glossary", "desk.toml", "bad.txt"
    ).stdout.splitlines()
    assert json.loads(line)["fixes"][0]["edits"][0]["text"] == "NHPZ"


def test_a_source_is_for_one_text(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    newsroom.write("source.txt", "Корабли ПСГВ ушли.\n")
    assert newsroom.run("check", "--source", "source.txt", "bad.txt").exit_code == 1
    assert newsroom.run("check", "--source", "source.txt", "bad.txt", "house.toml").exit_code == 2
    assert newsroom.run("check", "--source", "none.txt", "bad.txt").exit_code == 2


def test_a_baseline_or_a_report(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    result = newsroom.run("check", "bad.txt", "--write-baseline", "known.json", "-o", "report.txt")
    assert (result.exit_code, newsroom.names().count("known.json")) == (2, 0)
    assert "--write-baseline or -o: choose one" in result.stderr


def test_a_baseline_hides_what_is_known_and_shows_what_is_new(newsroom: Newsroom) -> None:
    newsroom.write("bad.txt", WRONG)
    written = newsroom.run("check", "bad.txt", "--write-baseline", "known.json")
    assert (written.exit_code, written.stdout) == (0, "")
    assert newsroom.run("check", "bad.txt", "--baseline", "known.json").exit_code == 0
    newsroom.write("bad.txt", "New line first.\n" + WRONG + "The PSGV is new.\n")
    assert found(newsroom, "bad.txt", "--baseline", "known.json") == [("bad.txt", "PSGV")]
    newsroom.write("calque.toml", CONFIG + 'baseline = "known.json"\n')
    newsroom.run("check", "bad.txt", "--write-baseline", "known.json")
    assert newsroom.run("check", "bad.txt").exit_code == 0
    assert "known.json: not a calque baseline" in (
        newsroom.write("known.json", "{}") and newsroom.run("check", "bad.txt").stderr
    )


def test_a_baseline_holds_from_any_folder_and_for_each_file(newsroom: Newsroom) -> None:
    newsroom.write("a/bad.txt", WRONG)
    newsroom.write("a/r.jsonl", rows(WRONG))
    newsroom.write("b/r.jsonl", rows(WRONG))
    newsroom.run("check", "a", "--write-baseline", "known.json")
    everything = str(newsroom.folder)
    assert found(newsroom, everything, "--baseline", "known.json") == [("r1", "PSGV")]
    inside = Newsroom.__new__(Newsroom)
    inside.folder = newsroom.folder / "a"
    assert found(inside, ".", "--baseline", "../known.json") == []


@pytest.mark.parametrize("format", ["terminal", "json", "jsonl", "sarif", "github"])
def test_output_to_a_file_is_what_a_pipe_gets(newsroom: Newsroom, format: str) -> None:
    newsroom.write("bad.txt", WRONG)
    piped = newsroom.run("check", "bad.txt", "--format", format)
    filed = newsroom.run("check", "bad.txt", "--format", format, "-o", "out.txt", "--color=always")
    assert (filed.exit_code, filed.stdout) == (1, "")
    assert newsroom.read("out.txt") == piped.stdout


def test_colour(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("bad.txt", WRONG)
    assert "\x1b[" not in newsroom.run("check", "bad.txt").stdout
    assert "\x1b[" in newsroom.run("check", "bad.txt", "--color", "always").stdout
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in newsroom.run("check", "bad.txt", "--color", "always").stdout


def test_explain_by_id_or_name(newsroom: Newsroom) -> None:
    by_id = newsroom.run("explain", "acr001")
    assert by_id.stdout.startswith("ACR001 foreign-acronym\n")
    assert newsroom.run("explain", "foreign-acronym").stdout == by_id.stdout
    unknown = newsroom.run("explain", "foreign-acronyms")
    assert unknown.exit_code == 2
    assert "did you mean ACR001?" in unknown.stderr


def test_rules(newsroom: Newsroom) -> None:
    assert "\nACR002  " in newsroom.run("rules").stdout


def test_glossary_show(newsroom: Newsroom) -> None:
    assert newsroom.run("glossary", "show", "PSGV").stdout.startswith("northern-harbour-pact")
    assert newsroom.run("glossary", "show", "nothing of the kind").exit_code == 2


def test_glossary_lint(newsroom: Newsroom) -> None:
    fine = newsroom.run("glossary", "lint")
    assert (fine.exit_code, fine.stdout) == (0, "")
    newsroom.write("more.toml", '# here\n[thing]\nkind = "thing"\nen = "Thing"\n')
    faulty = newsroom.run("glossary", "lint", "more.toml", "house.toml")
    assert faulty.exit_code == 1
    assert [line.split(": ")[0] for line in faulty.stdout.splitlines()] == ["more.toml:2"] * 2
    assert "2 faults" in faulty.stderr
    assert newsroom.run("glossary", "lint", "none.toml").exit_code == 2


@pytest.mark.parametrize(
    ("acronym", "complaint"),
    [("PEDAL", "English too"), ("NASA", "English too"), ("PSGV", "belongs to northern")],
)
def test_lint_names_acronyms_that_could_be_something_else(
    newsroom: Newsroom, acronym: str, complaint: str
) -> None:
    concept = (
        '[sea-pact]\nkind = "organisation"\nref = "SFS 4900"\nen = "Sea Pact"\n'
        f'fi = {{ acronym = "{acronym}" }}\n'
    )
    newsroom.write("more.toml", concept)
    result = newsroom.run("glossary", "lint", "house.toml", "more.toml")
    assert result.exit_code == 1
    assert f"more.toml:1: sea-pact: Finnish {acronym}" in result.stdout
    assert complaint in result.stdout
    newsroom.write("a.txt", WRONG)  # it can be used all the same
    assert newsroom.run("check", "a.txt", "--glossary", "more.toml").exit_code == 1
    newsroom.write("more.toml", concept + f'near = {{ {acronym} = ["harbour"] }}\n')
    assert newsroom.run("glossary", "lint", "house.toml", "more.toml").exit_code == 0


def test_a_tag_inside_a_name_hides_nothing(newsroom: Newsroom) -> None:
    newsroom.write("a.html", '<p>The PS<b class="x">GV</b> and the <a href="PSGV">PSGV</a>.</p>')
    newsroom.write("b.html", "<p>The PS<code>GV</code> left.</p>")
    lines = newsroom.run("check", ".", "--format=jsonl").stdout.splitlines()
    assert [(found["document"], found["text"]) for found in map(json.loads, lines)] == [
        ("a.html", 'PS<b class="x">GV'),
        ("a.html", "PSGV"),
    ]
