"""What calque says of its rules and glossary entries."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator

import pytest

from calque.config import Config
from calque.detect import LoadedRule, all_rules
from calque.glossary.load import load
from calque.render import rule_docs
from calque.render.entries import shown
from calque.render.rule_docs import listing, markdown, page, read, terminal
from calque.resources import Resources
from calque.rule import Rule
from tests.newsroom import HOUSE

DOC = """
A sign is wrong.

It leads
astray.
Why it matters: nobody
arrives.
Fix: none.
Source: the road.
"""


def loaded() -> LoadedRule:
    rule = Rule("SGN001", "wrong-sign", "style", "style", "minor", "", default_on=False)
    return LoadedRule(rule, lambda scan, res: iter(()), DOC, "signs")


def test_a_docstring_is_taken_apart() -> None:
    doc = read(loaded())
    assert doc.summary == "A sign is wrong. It leads astray."
    assert doc.sections == {
        "Why it matters": "nobody arrives.",
        "Fix": "none.",
        "Source": "the road.",
    }


def test_markdown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rule_docs, "_measured", dict)
    text = markdown(read(loaded()))
    assert "**Why it matters:** nobody arrives.\n" in text
    assert "off by default" in text
    assert "Precision not yet measured." in text


def test_precision_is_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    figures = {"words": 2000, "SGN001": {"safe": {"right": 99, "wrong": 1, "clean": 3}}}
    monkeypatch.setattr(rule_docs, "_measured", lambda: figures)
    assert "Precision of safe fixes 0.990 (100 judged); 3 findings in 2,000 words" in markdown(
        read(loaded())
    )


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.rule.id)
def test_every_rule_is_explained(rule: LoadedRule) -> None:
    doc = read(rule)
    assert list(doc.sections) == ["Why it matters", "Fix", "Source"]
    assert doc.summary
    lines = "".join(terminal(doc, colour=False, width=80)).split("\n")
    assert max(map(len, lines)) <= 80


def test_the_page_and_the_list_have_every_rule() -> None:
    rules = all_rules()
    made = page([read(rule) for rule in rules])
    listed = list(listing(rules, colour=False, width=80))
    assert max(map(len, listed)) <= 82
    for rule, line in zip(rules, listed, strict=True):
        assert f"\n## {rule.rule.id} {rule.rule.name}\n" in made
        assert line.startswith(rule.rule.id)


def entries(term: str) -> Iterator[str]:
    glossary = load([], {**tomllib.loads(HOUSE), **Config().concepts})
    named = Resources(Config(), glossary).named(term, "en")
    return shown(glossary, term, "en", named, colour=False, width=80)


@pytest.mark.parametrize("term", ["PSGV", "northern harbour pact", "northern-harbour-pact", "ПСГВ"])
def test_a_concept_is_found_by_any_of_its_names(term: str) -> None:
    text = "".join(entries(term))
    assert text.startswith("northern-harbour-pact  organisation\n")
    assert "en     Northern Harbour Pact; NHPX\n" in text
    assert ("PSGV is Russian; English says NHPX" in text) == (term == "PSGV")


def test_an_unknown_term_has_no_entry() -> None:
    assert list(entries("nothing")) == []
