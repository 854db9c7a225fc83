"""
What was sent, as a document: pasted text or the bytes of a file, with its source.

A name is only a name: it tells the format by its suffix and is never opened.
"""

from __future__ import annotations

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from calque.apps.web.errors import Refused
from calque.document import Document
from calque.errors import InputError
from calque.finding import Edit
from calque.formats import BILINGUAL, FORMATS
from calque.formats.docx import Docx
from calque.formats.files import Source, decode
from calque.pipeline import Checker

_UNPACKED: Final = 100_000_000  # bytes of a Word file


@dataclass(frozen=True, slots=True)
class File:
    """A file as JSON carries it: its name, its bytes in base64."""

    name: str
    data: str


@dataclass(frozen=True, slots=True)
class Incoming:
    """A text to look at; one of `text` and `file` is there."""

    text: str | None = None
    file: File | None = None
    name: str | None = None
    format: str | None = None
    lang: str | None = None
    source: str | None = None
    source_file: File | None = None
    source_lang: str | None = None

    @property
    def article(self) -> str:
        """What decisions about it are kept under."""
        return self.name or (self.file.name if self.file else "") or "text"


@dataclass(frozen=True, slots=True)
class Received:
    """A document, and the file that it came in, if it did."""

    document: Document
    sent: Incoming
    written: Source | Docx

    def file(self, text: str, edits: Sequence[Edit]) -> dict[str, str] | None:
        """The file with the edits made, in its own format and encoding; None for pasted text."""
        if not self.sent.file:
            return None
        try:
            data = b"".join(self.written.mended(text, edits))
        except UnicodeEncodeError as error:
            raise Refused(
                422, "invalid", f"{error.encoding} lacks a character that you typed"
            ) from error
        return {"name": self.sent.file.name, "data": b64encode(data).decode()}


def receive(checker: Checker, sent: Incoming) -> Received:
    """
    Read what was sent.

    Raises Refused where the two ways of sending a text are mixed, InputError where it can't be
    read.
    """
    if (sent.text is None) == (sent.file is None):
        raise Refused(422, "invalid", "send either text or file")
    if sent.source is not None and sent.source_file:
        raise Refused(422, "invalid", "send either source or source_file")
    written = _opened(sent.file) if sent.file else Source(sent.text or "")
    format = sent.format or _format(sent.file.name if sent.file else sent.article)
    if (format == "docx") != isinstance(written, Docx) and sent.file:
        raise InputError(f"{sent.file.name}: its name and the format {format} don't agree")
    source = _opened(sent.source_file).text if sent.source_file else sent.source
    fields: dict[str, Any] = {"source": source} if source is not None else {}
    if fields and format in BILINGUAL:
        raise InputError(f"a file of {format} has its own sources; send no other")
    for key in ("lang", "source_lang"):
        if value := getattr(sent, key):
            fields[key] = value
    document = checker.read(written.text, sent.article, format=format, **fields)
    return Received(document, sent, written)


def _format(name: str) -> str:
    return FORMATS.get(PurePosixPath(name).suffix.lower(), "text")


def _opened(file: File) -> Source | Docx:
    try:
        data = b64decode(file.data, validate=True)
    except ValueError:
        raise InputError(f"{file.name}: its data is not base64") from None
    if _format(file.name) == "docx":
        return Docx(data, file.name, _UNPACKED)
    return decode(data, file.name)
