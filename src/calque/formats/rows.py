"""
Rows: many documents a file, as JSON Lines or as a table with a header (.csv, .tsv).

Rows stream, and a bad one does not stop the others. Everything that a file holds is yielded with
its raw text, in order, so writing the raw texts gives the file back; of a changed row only the
text's own characters are new.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from io import TextIOWrapper
from pathlib import Path
from typing import BinaryIO

from calque.document import Document, holder
from calque.edits import apply
from calque.finding import Edit
from calque.formats import rows_json, rows_table
from calque.formats.files import unreadable
from calque.formats.row import BadRow, Fields, Making, Row, Verbatim

ROW_SUFFIXES = (".jsonl", ".csv", ".tsv")


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
    meta = {} if stream else {"path": str(path)}
    made = Making(str(path), fields or Fields(), lang, source_lang, meta)
    try:
        with nullcontext(stream) if stream else path.open("rb") as data:
            yield from read_stream(data, made)
    except OSError as error:
        raise unreadable(path, error) from error


def read_stream(data: BinaryIO, made: Making, begun: int = 0) -> Iterator[Row | BadRow | Verbatim]:
    """Yield what is in a stream of rows; `begun` as in `rows_table.read`."""
    table = is_table(made.path)
    with as_text(data, table=table) as file:
        yield from (rows_table if table else rows_json).read(file, made, begun)


def is_table(path: str) -> bool:
    """Whether a file of rows is a table with a header."""
    return not path.lower().endswith(".jsonl")


def as_text(data: BinaryIO, *, table: bool) -> TextIOWrapper:
    """
    Rows as text; what is not UTF-8 comes through, for the row to say so.

    In a table a lone carriage return ends a line, in JSON Lines nothing but a line feed does.
    """
    return TextIOWrapper(data, "utf-8", "surrogateescape", "" if table else "\n")


def split_segments(document: Document, edits: Iterable[Edit]) -> list[str]:
    """
    Return the segments of a document after `edits` (of its text, sorted and disjoint).

    Raises ValueError for an edit that is not within one segment.
    """
    own: list[list[Edit]] = [[] for _ in document.segments]
    for edit in edits:
        number = holder(document.segments, edit[:2])
        if number is None:
            raise ValueError(f"edit {edit.start}-{edit.end} is not within one segment")
        start = document.segments[number].start
        own[number].append(Edit(edit.start - start, edit.end - start, edit.text))
    return [
        apply(document.text[slice(*span)], mine)
        for span, mine in zip(document.segments, own, strict=True)
    ]
