"""
PO, as gettext, Poedit and Weblate write it: which characters are a translation.

A string wrapped over lines is read as one. Tags vanish, and in entries that say they have a format
a placeholder is a thing. Obsolete entries and what is not yet translated are passed over. A fuzzy
entry translates the previous string that it names, or nothing that is known.

Source: GNU gettext manual, sections "PO Files" and "Plural forms".
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

from calque.document import OBJECT, Blank, Document, Piece, Span
from calque.errors import InputError
from calque.formats.pairs import Pair, Untranslated, document, language
from calque.formats.pieces import tidy
from calque.formats.xml_prose import Prose, tag_said

ESCAPES: Final = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}

_LINE: Final = re.compile(
    r"[ \t]*(?:(?P<key>msgctxt|msgid_plural|msgid|msgstr(?:\[\d+\])?|domain)[ \t]*)?"
    r'"(?P<said>(?:[^"\\]|\\.)*)"[ \t\r]*'
)
_PARTS: Final = re.compile(
    r"""
      (?P<escape> \\(?:[0-7]{1,3}|x[0-9a-fA-F]+|.) )
    | (?P<tag> </?(?P<name>[a-zA-Z][a-zA-Z0-9]*)(?:[^<>"\\]|\\.)*> )
    | (?P<placeholder> %(?:\d+\$|\([^()\\\s]*\))?[-+0\#']*(?:\d+|\*)?(?:\.\d+)?
                       (?:hh?|ll?|[Lqjzt])?[diouxXeEfFgGaAcsprn@]
                     | \{[^{}\\]*\} )
    """,
    re.VERBOSE,
)
_FUZZY: Final = re.compile(r"\bfuzzy\b")
_FORMATTED: Final = re.compile(r"(?<!no-)\b[a-z-]+-format\b")
_NAMED: Final = {"n": "\n", "t": "\t", "r": "\r", "a": "\a", "b": "\b", "f": "\f", "v": "\v"}
_HEADER: Final = re.compile(r"^(?P<name>[A-Za-z-]+):[ \t]*(?P<value>.*?)[ \t]*$", re.MULTILINE)
_LONGEST_LABEL: Final = 40
_CHARSETS: Final = ("utf-8", "utf8", "us-ascii", "ascii", "charset")


@dataclass(slots=True)
class _Entry:
    """An entry while it is read: where each of its strings has its quoted parts."""

    start: int
    formatted: bool = False
    fuzzy: bool = False
    strings: dict[str, list[Span]] = field(default_factory=dict)


def read(id: str, text: str, **fields: Any) -> Document:
    """
    Return a PO text as a document; `fields` are those of `Document`, where its header is silent.

    Raises InputError where a line is no PO, or the header names another charset than UTF-8 or a
    language that does not exist.
    """
    reader = _Reader(id, text)
    return document(id, text, "po", list(reader.pairs()), ESCAPES, fields)


class _Reader:
    """Reads one file, entry by entry."""

    def __init__(self, id: str, text: str) -> None:
        self.id = id
        self.text = text
        self.lang = self.source_lang = ""

    def pairs(self) -> Iterator[Pair | Untranslated]:
        """Every translation with what it translates, and what has none."""
        for entry in self._entries():
            strings = entry.strings
            if not self._said(entry, "msgid") and "msgctxt" not in strings:
                self._header(entry)
                continue
            was = "#| " if entry.fuzzy else ""
            source = self._said(entry, f"{was}msgid")
            plural = self._said(entry, f"{was}msgid_plural")
            forms = [key for key in strings if key.startswith("msgstr")]
            for key in forms:
                said = self._prose(entry, key)
                if said:
                    one = key == "msgstr" or (key == "msgstr[0]" and len(forms) > 1)
                    yield Pair(
                        said,
                        source if one else plural,
                        self.lang,
                        self.source_lang,
                        label=_label(source, forms, key),
                    )
                elif key == "msgstr" and source.strip() and strings[key]:
                    why = "it has codes in it" if self._prose(entry, "msgid").protected else ""
                    blank = Blank(source, strings[key][0], why=why)
                    yield Untranslated(blank, self.lang, self.source_lang)

    def _entries(self) -> Iterator[_Entry]:
        entry = _Entry(0)
        key = ""
        start = 0
        for number, line in enumerate(self.text.split("\n"), 1):
            found = _LINE.fullmatch(line)
            begins = line.startswith("#") or bool(found and found["key"] in ("msgctxt", "msgid"))
            if begins and any(key.startswith("msgstr") for key in entry.strings):
                yield entry
                entry, key = _Entry(start), ""
            previous = _LINE.fullmatch(line[2:]) if line.startswith("#|") else None
            if line.startswith("#,"):
                entry.formatted |= bool(_FORMATTED.search(line))
                entry.fuzzy |= bool(_FUZZY.search(line))
            elif previous:
                key = f"#| {previous['key']}" if previous["key"] else key
                said = Span(start + 2 + previous.start("said"), start + 2 + previous.end("said"))
                entry.strings.setdefault(key, []).append(said)
            elif found and (found["key"] or key):
                key = found["key"] or key
                said = Span(start + found.start("said"), start + found.end("said"))
                entry.strings.setdefault(key, []).append(said)
            elif line.strip() and not line.lstrip().startswith("#"):
                raise InputError(
                    f"{self.id}: line {number}: no PO ({line.strip()[:30]}); "
                    "see what msgfmt -c says of the file"
                )
            start += len(line) + 1
        yield entry

    def _header(self, entry: _Entry) -> None:
        header = self._said(entry, "msgstr")
        given = {found["name"].lower(): found["value"] for found in _HEADER.finditer(header)}
        charset = given.get("content-type", "").lower().rpartition("charset=")[2]
        if charset and charset not in _CHARSETS:
            raise InputError(f"{self.id}: written in {charset}; convert it with msgconv -t UTF-8")
        for name, attribute in (("language", "lang"), ("x-source-language", "source_lang")):
            value = given.get(name, "").partition("@")[0]
            code = language(self.id, self.text, entry.start, name.title(), value)
            setattr(self, attribute, code)

    def _said(self, entry: _Entry, key: str) -> str:
        return self._prose(entry, key).said(self.text)

    def _prose(self, entry: _Entry, key: str) -> Prose:
        pieces: list[Piece] = []
        protected: list[Span] = []
        for span in entry.strings.get(key, ()):
            start = span.start
            for part in _PARTS.finditer(self.text, *span):
                if part["placeholder"] and not entry.formatted:
                    continue
                pieces.append(Piece(start, part.start()))
                start = part.end()
                said = tag_said(part["name"]) if part["tag"] else ""
                if part["escape"] or said:
                    pieces.append(Piece(*part.span(), said or _unescaped(part[0])))
                    continue
                protected.append(Span(*part.span()))
                if part["placeholder"]:
                    pieces.append(Piece(part.start(), part.start(), OBJECT))
            pieces.append(Piece(start, span.end))
        kept = (piece for piece in pieces if piece.text or piece.start < piece.end)
        return Prose(tidy(self.text, kept), tuple(protected), newline="\n")


def _label(source: str, forms: list[str], key: str) -> str:
    """What an entry is known by: how its source begins, and which plural form it is."""
    words = " ".join(source.split())
    short = words if len(words) <= _LONGEST_LABEL else f"{words[: _LONGEST_LABEL - 1]}…"
    return short if len(forms) == 1 else f"{short} {key.removeprefix('msgstr')}"


def _unescaped(escape: str) -> str:
    """What a reader sees for an escape: a letter's, a hexadecimal or an octal one."""
    char = escape[1]
    if char in _NAMED:
        return _NAMED[char]
    if char == "x" and len(escape) > 2:
        code = int(escape[2:], 16)
    elif char.isdigit() and char in "01234567":
        code = int(escape[1:], 8)
    else:
        return char
    # A byte of UTF-8 is half a letter at most; nobody writes these in prose.
    return chr(code) if 0 < code < 0x80 else "\ufffd"
