"""
From a file's text to a `Document`: which format it is, and what in it is prose.

A format only marks; it never alters the text. Rows (`rows.py`) hold many documents a file.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pathlib import PurePath
from types import MappingProxyType
from typing import Any

from calque.document import Document
from calque.errors import InputError
from calque.language.codes import language_code

# Suffix to format; each format is a module of this package with `read(id, text, **fields)`.
FORMATS: Mapping[str, str] = MappingProxyType(
    {
        ".txt": "text",
        ".md": "markdown",
        ".markdown": "markdown",
        ".html": "html",
        ".htm": "html",
        ".xhtml": "html",
        ".xlf": "xliff",
        ".xliff": "xliff",
        ".sdlxliff": "xliff",
        ".mqxliff": "xliff",
        ".mxliff": "xliff",
        ".tmx": "tmx",
        ".po": "po",
        ".docx": "docx",
    }
)
# These hold the source beside the translation.
BILINGUAL = frozenset(("xliff", "tmx", "po"))


def read_document(
    path_or_name: str | PurePath, text: str, format: str | None = None, **fields: Any
) -> Document:
    """
    Return `text` as a document of `format`, or else of the format of the name's suffix.

    A suffix that nobody knows means plain text. `fields` are those of `Document` (lang, source …).
    Raises InputError for a format or a language that does not exist.
    """
    name = str(path_or_name)
    format = format or FORMATS.get(PurePath(name).suffix.lower(), "text")
    if format not in FORMATS.values():
        known = ", ".join(sorted(set(FORMATS.values())))
        raise InputError(f"{name}: no format {format!r}; use one of {known}")
    for key in ("lang", "source_lang"):
        if fields.get(key):
            try:
                fields[key] = language_code(fields[key])
            except ValueError as error:
                raise InputError(f"{name}: {key} {error}") from error
    document: Document = import_module(f"calque.formats.{format}").read(name, text, **fields)
    return document
