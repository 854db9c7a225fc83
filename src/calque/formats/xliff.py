"""
XLIFF 1.0 to 2.1, with what Trados, memoQ and Phrase put into it: which characters are targets.

A unit without a target is not yet translated: nothing is looked for there, nor where the target is
still the source's words and says so. What says that it must not be translated is passed over. A
final or locked target is looked at but not changed; an approved one may be mended, since tools for
revision take approved units only, but is not translated anew unasked. A target that a memory had
for a like source is not compared with this one.

Source: OASIS, XLIFF Version 1.2 (1 February 2008) and XLIFF Version 2.1 (13 February 2018); Okapi's
page on its XLIFF filter and the samples of capstanlqc/omegat-okapi-xliff for what approved means;
the attributes and codes of the tools as public files have them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

from calque.document import Blank, Document, Span
from calque.errors import InputError
from calque.formats.html import ESCAPES
from calque.formats.pairs import Pair, Untranslated, document, language
from calque.formats.xml_prose import prose
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

    `not_yet` says that nobody has translated it, `fuzzy` that it translates a like source;
    `locked` and `approved` as in `Pair`; `label` is the unit's id.
    """

    space: str
    lang: str
    not_yet: bool
    fuzzy: bool
    locked: bool
    approved: bool
    label: str


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

    def of_one(self, unit: Element) -> Iterator[Pair | Untranslated]:
        """The pairs of an XLIFF 1 unit: its segments where both sides have the same ones."""
        source, target = unit.first("source"), unit.first("target")
        if source is None or unit.get("restype") == _PO_HEADER:
            return
        final = target is not None and target.get("state") == "final"
        how = _How(
            target.get("xml:space") if target else "",
            self._language(target, "xml:lang") if target else "",
            target is None or target.get("state") in _NOT_YET,
            target is not None and target.get("state-qualifier") == "fuzzy-match",
            final or _is_locked(unit),
            (final or unit.get("approved") == "yes") and not _is_locked(unit),
            unit.get("id"),
        )
        segmented = unit.first("seg-source") or source
        sources = {mark.get("mid"): mark for mark in _segments(segmented)}
        targets = list(_segments(target)) if target else []
        shut = {seg.get("id") for seg in unit.below() if seg.name == "seg" and _is_locked(seg)}
        if targets and all(mark.get("mid") in sources for mark in targets):
            for mark in targets:
                mid = mark.get("mid")
                label = f"{how.label}:{mid}" if len(targets) > 1 else how.label
                own = how._replace(locked=how.locked or mid in shut, label=label)
                if mark.get("translate") != "no":
                    yield from self.pair(sources[mid], mark, own)
        else:
            how = how._replace(locked=how.locked or bool(shut))
            yield from self.pair(source, target, how, segmented, is_cut=len(sources) > 1)

    def of_two(self, unit: Element) -> Iterator[Pair | Untranslated]:
        """The pairs of an XLIFF 2 unit, one a segment."""
        segments = list(unit.all("segment"))
        for number, segment in enumerate(segments, 1):
            source, target = segment.first("source"), segment.first("target")
            if source:
                final = segment.get("state") == "final"
                own = segment.get("id") or str(number)
                how = _How(
                    target.get("xml:space") if target else "",
                    self._language(target, "xml:lang") if target else "",
                    segment.get("state") in _NOT_YET,
                    False,
                    final or _is_locked(unit),
                    final and not _is_locked(unit),
                    f"{unit.get('id')}:{own}" if len(segments) > 1 else unit.get("id"),
                )
                yield from self.pair(source, target, how)

    def pair(
        self,
        source: Element,
        target: Element | None,
        how: _How,
        after: Element | None = None,
        *,
        is_cut: bool = False,
    ) -> Iterator[Pair | Untranslated]:
        """
        The pair of two elements, or the source alone where the target says nothing of its own.

        A target that is missing would stand `after` an element, or the source; `is_cut` says that
        it would have to be in segments.
        """
        lang = self.lang or how.lang
        source_lang = self.source_lang or self._language(source, "xml:lang")
        theirs = prose(self.text, source, self.space, self.codes)
        original = theirs.said(self.text)
        said = prose(self.text, target, how.space or self.space, self.codes) if target else None
        if said and not (how.not_yet and said.said(self.text) == original):
            shown = "" if how.fuzzy else original
            yield Pair(said, shown, lang, source_lang, how.locked, how.approved, how.label)
        elif theirs and not how.locked:
            why = "it is cut into segments" if is_cut else ""
            if theirs.protected or (target and target.children and not is_cut):
                why = "it has codes in it"
            blank = _blank(self.text, original, target, after or source)._replace(why=why)
            yield Untranslated(blank, lang, source_lang)

    def _language(self, element: Element, *names: str) -> str:
        """The language that one of an element's attributes names."""
        found = (
            language(self.id, self.text, element.start, name, element.get(name)) for name in names
        )
        return next(filter(None, found), "")


def _blank(text: str, original: str, target: Element | None, after: Element) -> Blank:
    """Where a translation goes: into a target, or into one that is made after an element."""
    source = " ".join(original.split())
    if target is None:
        tag = f"{after.tag.rpartition(':')[0]}:target".lstrip(":")
        before = text[: after.start]
        indent = before[len(before.rstrip(" \t\r\n")) :]
        indent = indent if "\n" in indent else ""
        return Blank(source, Span(after.end, after.end), f"{indent}<{tag}>", f"</{tag}>")
    if text[target.start : target.end].endswith("/>"):
        opened = text[target.start : target.end - 2].rstrip()
        return Blank(source, Span(target.start, target.end), f"{opened}>", f"</{target.tag}>")
    return Blank(source, Span(target.inner_start, target.inner_end))


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
