"""
The names of a text, gathered by spelling, with the company each keeps.

A mention is a capitalised word; its company are the capitalised words directly before and after it,
titles left out: they tell Dmitri Orlov from Anna Orlov, and let Dmitry Orlov be the first.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from calque.language.common import is_word
from calque.language.letters import fold
from calque.language.scan import Mark, Scan

_SHORTEST = 3
_DAYS = frozenset(
    [
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("january", "february", "april", "june", "july", "august", "september", "october"),
        *("november", "december", "the", "and", "but", "for", "mrs"),
    ]
)


@dataclass(slots=True)
class Spelling:
    """
    One spelling of a name and its mentions.

    `before` and `after` are the names next to it, folded; `capitalised_inside` says that a mention
    stands inside a sentence, where only names have a capital, `small` how often the same word has
    none.
    """

    name: str
    marks: list[Mark] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    capitalised_inside: bool = False
    small: int = 0

    @property
    def is_name(self) -> bool:
        """Whether it is more than a word that opened a sentence: seldom with a small letter."""
        return self.small < len(self.marks)

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return self.marks[0].start


_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑'’][^\W\d_]+)*")
# Small words between a name and what stands beside it are passed over: *Harry and Meghan*.
_SMALL = r"(?:(?:and|or|of|the|a|an|in|at|for)[ \n])*"
_BEFORE = re.compile(rf"([^\W\d_]+)[ \n]{_SMALL}$")
_AFTER = re.compile(rf"(?:['’]s)?[ \n]{_SMALL}([^\W\d_]+)")
_TELLING = 4
# Words that stand beside any name.
_SAYING = frozenset(
    """
    according also been said says told that this with from have were they their when which what
    where will would could should after before because about into over under than then there these
    those while against between during through being does added asked noted wrote believes
    """.split()  # noqa: SIM905
)


def spellings(scan: Scan) -> dict[str, Spelling]:
    """The text's names by spelling, TOKAJEV counted with Tokajev, in order of first mention."""
    return scan.doc.derived("spellings", lambda: _spellings(scan))


def _spellings(scan: Scan) -> dict[str, Spelling]:
    found: dict[str, Spelling] = {}
    marks = [mark for mark in scan.marks if mark.kind in ("name", "acronym")]
    words = Counter(_WORD.findall(scan.text))
    for number, mark in enumerate(marks):
        name = mark.text.title() if mark.text.isupper() else mark.text
        spelling = found.setdefault(name, Spelling(name))
        spelling.marks.append(mark)
        spelling.capitalised_inside |= not scan.opens_sentence(mark.start)
        before = marks[number - 1] if number else None
        after = marks[number + 1] if number + 1 < len(marks) else None
        if before and _adjoin(scan, before, mark):
            spelling.before.add(fold(before.text))
        if after and _adjoin(scan, mark, after):
            spelling.after.add(fold(after.text))
    for name, spelling in found.items():
        spelling.small = words[name.lower()]
    return found


def _adjoin(scan: Scan, left: Mark, right: Mark) -> bool:
    """Whether two capitalised words are one name: neither a title, a day, or another word."""
    together = scan.text[left.end : right.start] in (" ", "\n")
    return together and not (_is_no_name(left.text) or _is_no_name(right.text))


def words_beside(scan: Scan, name: Spelling) -> set[str]:
    """The words next to a name's mentions that say what it is: *coach*, *region*; folded."""
    found = set()
    for mark in name.marks:
        for beside in (
            _BEFORE.search(scan.text, max(0, mark.start - 24), mark.start),
            _AFTER.match(scan.text, mark.end),
        ):
            if beside and len(beside[1]) >= _TELLING and fold(beside[1]) not in _SAYING:
                found.add(fold(beside[1]))
    return found


def _is_no_name(word: str) -> bool:
    return len(word) < _SHORTEST or is_calendar(word) or is_word(word)


def is_calendar(word: str) -> bool:
    """Whether a word is a day, a month or another that has a capital without being a name."""
    return fold(word) in _DAYS
