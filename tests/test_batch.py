"""`calque batch`: what comes out, in what form, and that nothing is lost on the way."""

from __future__ import annotations

import errno
import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest

from calque.batch.sources import Found, sources
from tests.newsroom import RIGHT, WRONG, Newsroom, contents, rows

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


def test_rows_come_back_mended_with_all_else_as_it_was(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*[WRONG] * 40) + BAD + "\n" + rows(RIGHT))
    result = newsroom.batch("a.jsonl", "out")
    assert result.exit_code == 1
    assert result.stdout.startswith("41 texts in 1 file: 40 findings (40 major), 40 mended\n")
    assert newsroom.read("out/corpus/a.jsonl") == rows(*[RIGHT] * 40) + "\n" + rows(RIGHT)
    found = newsroom.lines("out/findings.jsonl")
    assert len(found) == 40
    assert found[7]["document"] == "r8"
    assert (found[7]["file"], found[7]["row"], found[7]["fixed"]) == ("a.jsonl", 8, True)
    rejects = newsroom.lines("out/rejects.jsonl")
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


def test_no_room_for_the_results(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    with monkeypatch.context() as patch:
        full = OSError(errno.ENOSPC, "No space left on device")
        patch.setattr("calque.formats.files.write_whole", Mock(side_effect=full))
        result = newsroom.batch("a.jsonl", "out")
    assert (result.exit_code, result.stderr) == (
        2,
        "calque: error: out: cannot be written (No space left on device); make room or name "
        "another folder, then run it again: it goes on from here\n",
    )
    assert newsroom.batch("a.jsonl", "out").exit_code == 0
    assert newsroom.read("out/corpus/a.jsonl") == rows(RIGHT)


def test_the_names_of_a_corpus(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'glossaries = ["house.toml"]\n')
    text = "Then Dmitri Zhuravlyov spoke. The PSGV heard {} Dmitri {} on Monday."
    given = [text.format("mayor", "Zhuravlyov")] * 3 + [text.format("mayor", "Zhuravljov")]
    newsroom.write("a.jsonl", rows(*given))
    assert newsroom.batch("a.jsonl", "out").exit_code == 0
    found = {row["spelling"]: row for row in newsroom.lines("out/names.jsonl")}
    assert found["Zhuravlyov"]["entity"] == found["Zhuravljov"]["entity"] == "Dmitri Zhuravlyov"
    assert [found[one]["count"] for one in ("Zhuravlyov", "Zhuravljov")] == [7, 1]
    assert found["Zhuravljov"]["status"] == "variant"
    assert found["PSGV"]["known_from"] == "glossary northern-harbour-pact"
    assert found["PSGV"]["status"] == "foreign"
    assert found["PSGV"]["entity"] == "Northern Harbour Pact"


def test_a_name_as_its_source_spells_it_beside_that_of_another_text(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'select = ["PHR"]\n')
    texts = ("Then mayor Tšernetskov spoke.", "Then mayor Chernetskov left.", "Then Ahonen left.")
    newsroom.write("a.jsonl", rows(*texts))
    assert newsroom.batch("a.jsonl", "out", "--source-lang", "fi").exit_code == 0
    found = {row["spelling"]: row for row in newsroom.lines("out/names.jsonl")}
    assert found["Tšernetskov"]["entity"] == "Chernetskov"
    said = "Tšernetskov is Finnish for Chernetskov: 1× in 1 text (r1)"
    assert found["Tšernetskov"]["known_from"] == said
    assert found["Ahonen"]["entity"] == "Ahonen"


def test_german_nouns_are_no_names(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'select = ["NAM002"]\n')
    texts = (
        "Die Werft im Hafen baut eine neue Fähre. Der Leiter der Werft ist Dmitri Schurawljow.",
        "Mit Fähren kennt sich Schurawljow aus. Auch Dmitri Zhuravlyov war dabei.",
        "In Werften fehlen vierzig Arbeiter, und Boote. Ein Boot baut Leiter Ole Brandvik.",
    )
    newsroom.write("a.jsonl", rows(*texts))
    result = newsroom.batch("a.jsonl", "out", "--lang", "de", "--consistent")
    assert result.exit_code == 0, result.stderr
    found = {row["entity"] for row in newsroom.lines("out/names.jsonl")}
    assert found == {"Dmitri Schurawljow", "Ole Brandvik"}
    assert newsroom.read("out/corpus/a.jsonl").count("Dmitri Schurawljow") == 2


def test_one_spelling_in_all_texts_on_request(newsroom: Newsroom) -> None:
    newsroom.write("calque.toml", 'select = ["NAM002"]\n')
    one, other = "Then Dmitri Zhuravlyov spoke.", "Then Dmitri Zhuravljov left."
    short = "Mr Zhuravljov left. Then Dmitri Zhuravljov spoke."
    given = [*[one] * 5, other, short, "Anna Zhuravljov came."]
    newsroom.write("a.jsonl", rows(*given))
    assert newsroom.batch("a.jsonl", "as-is").exit_code == 0
    assert newsroom.read("as-is/corpus/a.jsonl") == rows(*given)
    result = newsroom.batch("a.jsonl", "one", "--consistent")
    assert result.exit_code == 0, result.stderr
    assert newsroom.read("one/corpus/a.jsonl") == rows(
        *(text.replace("Zhuravljov", "Zhuravlyov") for text in given[:-1]), given[-1]
    )
    assert 'avoid = ["Dmitri Zhuravljov"]' in newsroom.read("one/consistent.toml")
    assert len(newsroom.lines("one/findings.jsonl")) == 3


def test_standard_input(newsroom: Newsroom) -> None:
    given = rows(*[WRONG] * 5)
    result = newsroom.batch("-", "out", stdin=given)
    assert (result.exit_code, result.stdout[:7]) == (0, "5 texts")
    assert newsroom.read("out/corpus/stdin.jsonl") == rows(*[RIGHT] * 5)
    assert newsroom.batch("-", "out", stdin=given).exit_code == 0
    assert newsroom.batch("-", "out", stdin=given + given).exit_code == 2
    assert not newsroom.folder.joinpath("out/.calque/input").exists()


def test_samples_and_limits(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*[WRONG] * 200))
    assert newsroom.batch("a.jsonl", "first", "--limit", "7").exit_code == 0
    assert newsroom.read("first/corpus/a.jsonl") == rows(*[RIGHT] * 7)
    for folder, more in {"a": (), "b": (), "c": ("--seed", "1"), "d": ("--limit", "9")}.items():
        newsroom.batch("a.jsonl", folder, "--sample", "0.2", *more)
    a, b, c, d = (newsroom.read(f"{folder}/corpus/a.jsonl") for folder in "abcd")
    assert a == b != c
    assert 20 < a.count("\n") < 60
    assert d.count("\n") == 9
    assert a.startswith(d)


