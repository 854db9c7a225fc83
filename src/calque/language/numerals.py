"""
Quantities in English text: what is counted, how many, and how surely.

A first reading, for what is counted with a verb: "at least a hundred people died". A quantity is an
interval; approximators move its ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from math import inf
from typing import Final, NamedTuple

from calque.language.scan import Scan

_UNITS: Final = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_TENS: Final = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_SCALES: Final = {
    "dozen": 12,
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
}
_VALUES: Final = (
    {word: value for value, word in enumerate(_UNITS)}
    | {word: 10 * (value + 2) for value, word in enumerate(_TENS)}
    | {"a": 1, "an": 1, "half": 0.5}
)
_SMALL: Final = "|".join([*_UNITS, *_TENS])
_NUMBER: Final = (
    rf"(?:\d{{1,3}}(?:[,\u00a0\u202f]\d{{3}})+|\d+(?:\.\d+)?|(?:{_SMALL})(?:-(?:{_SMALL}))?)"
)
_SCALE: Final = "|".join(_SCALES)
# How an approximator changes [value, value]: factors for its lower and upper end.
_MODALITIES: Final = {
    "at least": (1, inf),
    "no fewer than": (1, inf),
    "no less than": (1, inf),
    "more than": (1, inf),
    "over": (1, inf),
    "at most": (0, 1),
    "up to": (0, 1),
    "fewer than": (0, 1),
    "less than": (0, 1),
    "nearly": (0.8, 1),
    "almost": (0.8, 1),
    "about": (0.8, 1.25),
    "around": (0.8, 1.25),
    "some": (0.8, 1.25),
    "roughly": (0.8, 1.25),
    "approximately": (0.8, 1.25),
}
_MODALITY: Final = "|".join(word.replace(" ", r"[ \n]") for word in _MODALITIES)
_VERB: Final = (
    "died|killed|injured|wounded|arrested|detained|missing|drowned|hospitali[sz]ed|evacuated|sent"
    "|deployed|displaced|fled|rescued|charged|sentenced|dead|hurt|waited|gathered|attended|voted"
)
_BE: Final = r"(?:(?:was|were|are|is|have|has|had|been|being|reportedly|also)[ \n]){0,4}"
_NO_NOUN: Final = rf"(?!(?:{_VERB}|was|were|are|is|have|has|had|been)\b)"
_NOUN: Final = rf"{_NO_NOUN}[a-z]{{3,}}(?:[ \n]{_NO_NOUN}[a-z]{{3,}})?"
_QUANTITY: Final = re.compile(
    rf"""(?<![\w$€£.,-])
    (?P<phrase>
        (?:(?P<modality>{_MODALITY})[ \n])?
        (?P<more>another[ \n]|a[ \n]further[ \n])?
        (?:(?P<number>{_NUMBER})(?:[ \n](?P<scale>{_SCALE}))?
          |(?P<article>an?[ \n])?(?P<alone>{_SCALE}))
    )
    (?:[ \n](?P<noun>{_NOUN}))?
    (?:[ \n]{_BE}(?P<verb>{_VERB})\b)?
    """,
    re.VERBOSE | re.IGNORECASE,
)


class Quantity(NamedTuple):
    """
    A quantity at `[start, end)` of the scan's text: between `low` and `high` of `noun`.

    `more` says that it comes on top of another ("another hundred"); `year` that it is likely a
    year. `noun` and `verb` are empty where none follows.
    """

    start: int
    end: int
    low: float
    high: float
    more: bool
    noun: str
    verb: str
    year: bool

    def contradicts(self, other: Quantity) -> bool:
        """Whether both cannot be true of one count: no common value, or one is on top of it."""
        if self.more != other.more:
            return True
        return self.high < other.low or other.high < self.low


def quantities(scan: Scan) -> tuple[Quantity, ...]:
    """The quantities of a text in order, read on first use."""
    return scan.doc.derived("quantities", lambda: tuple(_quantities(scan.text)))


def _quantities(text: str) -> Iterator[Quantity]:
    for match in _QUANTITY.finditer(text):
        value = _value(match)
        modality = " ".join((match.group("modality") or "").lower().split())
        down, up = _MODALITIES.get(modality, (1, 1))
        words = (match.group("noun") or "").lower().split()
        yield Quantity(
            match.start("phrase"),
            match.end("phrase"),
            value * down,
            value * up,
            match.group("more") is not None,
            words[-1] if words else "",
            (match.group("verb") or "").lower(),
            1500 <= value <= 2100 and not words and "," not in match.group("phrase"),
        )


def _value(match: re.Match[str]) -> float:
    if match.group("alone"):
        return _SCALES[match.group("alone").lower()]
    number = match.group("number").lower()
    if number[0].isdigit():
        value = float(re.sub(r"[,\u00a0\u202f]", "", number))
    else:
        value = sum(_VALUES[word] for word in number.split("-"))
    return value * _SCALES.get((match.group("scale") or "").lower(), 1)
