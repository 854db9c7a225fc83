"""
A glossary made ready for texts in one language, as bytes that are read where they lie.

What to look for is in two tries; what a hit means is a record of JSON, read when there is a hit. So
a million spellings are opened as quickly as a thousand, and take little more memory.

    magic · length of the header · header · tries · records of needles, concepts and wordings · kept

The header is JSON: where each part is, how long the whole must be, a checksum of the tries (whose
library trusts what it reads), and `about`, which is for who keeps the bytes.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache, cached_property, lru_cache
from itertools import accumulate, compress
from mmap import mmap
from operator import not_
from typing import Any, Final, NamedTuple
from zlib import crc32

from marisa_trie import Trie

from calque.glossary.concept import EVERY, Concept, Entry, Glossary, Term
from calque.glossary.forms import Form, forms
from calque.glossary.match import Needles, needles
from calque.glossary.pattern import Pattern, compile_pattern
from calque.language.letters import fold

_MAGIC: Final = b"calque glossary 4\n".ljust(24)
_LENGTH: Final = struct.Struct("<Q")
_SPAN: Final = struct.Struct("<QQ")
_ALIGNED: Final = 16
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
# What is kept of records that were read; a record is a few hundred bytes to a few thousand.
_KEPT: Final = 20_000


class Damaged(Exception):
    """The bytes are not a compiled glossary, or not all of it."""


class Wording(NamedTuple):
    """One pattern of an entry, and those that keep it silent."""

    entry: Entry
    pattern: Pattern
    unless: tuple[Pattern, ...]


class Meaning(NamedTuple):
    """
    What a needle may be: spellings of concepts, anchors of wordings, and of whole lines.

    `longest` is what none of these lines is longer than.
    """

    forms: tuple[Form, ...]
    wordings: tuple[Wording, ...]
    lines: tuple[Wording, ...]
    longest: int


class Compiled:
    """
    A glossary read from bytes, which may be a file's, mapped into memory.

    Raises Damaged where they are something else; so may what reads a record later.
    """

    def __init__(self, data: bytes | mmap) -> None:
        self._view = memoryview(data)
        try:
            header, parts = self._parts()
            self.about: dict[str, Any] = header["about"]
            self._kinds: list[list[Any]] = header["kinds"]
            # The tries go on reading these bytes; `_view` keeps them there.
            split = header["split"]
            self.needles = Needles(
                Trie().map(parts["tries"][:split]),
                Trie().map(parts["tries"][split:]),
                header["symbols"],
                header["longest"],
                frozenset(header["loose"]),
            )
            self._needle_records = _Records(parts["needles"])
            self._concept_records = _Records(parts["concepts"])
            self._wording_records = _Records(parts["wordings"])
            self._kept = parts["kept"]
        except (ValueError, KeyError, TypeError, struct.error, RuntimeError) as error:
            raise Damaged from error
        self.meaning: Callable[[int], Meaning] = lru_cache(_KEPT)(self._meaning)
        self._concept = lru_cache(_KEPT)(self._read_concept)
        self._wording = cache(self._read_wording)

    def _parts(self) -> tuple[dict[str, Any], dict[str, memoryview]]:
        """The header and the parts, checked as far as is needed to read on."""
        start = len(_MAGIC) + _LENGTH.size
        (length,) = _LENGTH.unpack(self._view[len(_MAGIC) : start])
        if self._view[: len(_MAGIC)] != _MAGIC or length > len(self._view):
            raise Damaged
        header: dict[str, Any] = _loaded(self._view[start : start + length])
        body = self._view[-(-(start + length) // _ALIGNED) * _ALIGNED :]
        parts = {name: body[start:end] for name, (start, end) in header["parts"].items()}
        if len(body) != header["size"] or crc32(parts["tries"]) != header["checksum"]:
            raise Damaged
        return header, parts

    def _meaning(self, needle: int) -> Meaning:
        """What the needle of that number stands for."""
        try:
            spelled, worded = self._needle_records[needle]
            wordings = [self._wording(number) for number in worded]
            lengths = [wording.pattern.longest for wording in wordings]
            return Meaning(
                tuple(self._form(*record) for record in spelled),
                tuple(compress(wordings, map(not_, lengths))),
                tuple(compress(wordings, lengths)),
                max(lengths, default=0),
            )
        except (ValueError, TypeError, IndexError, struct.error) as error:
            raise Damaged from error

    @cached_property
    def kept(self) -> tuple[tuple[Concept, Term], ...]:
        """The terms that are not to be translated, with their concepts."""
        try:
            found = [(self._concept(number), place) for number, place in _loaded(self._kept)]
            return tuple((concept, concept.terms[place]) for concept, place in found)
        except (ValueError, TypeError, IndexError, struct.error) as error:
            raise Damaged from error

    def _form(
        self,
        concept: int,
        surface: str,
        kind: int,
        langs: str,
        replacement: str,
        convention: str,
        near: list[str],
    ) -> Form:
        role, type_, status = self._kinds[kind]
        return Form(
            surface,
            self._concept(concept),
            role,
            type_,
            status,
            tuple(langs.split()),
            replacement,
            convention,
            tuple(near),
        )

    def _read_concept(self, number: int) -> Concept:
        id_, kind, terms, ref, near, guard, *rest = self._concept_records[number]
        origin, family_first, house = rest
        return Concept(
            id=id_,
            kind=kind,
            terms=tuple(Term(text, lang, *self._kinds[kind]) for text, lang, kind in terms),
            ref=tuple(ref),
            near={form: tuple(words) for form, words in near.items()},
            guard=tuple(guard),
            origin=None if origin is None else tuple(origin),
            family_first=family_first,
            house=house,
        )

    def _read_wording(self, number: int) -> Wording:
        entry, pattern, unless = self._wording_records[number]
        fields: dict[str, Any] = {
            key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
        }
        return Wording(Entry(**fields), _pattern(pattern), tuple(map(_pattern, unless)))


def _pattern(record: list[Any]) -> Pattern:
    expression, anchors, words, longest, groups, lang, lemmas = record
    choices = {int(group): tuple(words) for group, words in lemmas.items()}
    return Pattern(expression, tuple(anchors), tuple(words), longest, groups, lang, choices)


class _Records:
    """Records of JSON: how many, where each begins and the last ends, then they themselves."""

    def __init__(self, view: memoryview) -> None:
        (self._count,) = _LENGTH.unpack(view[: _LENGTH.size])
        self._view = view
        self._base = _LENGTH.size * (self._count + 2)

    def __getitem__(self, number: int) -> Any:
        start, end = _SPAN.unpack_from(self._view, _LENGTH.size * (number + 1))
        return _loaded(self._view[self._base + start : self._base + end])

    @staticmethod
    def packed(records: Sequence[bytes]) -> bytes:
        ends = accumulate(map(len, records), initial=0)
        numbers = struct.pack(f"<{len(records) + 2}Q", len(records), *ends)
        return b"".join((numbers, *records))


def compiled(glossary: Glossary, lang: str, about: Mapping[str, Any]) -> bytes:
    """
    Compile a glossary for texts in `lang`; `about` (JSON) comes back as `Compiled.about`.

    The examples of concepts are left out: nothing that reads a text wants them.
    """
    kinds = _Numbers()
    concepts = _Numbers()
    spelled: dict[str, list[tuple[Any, ...]]] = {}
    for form in forms(glossary.concepts.values(), lang):
        number = concepts[form.concept.id]
        spelled.setdefault(fold(form.surface), []).append(_form_record(form, number, kinds))
    wordings = list(_wordings(glossary.entries, lang))
    anchors: dict[str, list[int]] = {}
    for number, wording in enumerate(wordings):
        for anchor in wording.pattern.anchors:
            anchors.setdefault(anchor, []).append(number)
    wanted = needles(spelled.keys() | anchors.keys(), _loose(wordings))
    meanings = [b""] * len(wanted.trie)
    for needle, number in wanted.trie.iteritems():
        meanings[number] = _json((spelled.get(needle, ()), anchors.get(needle, ())))
    tries = _aligned(wanted.trie.tobytes())
    parts = {
        "tries": tries + wanted.keys.tobytes(),
        "needles": _Records.packed(meanings),
        "concepts": _Records.packed(
            [_concept_record(glossary.concepts[id_], kinds) for id_ in concepts]
        ),
        "wordings": _Records.packed([_wording_record(wording) for wording in wordings]),
        "kept": _json(
            [
                (number, place)
                for id_, number in concepts.items()
                for place, term in enumerate(glossary.concepts[id_].terms)
                if term.lang == EVERY and term.status == "preferred"
            ]
        ),
    }
    header = {
        "about": dict(about),
        "kinds": list(kinds),
        "symbols": wanted.symbols,
        "longest": wanted.longest,
        "loose": sorted(wanted.loose),
        "split": len(tries),
        "checksum": crc32(parts["tries"]),
    }
    return _joined(header, parts)


class _Numbers(dict[Any, int]):
    """Numbers things in the order in which they are first asked for."""

    def __missing__(self, key: Any) -> int:
        self[key] = number = len(self)
        return number


def _wordings(entries: Iterable[Entry], lang: str) -> Iterator[Wording]:
    for entry in entries:
        is_residue = entry.family == "residue"
        if is_residue or entry.lang == lang:
            unless = tuple(compile_pattern(pattern, entry.lang) for pattern in entry.unless)
            for wrong in entry.wrong:
                pattern = compile_pattern(wrong, entry.lang, whole_line=is_residue)
                yield Wording(entry, pattern, unless)


def _loose(wordings: Iterable[Wording]) -> Iterator[str]:
    """Yield the anchors that a rest of line may follow, even inside a word."""
    for wording in wordings:
        if any("*" in pattern for pattern in wording.entry.wrong):
            yield from wording.pattern.anchors


def _form_record(form: Form, concept: int, kinds: _Numbers) -> tuple[Any, ...]:
    kind = kinds[form.role, form.type, form.status]
    langs = " ".join(form.langs)
    return concept, form.surface, kind, langs, form.replacement, form.convention, form.near


def _concept_record(concept: Concept, kinds: _Numbers) -> bytes:
    terms = [
        (term.text, term.lang, kinds[term.type, term.status, term.romanised])
        for term in concept.terms
    ]
    return _json(
        (
            *(concept.id, concept.kind, terms, concept.ref, dict(concept.near), concept.guard),
            *(concept.origin, concept.family_first, concept.house),
        )
    )


def _wording_record(wording: Wording) -> bytes:
    patterns = [
        (
            *(pattern.expression, pattern.anchors, pattern.words, pattern.longest),
            *(pattern.groups, pattern.lang, dict(pattern.lemmas)),
        )
        for pattern in (wording.pattern, *wording.unless)
    ]
    return _json((asdict(wording.entry), patterns[0], patterns[1:]))


def _joined(header: dict[str, Any], parts: Mapping[str, bytes]) -> bytes:
    ends = list(accumulate((len(_aligned(part)) for part in parts.values()), initial=0))
    spans = {
        name: (start, start + len(part))
        for (name, part), start in zip(parts.items(), ends[:-1], strict=True)
    }
    head = _json({**header, "parts": spans, "size": ends[-1]})
    head = _aligned(_MAGIC + _LENGTH.pack(len(head)) + head)
    return b"".join((head, *map(_aligned, parts.values())))


def _aligned(part: bytes) -> bytes:
    return part + b"\0" * (-len(part) % _ALIGNED)


def _loaded(view: memoryview) -> Any:
    return json.loads(bytes(view))


def _json(value: Any) -> bytes:
    return _ENCODER.encode(value).encode()
