"""
What a language calls numbers, and how it writes them: tables read once, when first needed.

Three sources a language: `cldr/` (separators, months, units; generated), `words/` (number words in
their case forms; generated from CLDR's spell-out rules) and `data/` (approximators, fractions,
vague numbers, currencies, and the forms that CLDR lacks; by hand, each file names its sources).
"""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final, Generic, NamedTuple, TypeVar

from calque.language.letters import fold
from calque.language.quantities.tokens import seed_pattern

T = TypeVar("T")

FOLDER: Final = Path(__file__).parent
LANGS: Final = tuple(sorted(path.stem for path in (FOLDER / "data").glob("*.toml")))
# Languages that write as another one does here.
_SAME_AS: Final = {"nb": "no", "nn": "no"}
# Full-width figures and signs are ordinary ones; ё is е; same length out.
_PLAIN: Final = str.maketrans("０１２３４５６７８９．，：／％～＋ё", "0123456789.,:/%~+е")
_ODD: Final = re.compile("[０-９．，：／％～＋ё]")
_ENDING: Final = 4
_STEM: Final = 3


def plain(text: str) -> str:
    """The text in lower case, figures and signs in their ordinary shape; same length."""
    return plainly(fold(text))


def plainly(folded: str) -> str:
    """As `plain`, of a text that is folded already."""
    return folded.translate(_PLAIN) if _ODD.search(folded) else folded


class Word(NamedTuple):
    """
    What a word says of a number.

    `kind` is `cardinal`, `ordinal` or `implied` (both, twice, a decade).
    """

    kind: str
    value: float


class Phrases:
    """Phrases of words, each meaning something; `*` at a word's end stands for any ending."""

    def __init__(self) -> None:
        self._exact: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)
        self._stems: dict[str, list[tuple[tuple[str, ...], str]]] = defaultdict(list)

    def add(self, words: Sequence[str], meaning: str) -> None:
        """Add a phrase."""
        first = words[0]
        stem = first.endswith("*")
        table = self._stems if stem else self._exact
        table[first[:_STEM].rstrip("*") if stem else first].append((tuple(words), meaning))

    def find(self, words: Sequence[str]) -> tuple[int, str] | None:
        """How many of `words`, from the first, make a phrase, and its meaning; the longest."""
        best: tuple[int, str] | None = None
        first = words[0]
        shared = (self._stems.get(first[:size], ()) for size in range(1, _STEM + 1))
        for phrases in (self._exact.get(first, ()), *shared):
            for phrase, meaning in phrases:
                longer = best is None or len(phrase) > best[0]
                if longer and len(phrase) <= len(words) and all(map(_fits, phrase, words)):
                    best = len(phrase), meaning
        return best


def _fits(pattern: str, word: str) -> bool:
    if pattern.endswith("*"):
        return word.startswith(pattern[:-1]) and len(word) - len(pattern) + 1 <= _ENDING
    return word == pattern


class Table(Generic[T]):
    """Words and what they mean; `*` at a word's end stands for any ending."""

    def __init__(self, rows: Iterable[tuple[str, T]]) -> None:
        self.exact: dict[str, T] = {}
        self._stems: dict[str, list[tuple[str, T]]] = defaultdict(list)
        for form, meaning in rows:
            if form.endswith("*"):
                self._stems[form[:_STEM]].append((form, meaning))
            else:
                self.exact[form] = meaning

    @property
    def stems(self) -> list[str]:
        """The stems there are."""
        return [stem for near in self._stems.values() for stem, _ in near]

    def get(self, word: str) -> T | None:
        """What a word means, or None."""
        found = self.exact.get(word)
        if found is None and (near := self._stems.get(word[:_STEM])):
            found = next((said for stem, said in near if _fits(stem, word)), None)
        return found


