"""
One name is spelled in two ways in one text.

Why it matters: readers and archives see two people where there is one.
Fix: the glossary's spelling where it knows the name, else the one the text uses most, else the
first. For review: the text alone cannot tell which is right.
Source: the conventions of romanisation that reconcile the two spellings (`calque names compare`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import FOREIGN, RIGHT
from calque.glossary.hits import TermHit
from calque.language.common import is_known_name, is_word
from calque.language.letters import fold
from calque.language.mentions import Spelling, spellings
from calque.language.scan import Scan
from calque.names.comparison import compare
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM001",
    name="name-drift",
    category="terminology/term-inconsistency",
    its_type="inconsistent-entities",
    severity="major",
    message="{found} is spelled {wanted} elsewhere in this text",
    in_quotes=True,
    needs=("name", "acronym"),
)
# Beside a name that both share, less likeness will do: Dmitri Orlov, Dmitry Orlov.
_ALIKE_IN_COMPANY = 0.4
_SHORTEST = 4
# What English itself adds to a name: plurals and demonyms.
_ENGLISH = ("s", "es", "n", "an", "ian", "ians", "ans", "er", "ers", "ish", "ic", "ics", "i", "is")
_BRITISH = (("isation", "ization"), ("our", "or"), ("re", "er"), ("ence", "ense"), ("ise", "ize"))
_BETWEEN_TWO = re.compile(
    r"[^.!?;]{0,3}\b(?:and|or|with|met|vs|versus|against|from|to)\b[^.!?;]{0,3}"
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention whose spelling is not the preferred one."""
    terms = res.hits(scan).terms
    right = _right(scan, terms)
    places = {scan.text[hit.start : hit.end] for hit in terms if hit.form.concept.kind == "place"}
    # What the glossary mends is not drift as well.
    foreign = {at for hit in terms if hit.form.status == FOREIGN for at in range(*hit[:2])}
    names = {
        name: spelling
        for name, spelling in spellings(scan).items()
        if len(name) >= _SHORTEST
        and not is_word(name)
        and not any(mark.start in foreign for mark in spelling.marks)
    }
    for group in _groups(scan, names):
        preferred = max(group, key=lambda one: (right.get(one.name, 0), len(one.marks), -one.first))
        for spelling in group:
            if spelling is not preferred:
                # A name one letter from a known place is another place as often: Hunan, Henan.
                known = preferred.name in right.keys() - places and spelling.name not in right
                yield from _findings(spelling, preferred, known=known)


def _right(scan: Scan, terms: Sequence[TermHit]) -> dict[str, int]:
    """Spellings that the glossary has, 2 for the one it prefers and 1 for one it admits."""
    right: dict[str, int] = {}
    terms = [hit for hit in terms if hit.form.status == RIGHT]
    named = {hit.form.concept.id for hit in terms if hit.form.role == "whole"}
    for hit in terms:
        # Part of a name alone says nothing: Ihor and Igor are two people as often as one, and so
        # are Grigorenko and Hryhorenko where the text never gives the name in full.
        if hit.form.role != "given" and hit.form.concept.id in named:
            name = scan.text[hit.start : hit.end]
            preferred = hit.form.concept.preferred(scan.doc.lang)
            right[name] = 2 if preferred and name in preferred.text.split() else 1
    return right


def _groups(scan: Scan, names: dict[str, Spelling]) -> list[list[Spelling]]:
    """Spellings of one name each, two or more to a group, in order of first mention."""
    leader: dict[str, str] = {}
    for one, other in combinations(names.values(), 2):
        if abs(len(one.name) - len(other.name)) <= 3 and _same(scan, one, other):
            leader[other.name] = leader.get(one.name, one.name)
    groups: dict[str, list[Spelling]] = {}
    for name, first in leader.items():
        groups.setdefault(first, [names[first]]).append(names[name])
    return list(groups.values())


def _same(scan: Scan, one: Spelling, other: Spelling) -> bool:
    if not (one.capitalised_inside or other.capitalised_inside):
        return False
    if not set(fold(one.name)) & set(fold(other.name)) or _is_english(one.name, other.name):
        return False
    comparison = compare(one.name, other.name)
    if any("≠" in reason for reason in comparison.reasons):
        return False
    if one.shares_company(other):
        return comparison.score >= _ALIKE_IN_COMPANY
    return comparison.same and not (
        one.keeps_other_company(other)
        or (is_known_name(one.name) and is_known_name(other.name))
        or _told_apart_in_one_breath(scan, one, other)
    )


def _is_english(one: str, other: str) -> bool:
    """Whether two words differ by capitals, an English ending or British spelling only."""
    short, long = sorted((fold(one), fold(other)), key=len)
    if long == short or (long.startswith(short) and long[len(short) :] in _ENGLISH):
        return True
    return any(
        short.replace(british, american) == long.replace(british, american)
        for british, american in _BRITISH
    )


def _told_apart_in_one_breath(scan: Scan, one: Spelling, other: Spelling) -> bool:
    """Whether the text sets one beside the other: Petrov and Pietrov are then two people."""
    for left, right in ((a, b) for a in one.marks for b in other.marks):
        low, high = sorted((left, right), key=lambda mark: mark.start)
        if _BETWEEN_TWO.fullmatch(scan.text, low.end, high.start):
            return True
    return False


def _findings(spelling: Spelling, preferred: Spelling, *, known: bool) -> Iterator[Finding]:
    comparison = compare(spelling.name, preferred.name)
    tally = ", ".join(
        f"{one.name} {len(one.marks)}×"
        for one in sorted((preferred, spelling), key=lambda s: s.first)
    )
    evidence = [Evidence("document", tally)]
    if comparison.reasons:
        evidence.append(Evidence("scheme", " ".join(comparison.reasons)))
    first = preferred.marks[0]
    for mark in spelling.marks:
        wanted = preferred.name.upper() if mark.text.isupper() else preferred.name
        yield Finding(
            rule=RULE,
            span=Span(mark.start, mark.end),
            message=RULE.message.format(found=mark.text, wanted=preferred.name),
            confidence=round(0.95 if known else 0.85 * comparison.score, 4),
            fixes=(
                Fix(
                    (Edit(mark.start, mark.end, wanted),),
                    Safety.SAFE if known else Safety.REVIEW,
                    f"{mark.text} → {wanted}",
                ),
            ),
            evidence=tuple(evidence),
            related=(Span(first.start, first.end),),
        )
