"""What a desk may decide: any spelling by a concept's id, what never to write, what to keep."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from calque.config import Config
from calque.errors import ConfigError
from calque.finding import Safety
from calque.glossary.exchange import Ledger, Read, Wanted, reader
from calque.glossary.load import builtin_folder, load
from calque.pipeline import Checker
from calque.report import Report


def mended(text: str, level: Safety = Safety.SAFE, **concepts: Any) -> Report:
    named = {id.replace("_", "-"): entry for id, entry in concepts.items()}
    checker = Checker(Config(concepts=named, select=("NAM", "ACR")))
    return checker.fix(checker.read(text, "a.txt"), level)


@pytest.mark.parametrize(
    "concepts, text, result",
    [
        ({"kyiv": {"en": "Kiev"}}, "In Kyiv and in Kiova.", "In Kiev and in Kiev."),
        (
            {"defence_ministry": {"en": {"full": "Defense Ministry"}}},
            "The Defence Ministry left.",
            "The Defense Ministry left.",
        ),
        (
            {"nato": {"en": {"full": "North Atlantic Treaty Organisation", "acronym": "Nato"}}},
            "NATO (OTAN), the North Atlantic Treaty Organization, left.",
            "Nato (OTAN), the North Atlantic Treaty Organisation, left.",
        ),
        (
            {"nato": {"en": {"acronym": "Nato"}}},
            "NATO ministers met OTAN friends in the North Atlantic Treaty Organisation.",
            "Nato ministers met Nato friends in the North Atlantic Treaty Organisation.",
        ),
        (
            # `near` of the built-in entry is of a form that the house has no use for
            {"csce": {"en": "Conference for Security and Cooperation in Europe"}},
            "The Conference on Security and Cooperation in Europe met.",
            "The Conference for Security and Cooperation in Europe met.",
        ),
    ],
)
def test_a_spelling_by_its_id(concepts: dict[str, Any], text: str, result: str) -> None:
    assert mended(text, **concepts).text == result


def test_every_builtin_concept_can_be_overridden() -> None:
    concepts = load([builtin_folder()]).concepts
    load([builtin_folder()], {id: {"en": f"House name {id}"} for id in concepts})


def test_a_word_that_is_never_to_be_written() -> None:
    forbidden = {"kind": "term", "ref": "house style", "en": {"avoid": ["fish thieves"]}}
    report = mended("Then fish thieves came.", thieves=forbidden)
    assert [finding.message for finding in report.findings] == ["fish thieves is to be avoided"]
    assert not report.findings[0].fixes
    replaced = {**forbidden, "en": {"full": "illegal fishers", "avoid": ["fish thieves"]}}
    assert mended("A fish thieves' boat came.", thieves=replaced).text == (
        "An illegal fishers' boat came."
    )


def test_a_name_that_is_kept_in_every_language() -> None:
    paper = {"kind": "organisation", "ref": "house style", "keep": "Le Port"}
    known = {**paper, "fi": "Satama-lehti", "en": {"avoid": ["The Harbour Paper"]}}
    report = mended("Le Port said, and Satama-lehti, and The Harbour Paper.", port=known)
    assert report.text == "Le Port said, and Le Port, and Le Port."
    with pytest.raises(ConfigError, match="port: no terms"):
        mended("x", port={**paper, "keep": {}})


GUIDE = (Path(__file__).parents[1] / "docs" / "glossaries.md").read_text(encoding="utf-8")


def test_the_guide_shows_a_style_that_loads() -> None:
    block = re.search(r"```toml\n(glossaries.*?)```", GUIDE, re.DOTALL)
    assert block
    concepts = tomllib.loads(block[1])["concepts"]
    checker = Checker(Config(concepts=concepts, select=("NAM", "ACR")))
    text = "In Kyiv, NATO and the Defence Ministry met fish thieves, sea pirates and Le Monde."
    report = checker.fix(checker.read(text, "a.txt"))
    assert report.text == (
        "In Kiev, Nato and the Defense Ministry met illegal fishers, sea pirates and Le Monde."
    )
    assert [finding.rule.id for finding in report.left] == ["ACR007"]


def test_the_guide_shows_a_table_that_is_read() -> None:
    rows = re.search(r"\| id \| kind .*?\n\n", GUIDE, re.DOTALL)
    assert rows
    lines = [line for line in rows[0].splitlines() if line and "---" not in line]
    cells = [re.split(r" ?(?<!\\)\| ?", line)[1:-1] for line in lines]
    table = "\n".join("\t".join(cell.replace("\\|", "|") for cell in row) for row in cells)
    items = list(reader("tsv")(table, Wanted(source="guide"), Ledger()))
    found = {item.concept.id: item.concept for item in items if isinstance(item, Read)}
    assert len(items) == len(found) == 2
    assert found["csto"].preferred("en", "acronym")
    assert found["who"].near == {"OMS": ("health", "epidemic")}
