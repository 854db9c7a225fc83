"""`calque glossary import` and `export` on the command line."""

from __future__ import annotations

import bz2
import gzip
import io
import json
import tracemalloc
from pathlib import Path

import pytest

from calque.glossary.exchange import Ledger, Wanted, reader
from tests.newsroom import RIGHT, WRONG, Newsroom

TABLE = "id,kind,lang,text,type,status\npact,organisation,en,Sea Pact,,\npact,,fi,Meripakti,,\n"


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    room = Newsroom(tmp_path, monkeypatch)
    monkeypatch.setattr("calque.glossary.load.builtin_folder", lambda: tmp_path / "builtin")
    return room


@pytest.mark.parametrize("format", ["tbx", "tbx-dct", "csv", "tsv"])
def test_there_and_back_again(newsroom: Newsroom, format: str) -> None:
    result = newsroom.run("glossary", "export", "house.toml", "--format", format, "-o", "out")
    assert (result.exit_code, result.stdout, result.stderr) == (0, "", "1 concept\n")
    read = format.partition("-")[0]
    result = newsroom.run("glossary", "import", "out", "--format", read, "-o", "back.toml")
    assert (result.exit_code, result.stderr) == (0, "1 concept\n")
    newsroom.write("calque.toml", 'select = ["ACR001"]\nglossaries = ["back.toml"]\n')
    newsroom.write("a.txt", WRONG)
    assert newsroom.run("fix", "--write", "a.txt").exit_code == 0
    assert newsroom.read("a.txt") == RIGHT


def test_what_a_format_has_no_room_for_is_counted(newsroom: Newsroom) -> None:
    result = newsroom.run("glossary", "export", "house.toml", "--format", "ftm")
    entity = json.loads(result.stdout)
    assert entity["properties"]["abbreviation"] == ["NHPX", "ПСГВ"]
    assert result.stderr.splitlines() == [
        "1 concept",
        "left out: 1 × romanised terms; 1 × references without an address",
        "changed: 2 × acronyms, which will count only beside the name",
    ]


