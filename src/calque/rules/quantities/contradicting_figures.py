"""
Two statements of one quantity in one text disagree, or have the same figures at two scales.

Why it matters: one of them is wrong; in a translation it is often a number word misread in one
place.
Fix: none, only the source can tell; both places are shown.
Source: the text itself; quantities are compared as intervals ("at least 100" is 100 or more).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Final

from calque.finding import Evidence, Finding
from calque.language.counts import Count, counted_twice, counts, verb_lemma
from calque.language.letters import fold
from calque.language.quantities import Quantity, quantities_of
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
# English numbers that may have three figures and are written in words, or end in one.
_SMALL: Final = "one|two|three|four|five|six|seven|eight|nine"
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
        counted = [one for one in counts(scan, places) if one.noun and one.verb]
        for first, second in combinations(counted, 2):
            if _is_one_count(scan, first, second) and first.contradicts(second):
                yield _finding(scan, first.quantity, second.quantity, second.noun, 0.7)
    if not _may_differ(scan):
        return
    measured = [one for one in quantities_of(scan) if one.unit and len(figures_of(one)) >= _TELLING]
    for one, other in combinations(measured, 2):
        alike = one.unit == other.unit and figures_of(one) == figures_of(other)
        if alike and abs(one.value) != abs(other.value):
            yield _finding(scan, one, other, "amount", 0.6)


def _may_differ(scan: Scan) -> bool:
    """Whether the same figures stand there in two ways: 2.45 and 245, 245 million and billion."""
    lex = lexicon(scan.doc.lang)
    if lex is None or lex.lang != "en" or _has_words(scan.folded):
        return lex is not None
    written: dict[str, tuple[str, float | None]] = {}
    for figures, word in _FIGURES.findall(scan.figures):
        digits = re.sub(r"\D", "", figures).strip("0")
        if len(digits) >= _TELLING:
            way = figures, lex.scales.get(word.lower())
            if written.setdefault(digits, way) != way:
                return True
    return False


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


def _is_one_count(scan: Scan, first: Count, second: Count) -> bool:
    """Whether two quantities are of the same things in the same event, as far as words can tell."""
    if (first.noun, first.verb) != (second.noun, second.verb):
        return False
    if scan.sentence(first.quantity.start) == scan.sentence(second.quantity.start):
        return False
    one, other = _about(scan, first), _about(scan, second)
    if len(one & other) * 2 < max(1, min(len(one), len(other))):
        return False
    return _setting(scan, first) == _setting(scan, second) or not (
        _setting(scan, first) and _setting(scan, second)
    )


def _about(scan: Scan, count: Count) -> set[str]:
    """The longer words of the sentence that are neither the quantity, its noun nor its verb."""
    sentence = scan.sentence(count.quantity.start)
    return {
        word
        for word in re.findall(r"[a-z]{5,}", fold(scan.text[count.quantity.end : sentence.end]))
        if word != count.noun and verb_lemma(word) != count.verb
    }


def _setting(scan: Scan, count: Count) -> Sequence[str]:
    """The names and days in the sentence: another place or day is another count."""
    sentence = scan.sentence(count.quantity.start)
    return [
        mark.text
        for mark in scan.marks
        if mark.kind == "name"
        and sentence.start <= mark.start < sentence.end
        and not scan.opens_sentence(mark.start)
    ]
