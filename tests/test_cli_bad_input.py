"""Bad input: one line that says what, where and what to do; the rest of the batch goes on."""

from __future__ import annotations

import errno
import gzip
import os
import resource
import sys
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from tests.newsroom import RIGHT, WRONG, Newsroom, rows

GOOD = "z-good.txt"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    room = Newsroom(tmp_path, monkeypatch)
    room.write(GOOD, WRONG)
    return room


BAD = {
    "none.txt": (None, "none.txt: no such file; check the path"),
    "nothing*.txt": (None, "nothing*.txt: matches no text file; check the pattern"),
    "latin.txt": (b"caf\xe9 PSGV", "latin.txt: not UTF-8 (byte 0xE9 at offset 3, line 1); convert"),
    "west.txt": (
        "Der PSGV zählt Fähren für die größten Häfen.".encode("windows-1252"),
        "west.txt: not UTF-8 (byte 0xE4 at offset 10, line 1) but likely windows-1252; convert it "
        "first: iconv -f windows-1252 -t utf-8",
    ),
    "east.txt": (
        "Корабли ПСГВ ушли из северной гавани.".encode("windows-1251"),
        "east.txt: not UTF-8 (byte 0xCA at offset 0, line 1) but likely windows-1251; convert it",
    ),
    "broken.txt": (
        "Zażółć gęślą jaźń".encode() + b" \xe9 PSGV",
        "broken.txt: not UTF-8 (byte 0xE9 at offset 27, line 1), though the rest is; mend that",
    ),
    "unmarked.txt": (
        "Ships of the PSGV left.".encode("utf-16le"),
        "unmarked.txt: likely UTF-16 without a byte-order mark; convert it first: iconv -f utf-16",
    ),
    "idna.html": (
        b'<?xml version="1.0" encoding="idna"?><p>PSGV</p>',
        "idna.html: line 1: no encoding 'idna'; save it as UTF-8",
    ),
    "undefined.html": (
        b'<?xml version="1.0" encoding="undefined"?><p>PSGV</p>',
        "undefined.html: line 1: no encoding 'undefined'; save it as UTF-8",
    ),
    "nought.html": (
        b'<?xml version="1.0" encoding="a\0b"?><p>PSGV</p>',
        "nought.html: line 1: no encoding 'a\\x00b'; save it as UTF-8",
    ),
    "nul.txt": (b"PSGV \0 left", "nul.txt: looks like a binary file; give a text file"),
    "photo.jpg": (b"\xff\xd8\xff\xe0\0\x10JFIF", "photo.jpg: looks like a binary file"),
    "huge.txt": (b"PSGV " * 10_000_000, "huge.txt: line 1 has over 5,000,000 characters; break"),
    "header.csv": (b"id,body\n1,PSGV\n", 'header.csv: line 1: no column "text" but id, body; name'),
    "wide.jsonl": (
        '{"text": "PSGV"}'.encode("utf-16"),
        "wide.jsonl: line 1: UTF-16; convert the file",
    ),
    "wide.csv": ("text\nPSGV\n".encode("utf-16"), "wide.csv: line 1: UTF-16; convert the file"),
    "small.jsonl.gz": (
        gzip.compress(b"{}"),
        "small.jsonl.gz: is compressed; unpack it, or read it",
    ),
    "list.jsonl": (b"[1]\n", "list.jsonl: line 1: not a JSON object; a row is {...}"),
    "long.jsonl": (
        b'{"text": "' + b"PSGV " * 10_000_000 + b'"}\n',
        'long.jsonl: line 1: field "text" has a line over 5,000,000 characters; break',
    ),
}


@pytest.mark.parametrize("command", [("check",), ("fix", "--write")], ids=" ".join)
@pytest.mark.parametrize("name", BAD)
def test_a_bad_file(newsroom: Newsroom, command: tuple[str, ...], name: str) -> None:
    content, error = BAD[name]
    if content is not None:
        newsroom.write(name, content)
    result = newsroom.run(*command, name, GOOD)
    assert result.exit_code == 2
    errors = [line for line in result.stderr.splitlines() if line.startswith("calque: error: ")]
    assert len(errors) == 1
    assert errors[0].startswith(f"calque: error: {error}")
    if command[0] == "fix":
        assert newsroom.read(GOOD) == RIGHT
        if content is not None:
            assert (newsroom.folder / name).read_bytes() == content
    else:
        assert f"{GOOD}:1:14" in result.stdout


