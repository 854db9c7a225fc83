"""
Lines that only say when, by whom and how long to read: "By Anna Berg | 12 May 2024 | 5 min read".

Told by form, in all languages of `stamps.toml` at once: a page may be in one and its line in
another. There must be a date with its year, a time, "3 hours ago" or a reading time, or a byline of
an account that is nobody's name ("By admin").

Source: months, weekdays, minutes and "ago" are CLDR's (`quantities/cldr`), the other words as
`stamps.toml` says.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, Final

from calque.language.letters import UPPER

_FIGURE: Final = re.compile(r"\d")
# The accounts that WordPress and Joomla set up.
_ACCOUNTS: Final = ("administrator", "admin", "super user", "webmaster")
# What stands between the parts of a line, and more clearly between it and a label of the page's.
_LINK: Final = re.compile(r"\s?[–—,/-]\s|\s?[|·•]\s?|,|\s")
_APART: Final = re.compile(r"\s?[|·•]\s?")
# Where the article belongs: "News", "Home & garden".
_LABEL: Final = re.compile(r"[^\W\d_](?:[^\d|.!?:;,\s]+ ?){1,3}")
_MOST_LABELS: Final = 2
_CAPITAL: Final = rf"(?-i:[{UPPER}А-ЯЁІЇЄҐ])"
_ZONE: Final = r"(?:\s\(?(?-i:[A-Z]{2,4}|[GU][MT][TC][+-]\d{1,2})\)?)?"
_DAY: Final = r"\d{1,2}(?:st|nd|rd|th|er|º|ª|\.|-?го)?"
_YEAR: Final = r"(?:19|20)\d\d"
_CLOCK: Final = r"\d{1,2}(?:[:.]|\s?h\s?)\d\d(?::\d\d)?"


def stamp(line: str) -> str | None:
    """
    Say what a line tells of the page: `date` for nothing but when, `about` for more; else None.

    `account` is a byline of nobody without a date.
    """
    if not _FIGURE.search(line) and not line.lower().endswith(_ACCOUNTS):
        return None
    kinds: set[str] = set()
    labels = 0
    for part in filter(None, _APART.split(line.strip())):
        if found := _kinds(part):
            kinds |= found
        elif _LABEL.fullmatch(part):
            labels += 1
        else:
            return None
    if labels > _MOST_LABELS:
        return None
    # 13.05 alone may be anything.
    if kinds & {"when", "read"} or {"said", "time"} <= kinds:
        return "date" if kinds <= {"when", "time"} else "about"
    return "account" if "account" in kinds else None


def _kinds(part: str) -> set[str]:
    """What a part of a line is made of; empty where something else is in it."""
    kinds: set[str] = set()
    at = 0
    while True:
        for kind, form in _forms().items():
            if match := form.match(part, at):
                kinds.add(kind)
                at = match.end()
                break
        else:
            return set()
        if at == len(part):
            return kinds
        link = _LINK.match(part, at)
        if not link:
            return set()
        at = link.end()


@cache
def _forms() -> dict[str, re.Pattern[str]]:
    """What the parts of a line may be."""
    said, on, by, at, after, read, reading = (
        _one_of(word for words in _words() for word in words[key])
        for key in ("said", "on", "by", "at", "after", "read", "reading")
    )
    cldr = [_cldr(lang) for lang in _languages()]
    month, weekday = (
        _one_of(name.strip(".") for table in cldr for names in table[key] for name in names)
        for key in ("months", "weekdays")
    )
    minutes = _one_of(name.strip(".") for table in cldr for name in table["units"]["minute"])
    ago = _one_of(pattern for table in cldr for pattern in table["ago"]).replace(
        r"\{0\}", r"\d{1,2}"
    )
    of = r"(?:\s(?:de|del|of)|,)?\s"
    date = rf"""(?:{weekday}\.?,?\s(?:den\s|the\s)?)?(?:
          {_DAY}{of}{month}\.?{of}{_YEAR}(?:\s[гр]\.?)? | {month}\.?\s{_DAY},?\s{_YEAR}
        | \d{{1,2}}\.\d{{1,2}}\.(?:{_YEAR}|\d\d) | \d{{1,2}}/\d{{1,2}}/(?:{_YEAR}|\d\d)
        | \d{{1,2}}-\d{{1,2}}-{_YEAR} | {_YEAR}[./-]\d\d?[./-]\d\d?
        )(?:,?\s{weekday}\b\.?)?"""
    time = rf"(?:{at}\s)?{_CLOCK}(?:\s(?:{after}|h|hs)(?!\w))?{_ZONE}"
    between = r"(?:,|\s[–—@-])?\s"
    plain_time = rf"(?:{at}\s)?\d{{1,2}}:\d\d(?::\d\d)?(?:\s{after}(?!\w))?{_ZONE}"
    when = rf"(?:{on}\s)?(?:{date}(?:{between}{time})?|{ago}|{plain_time})"
    # Where the month comes first, it is not the author's name.
    first = _one_of(name for names in _cldr("en")["months"] for name in names)
    name = rf"(?!{first}\b){_CAPITAL}[\w'’.-]*"
    names = rf"{name}(?:\s(?:de|da|del|van|von|bin|al|{name})){{0,3}}"
    more = rf"(?:,\s|\s(?:and|und|et|y|e|и|та|ja|och|i|ve|&)\s){names}"
    lasts = rf"{reading}\s?:?\s(?:~|ca\.?\s)?\d{{1,2}}\s?{minutes}|\d{{1,2}}\s?{minutes}\.?\s{read}"
    forms = {
        "said": rf"{said}(?:\s{on})?\s?:?",
        "read": rf"(?:{lasts})(?!\w)\.?",
        "when": when,
        "time": time,
        "account": rf"{by}\s?:?\s{_one_of(_ACCOUNTS)}",
        "who": rf"{by}\s?:?\s{names}(?:{more}){{0,3}}",
    }
    flags = re.IGNORECASE | re.VERBOSE
    return {kind: re.compile(rf"(?:{form})(?!\w)", flags) for kind, form in forms.items()}


def _one_of(words: Iterable[str]) -> str:
    """An expression for one of these, the longest first; with any white space."""
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    return rf"(?:{'|'.join(map(re.escape, ordered))})".replace(r"\ ", r"\s")


def _words() -> Iterable[dict[str, Any]]:
    return _table().values()


def _languages() -> Iterable[str]:
    return _table()


@cache
def _table() -> dict[str, dict[str, Any]]:
    return tomllib.loads((files("calque.language") / "stamps.toml").read_text(encoding="utf-8"))


def _cldr(lang: str) -> dict[str, Any]:
    path = files("calque.language") / "quantities" / "cldr" / f"{lang}.json"
    table: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return table
