"""
Two names letter by letter on a terminal, the letters of their origin above them.

    Тока  е   в   Russian
    Toka  je  v   Finnish, Swedish or 13 more
    Toka  ye  v   English, Spanish or Turkish
          ^^
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from calque.language.codes import language_name
from calque.names.explanation import Explanation, Spelled
from calque.names.reconciliation import Column
from calque.render.cells import printable, width
from calque.render.paint import paint

_GAP: Final = "  "


class Cells(NamedTuple):
    """
    One place of an alignment: what each row has there, and whether the names differ.

    `ends` is whether a word ends there.
    """

    rows: tuple[str, str, str]
    differs: bool
    ends: bool = False

    @property
    def width(self) -> int:
        """How many cells of the terminal it takes."""
        return max(map(width, self.rows)) + self.ends


def alignment(explanation: Explanation, *, colour: bool, room: int) -> Iterator[str]:
    """
    Yield the lines; a name too long for `room` cells goes on below.

    The row of the origin is left out where nothing reconciles the names.
    """
    labels = row_labels(explanation)
    beside = room - 2 * len(_GAP) - max(map(width, labels))
    blocks = list(_blocks(grouped(explanation.columns), max(beside, room // 2)))
    for number, block in enumerate(blocks):
        if number:
            yield "\n"
        for row in range(0 if explanation.origin else 1, 3):
            label = labels[row] if number == 0 else ""
            yield _line([_text(cell, row, colour=colour) for cell in block], label, colour=colour)
        marks = [("^" * _marked(cell) if cell.differs else "").ljust(cell.width) for cell in block]
        if any(cell.differs for cell in block):
            text = _GAP.join(marks).rstrip()
            yield f"{_GAP}{paint(text, on=colour, fg='yellow', bold=True)}\n"


def _line(texts: Sequence[str], label: str, *, colour: bool) -> str:
    shown = f"{_GAP}{paint(label, on=colour, fg='cyan')}" if label else ""
    return f"{_GAP}{_GAP.join(texts)}{shown}".rstrip() + "\n"


def _text(cell: Cells, row: int, *, colour: bool) -> str:
    text = cell.rows[row]
    padding = " " * (cell.width - width(text))
    return paint(text, on=colour, bold=cell.differs and row > 0, dim=row == 0) + padding


def _marked(cell: Cells) -> int:
    return max(1, *map(width, cell.rows[1:]))


def grouped(columns: Sequence[Column]) -> list[Cells]:
    """Return the columns as cells; letters in which the names agree stand together."""
    cells: list[Cells] = []
    for differs, run in groupby(columns, key=lambda column: column.differs):
        group = list(run)
        for part in [[column] for column in group] if differs else [group]:
            rows = ("".join(texts) for texts in zip(*part, strict=True))
            first, second, third = map(printable, rows)
            if cells and not second.strip() and not third.strip():
                cells[-1] = cells[-1]._replace(ends=True)
            else:
                cells.append(Cells((first, second, third), differs))
    return cells


def _blocks(cells: list[Cells], room: int) -> Iterator[list[Cells]]:
    """Yield as many cells at a time as fit."""
    block: list[Cells] = []
    taken = 0
    for cell in cells:
        if block and taken + cell.width > room:
            yield block
            block, taken = [], 0
        block.append(cell)
        taken += cell.width + len(_GAP)
    yield block


def row_labels(explanation: Explanation) -> list[str]:
    """Return what each of the three rows is: the origin's language, and who spells so."""
    if not explanation.origin:
        return ["", "", ""]
    sides = [_spelled(side) for side in explanation.spelled]
    return [language_name(explanation.origin), *sides]


def _spelled(side: Sequence[Spelled]) -> str:
    if len(side) == 1:
        return printable(str(side[0]))
    return printable(", ".join(f"{part} ({part.text})" for part in side))