@pytest.mark.parametrize(
    "command, remedy",
    [
        ("check", "leave the option out for standard output"),
        ("fix", "without -o, standard input (< FILE) comes back on standard output"),
        ("retranslate", "without -o, standard input (< FILE) comes back on standard output"),
    ],
)
def test_no_file_is_called_a_dash(newsroom: Newsroom, command: str, remedy: str) -> None:
    result = newsroom.run(command, GOOD, "-o", "-")
    assert result.exit_code == 2
    assert f"name a file; {remedy}" in result.stderr
    assert not (newsroom.folder / "-").exists()


def test_a_folder_without_text(newsroom: Newsroom) -> None:
    (newsroom.folder / "empty").mkdir()
    result = newsroom.run("check", "empty", GOOD)
    assert result.exit_code == 2
    assert result.stderr.startswith("calque: error: empty: no text in this folder; looked for .txt")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize(
    "row, error",
    [
        ('{"text": "PSGV",}\n', "invalid JSON (Illegal trailing comma"),
        ('{"txt": "PSGV"}\n', 'no field "text" but txt; name it with --text-field'),
        ('{"text": "PSGV", "lang": "xx"}\n', "field \"lang\": 'xx' is no language code; write one"),
        ('{"text": null}\n', 'field "text" is neither a string nor a list of strings; make it one'),
    ],
)
def test_a_bad_row_stays_and_the_others_are_mended(
    newsroom: Newsroom, row: str, error: str
) -> None:
    given = rows(*[WRONG] * 6) + row + rows(WRONG)
    newsroom.write("r.jsonl", given)
    result = newsroom.run("fix", "r.jsonl", "-o", "out.jsonl")
    assert result.exit_code == 2
    first, second = result.stderr.splitlines()
    if "trailing" in error and sys.version_info < (3, 13):
        error = "invalid JSON ("
    assert first.startswith(f"calque: error: r.jsonl: line 7: {error}")
    assert second == "mended 7 in 7 rows"
    expected = rows(*[RIGHT] * 6) + row + rows(RIGHT)
    assert newsroom.read("out.jsonl") == expected


def test_a_fault_of_many_rows_is_told_of_a_few_times(newsroom: Newsroom) -> None:
    newsroom.write("r.jsonl", '{"txt": "PSGV"}\n' * 40 + rows(WRONG) + "[]\n")
    for command in (("check",), ("fix", "-o", "out.jsonl")):
        result = newsroom.run(*command, "r.jsonl")
        assert result.exit_code == 2
        errors = [line for line in result.stderr.splitlines() if "error" in line]
        assert [line.split(": ")[3] for line in errors[:6]] == [
            *("line 1", "line 2", "line 3", "line 4", "line 5", "line 42")
        ]
        assert errors[6:] == [
            "calque: error: r.jsonl: 35 more rows like these: "
            'no field "text" but txt; name it with --text-field'
        ]


def test_half_a_surrogate_pair_stops_nothing(newsroom: Newsroom) -> None:
    given = '{"id": "a\\ud800", "text": "The PSGV \\ud83d left."}\n'
    newsroom.write("r.jsonl", given)
    for form in ("terminal", "json", "jsonl", "sarif", "github"):
        piped = newsroom.run("check", "r.jsonl", "--format", form)
        filed = newsroom.run("check", "r.jsonl", "--format", form, "-o", "out")
        assert (piped.exit_code, filed.exit_code, filed.stderr) == (1, 1, "")
        assert newsroom.read("out") == piped.stdout
    newsroom.run("check", "r.jsonl", "--write-baseline", "known.json")
    assert newsroom.run("check", "r.jsonl", "--baseline", "known.json").exit_code == 0
    assert newsroom.run("fix", "--write", "r.jsonl").exit_code == 0
    assert newsroom.read("r.jsonl") == given.replace("PSGV", "NHPX")


