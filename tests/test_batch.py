"""`calque batch`: what comes out, in what form, and that nothing is lost on the way."""

from __future__ import annotations

import bz2
import csv
import errno
import gzip
import json
import lzma
import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from click.testing import Result

from tests.newsroom import RIGHT, WRONG, Newsroom, rows

BAD = '{"id": "b1"\n{"id": "b2", "text": null}\n'
# For a program of its own: small chunks, so that a small corpus has many of them, and a small
# built-in glossary, also for its workers.
PATCH = """
from pathlib import Path
import calque.batch.sources, calque.resources
calque.batch.sources.SMALLEST = 1_000
calque.resources.builtin_folder = lambda: Path("../builtin")
"""
PROGRAM = f"""{PATCH}
import calque.batch.local
calque.batch.local._START = {PATCH!r} + calque.batch.local._START
from calque.apps.cli import main
main()
"""


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    monkeypatch.setattr("calque.batch.sources.SMALLEST", 500)
    return Newsroom(tmp_path, monkeypatch)


def batch(newsroom: Newsroom, *arguments: str, **more: Any) -> Result:
    return newsroom.run("batch", "--workers", "1", *arguments, **more)


def lines(newsroom: Newsroom, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in newsroom.read(name).splitlines()]


def contents(folder: Path) -> dict[str, bytes]:
    """Every result by its name; not what a run keeps for itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".calque" not in path.parts
    }


def test_rows_come_back_mended_with_all_else_as_it_was(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*[WRONG] * 40) + BAD + "\n" + rows(RIGHT))
    result = batch(newsroom, "a.jsonl", "out")
    assert result.exit_code == 1
    assert result.stdout.startswith("41 texts in 1 file: 40 findings (40 major), 40 mended\n")
    assert newsroom.read("out/corpus/a.jsonl") == rows(*[RIGHT] * 40) + "\n" + rows(RIGHT)
    found = lines(newsroom, "out/findings.jsonl")
    assert len(found) == 40
    assert found[7]["document"] == "r8"
    assert (found[7]["file"], found[7]["row"], found[7]["fixed"]) == ("a.jsonl", 8, True)
    rejects = lines(newsroom, "out/rejects.jsonl")
    assert [(reject["line"], reject["row"]) for reject in rejects] == [
        (41, '{"id": "b1"'),
        (42, '{"id": "b2", "text": null}'),
    ]
    assert rejects[0]["reason"].startswith("invalid JSON (Expecting ',' delimiter")
    summary = json.loads(newsroom.read("out/summary.json"))
    assert summary["rules"]["ACR001"] == {"texts": 40, "findings": 40, "fixed": 40}
    assert summary["about"]["signature"].endswith("|mt:none")
    assert "by rule" in result.stdout
    assert "<h2>By rule</h2>" in newsroom.read("out/summary.html")


def test_a_table_with_quoted_lines_keeps_every_other_cell(newsroom: Newsroom) -> None:
    table = "\ufeffid;text;note\r\n" + "".join(
        f'{n};"Ships, ""old"" ones\nof the PSGV; left";"n\n{n}"\r\n' for n in range(60)
    )
    newsroom.write("t.csv", table + "60;x\r\n")
    result = batch(newsroom, "t.csv", "out", "--tables", "csv")
    assert result.exit_code == 1
    assert newsroom.read("out/corpus/t.csv") == table.replace("PSGV", "NHPX")
    found = list(csv.DictReader(newsroom.read("out/findings.csv").splitlines()))
    assert [row["row"] for row in found][:2] == ["2", "5"]
    assert [row["row"] for row in found][-1] == str(2 + 59 * 3)
    (reject,) = lines(newsroom, "out/rejects.jsonl")
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
    result = batch(newsroom, "in", "out")
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
    reasons = {one["file"]: one["reason"] for one in lines(newsroom, "out/rejects.jsonl")}
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
    (reject,) = lines(newsroom, "out/rejects.jsonl")
    assert reject["reason"].startswith("broken or cut short")


def test_a_table_cut_short(newsroom: Newsroom) -> None:
    chance = random.Random(3)
    table = "id,text\n" + "".join(f'{chance.random()},"{WRONG}"\n' for _ in range(9))
    newsroom.write("a.csv.gz", gzip.compress(table.encode())[:-12])
    assert batch(newsroom, "a.csv.gz", "out").exit_code == 1
    made = gzip.decompress((newsroom.folder / "out/corpus/a.csv.gz").read_bytes()).decode()
    assert table.replace("PSGV", "NHPX").startswith(made)
    assert made.count("NHPX") > 5


def test_a_link_to_nothing_is_rejected(newsroom: Newsroom) -> None:
    newsroom.write("in/a.jsonl", rows(WRONG))
    for name in ("b.jsonl", "c.txt", "d.csv"):
        (newsroom.folder / "in" / name).symlink_to(f"no-{name}")
    for _ in range(2):  # the second time it is done already
        assert batch(newsroom, "in", "out").exit_code == 1
    assert contents(newsroom.folder / "out" / "corpus") == {"a.jsonl": rows(RIGHT).encode()}
    rejects = lines(newsroom, "out/rejects.jsonl")
    assert [one["file"] for one in rejects] == ["b.jsonl", "c.txt", "d.csv"]
    assert {one["reason"] for one in rejects} == {"a link to what is not there; mend or remove it"}
    named = batch(newsroom, "in/b.jsonl", "named")
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
    assert batch(newsroom, "a.jsonl", "out").exit_code == 0
    found = lines(newsroom, "out/findings.jsonl")
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
    assert batch(newsroom, "a.parquet", "out").exit_code == 1
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
    (reject,) = lines(newsroom, "out/rejects.jsonl")
    assert json.loads(reject["row"])["id"] == 5
    assert reject["line"] == 6
    result = batch(newsroom, "a.parquet", "lists", "--text-field", "parts")
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
    assert batch(newsroom, "a.parquet", "out").exit_code == 1
    made = pq.read_table(newsroom.folder / "out" / "corpus" / "a.parquet")
    assert made.to_pylist() == [{"text": RIGHT, "parts": ["a"]}] * 2
    table = pa.table([["a"], ["b"]], names=["text", "text"])
    pq.write_table(table, newsroom.folder / "b.parquet")
    result = batch(newsroom, "b.parquet", "b")
    assert (result.exit_code, result.stderr) == (
        2,
        'calque: error: b.parquet: several columns "text"; rename all but one\n',
    )


def test_no_room_for_the_results(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    with monkeypatch.context() as patch:
        full = OSError(errno.ENOSPC, "No space left on device")
        patch.setattr("calque.formats.files.write_whole", Mock(side_effect=full))
        result = batch(newsroom, "a.jsonl", "out")
    assert (result.exit_code, result.stderr) == (
        2,
        "calque: error: out: cannot be written (No space left on device); make room or name "
        "another folder, then run it again: it goes on from here\n",
    )
    assert batch(newsroom, "a.jsonl", "out").exit_code == 0
    assert newsroom.read("out/corpus/a.jsonl") == rows(RIGHT)


def test_the_names_of_a_corpus(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'glossaries = ["house.toml"]\n')
    text = "Then Dmitri Zhuravlyov spoke. The PSGV heard {} Dmitri {} on Monday."
    given = [text.format("mayor", "Zhuravlyov")] * 3 + [text.format("mayor", "Zhuravljov")]
    newsroom.write("a.jsonl", rows(*given))
    assert batch(newsroom, "a.jsonl", "out").exit_code == 0
    found = {row["spelling"]: row for row in lines(newsroom, "out/names.jsonl")}
    assert found["Zhuravlyov"]["entity"] == found["Zhuravljov"]["entity"] == "Dmitri Zhuravlyov"
    assert [found[one]["count"] for one in ("Zhuravlyov", "Zhuravljov")] == [7, 1]
    assert found["Zhuravljov"]["status"] == "variant"
    assert found["PSGV"]["known_from"] == "glossary northern-harbour-pact"
    assert found["PSGV"]["status"] == "foreign"


def test_one_spelling_in_all_texts_on_request(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'select = ["NAM002"]\n')
    one, other = "Then Dmitri Zhuravlyov spoke.", "Then Dmitri Zhuravljov left."
    short = "Mr Zhuravljov left. Then Dmitri Zhuravljov spoke."
    given = [*[one] * 5, other, short, "Anna Zhuravljov came."]
    newsroom.write("a.jsonl", rows(*given))
    assert batch(newsroom, "a.jsonl", "as-is").exit_code == 0
    assert newsroom.read("as-is/corpus/a.jsonl") == rows(*given)
    result = batch(newsroom, "a.jsonl", "one", "--consistent")
    assert result.exit_code == 0, result.stderr
    assert newsroom.read("one/corpus/a.jsonl") == rows(
        *(text.replace("Zhuravljov", "Zhuravlyov") for text in given[:-1]), given[-1]
    )
    assert 'avoid = ["Dmitri Zhuravljov"]' in newsroom.read("one/consistent.toml")
    assert len(lines(newsroom, "one/findings.jsonl")) == 3


def test_standard_input(newsroom: Newsroom) -> None:
    given = rows(*[WRONG] * 5)
    result = batch(newsroom, "-", "out", stdin=given)
    assert (result.exit_code, result.stdout[:7]) == (0, "5 texts")
    assert newsroom.read("out/corpus/stdin.jsonl") == rows(*[RIGHT] * 5)
    assert batch(newsroom, "-", "out", stdin=given).exit_code == 0
    assert batch(newsroom, "-", "out", stdin=given + given).exit_code == 2
    assert not newsroom.folder.joinpath("out/.calque/input").exists()


def test_samples_and_limits(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*[WRONG] * 200))
    assert batch(newsroom, "a.jsonl", "first", "--limit", "7").exit_code == 0
    assert newsroom.read("first/corpus/a.jsonl") == rows(*[RIGHT] * 7)
    for folder, more in {"a": (), "b": (), "c": ("--seed", "1"), "d": ("--limit", "9")}.items():
        batch(newsroom, "a.jsonl", folder, "--sample", "0.2", *more)
    a, b, c, d = (newsroom.read(f"{folder}/corpus/a.jsonl") for folder in "abcd")
    assert a == b != c
    assert 20 < a.count("\n") < 60
    assert d.count("\n") == 9
    assert a.startswith(d)


def test_files_without_a_row_are_there_as_well(newsroom: Newsroom) -> None:
    newsroom.write("in/a.jsonl", rows(WRONG))
    newsroom.write("in/b.csv", "id,text\n")
    newsroom.write("in/c.jsonl", "")
    assert batch(newsroom, "in", "out").exit_code == 0
    made = contents(newsroom.folder / "out" / "corpus")
    assert made == {"a.jsonl": rows(RIGHT).encode(), "b.csv": b"id,text\n", "c.jsonl": b""}


def test_a_dry_run_writes_nothing(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    before = newsroom.names()
    result = batch(newsroom, "a.jsonl", "out", "--dry-run")
    assert result.exit_code == 0
    assert result.stdout.startswith("would read 1 file, 67 bytes: 1 of rows\n")
    assert newsroom.names() == before


BAD_USE = {
    ("a.jsonl",): "name an input and a folder for the results",
    ("none.jsonl", "out"): "none.jsonl: no such file; check the path",
    ("a.jsonl", "."): ".: has other things in it; name a new folder",
    ("a.jsonl", "house.toml"): "house.toml: is a file; name a folder",
    ("head.csv", "out"): 'head.csv: line 1: no column "text" but id, body; name it with',
    ("a.jsonl", "in/a.jsonl", "out"): "another input is called a.jsonl as well; put both",
    ("a.jsonl", "out", "--retranslate"): "--retranslate goes with --review",
    ("a.jsonl", "out", "--sample", "2"): "2.0 is not in the range",
    ("broken.parquet", "out"): "no Parquet file, or a broken one",
    ("twice.csv", "out"): 'twice.csv: several columns "text"; rename all but one',
    ("closed/a.jsonl", "out"): "closed/a.jsonl: may not be read; check its permissions",
    ("closed", "out"): "closed: may not be read; check its permissions",
}


def closed(opens: Callable[..., Any]) -> Callable[..., Any]:
    """The same, but what is called `closed` may not be read: whoever tests may read all."""

    def denies(path: Any, *more: Any, **named: Any) -> Any:
        if "closed" in Path(path).parts:
            raise PermissionError(errno.EACCES, "Permission denied", str(path))
        return opens(path, *more, **named)

    return denies


@pytest.mark.parametrize("arguments", BAD_USE, ids=" ".join)
def test_bad_use(
    newsroom: Newsroom, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    newsroom.write("closed/a.jsonl", rows(WRONG))
    newsroom.write("twice.csv", "text,id,text\nPSGV,1,PSGV\n")
    newsroom.write("in/a.jsonl", rows(WRONG))
    newsroom.write("head.csv", "id,body\n1,PSGV\n")
    newsroom.write("broken.parquet", b"PAR1 and more")
    before = newsroom.names()
    with monkeypatch.context() as patch:
        for module, name in ((Path, "open"), (os, "scandir")):
            patch.setattr(module, name, closed(getattr(module, name)))
        result = batch(newsroom, *arguments)
    assert result.exit_code == 2
    assert BAD_USE[arguments] in result.stderr
    assert newsroom.names() == before


def test_other_input_or_settings_are_refused(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*[WRONG] * 30))
    assert batch(newsroom, "a.jsonl", "out").exit_code == 0
    before = contents(newsroom.folder / "out")
    again = batch(newsroom, "a.jsonl", "out")
    assert (again.exit_code, again.stdout[:8]) == (0, "30 texts")
    other = batch(newsroom, "a.jsonl", "out", "--review")
    assert other.exit_code == 2
    assert 'this run began with another fixes ("safe", not "review"); give the same' in other.stderr
    newsroom.write("a.jsonl", rows(*[WRONG] * 31))
    changed = batch(newsroom, "a.jsonl", "out")
    assert changed.exit_code == 2
    assert "a.jsonl has changed since this run began; give the same" in changed.stderr
    assert contents(newsroom.folder / "out") == before
    assert batch(newsroom, "a.jsonl", "out", "--restart").exit_code == 0
    assert newsroom.read("out/corpus/a.jsonl") == rows(*[RIGHT] * 31)


def test_ray_that_is_not_installed(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    monkeypatch.setitem(sys.modules, "ray", None)
    result = batch(newsroom, "a.jsonl", "out", "--engine", "ray")
    assert result.exit_code == 2
    assert "--engine ray: ray is not installed; pip install 'calque[cluster]'" in result.stderr
    assert "out" not in newsroom.names()


def test_a_fault_of_ours_rejects_the_row_alone(
    newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    from calque.pipeline import Checker

    fix = Checker.fix

    def fails(self: Checker, doc: Any, *more: Any) -> Any:
        if "cargo" in doc.text:
            raise TypeError("no such thing")
        return fix(self, doc, *more)

    monkeypatch.setattr(Checker, "fix", fails)
    newsroom.write("a.jsonl", rows(WRONG, "The cargo left.", WRONG))
    assert batch(newsroom, "a.jsonl", "out").exit_code == 1
    assert newsroom.read("out/corpus/a.jsonl").count("NHPX") == 2
    (reject,) = lines(newsroom, "out/rejects.jsonl")
    assert reject["reason"] == "calque failed on it (TypeError: no such thing)"
    assert json.loads(reject["row"])["text"] == "The cargo left."


def test_lines_that_the_corpus_repeats_are_known(newsroom: Newsroom) -> None:
    from tests.test_repeats import MOTTO, articles

    newsroom.write("calque.toml", 'select = ["RES009"]\n')
    newsroom.write("a.jsonl", rows(*(f"{text}\n\n{MOTTO}" for text in articles(50))))
    assert batch(newsroom, "a.jsonl", "out").exit_code == 0
    assert MOTTO not in newsroom.read("out/corpus/a.jsonl")


def test_workers_change_nothing(newsroom: Newsroom) -> None:
    newsroom.write("in/a.jsonl", rows(*[WRONG, RIGHT] * 40) + BAD)
    for number in range(7):
        newsroom.write(f"in/t{number}.txt", WRONG)
    made = []
    for workers in ("1", "2"):
        run = subprocess.run(
            [sys.executable, "-c", PROGRAM, "batch", "in", f"out{workers}", "--workers", workers],
            cwd=newsroom.folder,
            capture_output=True,
            check=False,
        )
        assert run.returncode == 1, run.stderr
        made.append(contents(newsroom.folder / f"out{workers}"))
    assert made[0] == made[1]


# Dies like a program that is killed, half-way through the write with the number that comes last.
DIES = f"""
import os, signal, sys
import calque.batch.work as work
left, whole = int(sys.argv.pop()), work.write_whole

