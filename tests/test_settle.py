"""One fault, one finding: of several on one figure the most telling stands."""

from __future__ import annotations

from functools import cache

import pytest

from calque.config import Config
from calque.document import Document
from calque.finding import Safety
from calque.pipeline import Checker


@cache
def checker(ignore: tuple[str, ...] = ()) -> Checker:
    return Checker(Config(lang="en", source_lang="fi", ignore=ignore))


def rules_of(text: str, source: str | None, ignore: tuple[str, ...] = ()) -> list[str]:
    doc = Document("row", text, lang="en", source=source, source_lang="fi")
    return [finding.rule.id for finding in checker(ignore).check(doc).findings]


@pytest.mark.parametrize(
    ("text", "source", "rule"),
    [
        ("The yard has 23 000 thousand berths.", "Telakalla on 23 000 laituria.", "NUM005"),
        ("The yard has 23 000 thousand berths.", None, "NUM015"),
        ("The yard has 2 700 berths.", "Telakalla on 700 laituria.", "NUM006"),
        ("The yard has 33 crore berths.", "Telakalla on 33 laituria.", "NUM005"),
    ],
)
def test_a_figure_that_is_wrong_is_found_once(text: str, source: str | None, rule: str) -> None:
    assert rules_of(text, source) == [rule]


def test_what_a_finding_stood_for_is_found_where_it_is_not_asked_for() -> None:
    text = "The yard has 23 000 thousand berths."
    assert rules_of(text, None, ("NUM015",)) == ["NUM004"]
    assert rules_of(f"{text} <!-- calque: ignore NUM015 -->", None) == ["NUM004"]


def test_faults_of_two_kinds_in_one_figure_are_both_found() -> None:
    assert rules_of("More than 2 500 came.", "Alle 2 500 tuli.") == ["NUM012", "NUM004"]


def test_what_a_known_finding_stood_for_stays_silent_in_every_round(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A round of fixes looks anew, with what is known left out."""
    text = "The ODKB has 23 000 thousand berths."
    doc = Document("row", text, lang="en")
    known = {"NUM015"}
    monkeypatch.setattr(
        "calque.pipeline.undecided",
        lambda findings, _: [one for one in findings if one.rule.id not in known],
    )
    report = checker().fix(doc, Safety.REVIEW)
    assert report.text == "The CSTO has 23 000 thousand berths."
