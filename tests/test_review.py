"""The review widget: what is decided is what the text becomes."""

from __future__ import annotations

from typing import Any

import pytest

import calque

traitlets = pytest.importorskip("traitlets", reason="NOT TESTED: anywidget is not installed")
pytest.importorskip("anywidget", reason="NOT TESTED: anywidget is not installed")

TEXT = "🙂 ODKB left. In Kiova the internet was broken, Tokajev said."


@pytest.fixture
def review() -> Any:
    return calque.review(TEXT)


def test_nothing_decided_is_nothing_changed(review: Any) -> None:
    assert review.text == TEXT
    assert [one["words"] for one in review.findings] == [
        *("ODKB", "Kiova", "internet was broken", "Tokajev")
    ]
    assert "".join(words for words, _ in review.pieces) == TEXT


def test_accept_reject_edit(review: Any) -> None:
    review.decisions = {1: "accept", 2: "reject", 3: {"edit": "net was down"}}
    assert review.text == "🙂 CSTO left. In Kiova the net was down, Tokajev said."
    assert review.decisions == {"1": "accept", "2": "reject", "3": {"edit": "net was down"}}
    review.decisions = {}
    assert review.text == TEXT


def test_all_safe_ones_but_what_was_decided(review: Any) -> None:
    review.decisions = {1: "reject"}
    review.accept_safe()
    assert review.text == "🙂 ODKB left. In Kyiv the internet was broken, Tokayev said."


def test_all_accepted_is_what_fix_does() -> None:
    review = calque.review(TEXT)
    review.decisions = dict.fromkeys(range(1, 5), "accept")
    assert review.text == calque.fix(TEXT, review=True).text


def test_of_two_that_overlap_the_first_counts() -> None:
    text = "Mira Koskela\n\nMira is a journalist at and she deals with Business News.\n"
    review = calque.review("Rain fell in the city.\n\n" + text)
    spans = [finding.span for finding in review.report.findings]
    pairs = [
        (i, j) for i, one in enumerate(spans, 1) for j, two in enumerate(spans, 1)
        if i < j and one.overlaps(two)
    ]  # fmt: skip
    one, other = pairs[0]
    review.decisions = {one: {"edit": "x"}, other: {"edit": "y"}}
    assert review.ignored == [str(other)]
    assert "y" not in review.text.split("\n\n")[-1]


@pytest.mark.parametrize(
    "decisions", [{9: "accept"}, {0: "accept"}, {"one": "accept"}, {1: "maybe"}, {1: {"edit": 3}}]
)
def test_senseless_decisions_are_refused(review: Any, decisions: dict[Any, Any]) -> None:
    with pytest.raises(traitlets.TraitError):
        review.decisions = decisions
    assert review.text == TEXT


def test_without_a_kernel_the_page_is_shown(review: Any) -> None:
    bundle = review._repr_mimebundle_()
    shown = bundle[0] if isinstance(bundle, tuple) else bundle
    assert "4 findings" in shown["text/html"]
    assert shown["text/plain"] == "<Review: 4 findings, 0 decided>"
