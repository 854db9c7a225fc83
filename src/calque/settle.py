"""
Which fixes are made: duplicates dropped, of overlapping ones one kept whole.

The order in which fixes are considered follows from what they are (how safe, how sure, how grave,
how much of the text they mend), never from the name of a rule or the order of the rules.
"""

from __future__ import annotations

from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final, NamedTuple

from calque.edits import conflict
from calque.finding import Edit, Finding, Fix, Safety
from calque.mqm import severity_rank

_ON_FIGURES: Final = frozenset(["numbers", "locale-violation"])
# Which fixes are made, up to a level.
ALLOWED: Final = {
    Safety.SAFE: (Safety.SAFE,),
    Safety.REVIEW: (Safety.SAFE, Safety.REVIEW),
}


class Choice(NamedTuple):
    """A fix to make, with the finding it belongs to."""

    finding: Finding
    fix: Fix


class Skipped(NamedTuple):
    """A fix that was not made, and why not."""

    finding: Finding
    fix: Fix
    reason: str


def distinct(findings: Iterable[Finding]) -> list[Finding]:
    """
    Drop findings that say of the same words to do the same, or less of a figure than another.

    Of those that say the same the graver and surer one stays and takes over the other's evidence.
    """
    kept: dict[object, Finding] = {}
    for finding in sorted(findings, key=_gravest_first):
        edits = finding.fixes[0].edits if finding.fixes else finding.rule.id
        key = (finding.span, edits or finding.rule.id)
        if key in kept:
            extra = tuple(item for item in finding.evidence if item not in kept[key].evidence)
            kept[key] = replace(kept[key], evidence=kept[key].evidence + extra)
        else:
            kept[key] = finding
    standing = sorted(kept.values(), key=lambda finding: (finding.span, finding.rule.id))
    told = {
        (one.rule.id, one.span)
        for group in _overlapping(filter(_is_on_figure, standing))
        for one in group
        if any(stands_for(other, one) for other in group)
    }
    return [one for one in standing if (one.rule.id, one.span) not in told]


def _overlapping(findings: Iterable[Finding]) -> Iterator[list[Finding]]:
    """Findings in document order, in groups that have words in common."""
    group: list[Finding] = []
    end = 0
    for finding in findings:
        if group and finding.span.start >= end:
            yield group
            group = []
        group.append(finding)
        end = max(end, finding.span.end)
    if group:
        yield group


def stands_for(graver: Finding, other: Finding) -> bool:
    """
    Whether both are on one figure, and the graver one's fix leaves nothing of the other.

    How the figures of "23 000 thousand" are grouped doesn't matter where the source has 23,000.
    """
    if graver.rule.id == other.rule.id or not (_is_on_figure(graver) and _is_on_figure(other)):
        return False
    rewritten = any(
        edit.start <= other.span.start and other.span.end <= edit.end
        for fix in graver.fixes[:1]
        for edit in fix.edits
    )
    return rewritten and _telling(graver) > _telling(other)


def _is_on_figure(finding: Finding) -> bool:
    """Whether it says that the figure at its words is wrong, and not that one is missing there."""
    return finding.rule.its_type in _ON_FIGURES and finding.rule.category != "accuracy/omission"


def _telling(finding: Finding) -> tuple[int, int, str]:
    reach = finding.span.end - finding.span.start
    return severity_rank(finding.severity), reach, finding.rule.id


def settle(
    findings: Sequence[Finding], level: Safety = Safety.SAFE
) -> tuple[list[Choice], list[Skipped]]:
    """Choose the fixes to make up to `level` (`safe`, or `review` as well)."""
    allowed = ALLOWED[level]
    chosen: list[Choice] = []
    skipped: list[Skipped] = []
    edits: list[Edit] = []
    longest = 0
    for choice in sorted(_offers(findings), key=_best_first):
        if choice.fix.safety not in allowed:
            skipped.append(Skipped(*choice, f"needs {choice.fix.safety}"))
        elif clash := _clash(choice.fix.edits, edits, longest):
            skipped.append(Skipped(*choice, f"overlaps the fix at {clash.start}"))
        else:
            chosen.append(choice)
            for edit in choice.fix.edits:
                insort(edits, edit)
                longest = max(longest, edit.end - edit.start)
    return chosen, skipped


def _offers(findings: Sequence[Finding]) -> Iterable[Choice]:
    """The first fix with edits of each finding."""
    for finding in findings:
        for fix in finding.fixes:
            if fix.edits:
                yield Choice(finding, fix)
                break


def _clash(edits: tuple[Edit, ...], made: list[Edit], longest: int) -> Edit | None:
    for edit in edits:
        at = bisect_left(made, (edit.start - longest,))
        while at < len(made) and made[at].start <= edit.end:
            if conflict(edit, made[at]):
                return made[at]
            at += 1
    return None


def _best_first(choice: Choice) -> tuple[object, ...]:
    finding, fix = choice
    reach = sum(edit.end - edit.start for edit in fix.edits)
    safety = list(Safety).index(fix.safety)
    gravity = severity_rank(finding.severity)
    return (safety, -round(finding.confidence, 3), -gravity, -reach, fix.edits)


def _gravest_first(finding: Finding) -> tuple[object, ...]:
    safety = min((list(Safety).index(fix.safety) for fix in finding.fixes), default=len(Safety))
    return (
        safety,
        -severity_rank(finding.severity),
        -round(finding.confidence, 3),
        finding.span,
        finding.message,
    )
