"""
The names of a text, gathered by spelling, with the company each keeps.

A mention is a capitalised word; its company are the capitalised words directly before and after it,
titles left out: they tell Dmitri Orlov from Anna Orlov, and let Dmitry Orlov be the first.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cached_property
from itertools import compress, filterfalse
from operator import not_

from calque.language.common import is_word
from calque.language.german import follows_article
from calque.language.letters import APOSTROPHES, UPPER, fold
from calque.language.scan import Mark, Scan
from calque.language.tokens import Memory

# A capitalised word right before a place, or right after it.
CAPITAL_BEFORE = re.compile(rf"(?P<word>[{UPPER}][^\W_]*)[ \n-]$")
CAPITAL_AFTER = re.compile(rf"[ \n-](?P<word>[{UPPER}][^\W_]*)")
_SHORTEST = 3
_DAYS = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "april", "june", "july", "august", "september", "october"),
        *("november", "december", "the", "and", "but", "for", "mrs"),
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
# Small words between a name and what stands beside it are passed over: *Harry and Meghan*.
_SMALL = r"(?:(?:and|or|of|the|a|an|in|at|for)[ \n])*"
_BEFORE = re.compile(rf"([^\W\d_]+)[ \n]{_SMALL}$")
_AFTER = re.compile(rf"(?:['’]s)?[ \n]{_SMALL}([^\W\d_]+)")
_APOSTROPHE = re.compile(rf"[{APOSTROPHES}]")
_TELLING = 4
# Words that stand beside any name.
_SAYING = frozenset(
    """
    according also been said says told that this with from have were they their when which what
    where will would could should after before because about into over under than then there these
    those while against between during through being does added asked noted wrote believes
    """.split()  # noqa: SIM905
)


class Spelling:
    """
    One spelling of a name and its mentions, in order.

    Most spellings are looked at no further than their letters, so what the text says of one is
    worked out when it is asked for. `small` is how often the same word has no capital.
    """

    def __init__(self, name: str, scan: Scan) -> None:
        self.name = name
        self.marks: list[Mark] = []
        self.places: list[int] = []  # the numbers of the marks among all of the scan
        self.small = 0
        self._scan = scan

    @property
    def is_name(self) -> bool:
        """Whether it is more than a word that opened a sentence: seldom with a small letter."""
        return self.small < len(self.places)

    @property
    def lang(self) -> str:
        """The language of the text."""
        return self._scan.doc.lang

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return self.marks[0].start

    @cached_property
    def capitalised_inside(self) -> bool:
        """Whether a mention stands inside a sentence, where only names have a capital."""
        return not all(self._scan.opens_sentence(mark.start) for mark in self.marks)

    @cached_property
    def follows_article(self) -> bool:
        """Whether a mention in German has an article before it, as nouns do."""
        return any(follows_article(self._scan.text, mark.start) for mark in self.marks)

    @cached_property
    def before(self) -> set[str]:
        """The names right before it, folded."""
        return self._beside(-1)

    @cached_property
    def after(self) -> set[str]:
        """The names right after it, folded."""
        return self._beside(1)

    @cached_property
    def words_beside(self) -> set[str]:
        """The words next to it that say what it is: *coach*, *region*; folded."""
        text = self._scan.text
        found = set()
        for mark in self.marks:
            for beside in (
                _BEFORE.search(text, max(0, mark.start - 24), mark.start),
                _AFTER.match(text, mark.end),
            ):
                if beside and len(beside[1]) >= _TELLING and fold(beside[1]) not in _SAYING:
                    found.add(fold(beside[1]))
        return found

    def _beside(self, step: int) -> set[str]:
        found = set()
        marks = self._scan.marks
        for place in self.places:
            if 0 <= place + step < len(marks):
                left, right = sorted((place, place + step))
                if _adjoin(self._scan, marks[left], marks[right]):
                    found.add(fold(marks[place + step].text))
        return found


def spellings(scan: Scan) -> dict[str, Spelling]:
    """The text's names by spelling, TOKAJEV counted with Tokajev, in order of first mention."""
    return scan.doc.derived("spellings", lambda: _spellings(scan))


def _spellings(scan: Scan) -> dict[str, Spelling]:
    found: dict[str, Spelling] = {}
    # A capital I may stand for a Turkish ı: SARIKAYA is Sarıkaya where the text has Sarıkaya’da.
    marks = scan.marks if "ı" in scan.text else ()
    bare = (_APOSTROPHE.split(mark.text)[0] for mark in marks if "ı" in mark.text)
    dotless = {name.upper(): name for name in bare}
    for place, mark in enumerate(scan.marks):
        text = mark.text
        name = dotless.get(text, text.title()) if text.isupper() else text
        spelling = found.get(name)
        if spelling is None:
            spelling = found[name] = Spelling(name, scan)
        spelling.marks.append(mark)
        spelling.places.append(place)
    small = _counted(scan, {name.lower() for name in found})
    for name, spelling in found.items():
        spelling.small = small[name.lower()]
    return found


def _counted(scan: Scan, wanted: set[str]) -> Counter[str]:
    """How often the text has each of some words."""
    counts = scan.tokens.counts
    found = Counter({word: counts[word] for word in filter(str.isalpha, wanted & counts.keys())})
    mixed = list(filterfalse(str.isalpha, counts))
    words = list(map(_WORDS.__getitem__, mixed))
    holding = map(not_, map(wanted.isdisjoint, words))
    for token, there in compress(zip(mixed, words, strict=True), holding):
        for word in there:
            found[word] += counts[token]
    return found


# The words of a token that is not of letters alone.
_WORDS = Memory(_WORD.findall)


def _adjoin(scan: Scan, left: Mark, right: Mark) -> bool:
    """Whether two capitalised words are one name: neither a title, a day, or another word."""
    together = scan.text[left.end : right.start] in (" ", "\n")
    return together and not (_NO_NAME[left.text] or _NO_NAME[right.text])


def _no_name(word: str) -> bool:
    return len(word) < _SHORTEST or is_calendar(word) or is_word(word)


def is_calendar(word: str) -> bool:
    """Whether a word is a day, a month or another that has a capital without being a name."""
    return fold(word) in _DAYS


_NO_NAME = Memory(_no_name)
