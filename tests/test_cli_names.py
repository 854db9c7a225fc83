"""`calque names`: one answer at a time, and tables that come back with more columns."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest

from tests.newsroom import Newsroom


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


ONE_NAME = """\
Tokajev and Tokayev are one name (0.?)

  Тока  е   в  Russian
  Toka  je  v  Finnish, Swedish or 11 more
  Toka  ye  v  English, Spanish or Turkish
        ^^
"""
TWO_NAMES = """\
Ivan Petrov and Ivan Petrova are two names (0.?)

  Ivan Petrov
  Ivan Petrov  a
               ^

  ≠ -ov ends a man's surname, -ova a woman's surname
"""
LONG = """\
Nikita Sergeyevich Khrushchev and Nikita Hruštšov are one name (0.?)

  Никита                 Х   ру  Russian
  Nikita   Sergeyevich   Kh  ru  English
  Nikita                 H   ru  Finnish or Estonian
           ^^^^^^^^^^^   ^^

  щ     ё  в
  shch  e  v
  štš   o  v
  ^^^^  ^

  · the patronymic Sergeyevich is left out
"""


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("Tokajev", "Tokayev"), ONE_NAME),
        (("Ivan Petrov", "Ivan Petrova"), TWO_NAMES),
    ],
)
def test_compare(newsroom: Newsroom, names: tuple[str, str], shown: str) -> None:
    result = newsroom.run("names", "compare", *names)
    assert (result.exit_code, without_scores(result.stdout)) == (0, shown)


def test_a_long_name_goes_on_below() -> None:
    from calque.names import compare
    from calque.render.names import View

    view = View(colour=False, width=56)
    shown = view.comparison(compare("Nikita Sergeyevich Khrushchev", "Nikita Hruštšov"))
    assert without_scores("".join(shown)) == LONG


def test_names_in_doubt(newsroom: Newsroom) -> None:
    assert (
        "Pyotr and Peter may be one name (0."
        in newsroom.run("names", "compare", "Pyotr", "Peter").stdout
    )


def test_colours_and_control_characters(newsroom: Newsroom) -> None:
    out = newsroom.run("names", "compare", "Tok\x1b[31majev", "Tokayev", "--color", "always").stdout
    assert "Tok␛" in out
    assert "\x1b[31mT" not in out
    assert "\x1b[1m" in out
    assert "\x1b" not in newsroom.run("names", "compare", "Tokajev", "Tokayev").stdout


def test_compare_as_json(newsroom: Newsroom) -> None:
    out = newsroom.run("names", "compare", "Tokajev", "Tokayev", "--format", "json").stdout
    found = json.loads(out)
    assert (found["name_a"], found["same"], found["origin"]) == ("Tokajev", True, "ru")
    assert found["origin_form"] == "Токаев"
    assert {"letters": "е", "one": "je", "other": "ye"} in found["alignment"]
    assert found["spelled_a"][0]["conventions"][0]["id"] == "fi"
    assert found["remarks"] == []


def test_render(newsroom: Newsroom) -> None:
    result = newsroom.run("names", "render", "Tokajew", "--from", "de", "--to", "fr")
    best = without_scores(result.stdout.splitlines()[0])
    assert best.split() == ["Tokaïev", "0.?", "Токаев", "Russian", "German", "(Duden)"]
    result = newsroom.run("names", "render", "Müller", "--from", "de")
    assert without_scores(result.stdout) == "Müller  0.?  as it is\n"


def test_render_as_json(newsroom: Newsroom) -> None:
    out = newsroom.run(
        "names", "render", "Horlivka", "--from", "cs", "--origin", "uk?", "--format", "json"
    ).stdout
    best = json.loads(out)["renderings"][0]
    assert (best["text"], best["reading"]["origin"]) == ("Horlivka", "uk")


def test_explain(newsroom: Newsroom) -> None:
    out = newsroom.run("names", "explain", "Tokajew", "--lang", "de").stdout
    lines = without_scores(out).splitlines()
    assert lines[:2] == ["Tokajew may be", ""]
    assert lines[2].split() == ["0.?", "Токаев", "Russian", "German", "(Duden)"]
    assert "Токаев is spelled" in lines
    assert "  Tokajew   German, Polish" in lines
    assert (
        newsroom.run("names", "explain", "漢字").stdout
        == "漢字 follows no convention that is known\n"
    )
    out = newsroom.run("names", "explain", "Lehtonen", "--lang", "fi").stdout
    assert "More likely it was never in another alphabet." in out


def test_explain_as_json(newsroom: Newsroom) -> None:
    out = newsroom.run("names", "explain", "Tokajew", "--lang", "de", "--format", "json").stdout
    found = json.loads(out)
    assert found["readings"][0]["origin_form"] == "Токаев"
    assert found["spellings"]["Tokajew"] == ["German", "Polish"]


def without_scores(text: str) -> str:
    """The text with each score as `0.?`, for they change when the weights are learned anew."""
    return re.sub(r"\b[01]\.\d{2,4}\b", "0.?", text)


TABLE = (
    "id\tname_a\tlang_a\tname_b\tlang_b\tnote\n"
    '7\tTokajev\tfi\tTokayev\ten\t"a quote\n'
    '8\tIvan "Vanja" Petrov\tnb\tIvan Petrova\t\t\n'
    "9\tLavrovs\tlv\tLavrov\tca\tx\r\n"
    "\n"
    "10\tLavrovs\ten\tLavrov\ten\tno line end"
)
SCORED = (
    "id\tname_a\tlang_a\tname_b\tlang_b\tnote\tscore\tsame\n"
    '7\tTokajev\tfi\tTokayev\ten\t"a quote\t0.?\t1\n'
    '8\tIvan "Vanja" Petrov\tnb\tIvan Petrova\t\t\t0.?\t0\n'
    "9\tLavrovs\tlv\tLavrov\tca\tx\t0.?\t1\r\n"
    "\n"
    "10\tLavrovs\ten\tLavrov\ten\tno line end\t0.?\t0"
)


def test_a_table_comes_back_with_more_columns(newsroom: Newsroom) -> None:
    newsroom.write("n.tsv", TABLE)
    result = newsroom.run("names", "compare", "--tsv", "n.tsv")
    assert (result.exit_code, result.stderr) == (0, "")
    assert without_scores(result.stdout_bytes.decode()) == SCORED
    piped = newsroom.run("names", "compare", "--tsv", "-", stdin=TABLE)
    assert piped.stdout_bytes == result.stdout_bytes


def test_a_table_to_a_file(newsroom: Newsroom) -> None:
    newsroom.write("n.tsv", TABLE)
    result = newsroom.run("names", "compare", "--tsv", "n.tsv", "-o", "n.tsv")
    assert (result.exit_code, result.stdout) == (0, "")
    assert without_scores(newsroom.read("n.tsv")) == SCORED


def test_render_a_table(newsroom: Newsroom) -> None:
    table = "lang\tname\torigin_lang\nfi\tTokajev\t\nde\tSchukow\tru?\nfi\tLehtonen\t\n"
    result = newsroom.run("names", "render", "--tsv", "-", stdin=table)
    assert [line.rpartition("\t")[2] for line in result.stdout.splitlines()] == [
        "rendered",
        "Tokayev",
        "Zhukov",
        "Lehtonen",
    ]
    table = "name\nTokajew\n"
    result = newsroom.run(
        "names", "render", "--tsv", "-", "--from", "de", "--to", "fr", stdin=table
    )
    assert result.stdout == "name\trendered\nTokajew\tTokaïev\n"


def test_explain_a_table(newsroom: Newsroom) -> None:
    table = "\ufeffname\tlang\nTokajev\tfi\n漢字\t\n"
    result = newsroom.run("names", "explain", "--tsv", "-", stdin=table)
    assert result.stdout_bytes.decode().splitlines() == [
        "\ufeffname\tlang\torigin\torigin_form\tconvention",
        "Tokajev\tfi\tru\tТокаев\tfi",
        "漢字\t\t\t\t",
    ]


@pytest.mark.parametrize(
    ("row", "out", "error"),
    [
        (b"a\tb\tfi", b"a\tb\tfi", "3 columns but the header has 4; put one tab between two cells"),
        (b"a\tb\tfi\ten\tx", b"a\tb\tfi\ten\tx", "5 columns but the header has 4; put one tab"),
        (
            b"a\tb\tqq\ten",
            b"a\tb\tqq\ten\t\t",
            "'qq' is no language code; write one such as 'en'",
        ),
        (b"a\xe9\tb\tfi\ten", b"a\xe9\tb\tfi\ten\t\t", "not UTF-8 (byte 0xE9); convert the file"),
    ],
)
def test_a_bad_row_stays_and_the_others_are_done(
    newsroom: Newsroom, row: bytes, out: bytes, error: str
) -> None:
    head, good = b"name_a\tname_b\tlang_a\tlang_b", b"Tokajev\tTokayev\tfi\ten"
    newsroom.write("n.tsv", b"\n".join((head, good, row, good, b"")))
    result = newsroom.run("names", "compare", "--tsv", "n.tsv", "-o", "out.tsv")
    assert result.exit_code == 2
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"calque: error: n.tsv: line 3: {error}")
    done = good + b"\t0.?\t1"
    written = (newsroom.folder / "out.tsv").read_bytes()
    assert re.sub(rb"\t0\.\d{4}\t", b"\t0.?\t", written) == b"\n".join(
        (head + b"\tscore\tsame", done, out, done, b"")
    )
    assert newsroom.run("names", "compare", "--tsv", "n.tsv").stdout_bytes == written


@pytest.mark.parametrize(
    ("table", "error"),
    [
        (b"a\tb\n", 'n.tsv: line 1: no column "name_a" but a, b; name the columns in the first'),
        (b"", 'n.tsv: line 1: no column "name_a" but ; name the columns'),
        (b"name_a\tname_b\tscore\n", 'n.tsv: line 1: there is a column "score" already; rename'),
        (
            b"name_a\tname_b\tname_a\n",
            'n.tsv: line 1: several columns "name_a"; rename all but one',
        ),
        (b"\xff\xfename_a\tname_b\n", "n.tsv: line 1: not UTF-8; convert the file to UTF-8 first"),
        (None, "n.tsv: no such file; check the path"),
    ],
)
def test_a_bad_table(newsroom: Newsroom, table: bytes | None, error: str) -> None:
    if table is not None:
        newsroom.write("n.tsv", table)
    result = newsroom.run("names", "compare", "--tsv", "n.tsv", "-o", "out.tsv")
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"calque: error: {error}")
    assert result.stderr.count("\n") == 1
    assert "out.tsv" not in newsroom.names()


@pytest.mark.parametrize(
    ("arguments", "error"),
    [
        (("compare", "Tokajev"), "Error: name A and B, or a table with --tsv"),
        (("render",), "Error: name NAME, or a table with --tsv"),
        (("compare", "A", "B", "--tsv", "n.tsv"), "Error: --tsv takes the place of A and B"),
        (("explain", "--tsv", "n.tsv", "--format", "json"), "Error: --tsv takes the place of NAME"),
        (("render", "A", "--from", "xx"), "'xx' is no language whose conventions are known;"),
        (("render", "A", "--from", "zh"), "write one of bs "),
        (("render", "A", "--from", "fi", "--to", "xx"), "'xx' is no language whose conventions"),
        (
            ("render", "A", "--origin", "fi"),
            "'fi' is no origin whose alphabet is known; write one of ar be",
        ),
        (("explain", "A", "--lang", "xx"), "'xx' is no language whose conventions"),
    ],
)
def test_bad_usage(newsroom: Newsroom, arguments: tuple[str, ...], error: str) -> None:
    result = newsroom.run("names", *arguments)
    assert (result.exit_code, result.stdout) == (2, "")
    assert error in result.stderr


def test_a_full_disk_leaves_the_old_table(newsroom: Newsroom) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    newsroom.write("n.tsv", TABLE)
    with open("/dev/full", "wb") as full:
        result = newsroom.process("names", "compare", "--tsv", "n.tsv", stdout=full)
    assert result.returncode == 2
    assert result.stderr.startswith("calque: error: standard output: cannot be written (No space")


def test_rows_come_out_before_the_table_ends(newsroom: Newsroom) -> None:
    """A row that waits a while goes out, so that a slow source can be followed."""
    import subprocess
    import sys

    from tests.newsroom import SOURCE

    command = [sys.executable, "-m", "calque", "names", "compare", "--tsv", "-"]
    with subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": str(SOURCE)},
    ) as process:
        assert process.stdin
        assert process.stdout
        process.stdin.write(b"name_a\tname_b\n")
        for _ in range(3000):
            process.stdin.write(b"Tokajev\tTokayev\n")
        process.stdin.flush()
        assert process.stdout.readline() == b"name_a\tname_b\tscore\tsame\n"
        process.stdin.close()