@dataclass(frozen=True, eq=False)
class Lexicon:
    """
    One language's tables.

    `words`, `fractions`, `scales`, `vague` (from, to), `months` and `weekdays` are looked up by
    word, `units` by words in a row; `unit_names` is what each is called. `before` has the
    approximators before a number by their last word, `after` matches one after it, and `bounds` has
    its meaning. `marks` are patterns: `half` (and a half), `ordinal` and `decade` (endings on
    figures), `am`, `pm`, `clock`, `clock_before`. `morphemes` are what long words are made of,
    `tails` what follows a number in an adjective (-летний, -jährig). `seeds` finds what can begin a
    quantity. `han` is the raw table for Chinese, Japanese and Korean.
    """

    lang: str
    cldr: dict[str, Any]
    words: Table[Word]
    fractions: Table[float]
    scales: Table[float]
    vague: Table[tuple[float, float]]
    months: Table[int]
    weekdays: Table[int]
    units: Phrases
    unit_names: dict[str, str]
    before: dict[str, list[tuple[str, str]]]
    after: re.Pattern[str] | None
    bounds: dict[str, str]
    links: frozenset[str]
    articles: frozenset[str]
    of: frozenset[str]
    date_words: frozenset[str]
    marks: dict[str, re.Pattern[str]]
    compound: bool
    hyphenated: bool
    scale_first: bool
    capital_months: bool
    prefixes: str
    morphemes: dict[str, float]
    tails: re.Pattern[str] | None
    han: dict[str, Any]
    seeds: re.Pattern[str]

    @property
    def decimal(self) -> str:
        """The decimal sign."""
        return str(self.cldr["decimal"])

    @property
    def group(self) -> str:
        """The sign between groups of three figures."""
        return str(self.cldr["group"])

    def word(self, word: str) -> Word | None:
        """What a word (as `plain` gives it) says of a number, without a prefix written to it."""
        found = self.words.get(word)
        if found is None and self.prefixes and len(word) > 2 and word[0] in self.prefixes:
            return self.words.get(word[1:])
        return found

    def mark(self, name: str, text: str, at: int) -> re.Match[str] | None:
        """Match one of the language's marks at a place in a text."""
        pattern = self.marks.get(name)
        return pattern.match(text, at) if pattern else None


@cache
def lexicon(lang: str) -> Lexicon | None:
    """The tables for a language, or None for one that we don't read."""
    name = _SAME_AS.get(lang, lang)
    if name not in LANGS:
        return None
    cldr = json.loads((FOLDER / "cldr" / f"{name}.json").read_text(encoding="utf-8"))
    own = tomllib.loads((FOLDER / "data" / f"{name}.toml").read_text(encoding="utf-8"))
    words = dict(_generated(FOLDER / "words" / f"{name}.tsv")) | dict(_own_words(own))
    tables: dict[str, Any] = {
        "words": Table(words.items()),
        "fractions": Table(_valued(own.get("fractions", []))),
        "scales": Table(_scales(cldr, own)),
        "vague": Table(_ranges(own.get("vague", []))),
        "months": Table((*_names(cldr["months"], own.get("months", [])), *_declined(cldr, own))),
        "weekdays": Table(_names(cldr["weekdays"], own.get("weekdays", []))),
    }
    morphemes = dict(_morphemes(words, own))
    return Lexicon(
        lang=name,
        cldr=cldr,
        units=_units(cldr, own),
        unit_names=dict(_unit_names(cldr, own)),
        before=_before(own.get("before", {})),
        after=_any(own, "after", r"\s?(?:{})"),
        bounds=dict(_bounds(own.get("after", {}))),
        links=frozenset(own.get("links", ())),
        articles=frozenset(own.get("articles", ())),
        of=frozenset(own.get("of", ())),
        date_words=frozenset(own.get("date_words", ())),
        marks={name: re.compile(pattern) for name, pattern in own.get("marks", {}).items()},
        compound=own.get("compound", False),
        hyphenated=any("-" in word for word in words),
        scale_first=own.get("scale_first", False),
        capital_months=own.get("capital_months", False),
        prefixes=own.get("prefixes", ""),
        morphemes=morphemes,
        tails=re.compile("|".join(own["tails"].split())) if "tails" in own else None,
        han=own.get("han", {}),
        seeds=_seeds(tables, morphemes, own),
        **tables,
    )


def _seeds(
    tables: dict[str, Table[Any]], morphemes: dict[str, float], own: dict[str, Any]
) -> re.Pattern[str]:
    """The pattern of what can begin a quantity."""
    words = {word for table in tables.values() for word in table.exact}
    stems = {stem.rstrip("*") for table in tables.values() for stem in table.stems}
    if own.get("compound"):
        stems |= set(morphemes)
    return seed_pattern(words, stems, own.get("prefixes", ""))


def _morphemes(words: dict[str, Word], own: dict[str, Any]) -> Iterator[tuple[str, float]]:
    for form, word in words.items():
        if word.kind == "cardinal" and len(form) > 1 and word.value and form[-1] != "*":
            yield form, word.value
    yield from _valued(own.get("prefixed", []))


def _ranges(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, tuple[float, float]]]:
    for low, high, forms in rows:
        for form in forms.split():
            yield plain(form), (float(low), float(high))