def test_many_small_texts_are_put_into_groups_in_no_time() -> None:
    files = [Found(Path(f"{n}.txt"), f"{n}.txt", 0, f"{n}.txt") for n in range(30_000)]
    began = time.monotonic()
    assert len(sources(files)) == 1
    assert time.monotonic() - began < 5


def test_files_without_a_row_are_there_as_well(newsroom: Newsroom) -> None:
    newsroom.write("in/a.jsonl", rows(WRONG))
    newsroom.write("in/b.csv", "id,text\n")
    newsroom.write("in/c.jsonl", "")
    assert newsroom.batch("in", "out").exit_code == 0
    made = contents(newsroom.folder / "out" / "corpus")
    assert made == {"a.jsonl": rows(RIGHT).encode(), "b.csv": b"id,text\n", "c.jsonl": b""}


def test_a_dry_run_writes_nothing(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    before = newsroom.names()
    result = newsroom.batch("a.jsonl", "out", "--dry-run")
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
    ("a.jsonl", "-"): "the last of PATHS is the folder for the results, and - is none",
    ("pipe", "out"): "pipe: a pipe; send what comes from it to standard input (-)",
    ("stdin.jsonl", "-", "out"): "stdin.jsonl: standard input is called so as well; rename",
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
    newsroom.write("stdin.jsonl", rows(WRONG))
    os.mkfifo(newsroom.folder / "pipe")
    before = newsroom.names()
    with monkeypatch.context() as patch:
        for module, name in ((Path, "open"), (os, "scandir")):
            patch.setattr(module, name, closed(getattr(module, name)))
        result = newsroom.batch(*arguments)
    assert result.exit_code == 2
    assert BAD_USE[arguments] in result.stderr
    assert newsroom.names() == before


def test_other_input_or_settings_are_refused(newsroom: Newsroom) -> None:
    newsroom.write("a.jsonl", rows(*[WRONG] * 30))
    assert newsroom.batch("a.jsonl", "out").exit_code == 0
    before = contents(newsroom.folder / "out")
    again = newsroom.batch("a.jsonl", "out")
    assert (again.exit_code, again.stdout[:8]) == (0, "30 texts")
    other = newsroom.batch("a.jsonl", "out", "--review")
    assert other.exit_code == 2
    assert 'this run began with fixes "safe", not "review"; give the same' in other.stderr
    newsroom.write("a.jsonl", rows(*[WRONG] * 31))
    changed = newsroom.batch("a.jsonl", "out")
    assert changed.exit_code == 2
    assert "a.jsonl has changed since this run began; give the same" in changed.stderr
    assert contents(newsroom.folder / "out") == before
    assert newsroom.batch("a.jsonl", "out", "--restart").exit_code == 0
    assert newsroom.read("out/corpus/a.jsonl") == rows(*[RIGHT] * 31)


def test_results_that_may_not_be_read(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    (newsroom.folder / "out").mkdir()
    denied = PermissionError(errno.EACCES, "Permission denied")
    monkeypatch.setattr(Path, "iterdir", Mock(side_effect=denied))
    result = newsroom.batch("a.jsonl", "out")
    assert result.exit_code == 2
    assert result.stderr.startswith("calque: error: out: cannot be written (Permission denied)")


def test_ray_that_is_not_installed(newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch) -> None:
    newsroom.write("a.jsonl", rows(WRONG))
    monkeypatch.setitem(sys.modules, "ray", None)
    result = newsroom.batch("a.jsonl", "out", "--engine", "ray")
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
    assert newsroom.batch("a.jsonl", "out").exit_code == 1
    assert newsroom.read("out/corpus/a.jsonl").count("NHPX") == 2
    (reject,) = newsroom.lines("out/rejects.jsonl")
    assert reject["reason"] == "calque failed on it (TypeError: no such thing)"
    assert json.loads(reject["row"])["text"] == "The cargo left."


def test_lines_that_the_corpus_repeats_are_known(newsroom: Newsroom) -> None:
    from tests.test_repeats import MOTTO, articles

    newsroom.write("calque.toml", 'select = ["RES009"]\n')
    newsroom.write("a.jsonl", rows(*(f"{text}\n\n{MOTTO}" for text in articles(50))))
    assert newsroom.batch("a.jsonl", "out").exit_code == 0
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
