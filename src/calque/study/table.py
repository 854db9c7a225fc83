"""
Texts in a table: a data frame of pandas, polars or pyarrow, or a file, in; the same kind out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from calque.document import Document
from calque.errors import InputError
from calque.formats.row import BadRow, Fields, Making
from calque.language.codes import language_code

if TYPE_CHECKING:
    import pandas

_MONTH: Final = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])(?:-\d\d\b.*)?")
NOWHERE: Final = "(none)"


@dataclass(frozen=True, slots=True)
class Columns:
    """
    Which columns say what; None where there is none.

    `lang` and `source_lang` may be a language for all texts instead. What `by` names tells texts
    apart (an outlet, a system, a month).
    """

    text: str
    id: str | None
    source: str | None
    lang: str
    source_lang: str | None
    by: tuple[str, ...]


class Table:
    """
    The rows, in the order they came in.

    Raises InputError where the texts can't be read or a column is missing.
    """

    def __init__(self, texts: Any, columns: Columns) -> None:
        import narwhals.stable.v2 as nw

        native = _read(Path(texts)) if isinstance(texts, str | Path) else texts
        try:
            frame = nw.from_native(native)
        except nw.exceptions.DuplicateError as error:
            raise InputError(f"two columns have one name ({error}); rename one") from None
        except TypeError:
            raise InputError(
                f"{type(texts).__name__} is no table; give a data frame (pandas, polars, pyarrow) "
                "or the path of one (.jsonl, .csv, .tsv, .parquet)"
            ) from None
        self._frame = frame.collect() if isinstance(frame, nw.LazyFrame) else frame
        self._columns = _checked(columns, self._frame.columns)

    def documents(self) -> Iterator[Document]:
        """Yield the rows as documents; an empty cell is an empty text."""
        names, columns = self._columns, self._frame.columns
        lang = "en" if names.lang in columns else _language("lang", names.lang)
        given = names.source_lang
        given = None if not given or given in columns else _language("source_lang", given)
        fields = Fields(
            id=names.id or "",
            text=names.text,
            source=names.source or "",
            lang=names.lang,
            source_lang=names.source_lang or "",
        )
        making = Making("the table", fields, lang, given, {})
        wanted = {names.text, names.id, names.source, names.lang, names.source_lang}
        kept = [name for name in columns if name in wanted]
        for number, cells in enumerate(self._frame.select(kept).iter_rows(named=True), 1):
            row = {name: _plain(cell) for name, cell in cells.items()}
            row[names.text] = row[names.text] or ""
            made = making.row(number, "", lambda row=row: row, _not_written)  # type: ignore[misc]
            if isinstance(made, BadRow):
                raise InputError(made.error)
            yield made.document

    def by(self) -> dict[str, list[str]]:
        """Return what the columns that tell texts apart say, dates as months (`2024-05`)."""
        return {name: _labels(self._frame[name].to_list()) for name in self._columns.by}

    def with_texts(self, texts: Sequence[str | Sequence[str]]) -> Any:
        """Return the table with other texts; other columns and empty cells are as they were."""
        import narwhals.stable.v2 as nw

        name = self._columns.text
        was = self._frame[name].to_list()
        cells = [
            None if _plain(cell) is None else text for cell, text in zip(was, texts, strict=True)
        ]
        new = nw.new_series(name, cells, backend=self._frame.implementation)
        return self._frame.with_columns(new).to_native()

    def like(self, frame: pandas.DataFrame) -> Any:
        """Return a table in the kind that the texts came in."""
        import narwhals.stable.v2 as nw

        kind = self._frame.implementation
        if kind.is_polars():
            return nw.from_native(frame).to_polars()
        return nw.from_native(frame).to_arrow() if kind.is_pyarrow() else frame

    def __len__(self) -> int:
        return len(self._frame)


def _read(path: Path) -> pandas.DataFrame:
    """Read a file of rows; nothing in it is taken for anything but what it says."""
    import pandas

    kind = path.suffix.lower()
    try:
        if kind == ".jsonl":
            with path.open(encoding="utf-8-sig") as lines:
                return pandas.DataFrame([json.loads(line) for line in lines if line.strip()])
        if kind in (".csv", ".tsv"):
            separator = "," if kind == ".csv" else "\t"
            return pandas.read_csv(path, sep=separator, dtype=str, keep_default_na=False)
        if kind == ".parquet":
            return pandas.read_parquet(path)
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: can't be read ({error})") from error
    raise InputError(f"{path}: not a table; give .jsonl, .csv, .tsv or .parquet")


def _language(option: str, said: str) -> str:
    try:
        return language_code(said)
    except ValueError as error:
        raise InputError(f"{option}: there is no such column, and {error}") from None


def _checked(columns: Columns, there: Sequence[str]) -> Columns:
    needed: tuple[Any, ...] = (columns.text, columns.id, columns.source, *columns.by)
    for name in needed:
        if name is None:
            continue
        if not isinstance(name, str):
            raise InputError(f"column {name!r}: its name is no string; rename it to one")
        if name not in there:
            raise InputError(f'no column "{name}" but {", ".join(there)}')
    return columns


def _plain(cell: Any) -> Any:
    """Return a cell as Python has it; what is not there as None."""
    if hasattr(cell, "tolist"):  # a list in a parquet file
        cell = cell.tolist()
    if isinstance(cell, tuple):
        return list(cell)
    # NaN is not itself, and of pandas' NA nobody knows.
    return cell if (cell == cell) is True else None  # noqa: PLR0124


def _labels(cells: Sequence[Any]) -> list[str]:
    """Return what cells are called; if all are dates, by their months."""
    plain = [_plain(cell) for cell in cells]
    said = [cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in plain]
    known = [str(cell) for cell in said if cell not in (None, "")]
    dates = bool(known) and all(map(_MONTH.fullmatch, known))
    return [
        NOWHERE if cell in (None, "") else str(cell)[: len("2024-05") if dates else None]
        for cell in said
    ]


def _not_written(raw: str, texts: Sequence[str]) -> str:
    raise AssertionError("a table is not written row by row")
