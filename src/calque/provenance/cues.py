"""
What in a text points to the language it was translated from.

Each cue is something a reader can see in the text, with the languages it points to and its kind:

- `spelling`: a person or place as another language spells them (glossary, romanisation schemes)
- `acronym`: another language's acronym or name for a body
- `wording`: a calque or number word that goes wrong from one language (phrase and quantity entries)
- `word`: a word that was left in the source's language, by its letters
- `script`: letters of another writing system
- `mark`: quotation marks and punctuation of other languages (CLDR, delimiters; `habits.py`)
- `number`: figures or dates in another language's signs or words (CLDR)
- `habit`: what a language's news says and English news does not (`habits.py`)
- `name`: a name that looks like those of one language's country
- `home`: what English calls the country, or its people, where a language is spoken (CLDR)
- `fault`: what a rule found that points to a language

`name` and `home` say what a text is about; the others are traces of a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, compress
from typing import Final, NamedTuple

from calque.glossary.forms import FOREIGN, is_ours_too
from calque.glossary.hits import Hits
from calque.language.common import is_word
from calque.language.leftovers import leftovers
from calque.language.looks import resembles
from calque.language.mentions import is_calendar, spellings
from calque.language.passages import passages
from calque.language.scan import Scan
from calque.language.scripts import letters_but, script_for
from calque.language.tokens import Memory
from calque.names.homes import at_home, country
from calque.names.scheme import load, origins
from calque.provenance.habits import datelines, patronymics, punctuation, turns
from calque.resources import Resources

_WORDING: Final = "wording"
# The concepts of the glossary that have a name of their own.
_NAMED: Final = ("person", "place")
# What hardly a text has that is no translation. Words are none: one may be any odd word.
TRACES: Final = frozenset(("spelling", "acronym", _WORDING, "script", "mark", "number", "habit"))
# What a text is about.
TOPIC: Final = ("name", "home")


class Cue(NamedTuple):
    """Words that point to source languages; `kind` is one of those in the module's docstring."""

    text: str
    langs: tuple[str, ...]
    kind: str

    def __str__(self) -> str:
        """The words, wordings in asterisks: `*another hundred*`."""
        return f"*{self.text}*" if self.kind in (_WORDING, "fault") else self.text


# Marks that English does not use, and the languages that do. Source: CLDR 46, delimiters; for the
# East Asian ones the Unicode Standard, CJK Symbols and Punctuation.
_MARKS: Final = {
    "«": "be ca el fa fr hy it kk ky no ru uk",
    "„": "bg bs cs de et hr hu is ka lt mk pl ro sk sl sr",
    "”": "fi he sv",
    "、": "ja zh",
    "。": "ja zh",
    "，": "zh",
    "「": "ja",
    "『": "ja",
    "《": "zh",
    "・": "ja",
}
# ” opens a quotation only in front of a word and behind none.
_MARK: Final = re.compile(r"[«„、。，「『《・]|(?<![^\s(])”(?=\w)")
# How languages write numbers; the groups' names are those of `_WRITTEN`.
_GROUPED: Final = re.compile(
    r"(?<![\d.,])[1-9]\d{0,2}(?:(?P<blank>[ \u00a0\u202f])\d{3}|(?P<point>\.)000)(?![\d.,]*\d)"
)
_DECIMAL: Final = re.compile(
    r"(?<![\d.,])\d{1,3}(?P<comma>,)\d{1,2}(?=[ \u00a0](?:million|billion|per)|%)"
)
_THOUSAND: Final = re.compile(r"\b\d{1,3}(?:[.,]\d)?[ \u00a0](?P<thousand>thousand)\b")
_DATE: Final = re.compile(r"(?<![\d.])\d{1,2}\.\d{1,2}(?P<date>\.)(?:19|20)\d\d(?!\d)")
# What all of these have in them; it begins with a figure and so is looked for quickly.
_SIGNS: Final = re.compile(
    r"\d(?:[ \u00a0\u202f]\d{3}|\.000|,\d\d?(?:[ \u00a0](?:million|billion|per)|%)"
    r"|\.\d\d?\.(?:19|20)\d|[ \u00a0]thousand)"
)
# The day alone, where English names the month: on the 12th, they left; on the evening of the 12th.
_DAY: Final = re.compile(
    r"\bthe (?:[12]?\d|3[01])(?:st|nd|rd|th)"
    r"(?=[,.;)]|$|[ ](?:and|at|in|that|to|with|after|by|for|as|local)\b)",
    re.MULTILINE,
)
_BEFORE_DAY: Final = ("on", "On", "morning of", "afternoon of", "evening of", "night of")
# Source: CLDR 47, as it is in `language/quantities/cldr/`; for thousands its compact decimal
# format, and for `_BY_DAY` its pattern of a day by itself.
_WRITTEN: Final = {
    "blank": "cs et fi fr lt lv no pl ru sv uk",
    "point": "da de es is it nl pt tr",
    "comma": "cs da de es et fi fr is it lt lv nl no pl pt ru sv tr uk",
    "date": "cs da de et fi he is lv no pl ru tr uk",
    "thousand": "be bg bs cs da el es et fa fi hr hu hy is ka kk ko ky lt lv mk mn pl pt ru sk sl"
    " sr sv tr uk",
}
_BY_DAY: Final = ("ja", "ko", "zh")
_SHORTEST: Final = 4
_PARTS: Final = re.compile(r"[^\W\d_]+")
# The least log-odds of a word's language; below it may be a term that no dictionary has.
_PLAIN: Final = 8.0


