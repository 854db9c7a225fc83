"""
Habits of a language's news that show in a translation, though nothing is wrong with them.

Turns of phrase are in `habits.toml`. The rest are habits of writing: direct speech set off by a
comma and a dash, names of papers, firms and ships in quotation marks, patronymics, datelines.

Source: for Russian, the rules of punctuation as taught at ruspeach.com (direct speech) and
lingvotech.com (quotation marks); for Ukrainian, the spelling rules at r2u.org.ua, and the news of
rbc.ua and big.ua; for Chinese, GB/T 15834 (w3.org/TR/clreq), and for its datelines the news of
news.cn and thecover.cn; for patronymics, liquisearch.com (Eastern Slavic naming customs).
"""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from calque.cues import Cues
from calque.language.mentions import spellings
from calque.language.scan import Scan
from calque.language.tokens import Memory

# Where Russian and Ukrainian rules of punctuation hold.
_CYRILLIC: Final = ("ru", "uk")
# Where names of papers and the like are quoted: so are those of papers in Chinese.
_NAMING: Final = (*_CYRILLIC, "zh")
_DASHES: Final = ("-", "–", "—")
# What such names are names of; English quotes those of books, films and songs.
_NOUNS: Final = """
    agency airline bank channel club company concern corporation corvette cruiser factory firm
    frigate holding hotel icebreaker magazine newspaper party plant portal publication ship
    submarine vessel
    """.split()  # noqa: SIM905
# The dash behind direct speech, with what follows.
_SAYING: Final = re.compile(r" ([-–—] \w+)")
_QUOTED: Final = re.compile(r"\w+ [\"“][A-Z][^\"“”\n]{1,40}[\"”]")
_PATRONYMIC: Final = re.compile(r"[A-Z]\w+(?:(o|e|yo)(?:vich|vna)|(?:(?:o|yo)vych|ivna))")


# An agency's place and date, with the reporter in brackets; a day by local time without the hour.
_DATELINE: Final = re.compile(
    r"[Nn]ews Agency, [A-Z][\w ]{2,30}, (?:on )?[A-Z][a-z]+ \d{1,2}\b"
    r"|\((?:Our )?[Rr]eporters? [A-Z][^()\n]{1,40}\)"
    r"|(?:\b[A-Z][a-z]+ \d{1,2}(?:, \d{4})?|\bthe \d{1,2}(?:st|nd|rd|th)),? local time\b"
)
# What tells the hour shortly before a date by local time.
_CLOCK: Final = re.compile(r"\d[:.]\d\d|\d [ap]\.?m\b|o['’]clock|noon|midnight")
_NEAR: Final = 30
_DATED: Final = Cues(("news agency, ", "(reporter", "(our reporter", "local time"))


class Turn(NamedTuple):
    """A turn of phrase, and the languages whose habit it is."""

    words: str
    langs: tuple[str, ...]


def turns(scan: Scan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The turns of phrase in a text, and the languages that each points to."""
    table, text = _turns(), scan.text
    for word in filter(scan.tokens.different.__contains__, table):
        for words, langs in table[word]:
            if words in text:
                yield words.rstrip(","), langs


def datelines(scan: Scan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Where and when a piece was written or something happened, as news in Chinese says it."""
    if scan.has(_DATED):
        for dated in _DATELINE.finditer(scan.text):
            if not _CLOCK.search(scan.text, max(0, dated.start() - _NEAR), dated.start()):
                yield dated[0], ("zh",)


def patronymics(scan: Scan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """People named with their patronymic: Olga Petrovna Orlova."""
    for name in filter(_LANGS.__getitem__, spellings(scan)):
        whole = re.search(rf"\b[A-Z]\w+ {re.escape(name)} [A-Z]\w+", scan.text)
        if whole:
            yield whole[0], _LANGS[name]


def punctuation(scan: Scan) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Direct speech and names that are set off as in Russian."""
    tokens, text = scan.tokens.different, scan.text
    for dash in filter(tokens.__contains__, _DASHES):
        at = text.find(f" {dash} ")
        while at >= 0:
            # its comma stands before the quotation mark or behind it
            if "," in text[max(0, at - 2) : at] and (saying := _SAYING.match(text, at)):
                yield f"”, {saying[1]}", _CYRILLIC
            at = text.find(f" {dash} ", at + 1)
    for noun in filter(tokens.__contains__, _NOUNS):
        for quote in '"“':
            at = text.find(f" {noun} {quote}")
            if at >= 0 and (named := _QUOTED.match(text, at + 1)):
                yield named[0], _NAMING


def _patronymic(name: str) -> tuple[str, ...]:
    found = _PATRONYMIC.fullmatch(name)
    if not found:
        return ()
    return ("ru",) if found[1] else ("uk",)


_LANGS: Final = Memory(_patronymic)


@cache
def _turns() -> dict[str, list[Turn]]:
    """The turns of phrase by a word of each for which tokens are asked."""
    text = (files("calque.provenance") / "habits.toml").read_text(encoding="utf-8")
    table: defaultdict[str, list[Turn]] = defaultdict(list)
    for habit in tomllib.loads(text)["habit"]:
        for words in habit["says"]:
            table[_asked_for(words)].append(Turn(words, tuple(habit["langs"].split())))
    return dict(table)


def _asked_for(words: str) -> str:
    """The longest word of a turn that blanks part from the text: of several, not the last."""
    *inner, last = words.split()
    return max(inner or [last], key=len)
