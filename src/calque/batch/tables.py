"""
Tables that are written row by row: JSON Lines, CSV or Parquet.

In CSV what is nested stands as JSON.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from typing import Any, Final, Literal

from calque.formats.compressed import pyarrow

Format = Literal["jsonl", "csv", "parquet"]
FORMATS: Final[tuple[Format, ...]] = ("jsonl", "csv", "parquet")
_TOGETHER: Final = 5_000
_Write = Callable[[Iterable[Mapping[str, Any]]], None]


@contextmanager
def table(path: Path, columns: Mapping[str, Any]) -> Iterator[_Write]:
    """
    Open a table to be written; its suffix says how. `columns` are names with types.

    A type is `str`, `int`, `float`, `bool`, a list of one of them in brackets, or a mapping of
    names to types in brackets: a list of records.
    """
    if path.suffix == ".parquet":
        with _parquet(path, columns) as write:
            yield write
        return
    with path.open("w", encoding="utf-8", errors="backslashreplace", newline="") as file:
        if path.suffix == ".csv":
            file.write(_record(list(columns)))
            yield lambda rows: file.writelines(
                _record([_cell(row[name]) for name in columns]) for row in rows
            )
        else:
            yield lambda rows: file.writelines(
                json.dumps({name: row[name] for name in columns}, ensure_ascii=False) + "\n"
                for row in rows
            )


def _record(cells: Sequence[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cell(value: Any) -> str:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, bool):
        return str(value).lower()
    return "" if value is None else str(value)


@contextmanager
def _parquet(path: Path, columns: Mapping[str, Any]) -> Iterator[_Write]:
    arrow = pyarrow("a table in Parquet")
    from pyarrow.parquet import ParquetWriter

    schema = arrow.schema([(name, _type(arrow, kind)) for name, kind in columns.items()])
    waiting: list[Mapping[str, Any]] = []
    with ParquetWriter(path, schema, compression="zstd") as writer:

        def flush() -> None:
            writer.write_table(arrow.Table.from_pylist(waiting, schema))
            waiting.clear()

        def write(rows: Iterable[Mapping[str, Any]]) -> None:
            for row in rows:
                waiting.append(row)
                if len(waiting) >= _TOGETHER:
                    flush()

        yield write
        flush()


def _type(arrow: Any, kind: Any) -> Any:
    if isinstance(kind, list):
        return arrow.list_(_type(arrow, kind[0]))
    if isinstance(kind, dict):
        return arrow.struct([(name, _type(arrow, inner)) for name, inner in kind.items()])
    return {str: arrow.string(), int: arrow.int64(), float: arrow.float64(), bool: arrow.bool_()}[
        kind
    ]