def cues(scan: Scan, res: Resources) -> tuple[Cue, ...]:
    """The cues of a text, each once, kind by kind and in text order."""
    hits = res.hits(scan)
    kinds = [_hits(scan, hits), _letters(scan), _marks(scan), _numbers(scan)]
    if scan.doc.lang == "en":
        known = frozenset(
            position
            for hit in hits.terms
            if hit.form.status == FOREIGN or hit.form.concept.kind == "person"
            for position in range(hit.start, hit.end)
        )
        kinds += [_habits(scan), _words(scan), _names(scan, known), _countries(scan)]
    return distinct(chain.from_iterable(kinds))


def distinct(found: Iterable[Cue]) -> tuple[Cue, ...]:
    """Each words once, as the first kind has them."""
    cues: dict[str, Cue] = {}
    for cue in found:
        if cue.langs:
            cues.setdefault(cue.text, cue)
    return tuple(cues.values())


def _hits(scan: Scan, hits: Hits) -> Iterator[Cue]:
    for hit in hits.terms:
        foreign = hit.form.status == FOREIGN and hit.form.role != "given"
        if foreign and not is_ours_too(hit.form, scan.doc.lang):
            kind = "spelling" if hit.form.concept.kind in _NAMED else "acronym"
            yield Cue(scan.text[hit.start : hit.end], hit.form.langs, kind)
    for wording in (*hits.phrases, *hits.quantities):
        if not wording.entry.weak:
            words = " ".join(scan.text[wording.start : wording.end].split())
            yield Cue(words, (wording.entry.source_lang,), _WORDING)


def _words(scan: Scan) -> Iterator[Cue]:
    for word in (*passages(scan), *leftovers(scan)):
        if word.odds >= _PLAIN:
            yield Cue(word.text, resembles(word.text, word.lang), "word")


def _letters(scan: Scan) -> Iterator[Cue]:
    for match in _foreign_letters(script_for(scan.doc.lang)).finditer(scan.odd):
        yield Cue(match.group(), _written_with(frozenset(match.group().lower())), "script")


@cache
def _foreign_letters(own: str) -> re.Pattern[str]:
    # One letter may be a symbol, or stand for a Latin one.
    return re.compile(f"(?<![^\\W\\d_])[{letters_but(own, 'Latin', 'Greek')}]{{2,}}(?![^\\W\\d_])")


@cache
def _written_with(letters: frozenset[str]) -> tuple[str, ...]:
    """The languages that have a scheme and in whose alphabet all the letters are."""
    kana = any("\u3041" <= letter <= "\u30ff" for letter in letters)
    if any("\u4e00" <= letter <= "\u9fff" for letter in letters):
        return ("ja",) if kana else ("ja", "zh")
    return tuple(lang for lang in origins() if letters <= set(load(lang).alphabet))


def _marks(scan: Scan) -> Iterator[Cue]:
    for match in _MARK.finditer(scan.odd):
        langs = _MARKS[match.group()].split()
        if scan.doc.lang not in langs:
            yield Cue(match.group(), tuple(langs), "mark")


def _numbers(scan: Scan) -> Iterator[Cue]:
    if _SIGNS.search(scan.figures):
        for pattern in (_GROUPED, _DECIMAL, _DATE, _THOUSAND):
            for match in pattern.finditer(scan.text):
                langs = _WRITTEN[match.lastgroup or ""].split()
                if scan.doc.lang not in langs:
                    yield Cue(match.group(), tuple(langs), "number")
    for day in dict.fromkeys(_DAY.findall(scan.figures)):
        for before in _BEFORE_DAY:
            if f"{before} {day}" in scan.text:
                yield Cue(f"{before.lower()} {day}", _BY_DAY, "number")


def _habits(scan: Scan) -> Iterator[Cue]:
    for words, langs in chain(turns(scan), datelines(scan), patronymics(scan)):
        yield Cue(words, langs, "habit")
    for words, langs in punctuation(scan):
        yield Cue(words, langs, "mark")


def _names(scan: Scan, known: frozenset[int]) -> Iterator[Cue]:
    """
    Names that look like one language's.

    Those that another language spells say more, as cues of another kind; those of people whom the
    glossary has, nothing: English news spells them alike wherever it comes from.
    """
    names = spellings(scan)
    for name, spelling in compress(names.items(), map(_TELLING.__getitem__, names)):
        if spelling.is_name and not any(
            mark.start in known or mark.kind == "acronym" for mark in spelling.marks
        ):
            yield Cue(name, _TELLING[name], "name")


def _home(name: str) -> tuple[str, ...]:
    """Where a name is at home that is no word, day or country, nor made with a word: I've."""
    parts = _PARTS.findall(name)
    if not parts or len(parts[0]) < _SHORTEST or is_calendar(name) or country(name):
        return ()
    return () if any(map(is_word, parts)) else at_home(name)


_TELLING: Final = Memory(_home)
_COUNTRIES: Final = Memory(country)


def _countries(scan: Scan) -> Iterator[Cue]:
    names = spellings(scan)
    for name in compress(names, map(_COUNTRIES.__getitem__, names)):
        yield Cue(name, _COUNTRIES[name], "home")
