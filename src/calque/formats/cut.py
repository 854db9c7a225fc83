"""
Files of rows cut between records, so that several can work on one file, each on a stretch of it.

Nothing is read of a record but where it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from io import BytesIO
from itertools import chain
from typing import BinaryIO, Final, NamedTuple

from calque.formats.compressed import lines
from calque.formats.row import BadRow, Making, Row, Verbatim
from calque.formats.rows import as_text, is_table, read_stream
from calque.formats.rows_table import delimiter_of, records

_BOM: Final = b"\xef\xbb\xbf"


class Cut(NamedTuple):
    """
    A stretch of a file of rows, as it is there, from line `line` on.

    `head` is the record under which those of a table stand; empty at the beginning of the file.
    """

    line: int
    head: bytes
    data: bytes


def cut_rows(
    name: str, stream: BinaryIO, size: int, stop: Callable[[int], bool] = lambda _: False
) -> Iterator[Cut]:
    """
    Yield a file of rows in stretches of at least `size` bytes but the last; joined they are it.

    `stop` is asked of the line of each record whether what goes before is all that is wanted.
    Raises InputError where the stream does, or for a line of over 64 million bytes, once all whole
    records before that are yielded.
    """
    pieces = _records if is_table(name) else _lines
    head = next_head = b""
    first, length = 0, 0
    taken: list[bytes] = []
    try:
        for line, raw, is_head in pieces(name, stream):
            if is_head:
                next_head = raw.removeprefix(_BOM)
            elif raw.strip() and stop(line):
                break
            first = first or line
            taken.append(raw)
            length += len(raw)
            if length >= size and not is_head:
                yield Cut(first, head, b"".join(taken))
                head, first, length = next_head, 0, 0
                taken.clear()
    except Exception:  # what was whole before it is not lost
        if taken:
            yield Cut(first, head, b"".join(taken))
        raise
    if taken:
        yield Cut(first, head, b"".join(taken))


def _lines(name: str, stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    return ((number, raw, False) for number, raw in enumerate(lines(stream, name), 1))


def _records(name: str, stream: BinaryIO) -> Iterator[tuple[int, bytes, bool]]:
    """The records of a table, each with its first line, and whether it is the header."""
    file = as_text(stream, table=True)
    try:
        opening = file.readline()
        mark = "\ufeff" if opening.startswith("\ufeff") else ""
        opening = opening.removeprefix(mark)
        begun = False
        for line, raw, record in records(chain([opening], file), delimiter_of(opening, name)):
            is_head = bool(record) and not begun
            begun = begun or is_head
            yield line, f"{mark}{raw}".encode("utf-8", "surrogateescape"), is_head
            mark = ""
    finally:
        file.detach()  # the stream is whose it was


def read_cut(cut: Cut, made: Making) -> Iterator[Row | BadRow | Verbatim]:
    """Yield what is in a stretch of the file that `made.path` names."""
    begun = cut.line if cut.line > 1 else 0
    return read_stream(BytesIO(cut.head + cut.data), made, begun)
