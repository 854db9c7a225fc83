"""
TBX (ISO 30042): reads version 3, Basic and Core, in the styles DCA and DCT, and `martif` files of
version 2; writes version 3.

An entry of ours becomes a `conceptEntry`: its kind is the `subjectField`, a reference an
`externalCrossReference` or, without an address, a `source`. A term has its `administrativeStatus`
and `termType`; romanised ones stand in a language section of their own (`ru-Latn`). Fields that
TBX has no category for stand in notes, each as a line of TOML: `calque: near = { OMS = ["health"]
}`. TBX-Core has no categories at all: there, kind and references stand in notes as well.

A file is read a concept at a time, and nothing that it points to is fetched or expanded.

Source: ISO 30042:2019; TBX-Basic 1.2 (https://github.com/LTAC-Global/TBX-Basic_dialect).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO, Final
from xml.sax.saxutils import escape, quoteattr

from calque.errors import ConfigError, InputError, missing
from calque.glossary import toml
from calque.glossary.concept import KINDS, Concept, Term
from calque.glossary.exchange.draft import Bad, Draft, Ledger, Read, Reading, Wanted, slug
from calque.glossary.exchange.plain import plain_terms
from calque.glossary.parse import type_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NOTE: Final = "calque: "
_ENTRIES: Final = ("conceptEntry", "termEntry")
_SECTIONS: Final = ("langSec", "langSet")
_TERMS: Final = ("termSec", "tig", "ntig")
# What only holds other elements together.
_GROUPS: Final = ("termGrp", "adminGrp", "descripGrp", "termNoteGrp", "transacGrp")
_LANG: Final = "{http://www.w3.org/XML/1998/namespace}lang"
_STATUSES: Final = ("administrativeStatus", "normativeAuthorization", "usageStatus")
_TYPES: Final = {
    **{name: name for name in ("fullForm", "acronym", "shortForm", "variant")},
    **dict.fromkeys(("abbreviation", "initialism"), "acronym"),
}
_IGNORED: Final = "variant"  # a phrase, a common name and the like are terms as any other


def read(stream: BinaryIO, wanted: Wanted, ledger: Ledger) -> Reading:
    """
    Yield the concepts of a file; `wanted.only` holds ids or subject fields.

    Raises InputError where it is no TBX, no well-formed XML, or lxml is not there.
    """
    try:
        from lxml import etree
    except ImportError as error:
        raise InputError(f"{wanted.source}: {missing('lxml', 'exchange')}") from error
    context = etree.iterparse(
        stream,
        tag=[f"{{*}}{name}" for name in _ENTRIES],
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        for _, element in context:
            yield from _entry(element, wanted, ledger)
            _forget(element)
    except etree.XMLSyntaxError as error:
        said = [entry for entry in context.error_log if entry.level_name == "FATAL"]
        line, why = (said[0].line, said[0].message) if said else (1, error.msg)
        raise InputError(
            f"{wanted.source}: line {line}: not well-formed XML ({why}); mend it"
        ) from error
    if _local(context.root) not in ("tbx", "martif"):
        raise InputError(
            f"{wanted.source}: no TBX but <{_local(context.root)}>; say what it is with --format"
        )


def _forget(element: Element) -> None:
    """Free an entry that was read, and what stands before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and element.getprevious() is not None:
        del parent[0]


def _local(element: Element) -> str:
    """An element's name without its namespace; of an entity or a comment, nothing."""
    return str(element.tag).rpartition("}")[2] if isinstance(element.tag, str) else ""


def _category(element: Element) -> str:
    """The data category of an element: its type in the style DCA, its name in DCT."""
    return element.get("type") or _local(element)


def _entry(entry: Element, wanted: Wanted, ledger: Ledger) -> Iterator[Read | Bad]:
    number = entry.sourceline or 1
    for element in entry.iter():
        if not isinstance(element.tag, str):
            said = f"uses the entity {element.text}, which is not expanded; write its text instead"
            yield Bad(number, said)
            return
    own = Ledger()  # what an entry lacks counts only if the entry is wanted
    draft = Draft("", wanted.kind, wanted, own)
    subjects: list[str] = []
    for element in _data(entry, _SECTIONS):
        _about_concept(element, draft, subjects, own)
    given = entry.get("id", "")
    if wanted.only and wanted.only.isdisjoint((given, draft.id, *subjects)):
        return
    for section in (child for child in entry if _local(child) in _SECTIONS):
        for element in _data(section, _TERMS):
            own.drop(_category(element))
        for term in (child for child in section if _local(child) in _TERMS):
            _add_term(term, section.get(_LANG) or section.get("lang") or "", draft, own)
    draft.ref = draft.ref or [f"{wanted.source} {given}".strip()]
    # The ids of other programs are numbers; a name before them keeps those of two files apart.
    draft.id = draft.id or "-".join(filter(None, (slug(draft.name), given)))
    if concept := draft.concept():
        yield Read(number, concept)
    else:
        own.drop("concepts without a term")
    ledger.add(own)


