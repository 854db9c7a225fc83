"""
DOCX: the text of a Word file, and the file with that text edited inside its runs.

The text is what a reader sees: paragraphs parted by an empty line, those of the body first, then
notes, headers and footers. Each character knows where in the package it stands, so an edit changes
the characters of a run and leaves its formatting alone; where runs part a word, only those letters
of it change that differ. What has been deleted under revision, hidden text, field codes and
pictures are not read.

Source: ECMA-376, Office Open XML File Formats, Part 1, section 17 (WordprocessingML).
"""

from __future__ import annotations

import html
import lzma
import re
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path
from typing import Any, Final, NamedTuple
from zipfile import BadZipFile, ZipFile

from calque.document import OBJECT, Document, Span
from calque.edits import apply
from calque.errors import InputError
from calque.finding import Edit
from calque.formats.files import unreadable
from calque.formats.html import ESCAPES
from calque.formats.xml_tree import Element, parse

LARGEST: Final = 1_000_000_000  # bytes of a package, unpacked

_PARTS: Final = re.compile(r"word/(document|footnotes|endnotes|header|footer)\d*\.xml")
_ORDER: Final = ("document", "footnotes", "endnotes", "header", "footer")
_CHARS: Final = {"br": "\n", "cr": "\n", "tab": "\t", "noBreakHyphen": "\u2011"}
_OBJECTS: Final = frozenset("oMath oMathPara sym ptab".split())  # noqa: SIM905
_UNSEEN: Final = frozenset(
    "pPr rPr del moveFrom Fallback rt instrText delText drawing pict object".split()  # noqa: SIM905
)
# With anything else in it a paragraph that has lost its text stays, empty.
_PLAIN: Final = frozenset("pPr r rPr t br tab proofErr lastRenderedPageBreak".split())  # noqa: SIM905
_BREAKS: Final = ("<w:br", "<w:cr", "<w:tab")
_GAP: Final = "\n\n"
_ENTITY: Final = re.compile(r"&[^;\s]+;")
# What is raised of a package whose bytes are wrong, by zipfile itself and by what unpacks for it.
_BROKEN: Final = (
    *(BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError),
    *(zlib.error, lzma.LZMAError),
)
_ODD: Final = re.compile(r"<!|<\?")  # CDATA and comments, which no word processor writes


class _Bit(NamedTuple):
    """Characters of the text and where the part has them; `holder` is the `w:t` around them."""

    start: int  # in the text
    end: int
    xml: Span
    holder: Element | None


@dataclass(slots=True)
class _Paragraph:
    """A paragraph of a part: its bits, and its element if that may go with its text."""

    part: str
    bits: list[_Bit]
    element: Element | None


