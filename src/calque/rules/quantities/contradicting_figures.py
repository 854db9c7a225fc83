"""
Two statements of one quantity in one text disagree.

Why it matters: one of them is wrong; in a translation it is often a number word misread in one
place.
Fix: none, only the source can tell; both places are shown.
Source: the text itself; quantities are compared as intervals ("at least 100" is 100 or more).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.letters import fold
from calque.language.numerals import Quantity, quantities
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM002",
    name="contradicting-figures",
    category="accuracy/mistranslation",
    its_type="numbers",
    severity="major",
    message="“{here}” here, “{there}” before: of the same {noun}?",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for the later of two statements that cannot both be true."""
    counted = [one for one in quantities(scan) if one.noun and one.verb and not one.year]
    for first, second in combinations(counted, 2):
        if _is_one_count(scan, first, second) and first.contradicts(second):
            here = " ".join(scan.text[second.start : second.end].split())
            there = " ".join(scan.text[first.start : first.end].split())
            yield Finding(
                rule=RULE,
                span=Span(second.start, second.end),
                message=RULE.message.format(here=here, there=there, noun=second.noun),
                confidence=0.7,
                evidence=(Evidence("document", f"{there} {first.verb}; {here} {second.verb}"),),
                related=(Span(first.start, first.end),),
            )


def _is_one_count(scan: Scan, first: Quantity, second: Quantity) -> bool:
    """Whether two quantities are of the same things in the same event, as far as words can tell."""
    if (first.noun, first.verb) != (second.noun, second.verb):
        return False
    if scan.sentence(first.start) == scan.sentence(second.start):
        return False
    one, other = _about(scan, first), _about(scan, second)
    if len(one & other) * 2 < max(1, min(len(one), len(other))):
        return False
    return _setting(scan, first) == _setting(scan, second) or not (
        _setting(scan, first) and _setting(scan, second)
    )


def _about(scan: Scan, quantity: Quantity) -> set[str]:
    """The longer words of the sentence that are neither the quantity, its noun nor its verb."""
    sentence = scan.sentence(quantity.start)
    return {
        word
        for word in re.findall(r"[a-z]{5,}", fold(scan.text[quantity.end : sentence.end]))
        if word not in (quantity.noun, quantity.verb)
    }


def _setting(scan: Scan, quantity: Quantity) -> Sequence[str]:
    """The names and days in the sentence: another place or day is another count."""
    sentence = scan.sentence(quantity.start)
    return [
        mark.text
        for mark in scan.marks
        if mark.kind == "name"
        and sentence.start <= mark.start < sentence.end
        and not scan.opens_sentence(mark.start)
    ]
