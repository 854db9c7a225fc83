"""
Two statements of one quantity in one text disagree, or have the same figures at two scales.

Why it matters: one of them is wrong; in a translation it is often a number word misread in one
place.
Fix: none, only the source can tell; both places are shown.
Source: the text itself; quantities are compared as intervals ("at least 100" is 100 or more).
"""

from __future__ import annotations

import re
import string
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import Final

from calque.cues import Cues
from calque.finding import Evidence, Finding
from calque.language.counts import Count, counted_twice, counts, verb_lemma
from calque.language.letters import fold
from calque.language.quantities import Quantity, quantities_near, quantities_of
from calque.language.quantities.compare import figures_of
from calque.language.quantities.lexicon import lexicon
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

_FIGURES: Final = re.compile(r"(\d+(?:[.,'’:/–-]\d+|,? \d{3}(?!\d))*)[ -]?([^\W\d_]*)")
_NO_DIGIT: Final = re.compile(r"\D")
# English numbers that may have three figures and are written in words, or end in one.
_SMALL: Final = "one|two|three|four|five|six|seven|eight|nine"
_NUMBERS: Final = (
    *_SMALL.split("|"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen"),
    *("eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty"),
    *("ninety", *string.digits),
)
_WORDED: Final = Cues(
    (
        *(
            f"{scale}{joint}{number}"
            for scale in ("hundred", "thousand", "illion", "dozen")
            for joint in " -"
            for number in {number[:2] for number in ("and", *_NUMBERS)}
        ),
        *(" and a half", "and a quarter"),
        *(f"point {digit}" for digit in (*_SMALL.split("|"), "zero")),
    )
)
_MORE: Final = rf"[ -](?:and[ -])?(?:{_SMALL}|ten|eleven|twelve|\w+t(?:een|y)|\d)"
# Two and a half has two figures only.
_HALF: Final = re.compile(
    r"(?:\d\d|\d[.,]\d|ten|eleven|twelve|teen|ty(?:[ -]\w+)?|hundred|thousand|dozen|illion)"
    r" and a half"
)
_IN_WORDS: Final = tuple(
    map(
        re.compile,
        (
            *(scale + _MORE for scale in ("hundred", "thousand", "illion", "dozen")),
            *("and a quarter", f"point (?:{_SMALL}|zero)"),
        ),
    )
)
# So many figures are seldom the same by chance: 2.45 million here, 2.45 billion there.
_TELLING = 3


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for the later of two statements that cannot both be true."""
    if places := counted_twice(scan):
        alike: dict[tuple[str, str], list[_Said]] = {}
        for count in counts(scan, places):
            if count.noun and count.verb:
                alike.setdefault((count.noun, count.verb), []).append(_Said(scan, count))
        for said in alike.values():
            for at, later in enumerate(said):
                # The first that it contradicts says enough: all would be the square of a text.
                if first := next((one for one in said[:at] if _contradicts(one, later)), None):
                    here, there = later.count, first.count
                    yield _finding(scan, there.quantity, here.quantity, here.noun, 0.7)
    measured = [one for one in _alike(scan) if one.unit and len(figures_of(one)) >= _TELLING]
    for one, other in combinations(measured, 2):
        is_alike = one.unit == other.unit and figures_of(one) == figures_of(other)
        if is_alike and abs(one.value) != abs(other.value):
            yield _finding(scan, one, other, "amount", 0.6)


def _alike(scan: Scan) -> Sequence[Quantity]:
    """Quantities, those with them that have the same figures in two ways: 2.45 and 245 million."""
    lex = lexicon(scan.doc.lang)
    if lex is None or lex.lang != "en" or (scan.has(_WORDED) and _has_words(scan.folded)):
        return quantities_of(scan)
    ways: defaultdict[str, set[tuple[str, float | None]]] = defaultdict(set)
    for figures, word in set(_FIGURES.findall(scan.figures)):
        digits = _NO_DIGIT.sub("", figures).strip("0") if len(figures) >= _TELLING else ""
        if len(digits) >= _TELLING:
            ways[digits].add((figures, lex.scales.get(word.lower())))
    twice = {figures for written in ways.values() if len(written) > 1 for figures, _ in written}
    return quantities_near(scan, re.compile("|".join(map(re.escape, twice)))) if twice else ()


def _has_words(folded: str) -> bool:
    """Whether a number of three figures may be in words."""
    halves = " and a half" in folded and _HALF.search(folded)
    return bool(halves) or any(way.search(folded) for way in _IN_WORDS)


def _finding(scan: Scan, first: Quantity, second: Quantity, noun: str, sure: float) -> Finding:
    here, there = _words(scan, second), _words(scan, first)
    return Finding(
        rule=RULE,
        span=second.span,
        message=RULE.message.format(here=here, there=there, noun=noun),
        confidence=sure,
        evidence=(Evidence("document", f"{there}; {here}"),),
        related=(first.span,),
    )


def _words(scan: Scan, one: Quantity) -> str:
    return " ".join(scan.text[slice(*one.span)].split())


class _Said:
    """A count and what its sentence says of it: looked up once, however many it is set beside."""

    def __init__(self, scan: Scan, count: Count) -> None:
        self.count = count
        self.sentence = scan.sentence(count.quantity.start)
        self._scan = scan

    @cached_property
    def about(self) -> set[str]:
        """The longer words of the sentence that are neither the quantity, its noun nor its verb."""
        said = self._scan.text[self.count.quantity.end : self.sentence.end]
        return {
            word
            for word in re.findall(r"[a-z]{5,}", fold(said))
            if word != self.count.noun and verb_lemma(word) != self.count.verb
        }

    @cached_property
    def setting(self) -> Sequence[str]:
        """The names and days in the sentence: another place or day is another count."""
        marks = self._scan.marks
        first, end = (bisect_left(marks, at, key=lambda mark: mark.start) for at in self.sentence)
        return [
            mark.text
            for mark in marks[first:end]
            if mark.kind == "name" and not self._scan.opens_sentence(mark.start)
        ]


def _contradicts(first: _Said, second: _Said) -> bool:
    return _is_one_count(first, second) and first.count.contradicts(second.count)


def _is_one_count(first: _Said, second: _Said) -> bool:
    """Whether two quantities are of the same things in the same event, as far as words can tell."""
    if first.sentence == second.sentence:
        return False
    one, other = first.about, second.about
    if len(one & other) * 2 < max(1, min(len(one), len(other))):
        return False
    return first.setting == second.setting or not (first.setting and second.setting)
