"""`calque batch`: files of all forms, packed, cut short or odd, and what comes of their columns."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import lzma
import random
from datetime import UTC, datetime
from pathlib import Path

import pytest

from calque.batch.summary import Summary, lines
from tests.newsroom import RIGHT, WRONG, Newsroom, contents, rows


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def test_a_table_with_quoted_lines_keeps_every_other_cell(newsroom: Newsroom) -> None:
    table = "\ufeffid;text;note\r\n" + "".join(
        f'{n};"Ships, ""old"" ones\nof the PSGV; left";"n\n{n}"\r\n' for n in range(60)
    )
    newsroom.write("t.csv", table + "60;x\r\n")
    result = newsroom.batch("t.csv", "out", "--tables", "csv")
    assert result.exit_code == 1
    assert newsroom.read("out/corpus/t.csv") == table.replace("PSGV", "NHPX")
    found = list(csv.DictReader(newsroom.read("out/findings.csv").splitlines()))
    assert [row["row"] for row in found][:2] == ["2", "5"]
    assert [row["row"] for row in found][-1] == str(2 + 59 * 3)
    (reject,) = newsroom.lines("out/rejects.jsonl")
    assert reject["reason"].startswith("2 columns but the header has 3")
    assert (reject["line"], reject["row"]) == (182, "60;x")


def test_files_of_many_kinds_in_one_folder(newsroom: Newsroom) -> None:
    given = rows(*[WRONG] * 9)
    newsroom.write("in/wires/a.txt", WRONG)
    newsroom.write("in/wires/latin.txt", b"caf\xe9 PSGV")
    newsroom.write("in/wires/b.txt.gz", gzip.compress(WRONG.encode()))
    newsroom.write("in/page.html", f"<p>{WRONG}</p>")
    newsroom.write("in/c.tsv", f"id\ttext\n1\t{WRONG}")
    newsroom.write("in/d.jsonl.gz", gzip.compress(given.encode()))
    newsroom.write("in/e.jsonl.bz2", bz2.compress(given.encode()))
    newsroom.write("in/f.jsonl.xz", lzma.compress(given.encode()))
    zstandard = pytest.importorskip("pyarrow", reason="NOT TESTED: no pyarrow").Codec("zstd")
    newsroom.write("in/h.jsonl.zst", zstandard.compress(given.encode(), asbytes=True))
    newsroom.write("in/g.jsonl.gz", gzip.compress(given.encode())[:-20])
    result = newsroom.batch("in", "out")
    assert result.exit_code == 1
    out = newsroom.folder / "out" / "corpus"
    assert newsroom.read("out/corpus/wires/a.txt") == RIGHT
    assert newsroom.read("out/corpus/page.html") == f"<p>{RIGHT}</p>"
    assert newsroom.read("out/corpus/c.tsv") == f"id\ttext\n1\t{RIGHT}"
    assert gzip.decompress((out / "wires/b.txt.gz").read_bytes()).decode() == RIGHT
    mended = rows(*[RIGHT] * 9).encode()
    assert gzip.decompress((out / "d.jsonl.gz").read_bytes()) == mended
    assert bz2.decompress((out / "e.jsonl.bz2").read_bytes()) == mended
    assert lzma.decompress((out / "f.jsonl.xz").read_bytes()) == mended
    assert (out / "h.jsonl.zst").read_bytes() == zstandard.compress(mended, asbytes=True)
    reasons = {one["file"]: one["reason"] for one in newsroom.lines("out/rejects.jsonl")}
    assert reasons["wires/latin.txt"].startswith("not UTF-8 (byte 0xE9")
    assert reasons["g.jsonl.gz"].startswith("broken or cut short")
    summary = json.loads(newsroom.read("out/summary.json"))
    assert summary["outlets"]["wires"]["texts"] == 2  # the folder, where rows name none


@pytest.mark.parametrize("lost", [8, 300])  # the checksum; a third of it all
def test_what_is_whole_of_a_file_cut_short(newsroom: Newsroom, lost: int) -> None:
    chance = random.Random(3)
    given = rows(*(f"{chance.random()} {WRONG}" for _ in range(40)))
    packed = gzip.compress(given.encode())
    newsroom.write("a.jsonl.gz", packed[: -min(lost, len(packed) // 3)])
    result = newsroom.run("batch", "--workers", "1", "a.jsonl.gz", "out")
    assert result.exit_code == 1
    made = gzip.decompress((newsroom.folder / "out/corpus/a.jsonl.gz").read_bytes()).decode()
    assert given.replace("PSGV", "NHPX").startswith(made)
    assert made.endswith("\n")
    assert made.count("\n") == 40 if lost == 8 else 20 < made.count("\n") < 40
    (reject,) = newsroom.lines("out/rejects.jsonl")
    assert reject["reason"].startswith("broken or cut short")


def test_what_is_broken_does_not_stop_the_others(newsroom: Newsroom) -> None:
    zstandard = pytest.importorskip("pyarrow").Codec("zstd")
    newsroom.write("in/a.jsonl.zst", zstandard.compress(rows(WRONG).encode(), asbytes=True)[:-9])
    newsroom.write("in/b.jsonl.bz2", bz2.compress(rows(WRONG).encode())[:30] + bytes(30))
    newsroom.write("in/c.jsonl", rows(WRONG))
    assert newsroom.batch("in", "out").exit_code == 1
    assert newsroom.read("out/corpus/c.jsonl") == rows(RIGHT)
    rejects = newsroom.lines("out/rejects.jsonl")
    assert [one["file"] for one in rejects] == ["a.jsonl.zst", "b.jsonl.bz2"]
    assert all(one["reason"].startswith("broken or cut short") for one in rejects)


def test_rows_in_utf_16_are_refused_first(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl.gz", gzip.compress(rows(WRONG).encode("utf-16")))
    result = newsroom.batch("a.jsonl.gz", "out")
    assert (result.exit_code, newsroom.names().count("out/corpus/a.jsonl.gz")) == (2, 0)
    assert "a.jsonl.gz: line 1: UTF-16; convert the file first" in result.stderr


def test_a_summary_for_a_narrow_terminal(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    assert newsroom.batch("a.jsonl", "out").exit_code == 0
    summary = Summary.from_json(newsroom.read("out/summary.json"))
    for width in (40, 50, 60, 100):
        shown = "\n".join(lines(summary, colour=False, width=width)).splitlines()
        assert all(len(line) <= width for line in shown if "in 1 file" not in line), width
        assert any(line.startswith("ACR001 foreign-acronym") for line in shown), width


def test_a_table_cut_short(newsroom: Newsroom) -> None:
    chance = random.Random(3)
    table = "id,text\n" + "".join(f'{chance.random()},"{WRONG}"\n' for _ in range(9))
    newsroom.write("a.csv.gz", gzip.compress(table.encode())[:-12])
    assert newsroom.batch("a.csv.gz", "out").exit_code == 1
    made = gzip.decompress((newsroom.folder / "out/corpus/a.csv.gz").read_bytes()).decode()
    assert table.replace("PSGV", "NHPX").startswith(made)
    assert made.count("NHPX") > 5


def test_a_link_to_nothing_is_rejected(newsroom: Newsroom) -> None:
    newsroom.write("in/a.jsonl", rows(WRONG))
    for name in ("b.jsonl", "c.txt", "d.csv"):
        (newsroom.folder / "in" / name).symlink_to(f"no-{name}")
    for _ in range(2):  # the second time it is done already
        assert newsroom.batch("in", "out").exit_code == 1
    assert contents(newsroom.folder / "out" / "corpus") == {"a.jsonl": rows(RIGHT).encode()}
    rejects = newsroom.lines("out/rejects.jsonl")
    assert [one["file"] for one in rejects] == ["b.jsonl", "c.txt", "d.csv"]
    assert {one["reason"] for one in rejects} == {"a link to what is not there; mend or remove it"}
    named = newsroom.batch("in/b.jsonl", "named")
    assert (named.exit_code, named.stderr) == (
        2,
        "calque: error: in/b.jsonl: a link to what is not there; mend or remove it\n",
    )


def test_an_outlet_that_is_a_list(newsroom: Newsroom) -> None:
    given = [["Coast Wire", "Northern Courier"], True, None, 7]
    texts = [
        json.dumps({"id": [n, "x"], "text": WRONG, "outlet": one}) for n, one in enumerate(given)
    ]
    newsroom.write("a.jsonl", "\n".join(texts))
    assert newsroom.batch("a.jsonl", "out").exit_code == 0
    found = newsroom.lines("out/findings.jsonl")
    assert [one["outlet"] for one in found] == ["Coast Wire, Northern Courier", "true", None, "7"]
    assert [one["document"] for one in found] == ["0, x", "1, x", "2, x", "3, x"]


def test_parquet_keeps_its_types(newsroom: Newsroom) -> None:
    pa = pytest.importorskip("pyarrow", reason="NOT TESTED: pyarrow is not installed")
    import pyarrow.parquet as pq

    schema = pa.schema(
        [
            ("id", pa.int64()),
            ("text", pa.large_string()),
            ("parts", pa.list_(pa.string())),
            ("outlet", pa.dictionary(pa.int8(), pa.string())),
            ("when", pa.timestamp("us", tz="UTC")),
            ("share", pa.float32()),
        ],
        metadata={"made": "here"},
    )
    given = [
        {
            "id": number,
            "text": None if number == 5 else WRONG,
            "parts": ["a", WRONG],
            "outlet": "wire" if number % 2 else None,
            "when": datetime(2024, 5, 1, tzinfo=UTC),
            "share": number / 7,
        }
        for number in range(300)
    ]
    table = pa.Table.from_pylist(given, schema)
    pq.write_table(table, newsroom.folder / "a.parquet", row_group_size=120, compression="snappy")
    assert newsroom.batch("a.parquet", "out").exit_code == 1
    schema = pq.read_table(newsroom.folder / "a.parquet").schema
    made = pq.read_table(newsroom.folder / "out" / "corpus" / "a.parquet")
    assert made.schema.equals(schema, check_metadata=True)
    kept = pa.Table.from_pylist(given[:5] + given[6:], schema)
    assert made.drop_columns("text").equals(kept.drop_columns("text"))
    assert set(made["text"].to_pylist()) == {RIGHT}
    about = pq.read_metadata(newsroom.folder / "out" / "corpus" / "a.parquet")
    assert about.row_group(0).column(0).compression == "SNAPPY"
    findings = pq.read_table(newsroom.folder / "out" / "findings.parquet").to_pylist()
    assert len(findings) == 299
    assert findings[0]["fixes"][0]["edits"][0]["text"] == "NHPX"
    (reject,) = newsroom.lines("out/rejects.jsonl")
    assert json.loads(reject["row"])["id"] == 5
    assert reject["line"] == 6
    result = newsroom.batch("a.parquet", "lists", "--text-field", "parts")
    assert result.exit_code == 0
    made = pq.read_table(newsroom.folder / "lists" / "corpus" / "a.parquet")
    assert made.schema.equals(schema, check_metadata=True)
    assert made["parts"].to_pylist() == [["a", RIGHT]] * 300


def test_rows_go_out_of_parquet_of_any_type(newsroom: Newsroom) -> None:
    pa = pytest.importorskip("pyarrow", reason="NOT TESTED: pyarrow is not installed")
    import pyarrow.parquet as pq

    schema = pa.schema([("text", pa.string_view()), ("parts", pa.list_view(pa.string()))])
    given = [{"text": text, "parts": ["a"]} for text in (None, WRONG, None, None, WRONG, None)]
    pq.write_table(pa.Table.from_pylist(given, schema), newsroom.folder / "a.parquet")
    assert newsroom.batch("a.parquet", "out").exit_code == 1
    made = pq.read_table(newsroom.folder / "out" / "corpus" / "a.parquet")
    assert made.to_pylist() == [{"text": RIGHT, "parts": ["a"]}] * 2
    table = pa.table([["a"], ["b"]], names=["text", "text"])
    pq.write_table(table, newsroom.folder / "b.parquet")
    result = newsroom.batch("b.parquet", "b")
    assert (result.exit_code, result.stderr) == (
        2,
        'calque: error: b.parquet: several columns "text"; rename all but one\n',
    )
