"""
What the bilingual formats share: from pairs of source and target to one document a file.

A file is one document, so that a name spelled two ways in it is seen. Its segments are the targets,
as places in the file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from calque.document import Blank, Block, Document
from calque.errors import InputError
from calque.formats.xml_prose import Prose
from calque.formats.xml_tree import line_of
from calque.language.codes import language_code


class Pair(NamedTuple):
    """
    A target that says something, and the source it translates.

    `lang` and `source_lang` are codes, empty where the file does not say. A `locked` target is
    looked at and left as it is; an `approved` one is not translated anew. `label` is what the file
    calls the unit.
    """

    prose: Prose
    source: str
    lang: str = ""
    source_lang: str = ""
    locked: bool = False
    approved: bool = False
    label: str = ""


class Untranslated(NamedTuple):
    """A unit without a target, in the languages that are said of it."""

    blank: Blank
    lang: str = ""
    source_lang: str = ""


def document(
    id: str,
    text: str,
    format: str,
    pairs: Iterable[Pair | Untranslated],
    escapes: Mapping[str, str],
    fields: Mapping[str, Any],
) -> Document:
    """
    Return the pairs of a file as one document.

    Of several target languages it is in the one that `fields` asks for, or else in the first.
    """
    every = list(pairs)
    langs = list(dict.fromkeys(pair.lang for pair in every if pair.lang))
    lang = fields.get("lang") or "en"
    if langs and lang not in langs:
        lang = langs[0]
    every = [pair for pair in every if pair.lang in ("", lang)]
    source_lang = next((pair.source_lang for pair in every if pair.source_lang), None)
    found = [pair for pair in every if isinstance(pair, Pair)]
    spans = [pair.prose.span for pair in found]
    return Document(
        id,
        text,
        lang=lang,
        source=tuple(pair.source for pair in found) if any(p.source for p in found) else None,
        source_lang=source_lang or fields.get("source_lang"),
        format=format,
        blocks=tuple(
            Block("paragraph", pair.prose.pieces, span, pair.prose.newline)
            for pair, span in zip(found, spans, strict=True)
        ),
        protected=tuple(span for pair in found for span in pair.prose.protected),
        segments=tuple(spans),
        locked=tuple(span for pair, span in zip(found, spans, strict=True) if pair.locked),
        approved=tuple(span for pair, span in zip(found, spans, strict=True) if pair.approved),
        labels=tuple(pair.label for pair in found),
        blanks=tuple(pair.blank for pair in every if isinstance(pair, Untranslated)),
        escapes=escapes,
        verbatim=tuple(span for pair in found for span in pair.prose.verbatim),
        meta=fields.get("meta", {}),
    )


def language(id: str, text: str, offset: int, name: str, value: str) -> str:
    """The code of the language that `name`, somewhere after `offset`, holds. Raises InputError."""
    if not value:
        return ""
    try:
        return language_code(value)
    except ValueError as error:
        line = line_of(text, offset)
        raise InputError(f"{id}: line {line}: {name} {error}") from error
