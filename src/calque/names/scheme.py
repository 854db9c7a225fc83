"""
How each language spells names from other alphabets: loading and checking `schemes/*.toml`.

One file an origin language. A file gives the alphabet and its vowels, and then conventions, each
mostly a few lines, because a convention says only what differs from its `base`:

    [fi]
    name = "Finnish"
    langs = ["fi"]
    base = "scientific"
    source = "SFS 4900"
    spell = \"\"\"
    х=h ц=ts щ=štš
    е=je / ^ V ь ъ _
    ий=i / _ $
    \"\"\"
    also = ["ж=zh ш=sh"]
    samples = ["Токаев = Tokajev"]

A line of `spell` gives letters, or, after a slash, where its letters apply: what may stand before
`_` and what may stand after. `^` is the start of a word, `$` its end, `V` a vowel, `C` a consonant.
The first line that fits counts; a letter given without a place replaces all that the base said of
it. `also` are spellings that are admitted beside it, each a change in the same notation.

Two more lines serve other scripts. `same = "ά=α ς=σ"`, at the top, gives letters that are read as
others (with nothing after the sign: passed over). `via = "ru"` in a convention says that it writes
in the letters of that origin, as many names reach Europe through Russian: beside the convention
itself (`palladius`, Си Цзиньпин) there is then one for each of that origin's (`palladius-fi`, Si
Tszinpin).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources
from typing import Any, Literal

_FIELDS = {"name", "langs", "base", "source", "spell", "also", "via", "samples"}
_SIGNS = {"ь", "ъ", "'"}
_HEAD = {"script", "alphabet", "vowels"}
_CASED = {"Cyrl", "Grek", "Armn", "Latn"}


class SchemeError(ValueError):
    """A scheme file is wrong; the message names the file, the convention and the remedy."""


@dataclass(frozen=True, slots=True)
class Change:
    """Write `letters` as `latin` where one of `before` precedes and one of `after` follows."""

    letters: str
    latin: str
    before: frozenset[str] | None
    after: frozenset[str] | None


@dataclass(frozen=True, slots=True, eq=False)
class Letters:
    """
    How text in an origin language is made ready for spelling.

    `form` is the Unicode normal form that has its letters one by one, `same` the letters read as
    others (a table for `str.translate`), `cased` whether the script has capitals.
    """

    form: Literal["NFC", "NFD"]
    same: Mapping[int, str]
    cased: bool


@dataclass(frozen=True, slots=True, eq=False)
class Convention:
    """
    One way of spelling an origin language's names in Latin letters.

    `plain` are the letters that are written the same everywhere; `changes` the others', by their
    first letter, in the order they are tried. `also` are the whole conventions that are admitted
    beside this one. `source` says where it is laid down. `then`, where there is one, spells what
    this one writes: the names came through another language's letters.
    """

    id: str
    name: str
    langs: tuple[str, ...]
    source: str
    letters: Letters
    plain: Mapping[str, str]
    changes: Mapping[str, tuple[Change, ...]]
    also: tuple[Convention, ...]
    samples: tuple[tuple[str, str], ...]
    then: Convention | None = None


@dataclass(frozen=True, slots=True)
class Scheme:
    """An origin language: its script, its letters, and the conventions by id, in file order."""

    origin: str
    script: str
    alphabet: str
    conventions: Mapping[str, Convention]

    def convention(self, id: str) -> Convention:
        """Return a convention; raises KeyError naming those that there are."""
        if id not in self.conventions:
            known = ", ".join(self.conventions)
            raise KeyError(f"no convention {id!r} for {self.origin!r}; there are {known}")
        return self.conventions[id]


@cache
def origins() -> tuple[str, ...]:
    """Return the origin languages that have a scheme, in alphabetical order."""
    files = (resources.files("calque.names") / "schemes").iterdir()
    return tuple(sorted(file.name[:-5] for file in files if file.name.endswith(".toml")))


@cache
def load(origin: str) -> Scheme:
    """Return the scheme of an origin language, read once. Raises KeyError where there is none."""
    if origin not in origins():
        raise KeyError(f"no romanisation scheme for {origin!r}; there are {', '.join(origins())}")
    file = resources.files("calque.names") / "schemes" / f"{origin}.toml"
    return parse(origin, file.read_text(encoding="utf-8"), file.name)


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have conventions for names of some origin, sorted."""
    conventions = (way for origin in origins() for way in load(origin).conventions.values())
    return tuple(sorted({lang for way in conventions for lang in way.langs}))


@cache
def latin_letters(lang: str) -> frozenset[str]:
    """Return the letters that a language spells Russian and Ukrainian names with, in lower case."""
    ways = (way for origin in ("ru", "uk") for way in load(origin).conventions.values())
    return frozenset(letter for way in ways if lang in way.langs for letter in _latin(way))


def _latin(way: Convention) -> str:
    changes = (change.latin for all in way.changes.values() for change in all)
    return "".join((*way.plain.values(), *changes))


