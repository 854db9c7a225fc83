"""
What came of a run: counts by rule, source language and outlet, names in several spellings, rejects.

The same for a terminal, a page and a program. Nothing in it depends on when or how fast it was
made.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

from calque.batch.chunk import Counts
from calque.language.codes import language_name
from calque.language.plural import counted
from calque.mqm import SEVERITIES
from calque.provenance import UNKNOWN
from calque.render.cells import printable
from calque.render.paint import paint

# So many rows of a table are shown; the tables of the run have all.
_ROWS: Final = 15
_NAMES: Final = 10
_REASONS: Final = 5
_LISTED: Final = 100  # entities in `summary.json`
_SPELLINGS: Final = 6
_FIGURES: Final = 30  # cells
_NARROW: Final = 20  # labels that would have fewer cells than this stand on lines of their own
_NOT_RIGHT: Final = ("variant", "foreign", "avoided", "superseded")
Group = Mapping[str, Mapping[str, int]]


@dataclass(frozen=True, slots=True)
class Summary:
    """
    A run in figures.

    `about` says what was run: `files`, `bytes`, `signature`, `fixes`, and the `rules` by id with
    their names. `spellings` are the entities that have other spellings than the right one, the
    commonest first, each with its spellings and how often they come; `entities` and `several` count
    all of them.
    """

    about: Mapping[str, Any]
    counts: Mapping[str, Any]
    entities: int
    several: int
    spellings: Sequence[tuple[str, Sequence[tuple[str, int]]]]

    @classmethod
    def made(
        cls, about: Mapping[str, Any], counts: Counts, entities: Sequence[Sequence[Any]]
    ) -> Summary:
        """Sum up a run; `entities` as in `names.entities`."""
        several = [
            group
            for group in entities
            if len(group) > 1 and any(row["status"] in _NOT_RIGHT for row in group)
        ]
        listed = [
            (group[0]["entity"], [(row["spelling"], row["count"]) for row in group])
            for group in several[:_LISTED]
        ]
        return cls(about, counts.to_dict(), len(entities), len(several), listed)

    @classmethod
    def from_json(cls, text: str) -> Summary:
        """What `to_json` wrote."""
        said = json.loads(text)
        names = said.pop("names")
        about = said.pop("about")
        return cls(about, said, names["entities"], names["several"], names["spellings"])

    def to_json(self) -> str:
        """All of it for a program."""
        names = {
            "entities": self.entities,
            "several": self.several,
            "spellings": self.spellings,
        }
        said = {"about": self.about, **self.counts, "names": names}
        return json.dumps(said, ensure_ascii=False, indent=1) + "\n"

    @property
    def headline(self) -> str:
        """The run in one sentence."""
        counts = self.counts
        grave = ", ".join(
            f"{counts['severities'][severity]:,} {severity}"
            for severity in reversed(SEVERITIES)
            if counts["severities"].get(severity)
        )
        said = f"{counted(counts['texts'], 'text')} in {counted(self.about['files'], 'file')}"
        if not counts["findings"]:
            return f"{said}: no findings"
        return (
            f"{said}: {counted(counts['findings'], 'finding')} ({grave}), "
            f"{counts['fixed']:,} mended"
        )

    def groups(self) -> Iterator[tuple[str, list[tuple[str, Mapping[str, int]]]]]:
        """The tables: what they are by, and their rows with labels."""
        rules = self.about["rules"]
        yield (
            "rule",
            [
                (f"{id} {rules.get(id, '')}".strip(), row)
                for id, row in self.counts["rules"].items()
            ],
        )
        yield (
            "source language",
            [(_language(lang), row) for lang, row in self.counts["languages"].items()],
        )
        if self.counts["outlets"]:
            yield "outlet", list(self.counts["outlets"].items())


def _language(code: str) -> str:
    return "not clear" if code == UNKNOWN else language_name(code)


def _labels(by: str, rows: Sequence[tuple[str, Mapping[str, int]]]) -> list[str]:
    return [f"by {by}", *(printable(label) for label, _ in rows)]


def _table(
    labels: Sequence[str],
    rows: Sequence[tuple[str, Mapping[str, int]]],
    longest: int,
    width: int,
) -> Iterator[str]:
    """Yield a table's lines, its heading first; labels stand on their own where they'd be cut."""
    figures = [
        f"{'findings':>10}{'mended':>10}{'texts':>10}",
        *(f"{row['findings']:>10,}{row['fixed']:>10,}{row['texts']:>10,}" for _, row in rows),
    ]
    room = min(longest, width - _FIGURES - 1)
    for label, cells in zip(labels, figures, strict=True):
        if room < min(longest, _NARROW):
            yield f"{label}\n{cells}"
        else:
            yield f"{label[:room]:{room}}{cells}"


def lines(summary: Summary, *, colour: bool, width: int) -> Iterator[str]:
    """Yield the summary for a terminal, line by line."""
    show = partial(paint, on=colour)
    yield show(summary.headline, bold=True)
    tables = [(_labels(by, rows[:_ROWS]), rows) for by, rows in summary.groups() if rows]
    # The tables stand under one another.
    longest = max((len(label) for labels, _ in tables for label in labels), default=0)
    for labels, rows in tables:
        yield ""
        heading, *table = _table(labels, rows[:_ROWS], longest, width)
        yield show(heading, bold=True)
        yield from table
        if len(rows) > _ROWS:
            yield show(f"and {len(rows) - _ROWS:,} more", dim=True)
    yield ""
    yield show(
        f"{counted(summary.entities, 'name')}, {summary.several:,} in more than one spelling",
        bold=True,
    )
    for entity, spellings in summary.spellings[:_NAMES]:
        shown = ", ".join(f"{printable(text)} {count:,}" for text, count in spellings[:_SPELLINGS])
        more = f", {len(spellings) - _SPELLINGS} more" if len(spellings) > _SPELLINGS else ""
        yield f"{printable(entity)}: {shown}{more}"
    if summary.several > _NAMES:
        yield show(f"and {summary.several - _NAMES:,} more", dim=True)
    if summary.counts["rejects"]:
        yield ""
        yield show(f"{summary.counts['rejects']:,} rejected", bold=True, fg="red")
        reasons = list(summary.counts["reasons"].items())
        for reason, count in reasons[:_REASONS]:
            yield f"{count:,} × {printable(reason)}"
        if len(reasons) > _REASONS:
            yield show(f"and {len(reasons) - _REASONS:,} more reasons", dim=True)
