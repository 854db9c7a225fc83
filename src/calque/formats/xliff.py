"""
XLIFF 1.0 to 2.1, with what Trados, memoQ and Phrase put into it: which characters are targets.

A unit without a target is not yet translated and is passed over, and so are one whose target is
still the source's words and says so, and what says that it must not be translated. A final or
locked target is looked at but never changed. A target that a memory had for a like source is not
compared with this one.

Source: OASIS, XLIFF Version 1.2 (1 February 2008) and XLIFF Version 2.1 (13 February 2018); the
attributes and codes of the tools as public files have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from calque.document import Document
from calque.errors import InputError
from calque.formats.pairs import Pair, document, language
from calque.formats.xml_prose import ESCAPES, prose
from calque.formats.xml_tree import Element, line_of, parse

# Other places for a source and a target: proposals, binaries, what is said about the file.
_ASIDE = frozenset(
    """
    alt-trans bin-unit header notes note originalData matches glossary skeleton metadata
    """.split()  # noqa: SIM905
)
_PO_HEADER = "x-gettext-domain-header"
_LOCKED = frozenset(("locked", "true", "yes", "1"))
_NOT_YET = frozenset(("new", "needs-translation", "initial"))
# Phrase writes its codes as text: {1}, {b>bold<b}.
_PHRASE = "http://www.memsource.com/mxlf/"
_PHRASE_CODES = re.compile(r"(?P<alone>\{[a-z0-9_]+\})|\{[a-z0-9_]+(?:>|&gt;)|&lt;[a-z0-9_]+\}")


def read(id: str, text: str, **fields: Any) -> Document:
    """
    Return an XLIFF text as a document; `fields` are those of `Document`, where the file is silent.

    Raises InputError where it is not XML, not XLIFF, or in a language that does not exist.
    """
    root = parse(id, text)
    if root.name != "xliff":
        line = line_of(text, root.start)
        raise InputError(f"{id}: line {line}: <{root.tag}> is not XLIFF; name it .xml or .html")
    around = _Around(id, text, codes=_PHRASE_CODES if _PHRASE in root.raw_attributes else None)
    new = root.get("version").startswith("2")
    name, pairs_of = ("unit", _Around.of_two) if new else ("trans-unit", _Around.of_one)
    pairs = (
        pair
        for inside, unit in around.within(root).units(root, name)
        for pair in pairs_of(inside, unit)
    )
    return document(id, text, "xliff", pairs, ESCAPES, fields)


class _How(NamedTuple):
    """
    What is said of a target: its `xml:space` and language, and where it is from.

    `not_yet` says that nobody has translated it, `fuzzy` that it translates a like source.
    """

    space: str
    lang: str
    not_yet: bool
    fuzzy: bool = False


@dataclass(frozen=True, slots=True)
class _Around:
    """What an element inherits from those around it."""

    id: str
    text: str
    source_lang: str = ""
    lang: str = ""
    space: str = ""
    translate: bool = True
    codes: re.Pattern[str] | None = None

    def within(self, element: Element) -> _Around:
        """What holds inside an element."""
        given = element.attributes()
        said = given.get("translate") or given.get("its:translate")
        return _Around(
            self.id,
            self.text,
            self._language(element, "source-language", "srcLang") or self.source_lang,
            self._language(element, "target-language", "trgLang") or self.lang,
            given.get("xml:space") or self.space,
            said != "no" if said else self.translate,
            self.codes,
        )

    def units(self, holder: Element, name: str) -> Iterator[tuple[_Around, Element]]:
        """The units below an element that are to be translated, with what holds inside each."""
        for child in holder.children:
            if child.name in _ASIDE:
                continue
            around = self.within(child)
            if child.name != name:
                yield from around.units(child, name)
            elif around.translate:
                yield around, child

    def of_one(self, unit: Element) -> Iterator[Pair]:
        """The pairs of an XLIFF 1 unit: its segments where both sides have the same ones."""
        source, target = unit.first("source"), unit.first("target")
        if source is None or target is None or unit.get("restype") == _PO_HEADER:
            return
        shut = target.get("state") == "final" or _is_locked(unit)
        how = _How(
            target.get("xml:space"),
            self._language(target, "xml:lang"),
            target.get("state") in _NOT_YET,
            target.get("state-qualifier") == "fuzzy-match",
        )
        shut_segments = {
            seg.get("id") for seg in unit.below() if seg.name == "seg" and _is_locked(seg)
        }
        segmented = unit.first("seg-source") or source
        sources = {mark.get("mid"): mark for mark in _segments(segmented)}
        targets = list(_segments(target))
        if targets and all(mark.get("mid") in sources for mark in targets):
            for mark in targets:
                mid = mark.get("mid")
                if mark.get("translate") != "no":
                    yield from self.pair(sources[mid], mark, how, shut or mid in shut_segments)
        else:
            yield from self.pair(source, target, how, shut or bool(shut_segments))

    def of_two(self, unit: Element) -> Iterator[Pair]:
        """The pairs of an XLIFF 2 unit, one a segment."""
        for segment in unit.all("segment"):
            source, target = segment.first("source"), segment.first("target")
            if source and target:
                shut = segment.get("state") == "final" or _is_locked(unit)
                how = _How(
                    target.get("xml:space"),
                    self._language(target, "xml:lang"),
                    segment.get("state") in _NOT_YET,
                )
                yield from self.pair(source, target, how, shut)

    def pair(self, source: Element, target: Element, how: _How, locked: bool) -> Iterator[Pair]:
        """The pair of two elements, if the target says anything of its own."""
        said = prose(self.text, target, how.space or self.space, self.codes)
        original = prose(self.text, source, self.space, self.codes).said(self.text)
        if not said or (how.not_yet and said.said(self.text) == original):
            return
        lang = self.lang or how.lang
        source_lang = self.source_lang or self._language(source, "xml:lang")
        yield Pair(said, "" if how.fuzzy else original, lang, source_lang, locked)

    def _language(self, element: Element, *names: str) -> str:
        """The language that one of an element's attributes names."""
        found = (
            language(self.id, self.text, element.start, name, element.get(name)) for name in names
        )
        return next(filter(None, found), "")


def _segments(element: Element) -> Iterator[Element]:
    """The segments that a source or target is marked up into, whatever tags are around them."""
    for child in element.children:
        if child.name == "mrk" and child.get("mtype") == "seg":
            yield child
        else:
            yield from _segments(child)


def _is_locked(unit: Element) -> bool:
    return any(
        name.rpartition(":")[2] == "locked" and value.lower() in _LOCKED
        for name, value in unit.attributes().items()
    )
