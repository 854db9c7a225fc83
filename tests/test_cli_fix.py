"""`calque fix`: what is shown, what is written, what is left."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.newsroom import RIGHT, WRONG, Newsroom, rows

# For review: the acronym wears a case ending.
REVIEW = "Ships of PSGV:n left.\n"
RESIDUE = """
[[entry]]
id = "reply"
kind = "comment-form"
line = ["Leave a Reply"]
why = "the heading of a comment form"
ref = "made for this test"
examples = ["⟦Leave a Reply⟧"]
"""


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Newsroom:
    return Newsroom(tmp_path, monkeypatch)


def test_a_diff_is_shown_and_nothing_written(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG)
    result = newsroom.run("fix", "a.txt")
    assert result.exit_code == 0
    assert result.stdout == (f"--- a.txt\n+++ a.txt\n@@ -1 +1 @@\n-{WRONG}+{RIGHT}")
    assert result.stderr == "would mend 1 in 1 file (--write)\n"
    assert newsroom.read("a.txt") == WRONG


def test_the_diff_can_be_applied(newsroom: Newsroom) -> None:
    text = "First.\n\n" * 9 + WRONG + "\nBetween.\n" * 9 + WRONG.strip()
    newsroom.write("a.txt", text)
    diff = newsroom.run("fix", "a.txt").stdout
    subprocess.run(["patch", "-s", "a.txt"], cwd=newsroom.folder, input=diff, text=True, check=True)
    assert newsroom.read("a.txt") == text.replace("PSGV", "NHPX")


def test_write_mends_in_place_and_keeps_what_a_file_is(newsroom: Newsroom) -> None:
    path = newsroom.write("a.txt", b"\xef\xbb\xbf" + WRONG.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    untouched = newsroom.write("b.txt", RIGHT)
    os.utime(untouched, (1, 1))
    result = newsroom.run("fix", "--write", ".")
    assert (result.exit_code, result.stdout) == (0, "")
    assert path.read_bytes() == b"\xef\xbb\xbf" + RIGHT.replace("\n", "\r\n").encode()
    assert path.stat().st_mode & 0o777 == 0o640
    assert untouched.stat().st_mtime == 1
    assert newsroom.names() == ["a.txt", "b.txt", "calque.toml", "house.toml"]
    assert newsroom.run("fix", ".").stdout == ""


def test_review_makes_more_fixes_and_what_is_left_is_said(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG + REVIEW)
    safe = newsroom.run("fix", "a.txt")
    assert safe.stderr == "would mend 1 in 1 file (--write); 1 more wants a look (--review)\n"
    both = newsroom.run("fix", "--review", "--write", "a.txt")
    assert both.stderr == "mended 2 in 1 file\n"
    assert "PSGV" not in newsroom.read("a.txt")
    again = newsroom.run("fix", "a.txt")
    assert (again.stdout, again.stderr) == ("", "nothing to mend in 1 file\n")


def test_standard_input_comes_back_mended(newsroom: Newsroom) -> None:
    result = newsroom.run("fix", "-", stdin=b"\xef\xbb\xbf" + WRONG.encode())
    assert result.stdout_bytes == b"\xef\xbb\xbf" + RIGHT.encode()
    assert result.stderr == "mended 1 in 1 file\n"
    assert newsroom.run("fix", stdin=RIGHT).stdout == RIGHT
    given = rows(WRONG) + "\n" + rows(RIGHT)
    result = newsroom.run("fix", "-", "--input-format", "jsonl", stdin=given)
    assert result.stdout == given.replace("PSGV", "NHPX")
    assert newsroom.run("fix", "-", "--write", stdin=WRONG).exit_code == 2


def test_output_is_a_file_for_one_input(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG)
    newsroom.run("fix", "a.txt", "-o", "b.txt")
    assert (newsroom.read("a.txt"), newsroom.read("b.txt")) == (WRONG, RIGHT)
    newsroom.run("fix", "-", "-o", "c.txt", stdin=WRONG)
    assert newsroom.read("c.txt") == RIGHT


def test_output_is_a_folder_for_many(newsroom: Newsroom) -> None:
    for name in ("desk/a.txt", "desk/deep/a.txt", "desk/deep/b.txt", "a.txt"):
        newsroom.write(name, WRONG)
    result = newsroom.run("fix", "desk", "a.txt", "-o", "out")
    assert result.exit_code == 2
    assert "calque: error: a.txt: out/a.txt is taken by another input" in result.stderr
    assert [name for name in newsroom.names() if name.startswith("out")] == [
        *("out/a.txt", "out/deep/a.txt", "out/deep/b.txt")
    ]
    assert newsroom.read("out/deep/b.txt") == RIGHT


def test_rows_keep_everything_but_the_text(newsroom: Newsroom) -> None:
    given = (
        '{"z": 1.50, "text": "Ships of the PSGV left.", "id": "b"}\n'
        "\n"
        '{"id": "a", "text": ["PSGV", "\\u00e4 PSGV"], "more": {"text": "PSGV"}}\n'
    )
    newsroom.write("r.jsonl", given)
    result = newsroom.run("fix", "r.jsonl", "-o", "out.jsonl")
    assert (result.exit_code, result.stderr) == (0, "mended 3 in 2 rows\n")
    assert newsroom.read("out.jsonl") == (
        given.replace("the PSGV", "the NHPX").replace('["PSGV", "\\u00e4 P', '["NHPX", "\\u00e4 P')
    ).replace("\\u00e4 PSGV", "\\u00e4 NHPX")
    newsroom.write("t.csv", f'id;note;text\n1;"a ""b""";"{WRONG}"\n2;;{RIGHT}')
    newsroom.run("fix", "--write", "t.csv")
    assert newsroom.read("t.csv") == f'id;note;text\n1;"a ""b""";"{RIGHT}"\n2;;{RIGHT}'