def parse(origin: str, text: str, file: str) -> Scheme:
    """Read a scheme from TOML text; `file` is for messages. Raises SchemeError."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SchemeError(f"{file}: not TOML: {error}") from None
    if missing := _HEAD - data.keys():
        raise SchemeError(f"{file}: give {', '.join(sorted(missing))} at the top")
    head = {key: data.pop(key) for key in _HEAD}
    letters = _letters(head["script"], data.pop("same", ""))
    alphabet = dict.fromkeys(head["alphabet"].split())
    reader = _Reader(file, alphabet.keys(), head["vowels"], letters, data)
    conventions = {own.id: own for id in data for own in reader.conventions(id)}
    return Scheme(origin, head["script"], "".join(alphabet), conventions)


def _letters(script: str, same: str) -> Letters:
    table = {}
    for pair in same.split():
        letter, _, read_as = pair.partition("=")
        table[ord(letter)] = read_as
        if len(letter.upper()) == 1:
            table[ord(letter.upper())] = read_as.upper()
    return Letters("NFD" if script == "Hang" else "NFC", table, script in _CASED)


@dataclass(frozen=True, slots=True)
class _Reader:
    file: str
    alphabet: Set[str]
    vowels: str
    letters: Letters
    data: dict[str, dict[str, Any]]
    read: dict[str, list[Change]] = field(default_factory=dict)

    def conventions(self, id: str) -> list[Convention]:
        """Return a convention and, where it leads into another origin's, those behind it."""
        own = self._convention(id)
        via = self.data[id].get("via")
        if via is None:
            return [own]
        if via not in origins():
            raise self._wrong(id, f"via {via!r}: there is no such scheme")
        return [own, *(_joined(own, then) for then in load(via).conventions.values())]

    def _convention(self, id: str) -> Convention:
        entry = self.data[id]
        if unknown := entry.keys() - _FIELDS:
            raise self._wrong(id, f"unknown field {min(unknown)!r}; remove or rename it")
        if missing := {"name", "langs", "source"} - entry.keys():
            raise self._wrong(id, f"give {', '.join(sorted(missing))}")
        changes = self._changes(id, ())
        also = tuple(
            self._built(id, entry, _merged(changes, self._lines(id, text)), ())
            for text in entry.get("also", ())
        )
        return self._built(id, entry, changes, also)

    def _built(
        self, id: str, entry: dict[str, Any], changes: list[Change], also: tuple[Convention, ...]
    ) -> Convention:
        samples = [sample.partition(" = ") for sample in entry.get("samples", ())]
        by_letter = self._by_letter(id, changes)
        plain = {letter: found[0].latin for letter, found in by_letter.items() if _plain(found[0])}
        return Convention(
            id=id,
            name=entry["name"],
            langs=tuple(entry["langs"]),
            source=entry["source"],
            letters=self.letters,
            plain=plain,
            changes={letter: by_letter[letter] for letter in by_letter.keys() - plain.keys()},
            also=also,
            samples=tuple((native, latin) for native, _, latin in samples),
        )

    def _changes(self, id: str, seen: tuple[str, ...]) -> list[Change]:
        """Return the changes of a convention and, after them, its base's."""
        if id in seen:
            raise self._wrong(id, "is its own base; give another")
        if id not in self.read:
            base = self.data[id].get("base")
            if base is not None and base not in self.data:
                raise self._wrong(id, f"base {base!r} is not in this file")
            inherited = [] if base is None else self._changes(base, (*seen, id))
            own = self._lines(id, self.data[id].get("spell", ""))
            self.read[id] = _merged(inherited, own)
        return self.read[id]

    def _lines(self, id: str, text: str) -> list[Change]:
        return [
            change for line in text.splitlines() if line.strip() for change in self._line(id, line)
        ]

    def _line(self, id: str, line: str) -> list[Change]:
        pairs, slash, place = line.partition(" /")
        before, gap, after = place.partition("_")
        if slash and not gap:
            raise self._wrong(id, f"{line.strip()!r}: mark the place with _ after the slash")
        beside = (self._set(before), self._set(after))
        changes = []
        for pair in pairs.split():
            letters, equals, latin = pair.partition("=")
            if not equals or not self.alphabet >= set(letters) or not letters:
                raise self._wrong(id, f"{pair!r}: write letter=latin, letters of the alphabet only")
            changes.append(Change(letters, latin, *beside))
        return changes

    def _set(self, text: str) -> frozenset[str] | None:
        """Return the characters that a side of a place allows; None for any."""
        if not text.strip():
            return None
        consonants = self.alphabet - set(self.vowels) - _SIGNS
        names = {"V": self.vowels, "C": "".join(consonants)}
        chars = "".join(names.get(item, item) for item in text.split())
        return frozenset(chars) if chars else None

    def _by_letter(self, id: str, changes: list[Change]) -> dict[str, tuple[Change, ...]]:
        letters: dict[str, tuple[Change, ...]] = {}
        for change in changes:
            first = change.letters[0]
            letters[first] = (*letters.get(first, ()), change)
        spelled = {change.letters for change in changes if _plain(change)}
        for letter in self.alphabet:
            if letter not in spelled:
                raise self._wrong(id, f"does not say how to write {letter!r}")
        return letters

    def _wrong(self, id: str, what: str) -> SchemeError:
        return SchemeError(f"{self.file}: {id}: {what}")


def _plain(change: Change) -> bool:
    """Whether a change gives one letter's spelling for any place."""
    return len(change.letters) == 1 and change.before is None and change.after is None


def _joined(own: Convention, then: Convention) -> Convention:
    """Return the convention that spells what `own` writes as `then` does."""
    behind = replace(
        own,
        id=f"{own.id}-{then.id}",
        name=f"{then.name}, through {own.name}",
        langs=then.langs,
        source=f"{own.source}; {then.source}",
        also=(),
        samples=(),
    )
    ways = [
        replace(behind, plain=first.plain, changes=first.changes, then=last)
        for first in (own, *own.also)
        for last in (then, *then.also)
    ]
    return replace(ways[0], also=tuple(ways[1:]))


def _merged(base: list[Change], own: list[Change]) -> list[Change]:
    """Return `own` before what is left of `base`; letters without a place come after all others."""
    replaced = {change.letters for change in own if _plain(change)}
    both = own + [change for change in base if change.letters not in replaced]
    return sorted(both, key=_plain)