class Docx:
    """A Word file: its `text`, and what makes the file of an edited one."""

    def __init__(self, data: bytes, name: str, largest: int = LARGEST) -> None:
        """
        Read a Word file of at most `largest` bytes, unpacked.

        Raises InputError where the file is not a Word file, is broken or too large.
        """
        self._name = name
        with _unzipped(data, name) as package:
            if sum(member.file_size for member in package.infolist()) > largest:
                raise InputError(f"{name}: over {largest:,} bytes unpacked; split it")
            parts = sorted(filter(_PARTS.fullmatch, package.namelist()), key=_rank)
            self._xml = {part: package.read(part).decode() for part in parts}
        self._data = data
        if not self._xml:
            raise InputError(f"{name}: no Word text in it; save it as .docx")
        self._said: list[str] = []
        self._paragraphs: list[_Paragraph] = []
        self._length = 0
        for part, xml in self._xml.items():
            self._part(part, parse(f"{name} ({part})", xml))
        self.text = _GAP.join(self._said)

    def mended(self, text: str, edits: Sequence[Edit]) -> Iterator[bytes]:
        """
        Yield the file with the edits of its text made, which give `text`.

        Raises InputError where a part that nothing else reads turns out to be broken.
        """
        yield self._mended(edits) if edits else self._data

    def _mended(self, edits: Sequence[Edit]) -> bytes:
        changed = {part: apply(xml, self._edits(part, edits)) for part, xml in self._xml.items()}
        written = BytesIO()
        with _unzipped(self._data, self._name) as old, ZipFile(written, "w") as new:
            new.comment = old.comment
            for member in old.infolist():
                data = old.read(member)
                if changed.get(member.filename, "") != self._xml.get(member.filename, ""):
                    data = changed[member.filename].encode()
                new.writestr(member, data, member.compress_type)
        return written.getvalue()

    # Reading

    def _part(self, part: str, root: Element) -> None:
        for holder, paragraph in _paragraphs(root):
            bits = list(self._bits(part, paragraph))
            said = "".join(text for text, _, _ in bits)
            if not said.strip():
                continue
            start = self._length + (len(_GAP) if self._said else 0)
            self._length = start + len(said)
            self._said.append(said)
            placed = []
            for text, xml, element in bits:
                placed.append(_Bit(start, start + len(text), xml, element))
                start += len(text)
            alone = sum(1 for _ in holder.all("p")) < 2
            goes = holder.name == "body" and not alone and _is_plain(paragraph)
            self._paragraphs.append(_Paragraph(part, placed, paragraph if goes else None))

    def _bits(self, part: str, element: Element) -> Iterator[tuple[str, Span, Element | None]]:
        """What is read in an element: the text, where it is, and the `w:t` that may be edited."""
        for child in element.children:
            whole = Span(child.start, child.end)
            if child.name in _CHARS:
                yield _CHARS[child.name], whole, None
            elif child.name in _OBJECTS:
                yield OBJECT, whole, None
            elif child.name == "t":
                yield from self._letters(part, child)
            elif child.name == "r" and _is_hidden(child):
                continue
            elif child.name not in _UNSEEN and child.name != "p":
                yield from self._bits(part, child)

    def _letters(self, part: str, element: Element) -> Iterator[tuple[str, Span, Element | None]]:
        xml = self._xml[part]
        start, end = element.inner_start, element.inner_end
        if _ODD.search(xml, start, end):
            yield OBJECT, Span(element.start, element.end), None
            return
        for entity in _ENTITY.finditer(xml, start, end):
            if start < entity.start():
                yield xml[start : entity.start()], Span(start, entity.start()), element
            yield html.unescape(entity[0]), Span(*entity.span()), element
            start = entity.end()
        if start < end:
            yield xml[start:end], Span(start, end), element

    # Writing

    def _edits(self, part: str, edits: Sequence[Edit]) -> list[Edit]:
        """The edits of a part's XML that do what `edits` do to the text."""
        made: list[Edit] = []
        for paragraph in self._paragraphs:
            first, last = paragraph.bits[0].start, paragraph.bits[-1].end
            own = [edit for edit in edits if edit.start <= last and first <= edit.end]
            if paragraph.part != part or not own:
                continue
            if paragraph.element and any(_takes(edit, first, last) for edit in own):
                made.append(Edit(paragraph.element.start, paragraph.element.end, ""))
                continue
            steps = [step for edit in own for step in self._steps(paragraph, edit)]
            made += _in_xml(self._xml[part], paragraph, steps)
        return sorted(made)

    def _steps(self, paragraph: _Paragraph, edit: Edit) -> Iterator[Edit]:
        """An edit as far as it lies in a paragraph, letter by letter where runs part it."""
        first, last = paragraph.bits[0].start, paragraph.bits[-1].end
        start, end = max(edit.start, first), min(edit.end, last)
        new = edit.text if first <= edit.start <= last and edit.start == start else ""
        if any(bit.start <= start and end <= bit.end for bit in paragraph.bits):
            yield Edit(start, end, new)
            return
        old = self.text[start:end]
        for tag, left, right, low, high in SequenceMatcher(None, old, new, False).get_opcodes():
            if tag != "equal":
                yield Edit(start + left, start + right, new[low:high])