def test_rows_are_shown_one_by_one(newsroom: Newsroom) -> None:
    newsroom.write("r.jsonl", rows(RIGHT, WRONG))
    out = newsroom.run("fix", "r.jsonl").stdout
    assert out.startswith("--- r.jsonl:2\n+++ r.jsonl:2\n@@ -1 +1 @@\n-Ships of the PSGV left.\n")


def test_suppressions_hold(newsroom: Newsroom) -> None:
    ignored = f"{WRONG.strip()} <!-- calque: ignore ACR001 -->\n"
    newsroom.write("a.txt", ignored + "Ships of the PSGV [sic] left.\n")
    newsroom.write("b.txt", WRONG)
    newsroom.run("check", "b.txt", "--write-baseline", "known.json")
    result = newsroom.run("fix", "--write", "--baseline", "known.json", "a.txt", "b.txt")
    assert result.stderr == "nothing to mend in 2 files\n"
    assert newsroom.read("a.txt").startswith(ignored)


def test_what_is_known_stays_when_its_line_is_mended(newsroom: Newsroom) -> None:
    """Neither the looks after the first fixes nor a second run mend what is known."""
    newsroom.write("a.txt", WRONG)
    newsroom.run("check", "a.txt", "--write-baseline", "known.json")
    newsroom.write("a.txt", "Ships of the PSGV and of the PSGV left.\n")
    for _ in range(2):
        newsroom.run("fix", "--write", "--baseline", "known.json", "a.txt")
        assert newsroom.read("a.txt") == "Ships of the PSGV and of the NHPX left.\n"


def test_no_fix_takes_a_suppression_away(newsroom: Newsroom) -> None:
    newsroom.write("residue/en.toml", RESIDUE)
    newsroom.write("calque.toml", 'glossaries = ["house.toml", "residue/en.toml"]')
    text = (
        "<p>All was quiet on Monday.</p><div><!-- calque: ignore-start ACR --><p>Leave a Reply</p>"
        "</div><p>Ships of the PSGV left.</p>"
    )
    newsroom.write("a.html", text)
    newsroom.write("b.html", text.replace("calque:", "harbour:"))
    newsroom.run("fix", "--write", "--review", "a.html", "b.html")
    assert newsroom.read("a.html") == text
    assert "Reply" not in newsroom.read("b.html")


def test_json_tells_which_edits_were_made(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG)
    result = newsroom.run("fix", "a.txt", "none.txt", "--write", "--format", "json")
    made = json.loads(result.stdout)
    assert made["documents"][0]["applied"] == [{"start": 13, "end": 17, "text": "NHPX"}]
    assert made["documents"][0]["text"] == newsroom.read("a.txt") == RIGHT
    assert len(made["errors"]) == 1


def test_write_and_output_exclude_each_other(newsroom: Newsroom) -> None:
    newsroom.write("a.txt", WRONG)
    assert newsroom.run("fix", "--write", "-o", "b.txt", "a.txt").exit_code == 2
    assert newsroom.read("a.txt") == WRONG


def test_standard_output_by_its_name_keeps_what_stands_there(newsroom: Newsroom) -> None:
    newsroom.write("draft.txt", WRONG)
    with newsroom.write("log.txt", "kept\n").open("a") as log:
        newsroom.process("fix", "draft.txt", "-o", "/dev/stdout", stdout=log)
    assert newsroom.read("log.txt") == f"kept\n{RIGHT}"
