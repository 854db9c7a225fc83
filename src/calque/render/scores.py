"""
Scores for people: texts side by side, what a change did, and the segments to look at first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from string import ascii_uppercase
from textwrap import wrap
from typing import Final, NamedTuple

from calque.language.plural import counted
from calque.render.cells import printable, width
from calque.render.paint import SEVERITY_COLOURS, paint
from calque.translate.score.change import BETTER, EQUAL, MIXED, SAME, WORSE, Change
from calque.translate.score.metrics import LOWER_IS_BETTER, NAMES, Metric
from calque.translate.score.retained import NOTHING_TO_KEEP, Kept
from calque.translate.score.scored import Scored, Scores, System

_KEPT: Final = ("numbers", "names", "terms")
_COLOURS: Final = {BETTER: "green", WORSE: "red", MIXED: "yellow"}
_NEED: Final = (
    "Need: 25 for a critical finding, 5 for a major one and for each number or name not kept, "
    "1 for a minor one."
)
_GAP: Final = "  "
_TEXT_LINES: Final = 2
_ABOUT_NAMES: Final = "  about names"
_TELLING: Final = {
    "numbers kept": "Keeps most numbers",
    "names kept": "Keeps most names",
    _ABOUT_NAMES: "Drifts least on names",
    "findings in 1,000 words": "Fewest findings",
    "chrF": "Nearest to the reference (chrF)",
}


class _Cell(NamedTuple):
    """A figure, set flush right, and what is said of it."""

    figure: str
    note: str = ""


class _Row(NamedTuple):
    """A line of the table: a cell for each text, and what tells the best (the highest)."""

    label: str
    cells: tuple[_Cell, ...]
    values: tuple[float | None, ...] = ()


class _Column(NamedTuple):
    """How a text is called in the table, and how wide its figures and notes are."""

    letter: str
    figure: int
    note: int

    @property
    def cells(self) -> int:
        """How much room it takes."""
        return len(_GAP) + self.figure + (1 + self.note if self.note else 0)

    @property
    def head(self) -> str:
        """The letter over the figures."""
        return (" " * (len(_GAP) + self.figure - 1) + self.letter).ljust(self.cells)


class View:
    """Scores on a terminal; `width` is the terminal's, in cells."""

    def __init__(self, *, colour: bool, width: int) -> None:
        self._paint = partial(paint, on=colour)
        self._width = width

    def scores(self, scores: Scores, change: Change | None, worst: int) -> Iterator[str]:
        """Yield the table, what changed, the `worst` segments of each text, and the verdict."""
        letters = _letters(len(scores.systems))
        yield from self._names(scores.systems, letters)
        yield from self._table(list(_rows(scores)), letters)
        yield from self._notes(scores)
        if change:
            yield from self._change(change)
        yield from self._worst(letters, scores.systems, worst)
        if change:
            yield f"\n{self._verdict(change)}\n"
        elif len(letters) > 1:
            yield from self._best(scores, letters)

    def _names(self, systems: Sequence[System], letters: Sequence[str]) -> Iterator[str]:
        for letter, system in zip(letters, systems, strict=True):
            filled = sum(bool(one.segment.text) for one in system.segments)
            size = f"{counted(filled, 'segment')}, {counted(system.text.words, 'word')}"
            lead = f"{self._paint(letter, bold=True)}{_GAP}" if letter else ""
            yield f"{lead}{self._paint(printable(system.text.name), bold=not letter)}: {size}\n"

    def _table(self, rows: Sequence[_Row], letters: Sequence[str]) -> Iterator[str]:
        """The table, in as many parts as its columns need."""
        label = max(width(row.label) for row in rows)
        columns = [
            _Column(
                letter,
                max(width(row.cells[k].figure) for row in rows),
                max(width(row.cells[k].note) for row in rows),
            )
            for k, letter in enumerate(letters)
        ]
        for part in _parted(columns, self._width - label):
            yield "\n"
            if letters[0]:
                heads = (self._paint(columns[k].head, bold=True) for k in part)
                yield f"{' ' * label}{''.join(heads)}".rstrip() + "\n"
            for row in rows:
                cells = (self._cell(row, k, columns[k]) for k in part)
                yield (
                    f"{row.label}{' ' * (label - width(row.label))}{''.join(cells)}".rstrip() + "\n"
                )

    def _cell(self, row: _Row, k: int, column: _Column) -> str:
        figure, note = row.cells[k]
        before = " " * (len(_GAP) + column.figure - width(figure))
        after = f" {note}{' ' * (column.note - width(note))}" if column.note else ""
        shown = self._paint(figure, bold=True) if k in _leaders(row) else figure
        return f"{before}{shown}{after}"

    def _notes(self, scores: Scores) -> Iterator[str]:
        notes = [f"{name}: {signature}" for name, signature in (scores.signatures or {}).items()]
        if notes:
            notes.insert(
                0,
                "How like the reference, of 100: BLEU and chrF. Edits that it takes to get there, "
                "for 100 words, so less is better: TER.",
            )
        if scores.signatures and len(scores.systems) > 1:
            notes.append("+ and -: against A, with p of a paired bootstrap.")
        if scores.judge:
            notes.append(
                f"Model: {scores.judge}. Its scores compare renderings of one segment, "
                "never segments or whole texts."
            )
        yield "\n" if notes else ""
        for note in notes:
            yield self._paint("\n".join(wrap(printable(note), self._width)), dim=True) + "\n"

    def _change(self, change: Change) -> Iterator[str]:
        parts = [f"{counted(len(change.steps), 'segment')} changed"]
        outcomes = change.outcomes()
        told = [
            f"{outcomes[one]:,} {one}" for one in (BETTER, WORSE, MIXED, EQUAL) if outcomes[one]
        ]
        parts[0] += f" ({', '.join(told)})" if told else ""
        parts += [f"{change.removed:,} removed"] if change.removed else []
        parts += [f"{change.added:,} added"] if change.added else []
        yield f"\n{self._paint('From A to B', bold=True)}: {', '.join(parts)}\n"
        moved = [row for row in change.rules() if row[2] != row[3]]
        names = [f"{id} {name}" for id, name, _, _ in moved]
        label = max(map(len, names), default=0)
        for name, (_, _, had, has) in zip(names, moved, strict=True):
            sign = self._paint(f"{has - had:+,}", fg="green" if has < had else "red")
            yield f"  {name}{' ' * (label - len(name))}  {had:4,} → {has:,} ({sign})\n"
        for step in change.steps:
            if step.lost:
                lost = ", ".join(map(printable, step.lost))
                where = f"in segment {step.after.segment.label}"
                yield f"  {self._paint('lost', fg='red')} {where}: {lost}\n"
        for one in change.dropped:
            where = f"segment {one.label} is gone, and no finding covers it:"
            yield f"  {self._paint('lost', fg='red')} {where}\n"
            yield from self._lines(printable(one.text), most=_TEXT_LINES)

    def _verdict(self, change: Change) -> str:
        verdict = change.verdict
        if verdict == SAME:
            return self._paint("A and B say the same.", bold=True)
        said = {
            BETTER: "B is better than A",
            WORSE: "B is worse than A",
            MIXED: "B mends some and spoils some",
            EQUAL: "B is no better than A",
        }[verdict]
        reasons = [_difference(change.before, change.after)]
        lost = len(change.lost)
        things = "number or name" if lost < 2 else "numbers or names"
        reasons.append(f"{lost or 'no'} {things} lost")
        if change.dropped:
            reasons.append(f"{counted(len(change.dropped), 'segment')} lost")
        for metric, other in zip(change.after.metrics, change.before.metrics, strict=True):
            reasons.append(f"{metric.name} {metric.score - other.score:+.1f} (p {_p(metric)})")
        conclusion = self._paint(said, fg=_COLOURS.get(verdict), bold=True)
        return f"{conclusion}: {', '.join(reasons)}."

    def _worst(
        self, letters: Sequence[str], systems: Sequence[System], count: int
    ) -> Iterator[str]:
        explained = False
        for letter, system in zip(letters, systems, strict=True):
            found = system.worst(count)
            if found:
                of = f" in {letter}" if letter else ""
                yield f"\n{self._paint(f'What most needs an editor{of}', bold=True)}\n"
            if found and not explained:
                explained = True
                yield self._paint("\n".join(wrap(_NEED, self._width)), dim=True) + "\n"
            for one in found:
                yield "\n"
                yield from self._segment(one)

    def _segment(self, one: Scored) -> Iterator[str]:
        segment = one.segment
        figures = [f"need {one.need}"] if one.need else []
        figures += [f"chrF {one.chrf:.1f}"] if one.chrf is not None else []
        figures += [f"model {one.model:.2f}"] if one.model is not None else []
        yield f"  {self._paint(f'segment {segment.label}', bold=True)}  {', '.join(figures)}\n"
        yield from self._lines(printable(segment.text) or "(empty)", most=_TEXT_LINES)
        for finding in segment.findings:
            severity = self._paint(finding.severity, fg=SEVERITY_COLOURS[finding.severity])
            lead = len(f"{finding.severity} ")
            first, *rest = self._lines(
                f"{finding.rule.id} {printable(finding.message)}", lead, _TEXT_LINES
            )
            yield f"    {severity} {first[4 + lead :]}"
            yield from rest
        for what in _KEPT:
            kept = getattr(one, what)
            if kept and kept.lost:
                yield from self._lines(f"{what} not kept: {', '.join(map(printable, kept.lost))}")

    def _lines(self, text: str, lead: int = 0, most: int | None = None) -> Iterator[str]:
        """Yield a text as indented lines, with `lead` cells more before it; at `most` so many."""
        margin = " " * (4 + lead)
        room = self._width - len(margin)
        for line in wrap(text, room, max_lines=most, placeholder="…"):
            yield f"{margin}{line}\n"

    def _best(self, scores: Scores, letters: Sequence[str]) -> Iterator[str]:
        """Which text is best at what."""
        yield "\n"
        for row in _rows(scores):
            leaders = _leaders(row)
            if leaders and len(leaders) < len(letters) and row.label in _TELLING:
                which = ", ".join(letters[k] for k in leaders)
                yield f"{_TELLING[row.label]}: {self._paint(which, bold=True)}\n"


