"""
Runs of figures, words and signs, looked at only where a number may be.

Most words of a text are no numbers, so it is not cut up as a whole: `seed_pattern` finds what can
begin a quantity, `after` and `before` the neighbours of a place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any, Final, NamedTuple

_SIGNS: Final = "%‰€$£¥₽₴₺₹₩₪₦₸₫฿°+−±№#′″"
# A vulgar fraction may end a number or stand alone: 2½  3 ¼  ½.
VULGAR: Final = "½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞"
# A time may have a space after its colon where a word says that it is one: at 9: 30.
_BEFORE_TIME: Final = "|".join(
    rf"(?<=\b{word} )"
    for word in (
        *("at", "from", "to", "until", "till", "before", "after", "around", "about", "between"),
    )
)
# A run of figures goes on over one sign between two figures, and over a space before three of
# them: 1,234.5  12.1.2022  3:2  10 000  40, 000.
_FIGURES: Final = (
    rf"\d+[ ]?[{VULGAR}]|[{VULGAR}]"
    rf"|(?:{_BEFORE_TIME})\d\d?: [0-5]\d(?![\d:])"
    r"|\d+(?:(?:[.,'’:/×\-–—−~〜・]|[ ]/[ ]|,?[ ](?=\d{3}(?!\d)))\d+)*"
)
_WORD: Final = r"[^\W\d_]+(?:['’][^\W\d_]+)*"
_TOKEN: Final = re.compile(
    rf"(?P<figures>{_FIGURES})|(?P<word>{_WORD})|(?P<sign>[{re.escape(_SIGNS)}])"
)
# Stems are looked for by their first letters.
_STEM: Final = 3


class Token(NamedTuple):
    """A token: `kind` is `figures`, `word` or `sign`; `text` is as `plain` gives it."""

    kind: str
    start: int
    end: int
    text: str


def token_at(text: str, start: int) -> Token | None:
    """The token that begins at a place."""
    return _token(_TOKEN.match(text, start))


def after(text: str, end: int) -> Token | None:
    """The token after a place, where at most one space or hyphen stands between."""
    if end < len(text) and text[end] in " -\n":
        end += 1
    return _token(_TOKEN.match(text, end))


def before(text: str, start: int) -> Token | None:
    """The token before a place, where at most one space or hyphen stands between."""
    end = start - 1 if start and text[start - 1] in " -\n" else start
    at = end
    while at and text[at - 1].isalpha():
        at -= 1
    if at < end:
        return Token("word", at, end, text[at:end])
    if at and text[at - 1] in _SIGNS:
        return Token("sign", at - 1, at, text[at - 1])
    return None


def _token(match: re.Match[str] | None) -> Token | None:
    if match is None:
        return None
    return Token(match.lastgroup or "", match.start(), match.end(), match.group())


def seed_pattern(words: Iterable[str], stems: Iterable[str], prefixes: str) -> re.Pattern[str]:
    """
    The pattern of what can begin a quantity: figures, one of `words`, a word that begins like one
    of `stems`, each with one of the letters `prefixes` before it or not.
    """
    closed = rf"(?:{_trie(words)})(?![^\W\d_])"
    opened = _trie(stem[:_STEM] for stem in stems)
    choice = f"{closed}|{opened}" if opened else closed
    prefix = f"[{prefixes}]?" if prefixes else ""
    return re.compile(rf"[\d{VULGAR}]|\b{prefix}(?:{choice}|[ivx]{{2,6}}\b)")


def _trie(words: Iterable[str]) -> str:
    """An alternation of words by their letters, so that few tries tell there is none."""
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _pattern(root)


def _pattern(node: dict[str, Any]) -> str:
    branches = [re.escape(letter) + _pattern(rest) for letter, rest in node.items() if letter]
    if not branches:
        return ""
    choice = branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
    if "" not in node:
        return choice
    return f"(?:{choice})?"