def test_a_name_that_is_not_utf_8(newsroom: Newsroom) -> None:
    (newsroom.folder / os.fsdecode(b"caf\xe9.txt")).write_text(WRONG)
    for form in ("terminal", "json", "sarif", "github"):
        assert newsroom.run("check", ".", "--format", form, "-o", "out").exit_code == 1


def test_a_read_only_target(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG).chmod(0o444)
    result = newsroom.run("fix", "--write", "a.txt", GOOD)
    assert result.exit_code == 2
    assert result.stderr.splitlines() == [
        "calque: error: a.txt: cannot be written (read-only); "
        "make it writable, or write elsewhere with -o",
        "mended 1 in 1 file",
    ]
    assert (newsroom.read("a.txt"), newsroom.read(GOOD)) == (WRONG, RIGHT)
    newsroom.write("b.txt", RIGHT).chmod(0o444)
    assert newsroom.run("fix", "--write", "b.txt").exit_code == 0


def test_a_missing_target_folder(newsroom: Newsroom) -> None:
    result = newsroom.run("fix", GOOD, "-o", "none/out.txt")
    assert result.exit_code == 2
    assert "none/out.txt: cannot be written (No such file or directory); create" in result.stderr


def _no_more_than_4_kib() -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))


@pytest.mark.parametrize("arguments", [("--write",), ("-o", "big2.txt")], ids=" ".join)
def test_a_full_disk_leaves_the_old_file(newsroom: Newsroom, arguments: tuple[str, ...]) -> None:
    big = WRONG * 1000
    newsroom.write("big.txt", big)
    before = newsroom.names()
    result = newsroom.process("fix", "big.txt", *arguments, preexec_fn=_no_more_than_4_kib)
    assert result.returncode == 2
    first, second = result.stderr.splitlines()
    assert first.startswith("calque: error: big")
    assert "cannot be written (File too large)" in first
    assert second == "nothing was mended"
    assert (newsroom.read("big.txt"), newsroom.names()) == (big, before)


def test_a_full_disk_leaves_no_half_report(newsroom: Newsroom) -> None:
    newsroom.write("big.txt", WRONG * 1000)
    result = newsroom.process("check", "big.txt", "-o", "out", preexec_fn=_no_more_than_4_kib)
    assert result.returncode == 2
    assert result.stderr.startswith("calque: error: out: cannot be written (File too large)")
    assert "out" not in newsroom.names()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full")
def test_standard_output_on_a_full_disk(newsroom: Newsroom) -> None:
    with open("/dev/full", "wb") as full:
        result = newsroom.process("check", GOOD, stdout=full)
    assert result.returncode == 2
    assert result.stderr.startswith("calque: error: standard output: cannot be written (No space")
    assert result.stderr.count("\n") == 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_standard_output_is_whole_or_at_fault(newsroom: Newsroom, unbuffered: str) -> None:
    big = newsroom.write("big.txt", WRONG * 1000)
    env = {"PYTHONUNBUFFERED": unbuffered}
    with big.open("rb") as given, open(newsroom.folder / "out.txt", "wb") as out:
        result = newsroom.process(
            "fix", "-", stdin=given, stdout=out, env=env, preexec_fn=_no_more_than_4_kib
        )
    assert result.returncode == 2
    assert result.stderr.startswith("calque: error: standard output: cannot be written (File too")


def test_a_reader_who_has_seen_enough(newsroom: Newsroom) -> None:
    newsroom.write("big.txt", WRONG * 3000)
    reading, writing = os.pipe()
    os.close(reading)
    result = newsroom.process("check", "big.txt", stdout=writing)
    os.close(writing)
    assert (result.returncode, result.stderr) == (1, "")


@pytest.mark.parametrize("command", ["check", "fix"])
def test_who_stops_it_gets_a_status_of_its_own(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr("calque.pipeline.Checker.read", Mock(side_effect=KeyboardInterrupt))
    result = newsroom.run(command, GOOD)
    assert (result.exit_code, result.stdout, result.stderr) == (130, "", "calque: stopped\n")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG).chmod(0)
    result = newsroom.run("check", "a.txt", GOOD)
    assert result.exit_code == 2
    assert result.stderr == "calque: error: a.txt: may not be read; check its permissions\n"