def _data(parent: Element, but: tuple[str, ...]) -> Iterator[Element]:
    """The elements that say something of an entry, section or term; groups are gone into."""
    for child in parent:
        if _local(child) in _GROUPS:
            yield from _data(child, but)
        elif _local(child) not in but:
            yield child


def _about_concept(element: Element, draft: Draft, subjects: list[str], ledger: Ledger) -> None:
    category, text = _category(element), _text(element)
    if category == "subjectField":
        if text in KINDS:
            draft.kind = text
        else:
            ledger.drop(category)
        subjects.append(text)
    elif category == "externalCrossReference":
        target = element.get("target") or text
        draft.ref.append(target)
        ledger.drop("texts of links", text != target)
    elif category == "source":
        draft.ref.append(text)
    elif category == "note" and text.startswith(_NOTE):
        _from_note(text.removeprefix(_NOTE), draft, ledger)
    else:
        ledger.drop(category)


def _add_term(section: Element, tag: str, draft: Draft, ledger: Ledger) -> None:
    texts, said = [], {"status": "", "type": ""}
    for element in _data(section, ()):
        category = _category(element)
        if category == "term":
            texts.append("".join(element.itertext()))
        elif category in _STATUSES:
            said["status"] = _status(_text(element))
            ledger.drop(category, not said["status"])
        elif category == "termType":
            said["type"] = _TYPES.get(_text(element), _IGNORED)
            if said["type"] != _text(element):
                ledger.change("types of terms, to the nearest that a glossary has")
        else:
            ledger.drop(category)
    for text in texts[:1]:
        draft.add(text, tag, said["type"], said["status"])
    ledger.drop("second terms of a section", len(texts[1:]))


def _status(value: str) -> str:
    """`preferredTerm-admn-sts`, `preferredTerm` or `preferred`; "" for what we have no word for."""
    known = ("preferred", "admitted", "deprecated", "superseded")
    return next((status for status in known if value.startswith(status)), "")


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _from_note(text: str, draft: Draft, ledger: Ledger) -> None:
    """Take a field of ours from a note; one that was tampered with is an ordinary note."""
    try:
        ((field, value),) = tomllib.loads(text).items()
        _FIELDS[field](draft, value)
    except (tomllib.TOMLDecodeError, KeyError, TypeError, ValueError):
        ledger.drop("note")


def _strings(value: Any) -> list[str]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return value
    raise TypeError


def _set(name: str, made: Callable[[Any], Any]) -> Callable[[Draft, Any], None]:
    return lambda draft, value: setattr(draft, name, made(value))


def _near(value: Any) -> dict[str, tuple[str, ...]]:
    return {form: tuple(_strings(words)) for form, words in dict(value).items()}


_FIELDS: Final[dict[str, Callable[[Draft, Any], None]]] = {
    "id": _set("id", str),
    "kind": _set("kind", lambda kind: KINDS[KINDS.index(kind)]),
    "ref": _set("ref", _strings),
    "near": _set("near", _near),
    "guard": _set("guard", _strings),
    "origin": _set("origin", lambda value: tuple(_strings(value))),
    "family": _set("family_first", lambda value: value == "first"),
    "examples": _set("examples", _strings),
}