def _rows(scores: Scores) -> Iterator[_Row]:
    systems = scores.systems
    for number, name in enumerate(NAMES if systems[0].metrics else ()):
        metrics = [system.metrics[number] for system in systems]
        sign = -1 if name in LOWER_IS_BETTER else 1
        yield _Row(
            name,
            tuple(_metric(metric, metrics[0]) for metric in metrics),
            tuple(sign * metric.score for metric in metrics),
        )
    for what in _KEPT:
        kept = [system.kept(what) or NOTHING_TO_KEEP for system in systems]
        if any(one.total for one in kept):
            shares = tuple(one.share for one in kept)
            yield _Row(f"{what} kept", tuple(map(_share, kept)), shares)
    if scores.judged:
        preferred = tuple(system.preferred for system in systems)
        cells = tuple(_Cell(f"{count}", f"of {scores.judged}") for count in preferred)
        yield _Row("preferred by the model", cells, preferred)
    every = {key for system in systems for key in system.by_category()}
    yield _rates("findings in 1,000 words", systems, [one.by_category().total() for one in systems])
    yield _rates(_ABOUT_NAMES, systems, [one.of_family("NAM", "ACR") for one in systems])
    yield _rates("  about numbers", systems, [one.of_family("NUM") for one in systems])
    for key in sorted(every):
        yield _rates(f"  {key}", systems, [one.by_category()[key] for one in systems])


