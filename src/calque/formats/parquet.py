"""
Parquet: a table with types. Of the rows only the text's own column is new; all else stays as it is.

Rows stream in batches, whatever the size of the file's row groups. What is written has the schema
and the compression of what was read. pyarrow reads and writes it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from calque.disk import flush
from calque.errors import InputError
from calque.formats.compressed import pyarrow
from calque.formats.files import unreadable
from calque.formats.row import BadRow, Fields, Making, Row

if TYPE_CHECKING:
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

# So much is read of a column at a time, and so many rows or bytes make a row group.
_BUFFER: Final = 1 << 20
_ROWS: Final = 64
_GROUP_ROWS: Final = 100_000
_GROUP_BYTES: Final = 64_000_000


@contextmanager
def opened(path: Path) -> Iterator[ParquetFile]:
    """
    Open a file.

    Raises InputError where it can't be read, also while it is being read.
    """
    arrow = pyarrow(f"{path}: Parquet")
    from pyarrow.parquet import ParquetFile

    try:
        with ParquetFile(path, buffer_size=_BUFFER, pre_buffer=False) as file:
            yield file
    except (arrow.ArrowException, EOFError) as error:
        why = " ".join(str(error).split())
        raise InputError(f"{path}: no Parquet file, or a broken one ({why}); fetch it again") from (
            error
        )
    except OSError as error:
        raise unreadable(path, error) from error


def batches(file: ParquetFile, size: int) -> Iterator[pa.RecordBatch]:
    """Yield the rows of a file in batches of about `size` bytes."""
    arrow = pyarrow("Parquet")
    waiting: list[pa.RecordBatch] = []
    taken = 0
    try:
        for rows in file.iter_batches(_ROWS, use_threads=False):
            waiting.append(rows)
            taken += rows.nbytes
            if taken >= size:
                yield _joined(arrow, waiting)
                waiting, taken = [], 0
    except Exception:  # what could be read before it is not lost
        if waiting:
            yield _joined(arrow, waiting)
        raise
    if waiting:
        yield _joined(arrow, waiting)


def _joined(arrow: Any, rows: list[pa.RecordBatch]) -> pa.RecordBatch:
    return arrow.Table.from_batches(rows).combine_chunks().to_batches()[0]


def with_text(schema: pa.Schema, made: Making) -> Making:
    """
    How rows of such a table are made: a column `target` beside `source` is the text as well.

    Raises InputError where there is no column for the text, or two of one name.
    """
    name = made.fields.text
    if name not in schema.names and name == Fields().text and "target" in schema.names:
        made = replace(made, fields=replace(made.fields, text="target"))
    elif name not in schema.names:
        raise InputError(
            f'{made.path}: no column "{name}" but {", ".join(schema.names)}; '
            "name it with --text-field"
        )
    made.check_columns(schema.names)
    return made


def read_batch(batch: pa.RecordBatch, made: Making, first: int) -> Iterator[Row | BadRow]:
    """Yield the rows of a batch whose first is the `first` of the file, from 1."""
    names = [name for name in made.fields.names if name in batch.schema.names]
    for number, values in enumerate(batch.select(names).to_pylist(), first):
        yield made.row(number, "", lambda values=values: values, _no_raw)  # type: ignore[misc]


def _no_raw(raw: str, texts: Sequence[str]) -> str:
    raise TypeError("a row of Parquet has no raw text")


def with_texts(
    batch: pa.RecordBatch, name: str, texts: Mapping[int, str | list[str]], dropped: Iterable[int]
) -> pa.RecordBatch:
    """The batch with new texts in the column `name` by row, from 0, and some rows left out."""
    arrow = pyarrow("Parquet")
    if texts:
        at = batch.schema.get_field_index(name)
        field = batch.schema.field(at)
        values = batch.column(at).to_pylist()
        for row, text in texts.items():
            values[row] = text
        plain = field.type.value_type if arrow.types.is_dictionary(field.type) else field.type
        column = arrow.array(values, plain)
        if column.type != field.type:
            column = column.dictionary_encode().cast(field.type)
        batch = batch.set_column(at, field, column)
    return _without(arrow, batch, sorted(dropped))


def _without(arrow: Any, batch: pa.RecordBatch, dropped: Sequence[int]) -> pa.RecordBatch:
    """By slices, since `filter` does not know every type that a file may have (string_view)."""
    if not dropped:
        return batch
    ends = pairwise([-1, *dropped, batch.num_rows])
    return arrow.concat_batches([batch.slice(a + 1, b - a - 1) for a, b in ends])


def as_json(batch: pa.RecordBatch, row: int) -> str:
    """A row as one line of JSON, what JSON has no word for as text."""
    (values,) = batch.slice(row, 1).to_pylist()
    return json.dumps(values, ensure_ascii=False, default=str)


class Writer:
    """Writes batches of one schema to a file, compressed by `codec` (see `codec_of`)."""

    def __init__(self, path: Path, schema: pa.Schema, codec: str = "zstd") -> None:
        from pyarrow.parquet import ParquetWriter

        self._writer = ParquetWriter(path, schema, compression=codec)
        self._path = path
        self._schema = schema
        self._waiting: list[pa.RecordBatch] = []
        self._rows = self._bytes = 0

    def write(self, batch: pa.RecordBatch) -> None:
        """Take a batch; rows go out by the row group."""
        self._waiting.append(batch)
        self._rows += batch.num_rows
        self._bytes += batch.nbytes
        if self._rows >= _GROUP_ROWS or self._bytes >= _GROUP_BYTES:
            self._flush()

    def close(self) -> None:
        """Write what is left and the file's end."""
        self._flush()
        self._writer.close()
        flush(self._path)

    def _flush(self) -> None:
        if self._rows:
            table = pyarrow("Parquet").Table.from_batches(self._waiting, self._schema)
            self._writer.write_table(table, row_group_size=self._rows)
        self._waiting = []
        self._rows = self._bytes = 0


def codec_of(file: ParquetFile) -> str:
    """How a file is compressed, as `Writer` wants it."""
    about = file.metadata
    if not about.num_row_groups or not about.num_columns:
        return "zstd"
    codec = str(about.row_group(0).column(0).compression).lower()
    return "none" if codec == "uncompressed" else codec