def test_only_some_languages(newsroom: Newsroom) -> None:
    result = newsroom.run("glossary", "export", "--format", "csv", "--lang", "ru")
    assert {line.split(",")[2] for line in result.stdout.splitlines()[1:]} == {"ru"}
    newsroom.write("t.csv", TABLE)
    result = newsroom.run("glossary", "import", "t.csv", "--lang", "fi")
    assert result.stdout == (
        '# From t.csv.\n\n[pact]\nkind = "organisation"\nref = "t.csv"\nfi = "Meripakti"\n\n'
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_spreadsheets_write(newsroom: Newsroom, encoding: str) -> None:
    text = TABLE.replace(",", "\t").replace("Sea", "Sėä").replace("\n", "\r\n")
    newsroom.write("t.txt", text.encode(encoding))
    result = newsroom.run("glossary", "import", "t.txt", "--format", "csv")
    assert result.exit_code == 0
    assert 'en = "Sėä Pact"' in result.stdout


@pytest.mark.parametrize("pack", [bytes, gzip.compress, bz2.compress], ids=["plain", "gz", "bz2"])
def test_a_packed_dump_from_a_file_or_standard_input(newsroom: Newsroom, pack: object) -> None:
    item = {"id": "Q1", "labels": {"en": {"value": "Sea Pact"}}}
    data = pack(f"[\n{json.dumps(item)}\n]\n".encode())  # type: ignore[operator]
    newsroom.write("dump", data)
    for result in (
        newsroom.run("glossary", "import", "dump", "--format", "wikidata"),
        newsroom.run("glossary", "import", "-", "--format", "wikidata", stdin=data),
    ):
        assert result.exit_code == 0
        assert '[Q1]\nkind = "term"\nref = "Wikidata Q1"\nen = "Sea Pact"' in result.stdout


BAD = {
    "none.csv": (None, "none.csv: no such file; check the path"),
    "cut.tbx": (b"<tbx><text>", "cut.tbx: line 1: not well-formed XML"),
    "cut.ftm.json": (gzip.compress(b"x" * 9999)[:40], "cut.ftm.json: broken or cut short ("),
    "latin.csv": (b"id,lang,text\na,en,caf\xe9\n", "latin.csv: not UTF-8 (byte 0xE9"),
    "no.tsv": (b"a\tb\n", "no.tsv: line 1: no column 'id' but a, b"),
    "long.csv": (b"word " * 9999, "long.csv: line 1: no column 'id' but word word"),
    "deep.popolo": (b'{"a":' * 99_999, "deep.popolo: JSON too deeply nested; mend it"),
    "no.popolo": (b'{"a": []}', "no.popolo: not Popolo JSON: no list of persons or organizations"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_file_that_cannot_be_read(newsroom: Newsroom, name: str) -> None:
    content, error = BAD[name]
    if content is not None:
        newsroom.write(name, content)
    before = newsroom.names()
    options = ("--format", "popolo") if name.endswith(".popolo") else ()
    result = newsroom.run("glossary", "import", name, "-o", "out.toml", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"calque: error: {error}")
    assert result.stderr.count("\n") == 1
    assert len(result.stderr) < 400
    assert newsroom.names() == before


def test_a_file_of_one_long_line(newsroom: Newsroom) -> None:
    person = {"id": "a", "name": "Anna Lind", "biography": "x" * 5_000_001}
    newsroom.write("p.json", json.dumps({"persons": [person]}).encode())
    result = newsroom.run("glossary", "import", "p.json", "--format", "popolo")
    assert result.exit_code == 0
    assert 'en = "Anna Lind"' in result.stdout


def test_a_bad_row_is_named_and_the_rest_is_there(newsroom: Newsroom) -> None:
    newsroom.write("t.csv", TABLE + "x,animal,en,Cat,,\n")
    result = newsroom.run("glossary", "import", "t.csv", "-o", "out.toml")
    assert result.exit_code == 2
    error, summary = result.stderr.splitlines()
    assert error.startswith("calque: error: t.csv: line 4: kind 'animal': write one of organis")
    assert summary == "1 concept"
    assert 'fi = "Meripakti"' in newsroom.read("out.toml")


@pytest.mark.parametrize("command", ["import", "export"])
def test_a_format_that_nobody_named(newsroom: Newsroom, command: str) -> None:
    newsroom.write("t.json", "{}")
    arguments = ["t.json"] if command == "import" else ["-o", "t.json"]
    result = newsroom.run("glossary", command, *arguments)
    assert result.exit_code == 2
    assert "say what t.json is with --format: tbx, " in result.stderr
    result = newsroom.run("glossary", command, *(["-"] if command == "import" else []))
    assert result.exit_code == 2
    assert "say the format with --format: tbx, " in result.stderr


def test_what_is_imported_loads_over_the_house(newsroom: Newsroom) -> None:
    """It may share forms with what is there: the house's count, unless it overrides the id."""
    row = "{},organisation,en,Northern Harbour Pact,,\n"
    newsroom.write("t.csv", TABLE + row.format("other") + row.format("northern-harbour-pact"))
    result = newsroom.run("glossary", "import", "t.csv", "-o", "new.toml")
    assert "changed: 1 × forms that another concept has too" in result.stderr
    result = newsroom.run("glossary", "lint", "new.toml")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("format", "content"),
    [
        *(
            (format, "")
            for format in ("tbx", "csv", "tsv", "ftm", "popolo", "wikidata", "jrc-names")
        ),
        ("tbx", "<martif></martif>"),
        ("csv", "id,lang,text\n"),
        ("popolo", '{"persons": []}'),
        ("wikidata", "[\n]\n"),
        ("wikidata", '{"id": "Q1"}\n'),
        ("jrc-names", "# nothing yet\n"),
    ],
)
def test_nothing_to_import(newsroom: Newsroom, format: str, content: str) -> None:
    newsroom.write("t", content)
    newsroom.write("new.toml", "as it was")
    result = newsroom.run("glossary", "import", "t", "--format", format, "-o", "new.toml")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith("calque: error: t: ")
    assert result.stderr.count("error") == 1
    assert newsroom.read("new.toml") == "as it was"


def test_nothing_to_export(newsroom: Newsroom) -> None:
    result = newsroom.run("glossary", "export", "house.toml", "--lang", "xx", "--format", "tbx")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no concept to export; check PATHS and --lang" in result.stderr


def test_nothing_that_the_core_can_hold(newsroom: Newsroom) -> None:
    avoid = '[pact]\nkind = "term"\nref = "style"\nen = { avoid = ["Sea Pact"] }\n'
    newsroom.write("avoid.toml", avoid)
    options = ("--format", "tbx-core", "-o", "out.tbx")
    result = newsroom.run("glossary", "export", "avoid.toml", *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no concept has a term that TBX-Core can hold; write --format tbx" in result.stderr
    assert "out.tbx" not in newsroom.names()


class Dump(io.RawIOBase):
    """A dump that is longer than memory should be, made as it is read."""

    def __init__(self, items: int) -> None:
        self._lines = iter(range(items))

    def __iter__(self) -> Dump:
        return self

    def __next__(self) -> bytes:
        number = next(self._lines)
        label = {"en": {"language": "en", "value": f"Name {number}"}}
        return json.dumps({"id": f"Q{number}", "labels": label, "x": "x" * 2000}).encode() + b",\n"


def test_a_dump_never_is_in_memory() -> None:
    read = reader("wikidata")
    list(read(Dump(10), Wanted(), Ledger()))  # imports
    tracemalloc.start()
    count = sum(1 for _ in read(Dump(10_000), Wanted(only=frozenset({"Q5", "Q77"})), Ledger()))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert count == 2
    assert peak < 1_000_000  # of 20 MB