def write(path, chunks):
    global left
    left -= 1
    if left == 0:
        path.with_name(".calque-half.tmp").write_bytes(b"half")
        os.kill(os.getpid(), signal.SIGKILL)
    whole(path, chunks)

work.write_whole = write
{PROGRAM}"""


def test_killed_at_five_moments_and_resumed(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*(f"{number}. {WRONG}" for number in range(300))) + BAD)
    chance = random.Random(8)
    for number in range(5):
        options = ("cut", "--workers", str(1 + number % 2), str(chance.randint(2, 9)))
        assert run(newsroom, DIES, *options).returncode == -signal.SIGKILL
    chunks = newsroom.folder / "cut" / ".calque" / "chunks"
    assert 5 <= len(list(chunks.glob("*.report"))) < 50
    for folder in ("cut", "whole"):
        done = run(newsroom, PROGRAM, folder)
        assert done.returncode == 1, done.stderr
    assert contents(newsroom.folder / "cut") == contents(newsroom.folder / "whole")


def run(newsroom: Newsroom, program: str, *options: str) -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-c", program, "batch", "a.jsonl", *options]
    return subprocess.run(command, cwd=newsroom.folder, capture_output=True, check=False)


def test_two_runs_do_not_share_a_folder(newsroom: Newsroom) -> None:
    from calque.batch.work import Work

    newsroom.write("a.jsonl", rows(WRONG))
    with Work(newsroom.folder / "out").held():
        result = newsroom.process("batch", "a.jsonl", "out")
    assert result.returncode == 2
    assert "another run is at work there; wait for it" in result.stderr
