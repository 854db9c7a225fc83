"""Cues: what of many strings stands in a text, told in one pass."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from calque.cues import Cues, standing
from calque.detect import all_rules, called
from calque.document import Document
from calque.language.letters import fold
from calque.language.scan import scan

_CUES = sorted(frozenset().union(*(loaded.rule.cues for loaded in all_rules())))

texts = st.lists(st.sampled_from(_CUES) | st.text(max_size=4)).map("".join)


@given(texts)
def test_every_cue_that_stands_there_is_found_and_no_other(text: str) -> None:
    folded = fold(text)
    assert standing(folded).intersection(_CUES) == {cue for cue in _CUES if cue in folded}


def test_cues_made_later_are_looked_for_too() -> None:
    standing("")
    cues = Cues(("quince", "medlar"))
    assert cues & standing("a medlar tree") == {"medlar"}


def test_a_rule_is_called_by_what_it_needs_and_one_of_its_cues() -> None:
    rules = [loaded for loaded in all_rules() if loaded.rule.id == "PHR011"]
    for text, calls in (
        ("At 18 o'clock.", True),
        ("At 18 o’clock.", True),
        ("At six o'clock.", False),
        ("At 18.", False),
    ):
        assert bool(called(rules, scan(Document("", text)))) is calls, text
