"""
Tables with a header: .csv with commas or semicolons, .tsv with tabs. Of a changed record only the
text's own cell is new.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import IO, Any

from calque.document import Span
from calque.edits import apply
from calque.errors import InputError
from calque.finding import Edit
from calque.formats.files import LONGEST_LINE
from calque.formats.row import BadRow, Fault, Fields, Making, Row, Verbatim
from calque.language.plural import counted


def read(file: IO[str], made: Making, begun: int = 0) -> Iterator[Row | BadRow | Verbatim]:
    """
    Yield the records of a file. Raises InputError for a header that has no such column, or two.

    With `begun` the first record only says what the columns are, and is not yielded; what follows
    it is the rest of a file from that line on.
    """
    first = file.readline()
    made.check_start(first)
    if first.startswith("\ufeff"):
        yield Verbatim("\ufeff")
        first = first[1:]
    delimiter = delimiter_of(first, made.path)
    header: list[str] | None = None
    shift = 0
    for number, raw, record in records(chain([first], file), delimiter):
        if header and begun:
            shift, begun = begun - number, 0
        line = number + shift
        if not record:
            yield Verbatim(raw)
        elif header is None:
            if isinstance(record, csv.Error):
                raise InputError(f"{made.path}: line {line}: {_csv_fault(record)}")
            header, made, headed = _header(record, made)
            made.check_columns(header)
            rewrite = partial(_rewrite_cell, header.index(made.fields.text), delimiter)
            cells = partial(_cells, header, record)
            if not begun:
                yield Verbatim(raw) if headed else made.row(line, raw, cells, rewrite)
        else:
            yield made.row(line, raw, partial(_cells, header, record), rewrite)


def delimiter_of(header: str, path: str) -> str:
    """What parts the cells of a table that begins so."""
    if path.lower().endswith(".tsv"):
        return "\t"
    bare = re.sub(r'"[^"]*"', "", header)
    return ";" if bare.count(";") > bare.count(",") else ","


def _header(record: list[str], made: Making) -> tuple[list[str], Making, bool]:
    """
    What the columns are called, how rows are made of them, and whether the file says so itself.

    A field given as a number that is no column's name is a column of a file without a header.
    `target` beside `source` is what translation tools call the text.
    """
    header = [name.strip() for name in record]
    name = made.fields.text
    if name in header:
        return header, made, True
    if name.isdecimal() and 0 < int(name) <= len(header):
        return [str(number) for number in range(1, len(header) + 1)], made, False
    if name == Fields().text and "target" in header:
        return header, replace(made, fields=replace(made.fields, text="target")), True
    raise InputError(
        f'{made.path}: line 1: no column "{name}" but {", ".join(header)}; '
        "name it with --text-field"
    )


def records(
    lines: Iterable[str], delimiter: str
) -> Iterator[tuple[int, str, list[str] | csv.Error]]:
    """Yield each record's first line number, raw text and cells (or why it has none)."""
    csv.field_size_limit(max(LONGEST_LINE, csv.field_size_limit()))
    taken: list[str] = []

    def watched() -> Iterator[str]:
        for line in lines:
            taken.append(line)
            yield line

    reader = csv.reader(watched(), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        record: list[str] | csv.Error | None
        try:
            record = next(reader, None)
        except csv.Error as error:
            record = error
        if record is None:
            return
        yield line, "".join(taken), record
        taken.clear()


def _cells(header: list[str], record: list[str] | csv.Error) -> Mapping[str, Any]:
    if isinstance(record, csv.Error):
        raise Fault(_csv_fault(record))
    if len(record) != len(header):
        raise Fault(
            f"{counted(len(record), 'column')} but the header has {len(header)}; "
            "quote the cells that hold a delimiter or line break"
        )
    return dict(zip(header, record, strict=True))


def _csv_fault(error: csv.Error) -> str:
    why = str(error).replace("\t", "tab")  # it would be no more than a gap
    return f'broken quoting ({why}); close every " and double it inside a cell'


def _rewrite_cell(column: int, delimiter: str, raw: str, texts: Sequence[str]) -> str:
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{delimiter}\r\n]*')
    at = 0
    for _ in range(column):
        at = _end(cell, raw, at) + 1
    old = Span(at, _end(cell, raw, at))
    new = texts[0]
    quoted = raw.startswith('"', at)
    # A quotation mark within a bare cell is one of the text's, to every program that reads it.
    if not new or quoted or new[0] == '"' or any(char in new for char in f"{delimiter}\r\n"):
        new = '"' + new.replace('"', '""') + '"'
    return apply(raw, [Edit(*old, new)])


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
