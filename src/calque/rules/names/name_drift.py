"""
One name is spelled in two ways in one text.

Why it matters: readers and archives see two people where there is one.
Fix: the glossary's spelling where it knows the name, else one without a case ending, else the one
that its letters recommend (an English spelling beside one of the source's language, a name with the
marks it has at home, Khairullin and not Hairullin for a Russian, Nowak and not Novak for a Pole in
Russian news, no English word), else the one the text uses most, else the first. For review: the
text alone cannot tell which is right. None for an English word beside a Slavonic adjective.
Source: the conventions of romanisation that reconcile the two spellings (`calque names compare`).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.forms import FOREIGN, RIGHT
from calque.glossary.hits import TermHit
from calque.language.common import is_in_dictionary
from calque.language.mentions import Spelling, spellings
from calque.language.scan import Scan
from calque.names.apart import told_apart
from calque.names.comparison import compare
from calque.names.identity import Verdict, verdicts
from calque.names.preferred import by_letters
from calque.names.slavonic import is_adjective
from calque.names.source import source_of
from calque.provenance import is_given, shows_translation, sources
from calque.provenance.case_forms import case_forms
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
# From this chance on two spellings are taken for one name. What is given as a translation is worth
# a look at likely pairs too; of any other text only those are that are one rather than not.
_IN_TRANSLATION, _ELSEWHERE = 0.4, 0.5


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each mention whose spelling is not the preferred one."""
    terms = res.hits(scan).terms
    right = _right(scan, terms)
    places = {
        name for hit in terms if hit.form.concept.kind != "person" for name in _names(scan, hit)
    }
    # What the glossary mends is not drift as well.
    foreign = {
        at
        for hit in terms
        if hit.form.status == FOREIGN and hit.form.role != "given"
        for at in range(*hit[:2])
    }
    names = [
        spelling
        for spelling in spellings(scan).values()
        if not foreign or not any(mark.start in foreign for mark in spelling.marks)
    ]
    translated = shows_translation(scan, res)
    least = _IN_TRANSLATION if is_given(scan.doc) else _ELSEWHERE
    concepts = _concepts(scan, terms)
    same = [
        verdict
        for verdict in verdicts(scan, names, right, least=least, translated=translated)
        if not _are_two(concepts[verdict.one.name], concepts[verdict.other.name])
    ]
    if not same:
        return
    source = source_of(scan)
    shares = sources(scan, res)
    worn = {form.spelling.name for form in case_forms(scan, res)}  # which NAM003 speaks of
    for group in _groups(same, lambda one, other: told_apart(one, other, source)):
        as_in_source = source.in_right_gender(group) if source else set()
        recommended = by_letters([one.name for one in group], scan.doc.lang, shares)
        preferred = max(
            group,
            key=lambda one: (
                right.get(one.name, 0),
                one.name not in worn,
                one.name in as_in_source,
                one.name in recommended,
                len(one.marks),
                -one.first,
            ),
        )
        for spelling in group:
            if spelling is not preferred and spelling.name not in worn:
                # A name one letter from a known place is another place as often: Hunan, Henan.
                known = preferred.name in right.keys() - places and spelling.name not in right
                chance = max(v.chance for v in same if spelling in (v.one, v.other))
                yield from _findings(spelling, preferred, chance, known=known)


def _right(scan: Scan, terms: Sequence[TermHit]) -> dict[str, int]:
    """Spellings that the glossary has, 2 for the one it prefers and 1 for one it admits."""
    right: dict[str, int] = {}
    terms = [hit for hit in terms if hit.form.status == RIGHT]
    named = {hit.form.concept.id for hit in terms if hit.form.role == "whole"}
    for hit in terms:
        # Part of a name alone says nothing: Ihor and Igor are two people as often as one, and so
        # are Grigorenko and Hryhorenko where the text never gives the name in full.
        if hit.form.role != "given" and hit.form.concept.id in named:
            preferred = hit.form.concept.preferred(scan.doc.lang)
            for name in _names(scan, hit):
                right[name] = 2 if preferred and name in preferred.text.split() else 1
    return right


def _names(scan: Scan, hit: TermHit) -> list[str]:
    """The names in a hit: a person's family name, all that has a capital of what has more words."""
    words = scan.text[hit.start : hit.end].split()
    if hit.form.concept.kind == "person":
        return [words[0 if hit.form.concept.family_first else -1]]
    return [word for word in words if word[0].isupper()]


def _concepts(scan: Scan, terms: Sequence[TermHit]) -> defaultdict[str, set[str]]:
    """The concepts that a spelling in the text is right for."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for hit in terms:
        if hit.form.status == RIGHT:
            found[scan.text[hit.start : hit.end]].add(hit.form.concept.id)
    return found


def _are_two(some: set[str], others: set[str]) -> bool:
    """Whether the glossary has both spellings, and for different names."""
    return bool(some and others) and not some & others


def _groups(
    same: Sequence[Verdict], apart: Callable[[Spelling, Spelling], bool]
) -> list[list[Spelling]]:
    """
    Spellings of one name each, two or more to a group, in order of first mention.

    The likeliest pairs come together first; two groups with spellings that are `apart` never do.
    """
    groups: dict[str, list[Spelling]] = {}
    for verdict in sorted(same, key=lambda verdict: -verdict.chance):
        one, other = (
            groups.setdefault(spelling.name, [spelling])
            for spelling in (verdict.one, verdict.other)
        )
        if one is not other and not any(apart(a, b) for a in one for b in other):
            one.extend(other)
            groups.update(dict.fromkeys((spelling.name for spelling in other), one))
    several = {id(group): group for group in groups.values() if len(group) > 1}
    return [
        sorted(group, key=lambda spelling: spelling.first)
        for group in sorted(several.values(), key=lambda group: min(s.first for s in group))
    ]


def _findings(
    spelling: Spelling, preferred: Spelling, chance: float, *, known: bool
) -> Iterator[Finding]:
    comparison = compare(spelling.name, preferred.name)
    tally = ", ".join(
        f"{one.name} {len(one.marks)}×"
        for one in sorted((preferred, spelling), key=lambda s: s.first)
    )
    evidence = [Evidence("document", tally)]
    if comparison.reasons:
        evidence.append(Evidence("scheme", " ".join(comparison.reasons)))
    first = preferred.marks[0]
    safety = Safety.SAFE if known else Safety.REVIEW
    if is_in_dictionary(spelling.name) and is_adjective(preferred.name):
        # Admiralty Shipyards and Admiralteyskaya Embankment are each called so.
        safety = Safety.SHOW
    for mark in spelling.marks:
        wanted = preferred.name.upper() if mark.text.isupper() else preferred.name
        edits = () if safety is Safety.SHOW else (Edit(mark.start, mark.end, wanted),)
        yield Finding(
            rule=RULE,
            span=Span(mark.start, mark.end),
            message=RULE.message.format(found=mark.text, wanted=preferred.name),
            confidence=round(0.95 if known else chance, 4),
            fixes=(Fix(edits, safety, f"{mark.text} → {wanted}"),),
            evidence=tuple(evidence),
            related=(Span(first.start, first.end),),
        )
