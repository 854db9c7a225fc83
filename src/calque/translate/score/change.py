"""
Two versions of one text: what changed, what it mended, and what it lost.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import zip_longest
from typing import Final, NamedTuple

from calque.language.letters import fold
from calque.translate.score.metrics import LOWER_IS_BETTER, Metric
from calque.translate.score.retained import names_kept, numbers_kept
from calque.translate.score.scored import Scored, System
from calque.translate.score.text import Segment

BETTER, WORSE, MIXED, EQUAL, SAME = "better", "worse", "mixed", "no better", "unchanged"
# A difference that chance makes less often than this counts.
_SIGNIFICANT: Final = 0.05
# More pairs of lines than this are not compared: they go in order.
_MOST: Final = 1_000_000
# What is found in a line must be so much of it for the line to go.
_COVERED: Final = 0.5
# Of 100: lines less alike than this are not one line that was changed.
_ALIKE: Final = 40


class Step(NamedTuple):
    """
    A segment that changed. `lost` are numbers and names that nothing said were wrong.

    They are those that the later version lacks of the source or reference and the earlier one has;
    where there is neither, those that the earlier one has and in which nothing was found.
    """

    before: Scored
    after: Scored
    lost: tuple[str, ...]

    @property
    def outcome(self) -> str:
        """`better` if less is wrong and nothing was lost, `worse` the other way round."""
        return _outcome(self.before.segment.penalty, self.after.segment.penalty, bool(self.lost))


class Change(NamedTuple):
    """
    The segments that changed, how many went and came, and which went for no reason.

    `dropped` are those of the ones `removed` that no finding covers.
    """

    before: System
    after: System
    steps: tuple[Step, ...]
    removed: int
    added: int
    dropped: tuple[Segment, ...] = ()

    @property
    def lost(self) -> list[str]:
        """All numbers and names that were lost."""
        return [one for step in self.steps for one in step.lost]

    def rules(self) -> list[tuple[str, str, int, int]]:
        """Each rule's id and name with how many findings it had and has, most mended first."""
        had, has = self.before.by_rule(), self.after.by_rule()
        rows = [(*rule, had[rule], has[rule]) for rule in {*had, *has}]
        return sorted(rows, key=lambda row: (row[3] - row[2], row[0]))

    def outcomes(self) -> Counter[str]:
        """How many segments came out better, worse, mixed, no better."""
        return Counter(step.outcome for step in self.steps)

    @property
    def verdict(self) -> str:
        """`better`, `worse`, `mixed` (one thing for another), `no better` or `unchanged`."""
        if not (self.steps or self.removed or self.added):
            return SAME
        lost = bool(self.lost or self.dropped)
        verdict = _outcome(self.before.penalty, self.after.penalty, lost)
        told = {_direction(metric.name, d, p) for metric, d, p in self._measured()} - {EQUAL}
        if len(told) != 1:
            return MIXED if told else verdict
        (measured,) = told
        if verdict == EQUAL:
            return measured
        return verdict if verdict == measured else MIXED

    def _measured(self) -> Iterator[tuple[Metric, float, float]]:
        for had, has in zip(self.before.metrics, self.after.metrics, strict=True):
            if has.p is not None:
                yield has, has.score - had.score, has.p


def change(before: System, after: System) -> Change:
    """What became of a text; segments go by number, or by likeness where they are not as many."""
    steps: list[Step] = []
    removed: list[Segment] = []
    added = 0
    for had, has in _pairs(before.segments, after.segments):
        if had is None:
            added += bool(has and has.segment.text)
        elif has is None:
            removed += [had.segment] if had.segment.text else []
        elif had.segment.text != has.segment.text:
            steps.append(Step(had, has, tuple(_lost(had, has))))
    found = [fold(words) for one in before.segments for words in one.segment.found]
    dropped = [one for one in removed if not _called_for(one, found)]
    return Change(before, after, tuple(steps), len(removed), added, tuple(dropped))


def _called_for(gone: Segment, found: Sequence[str]) -> bool:
    """Whether what was found says that a segment must go: it covers most of it."""
    if any(fold(gone.text) in " ".join(words.split()) for words in found):
        return True
    return sum(map(len, gone.found)) >= _COVERED * len(gone.text)


def _outcome(had: int, has: int, lost: bool) -> str:
    if has < had:
        return MIXED if lost else BETTER
    return WORSE if lost or has > had else EQUAL


def _direction(name: str, difference: float, p: float) -> str:
    if p >= _SIGNIFICANT or not difference:
        return EQUAL
    return BETTER if (difference > 0) != (name in LOWER_IS_BETTER) else WORSE


def _lost(before: Scored, after: Scored) -> Iterator[str]:
    old, new = before.segment, after.segment
    if after.numbers is not None and after.names is not None:
        for had, has in ((before.numbers, after.numbers), (before.names, after.names)):
            yield from (Counter(has.lost) - Counter(had.lost if had else ())).elements()
        return
    wrong = [fold(words) for words in old.found]
    for kept in (
        numbers_kept(old.text, new.text, (old.lang, new.lang)),
        names_kept(old.text, new.text, new.lang),
    ):
        yield from (one for one in kept.lost if not any(fold(one) in words for words in wrong))


def _pairs(
    before: Sequence[Scored], after: Sequence[Scored]
) -> Iterator[tuple[Scored | None, Scored | None]]:
    if len(before) == len(after):
        yield from zip(before, after, strict=True)
        return
    old, new = ([one.segment.text for one in side] for side in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for _, i, to_i, k, to_k in matcher.get_opcodes():
        for one, other in _alike(old[i:to_i], new[k:to_k]):
            yield (
                None if one is None else before[i + one],
                None if other is None else after[k + other],
            )


def _alike(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[int | None, int | None]]:
    """Lines paired in order so that those of a pair are alike, as far as they are."""
    from rapidfuzz.fuzz import ratio

    if list(old) == list(new) or len(old) * len(new) > _MOST:
        yield from zip_longest(range(len(old)), range(len(new)))
        return
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    likeness = [[ratio(one, other, score_cutoff=_ALIKE) for other in new] for one in old]
    for i in reversed(range(len(old))):
        for k in reversed(range(len(new))):
            paired = likeness[i][k] + best[i + 1][k + 1] if likeness[i][k] else 0.0
            best[i][k] = max(paired, best[i + 1][k], best[i][k + 1])
    i = k = 0
    while i < len(old) or k < len(new):
        if (
            i < len(old)
            and k < len(new)
            and likeness[i][k]
            and best[i][k] == likeness[i][k] + best[i + 1][k + 1]
        ):
            yield i, k
            i, k = i + 1, k + 1
        elif k == len(new) or (i < len(old) and best[i][k] == best[i + 1][k]):
            yield i, None
            i += 1
        else:
            yield None, k
            k += 1