def open_docx(path: Path) -> Docx:
    """Return the Word file at `path`. Raises InputError as `Docx`, or where it can't be read."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    return Docx(data, str(path))


def read(id: str, text: str, **fields: Any) -> Document:
    """Return the text of a Word file as a document; `fields` are those of `Document`."""
    return Document(id, text, format="docx", **fields)


@contextmanager
def _unzipped(data: bytes, name: str) -> Iterator[ZipFile]:
    """The package, and one error for all that can be wrong with it."""
    try:
        with ZipFile(BytesIO(data)) as package:
            yield package
    except UnicodeDecodeError as error:
        raise InputError(f"{name}: its XML is not UTF-8; save it again as .docx") from error
    except _BROKEN as error:
        raise InputError(
            f"{name}: not a Word file ({error}); open it, take off any password, "
            "and save it as .docx"
        ) from error


def _rank(part: str) -> tuple[int, int, str]:
    found = _PARTS.fullmatch(part)
    return _ORDER.index(found[1]) if found else 0, len(part), part


def _paragraphs(element: Element) -> Iterator[tuple[Element, Element]]:
    """Every paragraph with the element that holds it, those in a text box after the one around."""
    for child in element.children:
        if child.name == "p":
            yield element, child
        if child.name not in ("Fallback", "del", "moveFrom"):
            yield from _paragraphs(child)


def _is_hidden(run: Element) -> bool:
    style = run.first("rPr")
    vanish = style.first("vanish") if style else None
    return vanish is not None and vanish.get("w:val") not in ("0", "false", "off")


def _is_plain(paragraph: Element) -> bool:
    return all(
        child.name in _PLAIN and (child.name != "pPr" or child.first("sectPr") is None)
        for child in paragraph.children
    ) and all(child.name in _PLAIN for run in paragraph.all("r") for child in run.children)


def _takes(edit: Edit, first: int, last: int) -> bool:
    """Whether an edit deletes a paragraph and what parts it from the next or the one before."""
    return not edit.text and edit.start <= first and last <= edit.end and edit[:2] != (first, last)


def _in_xml(xml: str, paragraph: _Paragraph, steps: Sequence[Edit]) -> Iterator[Edit]:
    """The steps as edits of the part, blanks at the ends of a `w:t` kept."""
    grown: dict[int, tuple[Element, list[Edit]]] = {}
    for step in steps:
        goes_to = _home(paragraph.bits, step)
        if step.text and not goes_to:
            yield from _beside(xml, paragraph.bits, step)
        for bit in paragraph.bits:
            start, end = max(step.start, bit.start), min(step.end, bit.end)
            new = step.text if bit is goes_to else ""
            if start >= end and not new:
                continue
            if bit.holder is None:
                # A break or tab goes; a thing stays.
                if start < end and xml.startswith(_BREAKS, bit.xml.start):
                    yield Edit(*bit.xml, "")
                continue
            own = grown.setdefault(bit.holder.start, (bit.holder, []))[1]
            own.append(Edit(_offset(bit, start), _offset(bit, end), _escaped(new)))
    for holder, edits in grown.values():
        yield from edits
        start, end = holder.inner_start, holder.inner_end
        moved = (Edit(a - start, b - start, text) for a, b, text in sorted(edits))
        inside = apply(xml[start:end], moved)
        if inside != inside.strip() and not holder.get("xml:space"):
            at = holder.start + len(f"<{holder.tag}")
            yield Edit(at, at, ' xml:space="preserve"')


def _beside(xml: str, bits: Sequence[_Bit], step: Edit) -> Iterator[Edit]:
    """New letters where there are only breaks and tabs: in their run, after or before one."""
    for bit in bits:
        if step.start in (bit.start, bit.end) and xml.startswith(_BREAKS, bit.xml.start):
            at = bit.xml.end if step.start == bit.end else bit.xml.start
            yield Edit(at, at, f'<w:t xml:space="preserve">{_escaped(step.text)}</w:t>')
            return


def _escaped(text: str) -> str:
    return "".join(ESCAPES.get(char, char) for char in text)


def _offset(bit: _Bit, offset: int) -> int:
    """Where an offset of the text is in the XML; an entity has only a start and an end."""
    return bit.xml.end if offset == bit.end else bit.xml.start + offset - bit.start


def _home(bits: Sequence[_Bit], step: Edit) -> _Bit | None:
    """The bit that takes the new letters: where the old ones began, or the one before."""
    if not step.text:
        return None
    letters = [bit for bit in bits if bit.holder]
    if step.start < step.end:
        held = next((bit for bit in letters if bit.start <= step.start < bit.end), None)
    else:
        held = next((bit for bit in letters if bit.start < step.start <= bit.end), None)
    near = (bit for bit in letters if bit.start <= step.end and step.start <= bit.end)
    return held or next(near, None)
