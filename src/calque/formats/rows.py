"""
Rows: many documents a file, as JSON Lines or as a table with a header (.csv, .tsv).

Rows stream, and a bad one does not stop the others. Everything that a file holds is yielded with
its raw text, in order, so writing the raw texts gives the file back; of a changed row only the
text's own characters are new.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from functools import partial
from io import TextIOWrapper
from itertools import chain
from pathlib import Path
from typing import IO, Any, BinaryIO

from calque.document import Document, Span
from calque.edits import apply
from calque.errors import InputError
from calque.finding import Edit
from calque.formats.files import LONGEST_LINE, unreadable
from calque.language.codes import language_code

ROW_SUFFIXES = (".jsonl", ".csv", ".tsv")

_GAP = "\n\n"  # between the segments of a document
_NOT_UTF8 = re.compile("[\udc80-\udcff]")  # what "surrogateescape" makes of a broken byte
_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers are only passed on, so they are kept as written.


class _Number(str):
    """A number as it is written: it may be an id of any length, but it is no text."""

    __slots__ = ()


_JSON = json.JSONDecoder(parse_int=_Number, parse_float=_Number)


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of a row are called."""

    id: str = "id"
    text: str = "text"
    source: str = "source"
    lang: str = "lang"
    source_lang: str = "source_lang"


@dataclass(frozen=True, slots=True)
class Verbatim:
    """Part of the file that is no row: the header, an empty line, a byte-order mark."""

    raw: str


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that can't be used; `error` says in one line where, why and what to do."""

    line: int
    raw: str
    error: str


@dataclass(frozen=True, slots=True)
class Row:
    """A row and its document; `line` counts from 1."""

    line: int
    raw: str
    document: Document
    rewrite: Callable[[str, Sequence[str]], str]

    def replace(self, new: str | Sequence[str]) -> str:
        """
        Return the raw row with a new text (or new segments) and all else as it was.

        Raises ValueError for another number of segments.
        """
        texts = [new] if isinstance(new, str) else list(new)
        doc = self.document
        old = [doc.text[slice(*span)] for span in doc.segments] or [doc.text]
        if len(texts) != len(old):
            raise ValueError(f"row {doc.id} has {len(old)} segments, not {len(texts)}")
        return self.raw if texts == old else self.rewrite(self.raw, texts)


class _Fault(Exception):
    """Why a row is bad, without the place."""


def read_rows(
    path: str | Path,
    fields: Fields | None = None,
    lang: str = "en",
    source_lang: str | None = None,
    stream: BinaryIO | None = None,
) -> Iterator[Row | BadRow | Verbatim]:
    """
    Yield what is in a file of rows; `lang` and `source_lang` hold where a row gives none.

    `stream` is read instead of a file, such as standard input; `path` then only names it, and says
    by its suffix what it is. Raises InputError where the file can't be read or its header has no
    column for the text.
    """
    path = Path(path)
    table = path.suffix.lower() != ".jsonl"
    meta = {} if stream else {"path": str(path)}
    made = _Making(str(path), fields or Fields(), lang, source_lang, meta)
    try:
        # In a table a lone carriage return ends a line, in JSON Lines nothing but a line feed does.
        newline = "" if table else "\n"
        with (
            nullcontext(stream) if stream else path.open("rb") as data,
            TextIOWrapper(data, "utf-8", "surrogateescape", newline) as file,
        ):
            yield from (_table_rows if table else _json_rows)(file, made)
    except OSError as error:
        raise unreadable(path, error) from error


