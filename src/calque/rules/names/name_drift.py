"""
One name is spelled in two ways in one text.

Why it matters: readers and archives see two people where there is one.
Fix: the glossary's spelling where it knows the name, else the one the text uses most, else the
first. For review: the text alone cannot tell which is right.
Source: the conventions of romanisation that reconcile the two spellings (`calque names compare`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import FOREIGN, RIGHT
from calque.glossary.hits import TermHit
from calque.language.common import is_known_name, is_word
from calque.language.letters import fold
from calque.language.scan import Mark, Scan
from calque.names.compare import compare
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
_SHORTEST = 4
# Differences of English itself, not of romanisation: plurals, demonyms, British and American.
_ENGLISH = (
    *("ies", "y", "es", "s", "n", "an", "ian", "ians", "ans", "er", "ers", "i", "is", "ish", "ic"),
    *("ics", "ing", "ed", "al", "ly"),
)
_BRITISH = (("isation", "ization"), ("our", "or"), ("re", "er"), ("ence", "ense"), ("ise", "ize"))


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention whose spelling is not the preferred one."""
    terms = res.hits(scan).terms
    right = _right(scan, terms)
    # What the glossary mends is not drift as well.
    foreign = {
        position
        for hit in terms
        if hit.form.status == FOREIGN
        for position in range(hit.start, hit.end)
    }
    mentions: dict[str, list[Mark]] = {}
    for mark in scan.marks:
        spelled = mark.kind in ("name", "acronym") and len(mark.text) >= _SHORTEST
        if spelled and mark.start not in foreign:
            mentions.setdefault(_name(mark.text), []).append(mark)
    for group in _groups(scan, mentions):
        preferred = _preferred(group, mentions, right)
        for name in group:
            if name != preferred:
                for mark in mentions[name]:
                    yield _finding(mark, preferred, mentions, known=preferred in right)


def _right(scan: Scan, terms: Sequence[TermHit]) -> dict[str, int]:
    """Spellings that the glossary has, 2 for the one it prefers and 1 for one it admits."""
    right: dict[str, int] = {}
    for hit in terms:
        # A given name alone says nothing: Ihor and Igor are two people as often as one.
        if hit.form.status == RIGHT and hit.form.role != "given":
            name = _name(scan.text[hit.start : hit.end])
            preferred = hit.form.concept.preferred(scan.doc.lang)
            right[name] = 2 if preferred and name in preferred.text.split() else 1
    return right


def _name(text: str) -> str:
    """The spelling of a mention, whatever its capitals."""
    return text.title() if text.isupper() else text


def _groups(scan: Scan, mentions: dict[str, list[Mark]]) -> list[list[str]]:
    """Spellings of one name each, two or more to a group, in order of first mention."""
    leader: dict[str, str] = {}
    for one, other in _candidates([name for name in mentions if _is_name(scan, mentions[name])]):
        if _same(scan, mentions, one, other):
            leader[other] = leader.get(one, one)
    groups: dict[str, list[str]] = {}
    for name, first in leader.items():
        groups.setdefault(first, [first]).append(name)
    return list(groups.values())


def _candidates(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs worth comparing: of like length, with a consonant or two in common."""
    for one, other in combinations(names, 2):
        if abs(len(one) - len(other)) <= 3 and len(set(fold(one)) & set(fold(other))) >= 2:
            yield one, other


def _same(scan: Scan, mentions: dict[str, list[Mark]], one: str, other: str) -> bool:
    if _is_english_variation(one.lower(), other.lower()) or not compare(one, other).same:
        return False
    if is_known_name(one) and is_known_name(other):
        return False
    return not _side_by_side(scan, mentions[one], mentions[other])


def _is_english_variation(one: str, other: str) -> bool:
    """Whether two words differ by capitals, an English ending or British spelling only."""
    if _stems(fold(one)) & _stems(fold(other)):
        return True
    return any(
        one.replace(british, american) == other.replace(british, american)
        for british, american in _BRITISH
    )


def _stems(word: str) -> set[str]:
    cut = (word.removesuffix(ending) for ending in _ENGLISH)
    return {word, *(stem for stem in cut if len(stem) >= _SHORTEST)}


def _is_name(scan: Scan, marks: Sequence[Mark]) -> bool:
    """Whether a word is a name: no English word, and capitalised not for its place alone."""
    word = marks[0].text.lower()
    if is_word(word) or re.search(rf"(?<!\w){re.escape(word)}(?!\w)", scan.text):
        return False
    return any(not scan.opens_sentence(mark.start) for mark in marks)


def _side_by_side(scan: Scan, ones: Sequence[Mark], others: Sequence[Mark]) -> bool:
    """Whether one sentence has both: it would be telling two people apart."""
    sentences = {scan.sentence(mark.start) for mark in ones}
    return any(scan.sentence(mark.start) in sentences for mark in others)


def _preferred(group: Sequence[str], mentions: dict[str, list[Mark]], right: dict[str, int]) -> str:
    return max(
        group,
        key=lambda name: (right.get(name, 0), len(mentions[name]), -mentions[name][0].start),
    )


def _finding(
    mark: Mark, preferred: str, mentions: dict[str, list[Mark]], *, known: bool
) -> Finding:
    wanted = preferred.upper() if mark.text.isupper() else preferred
    counts = Counter({name: len(mentions[name]) for name in (preferred, _name(mark.text))})
    comparison = compare(_name(mark.text), preferred)
    tally = ", ".join(f"{name} {count}×" for name, count in counts.most_common())
    evidence = [Evidence("document", tally)]
    if comparison.reasons:
        evidence.append(Evidence("scheme", " ".join(comparison.reasons)))
    return Finding(
        rule=RULE,
        span=Span(mark.start, mark.end),
        message=RULE.message.format(found=mark.text, wanted=preferred),
        confidence=round(0.95 if known else 0.85 * comparison.score, 4),
        fixes=(
            Fix(
                (Edit(mark.start, mark.end, wanted),),
                Safety.SAFE if known else Safety.REVIEW,
                f"{mark.text} → {wanted}",
            ),
        ),
        evidence=tuple(evidence),
        related=(Span(mentions[preferred][0].start, mentions[preferred][0].end),),
    )
