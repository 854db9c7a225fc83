"""
One row and how it is made: what its fields are called, its document, and why it can't be used.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from typing import Any

from calque.document import Document, Span
from calque.errors import InputError
from calque.formats.encodings import not_utf_8
from calque.formats.files import LONGEST_LINE
from calque.language.codes import language_code

_GAP = "\n\n"  # between the segments of a document
_UTF16 = ("\udcff\udcfe", "\udcfe\udcff")  # its byte-order marks, read so


class Number(str):
    """A number as it is written: it may be an id of any length, but it is no text."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Fields:
    """What the fields of a row are called; `outlet` is who published it."""

    id: str = "id"
    text: str = "text"
    source: str = "source"
    lang: str = "lang"
    source_lang: str = "source_lang"
    outlet: str = "outlet"

    @property
    def names(self) -> tuple[str, ...]:
        """All of them."""
        return astuple(self)


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


class Fault(Exception):
    """Why a row is bad, without the place."""


@dataclass(frozen=True, slots=True)
class Making:
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
        """Make a row of what `read` finds in `raw`, or say why it is none."""
        try:
            if broken := not_utf_8(raw):
                raise Fault(broken)
            return Row(line, raw, self._document(line, read()), rewrite)
        except Fault as fault:
            return BadRow(line, raw, f"{self.path}: line {line}: {fault}")

    def check_start(self, first: str) -> None:
        """See whether a file that begins so may be UTF-8. Raises InputError for UTF-16."""
        if first.startswith(_UTF16):
            raise InputError(
                f"{self.path}: line 1: UTF-16; convert the file first: iconv -f utf-16 -t utf-8"
            )

    def check_columns(self, columns: Sequence[str]) -> None:
        """
        See whether each field is but one column of a table.

        Raises InputError where it is two: one would be read and the other mended.
        """
        twice = next((name for name in self.fields.names if columns.count(name) > 1), None)
        if twice:
            raise InputError(f'{self.path}: several columns "{twice}"; rename all but one')

    def _document(self, line: int, row: Mapping[str, Any]) -> Document:
        names = self.fields
        if names.text not in row:
            raise Fault(f'no field "{names.text}" but {_listed(row)}; name it with --text-field')
        text = _text(row, names.text)
        _check_lines(names.text, text)
        is_given = row.get(names.source) not in (None, "")
        source = _text(row, names.source) if is_given else None
        if source is not None:
            _check_lengths(names, text, source)
        id, outlet = _said(row.get(names.id)), _said(row.get(names.outlet))
        segments: tuple[Span, ...] = ()
        if isinstance(text, list):
            segments = tuple(_spans(text))
            text = _GAP.join(text)
        return Document(
            id or str(line),
            text,
            lang=_language(row, names.lang) or self.lang,
            source=tuple(source) if isinstance(source, list) else source,
            source_lang=_language(row, names.source_lang) or self.source_lang,
            segments=segments,
            meta={**self.meta, "outlet": outlet} if outlet else self.meta,
        )


def _said(value: Any) -> str:
    """What a field says that is only passed on: the parts of a list side by side."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(said for each in value if (said := _said(each)))
    plain = isinstance(value, bool | Mapping)
    return json.dumps(value, ensure_ascii=False, default=str) if plain else str(value)


def _listed(row: Mapping[str, Any]) -> str:
    return ", ".join(map(str, row)) or "nothing"


def _text(row: Mapping[str, Any], name: str) -> str | list[str]:
    value = row[name]
    parts = value if isinstance(value, list) else [value]
    if all(isinstance(part, str) and not isinstance(part, Number) for part in parts):
        text: str | list[str] = value
        return text
    raise Fault(f'field "{name}" is neither a string nor a list of strings; make it one')


def _check_lines(name: str, value: str | list[str]) -> None:
    for text in [value] if isinstance(value, str) else value:
        if len(text) > LONGEST_LINE and max(map(len, text.split("\n"))) > LONGEST_LINE:
            raise Fault(
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
    raise Fault(
        f'"{names.text}" is {said[0]} but "{names.source}" {said[1]}; align them one to one'
    )


def _language(row: Mapping[str, Any], name: str) -> str | None:
    value = row.get(name)
    if value is None or value == "":
        return None
    try:
        return language_code(str(value))
    except ValueError as error:
        raise Fault(f'field "{name}": {error}') from error


def _spans(texts: Iterable[str]) -> Iterator[Span]:
    start = 0
    for text in texts:
        yield Span(start, start + len(text))
        start += len(text) + len(_GAP)