def _generated(path: Path) -> Iterator[tuple[str, Word]]:
    """The words of `words/*.tsv`; a cardinal wins over an ordinal of the same spelling."""
    if path.exists():
        for line in sorted(path.read_text(encoding="utf-8").splitlines()[1:], reverse=True):
            kind, value, forms = line.split("\t")
            for form in forms.split():
                yield plain(form), Word(kind, float(value))


def _own_words(own: dict[str, Any]) -> Iterator[tuple[str, Word]]:
    for section, kind in (("words", "cardinal"), ("ordinals", "ordinal"), ("implied", "implied")):
        for form, value in _valued(own.get(section, [])):
            yield form, Word(kind, value)


def _valued(rows: Iterable[Sequence[Any]]) -> Iterator[tuple[str, float]]:
    for value, forms in rows:
        for form in forms.split():
            yield plain(form), float(value)


def _scales(cldr: dict[str, Any], own: dict[str, Any]) -> Iterator[tuple[str, float]]:
    """Scale words and their abbreviations: million, млн; a trailing full stop left out."""
    for scale, names in cldr["scales"].items():
        for form in names.values():
            if len(form) > 2 and " " not in form:
                yield plain(form).rstrip("."), float(scale)
    for form, value in _valued(own.get("scales", [])):
        yield form.rstrip("."), value


def _names(cldr: list[list[str]], own: Iterable[Sequence[Any]]) -> Iterator[tuple[str, int]]:
    """Names of months or weekdays, from 1, abbreviations without their full stop."""
    for number, forms in enumerate(cldr, start=1):
        for form in forms:
            name = plain(form).rstrip(".")
            if len(name) > 2 and " " not in name:
                yield name, number
    for form, value in _valued(own):
        yield form, int(value)


def _declined(cldr: dict[str, Any], own: dict[str, Any]) -> Iterator[tuple[str, int]]:
    """Stems of months in a language that declines them: sierp-nia, sierp-niu."""
    if own.get("inflects"):
        for number, forms in enumerate(cldr["months"], start=1):
            names = [plain(form) for form in forms if len(form) > _STEM + 1]
            stem = _shared(names)
            if len(stem) > _STEM:
                yield stem + "*", number


def _shared(names: list[str]) -> str:
    """What all names begin with."""
    low, high = min(names, default=""), max(names, default="")
    same = next(
        (at for at, pair in enumerate(zip(low, high, strict=False)) if pair[0] != pair[1]), len(low)
    )
    return low[:same]


def _units(cldr: dict[str, Any], own: dict[str, Any]) -> Phrases:
    phrases = Phrases()
    for unit, forms in cldr["units"].items():
        for form in forms:
            words = [word.rstrip(".") for word in plain(form).split()]
            if words and len(words[0]) > 1 and form not in own.get("not_units", ()):
                phrases.add(words, unit)
            if own.get("inflects") and len(words) == 1 and len(words[0]) > 4:
                phrases.add([re.sub("[aeiouyäöõаяоеиіїыьů]$", "", words[0]) + "*"], unit)
    for unit, forms in own.get("units", {}).items():
        for form in forms.split():
            phrases.add(plain(form).split("_"), unit)
    return phrases


def _unit_names(cldr: dict[str, Any], own: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """What each unit is called after a number: CLDR's fullest name, or the plural of our own."""
    for unit, forms in cldr["units"].items():
        yield unit, max(forms, key=len)
    for unit, forms in own.get("units", {}).items():
        names = [form.replace("_", " ") for form in forms.split() if not form.endswith("*")]
        if names and unit not in cldr["units"]:
            yield unit, next((name for name in names[1:2] if name.startswith(names[0])), names[0])


def _bounds(table: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Each approximator of a table and what it means."""
    for bound, forms in table.items():
        for form in forms.split():
            yield plain(form).replace("_", " "), bound


def _before(table: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    """Approximators by their last word, the longest first."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for phrase, bound in sorted(_bounds(table), key=lambda pair: -len(pair[0])):
        words = re.findall(r"[^\W\d_]+", phrase)
        found[words[-1]].append((phrase.rstrip("-.'"), bound))
    return dict(found)


def _any(own: dict[str, Any], place: str, frame: str) -> re.Pattern[str] | None:
    forms = sorted((form for form, _ in _bounds(own.get(place, {}))), key=len, reverse=True)
    if not forms:
        return None
    choice = "|".join(re.escape(form).replace(r"\ ", r"\s") for form in forms)
    return re.compile(frame.format(choice))