def _rates(label: str, systems: Sequence[System], counts: Sequence[int]) -> _Row:
    pairs = zip(systems, counts, strict=True)
    rates = [system.per_thousand(count) for system, count in pairs]
    return _Row(label, tuple(_Cell(f"{rate:.1f}") for rate in rates), tuple(-r for r in rates))


def _share(kept: Kept) -> _Cell:
    if kept.share is None:
        return _Cell("–")
    return _Cell(f"{100 * kept.share:.1f}%", f"{kept.total - len(kept.lost):,} of {kept.total:,}")


def _metric(metric: Metric, baseline: Metric) -> _Cell:
    if metric.p is None:
        return _Cell(f"{metric.score:.1f}", f"± {metric.interval:.1f}")
    difference = f"{metric.score - baseline.score:+.1f}"
    return _Cell(f"{metric.score:.1f}", f"{difference} (p {_p(metric)})")


def _p(metric: Metric) -> str:
    return "none" if metric.p is None else f"{metric.p:.3f}".removeprefix("0")


def _leaders(row: _Row) -> list[int]:
    """The columns that are best, where not all are."""
    known = [value for value in row.values if value is not None]
    if len(known) < 2 or max(known) == min(known):
        return []
    return [k for k, value in enumerate(row.values) if value == max(known)]


def _letters(count: int) -> list[str]:
    """A, B, C …; nothing where there is one text."""
    if count == 1:
        return [""]
    return [f"{ascii_uppercase[k % 26]}{k // 26 or ''}" for k in range(count)]


def _parted(columns: Sequence[_Column], room: int) -> list[list[int]]:
    """Which columns stand side by side."""
    parts: list[list[int]] = [[]]
    for k, column in enumerate(columns):
        taken = sum(columns[other].cells for other in parts[-1])
        if parts[-1] and taken + column.cells > room:
            parts.append([])
        parts[-1].append(k)
    return parts


def _difference(before: System, after: System) -> str:
    had, has = (one.by_category().total() for one in (before, after))
    if had != has:
        return f"{counted(abs(had - has), 'finding')} {'fewer' if has < had else 'more'}"
    graver = {1: ", but graver ones", -1: ", but lighter ones"}
    told = (after.penalty > before.penalty) - (after.penalty < before.penalty)
    return f"as many findings ({had:,}){graver.get(told, '')}"
