"""Lines that a batch repeats: any order, duplicates of one article, rows and files, one text."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from calque.apps.cli import main
from calque.document import Document
from calque.language.repeats import Repeats
from calque.language.scan import Scan, scan
from calque.pipeline import Checker

MOTTO = "Northern Courier · independent since 1911"
LETTERS = "bdfgklmnprstvz"
VOWELS = "aeiou"


def word(number: int) -> str:
    """A long word of no language, another one for each number."""
    spelled = ""
    for _ in range(4):
        number, letter = divmod(number, len(LETTERS))
        spelled += LETTERS[letter] + VOWELS[(number + letter) % len(VOWELS)]
    return spelled


def articles(count: int) -> list[str]:
    """Short articles that have hardly a word in common."""
    made = []
    for number in range(count):
        words = [word(97 * number + place) for place in range(1, 14)]
        first = f"{' '.join(words[:6]).capitalize()} and {words[6]}, the mayor said on Monday."
        made.append(
            f"{words[7]} {words[8]}\n\n{first}\n\n{' '.join(words[9:]).capitalize()} again."
        )
    return made


def counted(texts: list[str]) -> Repeats:
    repeats = Repeats()
    for text in texts:
        repeats.add(looked(text))
    return repeats


def looked(text: str) -> Scan:
    return scan(Document("text", text))


def found(repeats: Repeats, text: str) -> list[str]:
    return [text[slice(*line)] for line in repeats.of(looked(text))]


def test_a_line_at_the_foot_of_several_articles_is_found() -> None:
    texts = [f"{text}\n\n{MOTTO}" for text in articles(8)]
    assert all(found(counted(texts), text) == [MOTTO] for text in texts)


def test_figures_and_capitals_do_not_matter() -> None:
    texts = [f"{text}\n\nRead by {number} people" for number, text in enumerate(articles(8))]
    repeats = counted(texts)
    assert found(repeats, f"{articles(9)[-1]}\n\nREAD BY 77 PEOPLE") == ["READ BY 77 PEOPLE"]


def test_the_order_does_not_matter() -> None:
    texts = [f"{text}\n\n{MOTTO}" for text in articles(8)]
    one, other = counted(texts), counted(texts[::-1])
    assert [one.of(looked(text)) for text in texts] == [other.of(looked(text)) for text in texts]


def test_fewer_texts_than_it_takes_have_nothing() -> None:
    texts = [f"{text}\n\n{MOTTO}" for text in articles(4)]
    assert not any(found(counted(texts), text) for text in texts)


def test_versions_of_one_article_share_lines_because_they_are_one() -> None:
    article = articles(1)[0]
    versions = [f"{article}\n\nThe {word(number)} survived." for number in range(8)]
    assert not any(found(counted(versions), text) for text in versions)


def test_a_short_sentence_needs_more_texts_than_a_motto() -> None:
    texts = [f"{text}\n\nNobody was injured." for text in articles(8)]
    assert not any(found(counted(texts), text) for text in texts)
    many = [f"{text}\n\nNobody was injured." for text in articles(60)]
    assert found(counted(many), many[0]) == ["Nobody was injured."]


def test_what_a_batch_does_not_have_counts_nothing() -> None:
    repeats = counted([f"{text}\n\n{MOTTO}" for text in articles(8)])
    assert found(repeats, articles(9)[-1]) == []


def test_one_text_has_no_batch() -> None:
    checker = Checker()
    report = checker.check(checker.read(f"{articles(1)[0]}\n\n{MOTTO}", "one.txt"))
    assert not [found for found in report.findings if found.rule.id == "RES009"]


@pytest.mark.parametrize("kind", ["rows", "files"])
def test_the_command_line_looks_at_the_whole_batch(tmp_path: Path, kind: str) -> None:
    texts = [f"{text}\n\n{MOTTO}\n" for text in articles(45)]
    if kind == "rows":
        rows = [json.dumps({"id": str(number), "text": text}) for number, text in enumerate(texts)]
        (tmp_path / "rows.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")
    else:
        for number, text in enumerate(texts):
            (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    run = CliRunner().invoke(main, ["check", "--select", "RES", "--format", "jsonl", str(tmp_path)])
    findings = [json.loads(line) for line in run.stdout.splitlines()]
    assert [finding["rule"] for finding in findings] == ["RES009"] * len(texts)
    assert {finding["fixes"][0]["safety"] for finding in findings} == {"safe"}
    run = CliRunner().invoke(main, ["fix", "--write", str(tmp_path)])
    assert run.exit_code == 0
    for path in tmp_path.iterdir():
        assert MOTTO not in path.read_text("utf-8")