_HEAD: Final = """<?xml version="1.0" encoding="UTF-8"?>
<tbx type="TBX-{dialect}" style="{style}" xml:lang="en" xmlns="urn:iso:std:iso:30042:ed-2"{more}>
<tbxHeader><fileDesc><sourceDesc><p>calque glossary</p></sourceDesc></fileDesc></tbxHeader>
<text>
<body>
"""
_FOOT: Final = "</body>\n</text>\n</tbx>\n"
_MODULES: Final = (
    ' xmlns:min="http://www.tbxinfo.net/ns/min" xmlns:basic="http://www.tbxinfo.net/ns/basic"'
)
_MIN: Final = ("administrativeStatus", "subjectField")
# As the schema's anyURI: an address of a host, with a port, a path, a query and a fragment.
_CHAR: Final = r"(?:[^\x00-\x20\s<>\"{}|\\^`\[\]%#\ud800-\udfff\ufffe\uffff]|%[0-9A-Fa-f]{2})"
_ADDRESS: Final = re.compile(
    rf"https?://(?:(?![/?:@]){_CHAR})+(?::\d+)?(?:[/?]{_CHAR}*)?(?:#{_CHAR}*)?"
)
# Ids of our own making begin with `calque-`, so that they are nobody else's.
_NAME: Final = re.compile(r"(?!calque-)[A-Za-z_][A-Za-z0-9._-]*")
_NOT_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(concepts: Iterable[Concept], ledger: Ledger, style: str = "dca") -> Iterator[str]:
    """
    Yield a TBX-Basic file in the style `dca` or `dct`, or, for `core`, a TBX-Core file.

    Raises ConfigError where no concept has a term to write: TBX has no empty file.
    """
    made = _Writing(style, ledger)
    dialect, written = ("Core", "dca") if style == "core" else ("Basic", style)
    more = _MODULES if style == "dct" else ""
    numbered = enumerate(concepts, 1)
    entries = filter(None, (made.entry(concept, f"calque-{n}") for n, concept in numbered))
    first = next(entries, None)
    if first is None:
        raise ConfigError(f"no concept has a term that TBX-{dialect} can hold; write --format tbx")
    yield _HEAD.format(dialect=dialect, style=written, more=more)
    yield first
    yield from entries
    yield _FOOT


class _Writing:
    """Writes entries in one style."""

    def __init__(self, style: str, ledger: Ledger) -> None:
        self._style = style
        self._ledger = ledger

    def entry(self, concept: Concept, spare_id: str) -> str:
        """A concept; empty where there is no term to write. `spare_id` is for what is no XML id."""
        sections = self.sections(concept)
        if not sections:
            return ""
        id = concept.id if _NAME.fullmatch(concept.id) else spare_id
        parts = (*self.about(concept), *self.languages(sections))
        return f"<conceptEntry id={quoteattr(id)}>\n{''.join(parts)}</conceptEntry>\n"

    def about(self, concept: Concept) -> Iterator[str]:
        """What is said of a concept."""
        notes: dict[str, Any] = {"id": concept.id}
        if self._style == "core":
            notes |= {"kind": concept.kind, "ref": list(concept.ref)}
        else:
            yield self._data("descrip", "subjectField", concept.kind)
            for ref in concept.ref:
                if _ADDRESS.fullmatch(ref):
                    yield self._data("xref", "externalCrossReference", ref, target=ref)
                else:
                    yield self._data("admin", "source", ref)
        notes |= toml.optional_fields(concept, "near", "guard", "origin", "family", "examples")
        for field, value in notes.items():
            yield f"<note>{self._text(_NOTE + toml.line(field, value))}</note>\n"

    def sections(self, concept: Concept) -> dict[str, list[Term]]:
        """The terms of a concept by the tag of their language section."""
        terms = concept.terms
        if self._style == "core":
            terms = tuple(plain_terms(concept, self._ledger))
            for term in terms:
                full = (term.type, term.status) == ("fullForm", "preferred")
                if not full or type_of(term.text) == "acronym":
                    self._ledger.drop("types and statuses of terms")
        sections: dict[str, list[Term]] = {}
        for term in terms:
            tag = f"{term.lang}-Latn" if term.romanised else term.lang
            sections.setdefault(tag, []).append(term)
        return sections

    def languages(self, sections: Mapping[str, Iterable[Term]]) -> Iterator[str]:
        """The language sections."""
        for tag, terms in sections.items():
            yield f"<langSec xml:lang={quoteattr(tag)}>\n"
            for term in terms:
                yield f"<termSec><term>{self._text(term.text)}</term>\n"
                if self._style != "core":
                    status = f"{term.status}Term-admn-sts"
                    yield self._data("termNote", "administrativeStatus", status)
                    yield self._data("termNote", "termType", term.type)
                yield "</termSec>\n"
            yield "</langSec>\n"

    def _data(self, element: str, category: str, text: str, target: str = "") -> str:
        more = f" target={quoteattr(target)}" if target else ""
        if self._style == "dct":
            name = f"{'min' if category in _MIN else 'basic'}:{category}"
            return f"<{name}{more}>{self._text(text)}</{name}>\n"
        return f'<{element} type="{category}"{more}>{self._text(text)}</{element}>\n'

    def _text(self, text: str) -> str:
        self._ledger.drop("characters that XML cannot hold", len(_NOT_XML.findall(text)))
        return escape(_NOT_XML.sub("", text))