def split_segments(document: Document, edits: Iterable[Edit]) -> list[str]:
    """
    Return the segments of a document after `edits` (of its text, sorted and disjoint).

    Raises ValueError for an edit that is not within one segment.
    """
    own: list[list[Edit]] = [[] for _ in document.segments]
    for edit in edits:
        k = next((k for k, s in enumerate(document.segments) if s.contains(edit[:2])), None)
        if k is None:
            raise ValueError(f"edit {edit.start}-{edit.end} is not within one segment")
        start = document.segments[k].start
        own[k].append(Edit(edit.start - start, edit.end - start, edit.text))
    return [
        apply(document.text[slice(*span)], mine)
        for span, mine in zip(document.segments, own, strict=True)
    ]


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes rows of what a line says."""

    path: str
    fields: Fields
    lang: str
    source_lang: str | None
    meta: Mapping[str, Any]

    def row(
        self,
        line: int,
        raw: str,
        read: Callable[[], Mapping[str, Any]],
        rewrite: Callable[[str, Sequence[str]], str],
    ) -> Row | BadRow:
        try:
            if broken := _NOT_UTF8.search(raw):
                byte = ord(broken[0]) - 0xDC00
                raise _Fault(f"not UTF-8 (byte 0x{byte:02X}); convert the file to UTF-8 first")
            return Row(line, raw, self._document(line, read()), rewrite)
        except _Fault as fault:
            return BadRow(line, raw, f"{self.path}: line {line}: {fault}")

    def _document(self, line: int, row: Mapping[str, Any]) -> Document:
        names = self.fields
        if names.text not in row:
            raise _Fault(f'no field "{names.text}" but {_listed(row)}; name it with --text-field')
        text = _text(row, names.text)
        _check_lines(names.text, text)
        source = _text(row, names.source) if row.get(names.source) else None
        if source:
            _check_lengths(names, text, source)
        id = row.get(names.id)
        segments: tuple[Span, ...] = ()
        if isinstance(text, list):
            segments = tuple(_spans(text))
            text = _GAP.join(text)
        return Document(
            str(line) if id in (None, "") else str(id),
            text,
            lang=_language(row, names.lang) or self.lang,
            source=tuple(source) if isinstance(source, list) else source,
            source_lang=_language(row, names.source_lang) or self.source_lang,
            segments=segments,
            meta=self.meta,
        )


def _listed(row: Mapping[str, Any]) -> str:
    return ", ".join(map(str, row)) or "nothing"


def _text(row: Mapping[str, Any], name: str) -> str | list[str]:
    value = row[name]
    parts = value if isinstance(value, list) else [value]
    if all(isinstance(part, str) and not isinstance(part, _Number) for part in parts):
        text: str | list[str] = value
        return text
    raise _Fault(f'field "{name}" is neither a string nor a list of strings; make it one')


def _check_lines(name: str, value: str | list[str]) -> None:
    for text in [value] if isinstance(value, str) else value:
        if len(text) > LONGEST_LINE and max(map(len, text.split("\n"))) > LONGEST_LINE:
            raise _Fault(
                f'field "{name}" has a line over {LONGEST_LINE:,} characters; '
                "break it into paragraphs"
            )


def _check_lengths(names: Fields, text: str | list[str], source: str | list[str]) -> None:
    if isinstance(text, str) and isinstance(source, str):
        return
    counts = [len(value) if isinstance(value, list) else None for value in (text, source)]
    if counts[0] == counts[1]:
        return
    said = ["one string" if count is None else f"{count} segments" for count in counts]
    raise _Fault(
        f'"{names.text}" is {said[0]} but "{names.source}" {said[1]}; align them one to one'
    )


def _language(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return language_code(str(value))
    except ValueError as error:
        raise _Fault(f'field "{name}": {error}') from error


def _spans(texts: Iterable[str]) -> Iterator[Span]:
    start = 0
    for text in texts:
        yield Span(start, start + len(text))
        start += len(text) + len(_GAP)


# JSON Lines


def _json_rows(file: IO[str], made: _Making) -> Iterator[Row | BadRow | Verbatim]:
    rewrite = partial(_rewrite_json, made.fields.text)
    for line, whole in enumerate(file, 1):
        raw = whole
        if line == 1 and raw.startswith("\ufeff"):
            yield Verbatim("\ufeff")
            raw = raw[1:]
        if not raw.strip():
            yield Verbatim(raw)
        else:
            yield made.row(line, raw, partial(_parse_json, raw), rewrite)


def _parse_json(raw: str) -> Mapping[str, Any]:
    try:
        row = _JSON.decode(raw)
    except json.JSONDecodeError as error:
        why = f"{error.msg}, column {error.colno}"
        raise _Fault(f"invalid JSON ({why}); mend or drop it") from error
    except RecursionError as error:
        raise _Fault("JSON too deeply nested; flatten it") from error
    if not isinstance(row, dict):
        raise _Fault("not a JSON object; a row is {...}")
    return row


def _rewrite_json(name: str, raw: str, texts: Sequence[str]) -> str:
    value = [span for key, span in _members(raw) if key == name][-1]
    spans = [value] if raw[value.start] == '"' else _elements(raw, value.start)
    escaped = raw.isascii() and "\\u" in raw
    edits = [
        Edit(*span, _dumped(text, escaped))
        for span, text in zip(spans, texts, strict=True)
        if text != _JSON.raw_decode(raw, span.start)[0]
    ]
    return apply(raw, edits)


def _dumped(text: str, escaped: bool) -> str:
    lone = any("\ud800" <= char <= "\udfff" for char in text)
    return json.dumps(text, ensure_ascii=escaped or lone)


def _members(raw: str) -> Iterator[tuple[str, Span]]:
    """Yield the keys of a JSON object and where their values stand; `raw` is known to be valid."""
    at = _after_space(raw, raw.index("{") + 1)
    while raw[at] != "}":
        key, at = _JSON.raw_decode(raw, at)
        start = _after_space(raw, _after_space(raw, at) + 1)
        _, end = _JSON.raw_decode(raw, start)
        yield key, Span(start, end)
        at = _after_comma(raw, end)


def _elements(raw: str, start: int) -> list[Span]:
    """Return where the elements of the JSON list that begins at `start` stand."""
    spans = []
    at = _after_space(raw, start + 1)
    while raw[at] != "]":
        _, end = _JSON.raw_decode(raw, at)
        spans.append(Span(at, end))
        at = _after_comma(raw, end)
    return spans


def _after_space(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _after_comma(raw: str, at: int) -> int:
    at = _after_space(raw, at)
    return _after_space(raw, at + 1) if raw[at] == "," else at


# Tables


def _table_rows(file: IO[str], made: _Making) -> Iterator[Row | BadRow | Verbatim]:
    first = file.readline()
    if first.startswith("\ufeff"):
        yield Verbatim("\ufeff")
        first = first[1:]
    delimiter = _delimiter(first, made.path)
    header: list[str] | None = None
    for line, raw, record in _records(chain([first], file), delimiter):
        if not record:
            yield Verbatim(raw)
        elif header is None:
            if isinstance(record, csv.Error):
                raise InputError(f"{made.path}: line {line}: {_csv_fault(record)}")
            header, made, headed = _header(record, made)
            rewrite = partial(_rewrite_cell, header.index(made.fields.text), delimiter)
            cells = partial(_cells, header, record)
            yield Verbatim(raw) if headed else made.row(line, raw, cells, rewrite)
        else:
            yield made.row(line, raw, partial(_cells, header, record), rewrite)


def _delimiter(header: str, path: str) -> str:
    if path.lower().endswith(".tsv"):
        return "\t"
    bare = re.sub(r'"[^"]*"', "", header)
    return ";" if bare.count(";") > bare.count(",") else ","


def _header(record: list[str], made: _Making) -> tuple[list[str], _Making, bool]:
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


def _records(
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
        raise _Fault(_csv_fault(record))
    if len(record) != len(header):
        raise _Fault(
            f"{len(record)} columns but the header has {len(header)}; "
            "quote the cells that hold a delimiter or line break"
        )
    return dict(zip(header, record, strict=True))


def _csv_fault(error: csv.Error) -> str:
    return f'broken quoting ({error}); close every " and double it inside a cell'


def _rewrite_cell(column: int, delimiter: str, raw: str, texts: Sequence[str]) -> str:
    cell = re.compile(rf'"(?:[^"]|"")*"|[^{delimiter}\r\n]*')
    at = 0
    for _ in range(column):
        at = _end(cell, raw, at) + 1
    old = Span(at, _end(cell, raw, at))
    new = texts[0]
    if not new or raw.startswith('"', at) or any(char in new for char in f'{delimiter}"\r\n'):
        new = '"' + new.replace('"', '""') + '"'
    return apply(raw, [Edit(*old, new)])


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    match = pattern.match(text, at)
    return match.end() if match else at
