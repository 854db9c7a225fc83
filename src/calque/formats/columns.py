"""
Tab-separated rows that come back with more columns, all else untouched and in order.

Quotes are ordinary characters: a cell ends at a tab and a row at a line feed. Rows stream, and a
bad one does not stop the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from io import TextIOWrapper
from pathlib import Path
from time import monotonic
from typing import BinaryIO

from calque.errors import CalqueError, InputError
from calque.formats.encodings import not_utf_8
from calque.formats.files import unreadable
from calque.language.plural import counted

_BOM = "\ufeff"
# Rows go out together, but none waits longer than this for others to be worked on.
_TOGETHER = 1000
_SECONDS = 0.2

Row = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Columns:
    """The columns that rows must have, and those that they get."""

    needed: tuple[str, ...]
    new: tuple[str, ...]


def extended(
    path: Path,
    columns: Columns,
    work: Callable[[Row], Sequence[str]],
    fail: Callable[[CalqueError | str], None],
    stream: BinaryIO | None = None,
) -> Iterator[str]:
    """
    Yield the text of a table with new columns at the end of each row, many rows at a time.

    `work` gives a row's new cells, or raises InputError for a row that cannot be used; `fail` hears
    of it with the file and line, and the new cells stay empty. A row with a cell too many or too
    few comes back as it was. `stream` is read instead of a file; `path` then only names it. Raises
    InputError where the file can't be read or its header lacks a column.
    """
    try:
        with (
            nullcontext(stream) if stream else path.open("rb") as data,
            TextIOWrapper(data, "utf-8", "surrogateescape", "\n") as file,
        ):
            yield from _together(_rows(file, str(path), columns, work, fail))
    except OSError as error:
        raise unreadable(path, error) from error


def _rows(
    file: Iterator[str],
    path: str,
    columns: Columns,
    work: Callable[[Row], Sequence[str]],
    fail: Callable[[CalqueError | str], None],
) -> Iterator[str]:
    first = next(file, "")
    header = _header(first, path, columns)
    yield _with_cells(first, columns.new)
    for line, raw in enumerate(file, 2):
        bare = raw.rstrip("\r\n")
        cells = bare.split("\t")
        try:
            if not bare:
                yield raw
            elif broken := not_utf_8(raw):
                raise InputError(broken)
            elif len(cells) != len(header):
                fail(
                    f"{path}: line {line}: {counted(len(cells), 'column')} but the header has "
                    f"{len(header)}; put one tab between two cells, and none into a cell"
                )
                yield raw
            else:
                yield _with_cells(raw, work(dict(zip(header, cells, strict=True))))
        except InputError as error:
            fail(f"{path}: line {line}: {error}")
            yield _with_cells(raw, [""] * len(columns.new))


def _header(first: str, path: str, columns: Columns) -> list[str]:
    if not_utf_8(first) or "\0" in first:
        raise InputError(f"{path}: line 1: not UTF-8; convert the file to UTF-8 first")
    header = [name.strip() for name in first.removeprefix(_BOM).rstrip("\r\n").split("\t")]
    for name in columns.needed:
        if name not in header:
            raise InputError(
                f'{path}: line 1: no column "{name}" but {", ".join(header)}; '
                "name the columns in the first line, with tabs between them"
            )
        if header.count(name) > 1:
            raise InputError(f'{path}: line 1: several columns "{name}"; rename all but one')
    for name in columns.new:
        if name in header:
            raise InputError(f'{path}: line 1: there is a column "{name}" already; rename it')
    return header


def _with_cells(raw: str, cells: Sequence[str]) -> str:
    bare = raw.rstrip("\r\n")
    return "\t".join((bare, *cells)) + raw[len(bare) :]


def _together(rows: Iterator[str]) -> Iterator[str]:
    waiting: list[str] = []
    since = monotonic()
    for row in rows:
        waiting.append(row)
        if len(waiting) >= _TOGETHER or monotonic() - since > _SECONDS:
            yield "".join(waiting)
            waiting.clear()
            since = monotonic()
    yield "".join(waiting)
