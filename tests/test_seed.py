"""The article the project starts from, against one reader's annotation of it; neither is ours."""

from __future__ import annotations

import json
import os
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from calque.document import Span
from calque.finding import Safety
from calque.pipeline import Checker
from calque.report import Report

SEED = Path(os.environ.get("CALQUE_SHARED", Path(__file__).parents[2] / "shared")) / "seed"
pytestmark = pytest.mark.skipif(
    not SEED.is_dir(), reason=f"SKIPPED LOUDLY: the annotated seed article is not at {SEED}"
)
FOUND_OF_35 = 34


@cache
def annotation() -> dict[str, Any]:
    return dict(json.loads((SEED / "annotation.json").read_text(encoding="utf-8")))


@cache
def fixed() -> Report:
    checker = Checker()
    text = (SEED / "article.txt").read_text(encoding="utf-8")
    return checker.fix(checker.read(text, "article.txt"))


def test_every_safe_span_is_mended_as_wanted() -> None:
    """Cutting each safe span out of the original and putting in the wanted text gives ours."""
    report = fixed()
    text = report.document.text
    for item in annotation()["annotations"]:
        if not item["autofix"].startswith("safe"):
            continue
        edits = [
            e for e in report.applied if Span(e.start, e.end).overlaps((item["start"], item["end"]))
        ]
        assert edits, f"{item['id']} is not mended"
        low = min(item["start"], edits[0].start)
        high = max(item["end"], edits[-1].end)
        after = "".join(
            edit.text
            + text[edit.end : (edits[number + 1].start if number + 1 < len(edits) else high)]
            for number, edit in enumerate(edits)
        )
        after = text[low : edits[0].start] + after
        wanted = text[low : item["start"]] + item["fix"] + text[item["end"] : high]
        assert " ".join(after.split()) == " ".join(wanted.split()) or item["fix"] in after, item[
            "id"
        ]
        assert item["fix"] == "" or item["text"] not in after


def test_at_least_so_many_are_found_with_a_suggestion() -> None:
    found = [
        item["id"]
        for item in annotation()["annotations"]
        if any(
            finding.span.overlaps((item["start"], item["end"]))
            and (item["autofix"] == "flag-only" or any(fix.edits for fix in finding.fixes))
            for finding in fixed().findings
        )
    ]
    missed = [item["id"] for item in annotation()["annotations"] if item["id"] not in found]
    assert len(found) >= FOUND_OF_35, f"missed {missed}"


def test_what_must_not_change_does_not() -> None:
    report = fixed()
    for words in (
        *("Kazakh President Tokayev", "President Tokayev has", "“very important role”"),
        *("the country’s", "Russia’s", "Armenia, Belarus, Kyrgyzstan and Tajikistan"),
        *("Russian Ministry of Defense, ", "Russian-led "),
    ):
        assert words in report.document.text
        assert words in report.text


def test_fixing_twice_is_fixing_once() -> None:
    checker = Checker()
    for level in (Safety.SAFE, Safety.REVIEW):
        once = checker.fix(fixed().document, level).text
        assert checker.fix(checker.read(once, "article.txt"), level).text == once


def test_the_source_language_is_finnish_with_its_cues() -> None:
    source = fixed().source_language
    assert source.best == "fi"
    assert {"ODKB", "Tokajev"} <= {cue.text for cue in source.cues}


def test_nothing_is_left_of_the_page_around_the_article() -> None:
    last = fixed().text.rstrip().rsplit("\n", 1)[-1]
    assert last.startswith("It has been difficult")
    assert "\n\n\n" not in fixed().text