@pytest.mark.parametrize(
    "config, error",
    [
        ('selekt = ["NAM"]', "calque.toml:1: unknown key 'selekt'; did you mean 'select'?"),
        ('select = ["NAM999"]', "unknown rule 'NAM999': see calque rules"),
        (
            '[per-file-ignores]\n"a/*" = ["NAM999"]',
            "per-file-ignores, a/*: unknown rule 'NAM999': see calque rules",
        ),
        ("# house\n[per-file-ignores]\n'a/*' = 'NAM'", "calque.toml:3: per-file-ignores.a/* must"),
        ("[concepts]\n[words.x]\ny = 1", "calque.toml:2: words must be a list of strings"),
        ('[concepts.osla]\nen = "Oslo"', "concepts.osla: there is none; did you mean 'oslo'?"),
        ('select = "NAM"', "calque.toml:1: select must be a list of strings"),
        ("select = [", "calque.toml: not valid TOML: "),
        (b'words = ["caf\xe9"]', "calque.toml: not UTF-8; save it as UTF-8"),
        ('glossaries = ["none.toml"]', "none.toml: no such glossary; check the path"),
        ('baseline = "none.json"', "none.json: no such baseline; make one with --write-baseline"),
        (
            'words = ["x"]\n\n"fail-on" = "grave"',
            "calque.toml:3: fail-on must be one of minor, major, critical",
        ),
        ('[concepts.x]\nkind = "person"\nwho = 1', "calque.toml: concepts.x: "),
        (
            '[concepts.x]\nkind = "place"\nref = "x"\nenn = "X"',
            "calque.toml: concepts.x: unknown key 'enn'",
        ),
        ('lang = "English"', "calque.toml:1: lang 'English' is no language code; write 'en'"),
        (
            'source-lang = "xx"',
            "calque.toml:1: source-lang 'xx' is no language code; write one such",
        ),
    ],
)
def test_a_bad_configuration(newsroom: Newsroom, config: str | bytes, error: str) -> None:
    newsroom.write("calque.toml", config)
    for command in ("check", "fix"):
        result = newsroom.run(command, GOOD)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr.count("\n") == 1
        assert result.stderr.startswith("calque: error: ")
        assert error in result.stderr


def test_a_configuration_that_may_not_be_read(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newsroom.folder / "calque.toml").unlink()
    newsroom.write("pyproject.toml", "[tool.calque]\n")
    opens = Path.open

    def denies(path: Path, *more: Any, **named: Any) -> Any:
        if path.name == "pyproject.toml":
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opens(path, *more, **named)

    monkeypatch.setattr(Path, "open", denies)
    result = newsroom.run("check", GOOD)
    assert result.exit_code == 2
    assert result.stderr == (
        f"calque: error: {newsroom.folder}/pyproject.toml: can't be read (Permission denied); "
        "name another with --config\n"
    )


def test_a_configuration_may_begin_with_a_mark(newsroom: Newsroom) -> None:
    for name in ("calque.toml", "house.toml"):
        newsroom.write(name, "\ufeff" + newsroom.read(name))
    assert "PSGV is Russian" in newsroom.run("check", GOOD).stdout


def test_a_project_whose_table_is_none(newsroom: Newsroom) -> None:
    newsroom.write("pyproject.toml", "[tool]\ncalque = 3\n")
    result = newsroom.run("check", "--config", "pyproject.toml", GOOD)
    assert result.exit_code == 2
    assert result.stderr.endswith("tool.calque must be a table: [tool.calque]\n")


@pytest.mark.parametrize("option", ["--config", "--glossary", "--baseline", "--source"])
def test_an_option_that_names_nothing(newsroom: Newsroom, option: str) -> None:
    result = newsroom.run("check", option, "none.toml", GOOD)
    assert (result.exit_code, result.stdout.count("PSGV")) == (2, 0)
    assert result.stderr.startswith("calque: error: none.toml: no such ")
    assert result.stderr.count("\n") == 1
