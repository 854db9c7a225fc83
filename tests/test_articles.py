"""Whole articles with snapshots: a change of any rule shows what it does to a text."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from calque.finding import Safety
from calque.pipeline import Checker

HERE = Path(__file__).parent
ARTICLES = sorted(
    path
    for folder in (HERE / "articles", HERE.parent / "examples")
    for path in folder.iterdir()
    if path.suffix in (".txt", ".md", ".html")
)


@cache
def checker() -> Checker:
    return Checker()


def snapshot(path: Path) -> str:
    """What calque finds in an article and makes of it, as one text."""
    doc = checker().read(path.read_text(encoding="utf-8"), path.name)
    report = checker().check(doc)
    lines = [
        f"{finding.rule.id} {finding.span.start}-{finding.span.end} "
        f"{doc.text[slice(*finding.span)]!r}: "
        + (f"{finding.fixes[0].title} [{finding.fixes[0].safety}]" if finding.fixes else "-")
        for finding in report.findings
    ]
    parts = [
        "\n".join(lines) or "nothing",
        str(report.source_language),
        checker().fix(doc).text,
        checker().fix(doc, Safety.REVIEW).text,
    ]
    names = ("findings", "source language", "safe fixes", "with review")
    return "\n".join(f"=== {name}\n{part}" for name, part in zip(names, parts, strict=True)) + "\n"


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.name)
def test_article(path: Path) -> None:
    kept = HERE / "articles" / f"{path.name}.snapshot"
    now = snapshot(path)
    if os.environ.get("UPDATE_SNAPSHOTS"):
        kept.write_text(now, encoding="utf-8")
    assert now == kept.read_text(encoding="utf-8"), "if this is meant: UPDATE_SNAPSHOTS=1 make test"


def test_an_article_written_by_a_person_is_left_alone() -> None:
    text = (HERE / "articles" / "native.txt").read_text(encoding="utf-8")
    report = checker().fix(checker().read(text, "native.txt"), Safety.REVIEW)
    assert not report.findings
    assert report.text == text
