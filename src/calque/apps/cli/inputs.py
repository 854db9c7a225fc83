"""
What the command line points to, as documents: files, folders, globs, standard input, rows.

One that can't be read is an error among the others, so a batch goes on without it.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from calque.apps.cli.options import ROW_FORMATS, Options
from calque.document import Document
from calque.errors import InputError
from calque.formats import BILINGUAL, FORMATS
from calque.formats.files import Source, decode, expand, read_text
from calque.formats.row import BadRow, Row, Verbatim
from calque.formats.rows import ROW_SUFFIXES, read_rows
from calque.pipeline import Checker
from calque.render import STDIN, Place

if TYPE_CHECKING:
    from calque.formats.docx import Docx

_STDIN = Path("-")
_SUFFIXES = (*FORMATS, *ROW_SUFFIXES)


class TextFile(NamedTuple):
    """A file with one text; `inside` is its path within the folder that was named."""

    name: str
    inside: Path
    written: Source | Docx
    document: Document


class RowFile(NamedTuple):
    """A file with a text a row; reading a row may raise InputError."""

    name: str
    inside: Path
    rows: Iterator[Row | BadRow | Verbatim]


class Inputs:
    """
    The inputs of a run, read one by one.

    Raises click.UsageError where the command line makes no sense.
    """

    def __init__(self, options: Options, checker: Checker) -> None:
        self._options = options
        self._checker = checker
        self._found = list(_found(options.paths or _piped()))
        if options.source and (len(self._found) > 1 or any(map(self._is_rows, self._found))):
            raise click.UsageError("--source goes with one text; rows have a source field")
        if options.source and any(map(self._is_bilingual, self._found)):
            raise click.UsageError("--source goes with one text; this format has its own sources")

    @property
    def total(self) -> int:
        """How many texts there are, 0 where rows make that unknown."""
        return 0 if any(map(self._is_rows, self._found)) else len(self._found)

    @property
    def many(self) -> bool:
        """Whether there may be more than one file."""
        return len(self._found) > 1 or any(path.is_dir() for path in self._options.paths)

    def survey(self) -> None:
        """
        Let the checker know what the texts have in common, where there are several.

        Standard input and pipes can be read only once: with one of them, nothing is surveyed.
        """
        is_batch = len(self._found) > 1 or any(map(self._is_rows, self._found))
        wanted = any(loaded.rule.id.startswith("RES") for loaded in self._checker.rules)
        if is_batch and wanted and not any(map(_is_read_once, self._found)):
            self._checker.survey(document for document, _ in documents(self, _ignore))

    def __iter__(self) -> Iterator[TextFile | RowFile | InputError]:
        for found in self._found:
            try:
                yield self._opened(found)
            except InputError as error:
                yield error

    def _opened(self, found: _Found | InputError) -> TextFile | RowFile:
        if isinstance(found, InputError):
            raise found
        name = STDIN if found.path == _STDIN else str(found.path)
        if self._is_rows(found):
            return RowFile(name, found.inside, self._rows(found.path))
        options = self._options
        is_stdin = name == STDIN
        written = decode(sys.stdin.buffer.read(), STDIN) if is_stdin else _read(found.path)
        document = self._checker.read(
            written.text,
            name,
            format=options.input_format if is_stdin else None,
            meta={} if is_stdin else {"path": name},
            source=_read(options.source).text if options.source else None,
        )
        return TextFile(name, found.inside, written, document)

    def _is_rows(self, found: _Found | InputError) -> bool:
        if isinstance(found, InputError):
            return False
        if found.path == _STDIN:
            return self._options.input_format in ROW_FORMATS
        return found.path.suffix.lower() in ROW_SUFFIXES

    def _is_bilingual(self, found: _Found | InputError) -> bool:
        if isinstance(found, InputError):
            return False
        suffix = found.path.suffix.lower()
        is_stdin = found.path == _STDIN
        return (self._options.input_format if is_stdin else FORMATS.get(suffix)) in BILINGUAL

    def _rows(self, path: Path) -> Iterator[Row | BadRow | Verbatim]:
        config, fields = self._checker.config, self._options.row_fields
        stream = None
        if path == _STDIN:
            path, stream = Path(f"{STDIN}.{self._options.input_format}"), sys.stdin.buffer
        return read_rows(path, fields, config.lang, config.source_lang, stream)


def documents(
    inputs: Inputs, fail: Callable[[InputError | str], None]
) -> Iterator[tuple[Document, Place]]:
    """Yield every document there is with its place; `fail` hears of those that can't be read."""
    for item in inputs:
        if isinstance(item, InputError):
            fail(item)
        elif isinstance(item, TextFile):
            yield item.document, Place(item.name)
        else:
            yield from _in_rows(item, fail)


def _in_rows(
    item: RowFile, fail: Callable[[InputError | str], None]
) -> Iterator[tuple[Document, Place]]:
    try:
        for row in item.rows:
            if isinstance(row, BadRow):
                fail(row.error)
            elif isinstance(row, Row):
                yield row.document, Place(item.name, row.line)
    except InputError as error:
        fail(error)


def _ignore(error: InputError | str) -> None:
    """What can't be read is told of when it is checked."""


class _Found(NamedTuple):
    path: Path
    inside: Path


def _is_read_once(found: _Found | InputError) -> bool:
    """Whether it is standard input or a pipe, such as a shell's `<(…)`."""
    if isinstance(found, InputError):
        return False
    return found.path == _STDIN or found.path.is_fifo()


def _found(paths: Sequence[Path]) -> Iterator[_Found | InputError]:
    """The files that the paths mean, each once."""
    seen: set[str] = set()
    for path in paths:
        try:
            for file in [path] if path == _STDIN else expand([path], _SUFFIXES):
                real = os.path.realpath(file)
                if real not in seen:
                    seen.add(real)
                    inside = file.relative_to(path) if path.is_dir() else Path(file.name)
                    yield _Found(file, Path("stdin") if path == _STDIN else inside)
        except InputError as error:
            yield error


def _read(path: Path) -> Source | Docx:
    """A text file, or a Word file as text."""
    if path.suffix.lower() == ".docx":
        from calque.formats.docx import open_docx

        return open_docx(path)
    return read_text(path)


def _piped() -> tuple[Path, ...]:
    """Standard input where nothing is named and something is piped in."""
    if sys.stdin.isatty():
        raise click.UsageError("name a file or folder, or - for standard input")
    return (_STDIN,)
