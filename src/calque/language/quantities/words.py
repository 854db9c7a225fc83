"""
From number words to a value: two hundred and five, einundzwanzig, dos mil millones.
"""

from __future__ import annotations

from functools import lru_cache
from math import inf
from typing import Final, NamedTuple

from calque.language.quantities.lexicon import Lexicon, lexicon

_THOUSAND: Final = 1000.0
_HUNDRED: Final = 100.0
_TEN: Final = 10.0
_LONGEST: Final = 40
_ADJECTIVE: Final = 6


class Sum:
    """
    A number being put together from its words, largest first.

    `add` takes a word's value and says whether it belongs to the same number.
    """

    def __init__(self, value: float, *, figures: bool = False) -> None:
        self.total = 0.0
        self.group: float | None = None
        self.scale = inf
        # What the last word multiplied by: "and a half" means half of that.
        self.unit = 1.0
        self.linked = False
        # Parts of one word: only there is ten a multiplier (kaksi·kymmentä).
        self.glued = False
        # After figures only scale words go on: in 2015 three people …
        self.closed = figures
        if figures:
            self.group = value
        else:
            self.add(value)

    @property
    def value(self) -> float:
        """What the words so far come to."""
        return self.total + (self.group or 0.0)

    def add(self, value: float) -> bool:
        """Take one more word; False, and nothing changed, where it begins another number."""
        group = self.group
        if value >= _THOUSAND and (value % _THOUSAND == 0 or group is None):
            return self._scaled(value)
        if group is None:
            if self.scale < inf and value >= self.scale:
                return False
            self.group = value
            self.closed = False
        elif value == _HUNDRED and 1 <= group < _HUNDRED:
            return self.times(value)
        elif self.closed:
            return False
        elif value == _TEN and self.glued and not self.linked and 2 <= group % _HUNDRED < _TEN:
            self.group = group + group % _HUNDRED * (_TEN - 1)
        elif self._follows(group, value):
            self.group = group + value
        else:
            return False
        self.unit = 1.0
        return True

    def times(self, value: float) -> bool:
        """Take a word that multiplies what stands before it: two dozen, five hundred."""
        self.group = (1.0 if self.group is None else self.group) * value
        self.unit = value
        self.closed = False
        return True

    def add_half(self) -> None:
        """Add "and a half": of the last scale, or of one."""
        if self.group is None:
            self.total += self.unit / 2
        else:
            self.group += self.unit / 2

    def _scaled(self, value: float) -> bool:
        if value < self.scale:
            if self.scale < inf and self.group is None:
                return False
            self.total += (1.0 if self.group is None else self.group) * value
        elif self.group is not None or self.scale == _THOUSAND:
            # Dos mil millones: two thousand of them.
            self.total = self.value * value
        else:
            return False
        self.scale = self.unit = value
        self.group = None
        return True

    def _follows(self, group: float, value: float) -> bool:
        """Whether a smaller word goes on: twenty · five, hundred · twenty, five · and · twenty."""
        rest = group % _HUNDRED
        if value == 0 or value != int(value) or value >= _HUNDRED:
            return False
        if value >= 20 and 1 <= rest < _TEN:
            return self.linked and value % _TEN == 0
        if rest in (60, 80) and value >= _TEN:
            # Soixante et onze.
            return value < 20
        if rest == 0:
            return group >= _HUNDRED
        return rest >= 20 and rest % _TEN == 0 and value < _TEN


class Compound(NamedTuple):
    """The value of a number written as one word; `whole` where nothing else is in the word."""

    value: float
    kind: str
    whole: bool


@lru_cache(maxsize=4096)
def compound(word: str, lang: str) -> Compound | None:
    """
    Take a long word apart: einundzwanzig, kolmannenkymmenennen, dreijährig, sedmitisícový.

    What is left over of a word that only begins with a number must be one of the language's tails.
    """
    lex = lexicon(lang)
    if lex is None or len(word) > _LONGEST:
        return None
    at = _morpheme(word, 0, lex)
    if at is None:
        return None
    total = Sum(lex.morphemes[word[:at]])
    total.glued = True
    while True:
        link = next((link for link in lex.links if word.startswith(link, at)), "")
        begin = at + len(link)
        end = _morpheme(word, begin, lex)
        total.linked = bool(link)
        if not end or not total.add(lex.morphemes[word[begin:end]]):
            break
        at = end
    rest = word[at:]
    if not rest:
        return Compound(total.value, "cardinal", True)
    last = lex.words.exact.get(rest)
    if last and last.kind == "ordinal" and total.add(last.value):
        return Compound(total.value, "ordinal", True)
    # A scale word may have an adjective's ending: sedmi·tisíc·ovou.
    scaled = total.scale < inf and len(rest) < _ADJECTIVE
    if total.value >= 2 and lex.tails and (scaled or lex.tails.match(rest)):
        return Compound(total.value, "cardinal", False)
    return None


def _morpheme(word: str, at: int, lex: Lexicon) -> int | None:
    """Where the longest number word that begins at `at` ends."""
    for end in range(len(word), at + 1, -1):
        if word[at:end] in lex.morphemes:
            return end
    return None
