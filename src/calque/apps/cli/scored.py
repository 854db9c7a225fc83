"""
The texts that `calque score` is given, segment by segment: read, or translated by models.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from calque.apps.cli.console import Console
from calque.apps.cli.inputs import Inputs, TextFile
from calque.apps.cli.options import Options
from calque.document import Document
from calque.errors import InputError
from calque.formats.row import BadRow, Row
from calque.language.plural import counted
from calque.language.scan import scan
from calque.pipeline import Checker
from calque.render import STDIN
from calque.translate.engine import Settings
from calque.translate.foreign import language_of_source
from calque.translate.score.text import Segment, Text, beside, in_lines, places, said, segments
from calque.translate.translator import open_translator


class Part(NamedTuple):
    """A document; a row that is one string is a segment, `whole`, called by its id."""

    document: Document
    label: str = ""
    whole: bool = False

    @property
    def lines(self) -> list[str]:
        """What each segment says."""
        doc = self.document
        return [said(doc, place) for place in places(doc, whole=self.whole)]


class Reading:
    """
    Reads texts for one run.

    Raises InputError where a file can't be read, is empty, or has another number of segments than
    what it is to be set beside.
    """

    def __init__(self, options: Options, checker: Checker, console: Console) -> None:
        self._options = options
        self._checker = checker
        self._console = console

    def parts(self, path: Path) -> list[Part]:
        """What is in a file, or in the files of a folder."""
        inputs = Inputs(replace(self._options, paths=(path,), source=None), self._checker)
        found: list[Part] = []
        for item in inputs:
            if isinstance(item, InputError):
                raise item
            if isinstance(item, TextFile):
                found.append(Part(item.document, item.name if inputs.many else ""))
                continue
            for row in item.rows:
                if isinstance(row, BadRow):
                    raise InputError(row.error)
                if isinstance(row, Row):
                    doc = row.document
                    found.append(Part(doc, doc.id, whole=not doc.segments))
        if not any(line for part in found for line in part.lines):
            raise InputError(f"{path}: is empty; there is nothing to score")
        return found

    def lines(self, path: Path) -> list[str]:
        """All segments of a file."""
        return [line for part in self.parts(path) for line in part.lines]

    def text(self, path: Path, source: Sequence[str] | None) -> Text:
        """A file with what is found in it, beside its own source or `source`."""
        parts = self.parts(path)
        if source is not None:
            check_lengths(path, sum(len(part.lines) for part in parts), self._source, len(source))
            parts = list(_beside(parts, iter(source)))
        return self._checked(STDIN if path == Path("-") else str(path), parts)

    def translated(self, models: Sequence[str], settings: Settings, token: str) -> Iterator[Text]:
        """What each model makes of the source, not held to the glossary."""
        parts = self.parts(self._source)
        lang = self._checker.config.lang
        theirs = self.source_lang([line for part in parts for line in part.lines])
        for name in models:
            translator = open_translator(name, theirs, lang, settings, token=token)
            made = []
            for part in parts:
                lines = part.lines
                new = []
                for line in translator.texts(lines):
                    new.append(line)
                    self._console.sentences(len(new), len(lines))
                doc = replace(
                    part.document, lang=lang, source=tuple(lines), source_lang=theirs, meta={}
                )
                made.append(Part(in_lines(doc, [" ".join(one.split()) for one in new]), part.label))
            yield self._checked(name, made)

    def source_lang(self, lines: Sequence[str]) -> str:
        """The language of a source: as said, or as it looks. Raises InputError where neither is."""
        lang = language_of_source(lines, self._checker.config)
        if not lang:
            raise InputError("what language is the source in? say so with --source-lang")
        return lang

    @property
    def _source(self) -> Path:
        path = self._options.source
        if path is None:
            raise click.UsageError("name the source with --source")
        return path

    def _checked(self, name: str, parts: Sequence[Part]) -> Text:
        found: list[Segment] = []
        words = 0
        for done, part in enumerate(parts, 1):
            doc = part.document
            if doc.source and not doc.source_lang:
                theirs = [doc.source] if isinstance(doc.source, str) else doc.source
                doc = replace(doc, source_lang=self.source_lang(theirs))
            findings = self._checker.check(doc).findings
            words += scan(doc).word_count
            found += segments(doc, findings, part.label, whole=part.whole)
            self._console.progress(done, len(parts))
        return Text(name, tuple(found), words)


def check_lengths(path: Path, count: int, other: Path, wanted: int) -> None:
    """Raise InputError where two files that go line by line have not as many segments."""
    if count != wanted:
        raise InputError(
            f"{path}: {counted(count, 'segment')}, but {other} has {wanted:,}; "
            "they must go line by line"
        )


def _beside(parts: Sequence[Part], source: Iterator[str]) -> Iterator[Part]:
    for part in parts:
        own = [next(source) for _ in part.lines]
        doc = beside(part.document, own, whole=part.whole)
        yield part._replace(document=doc)
