"""
TMX, a translation memory: which characters are in the target language.

Source: LISA, TMX 1.4b Specification (26 April 2005).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from calque.document import Document
from calque.errors import InputError
from calque.formats.html import ESCAPES
from calque.formats.pairs import Pair, document, language
from calque.formats.xml_prose import prose
from calque.formats.xml_tree import Element, line_of, parse

_ANY = "*all*"


def read(id: str, text: str, **fields: Any) -> Document:
    """
    Return a TMX text as a document; `fields` are those of `Document`, where the file is silent.

    The source is in the language that the header or the unit names as such. Raises InputError where
    the text is not XML, not TMX, or in a language that does not exist.
    """
    root = parse(id, text)
    if root.name != "tmx":
        line = line_of(text, root.start)
        raise InputError(f"{id}: line {line}: <{root.tag}> is not TMX; name it .xml or .html")
    header, body = root.first("header"), root.first("body")
    srclang = header.get("srclang") if header else ""
    units = body.all("tu") if body else ()
    wanted = fields.get("lang") or "en"
    pairs = (
        pair._replace(label=unit.get("tuid") or str(number))
        for number, unit in enumerate(units, 1)
        for pair in _pairs(id, text, unit, srclang, wanted)
    )
    return document(id, text, "tmx", pairs, ESCAPES, fields)


def _pairs(id: str, text: str, unit: Element, srclang: str, wanted: str) -> Iterator[Pair]:
    """Each variant that is not the source, with the source."""
    named = unit.get("srclang") or srclang
    source_lang = language(id, text, unit.start, "srclang", "" if named == _ANY else named)
    variants = [
        (language(id, text, tuv.start, "xml:lang", tuv.get("xml:lang") or tuv.get("lang")), seg)
        for tuv in unit.all("tuv")
        if (seg := tuv.first("seg"))
    ]
    if not source_lang:
        source_lang = next((lang for lang, _ in variants if lang != wanted), "")
    source = next((seg for lang, seg in variants if lang == source_lang), None)
    original = prose(text, source).said(text) if source else ""
    for lang, seg in variants:
        if lang != source_lang and (said := prose(text, seg, "preserve")):
            yield Pair(said, original, lang, source_lang)
