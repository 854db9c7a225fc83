"""
The names of a text, gathered by spelling, with the company each keeps.

A mention is a capitalised word; its company are the capitalised words directly before and after it,
titles left out: they tell Dmitri Orlov from Anna Orlov, and let Dmitry Orlov be the first.
"""

from __future__ import annotations

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
    stands inside a sentence, where only names have a capital.
    """

    name: str
    marks: list[Mark] = field(default_factory=list)
    before: set[str] = field(default_factory=set)
    after: set[str] = field(default_factory=set)
    capitalised_inside: bool = False

    @property
    def first(self) -> int:
        """Where it is first mentioned."""
        return self.marks[0].start

    def shares_company(self, other: Spelling) -> bool:
        """Whether a name that stands beside one also stands, on the same side, beside the other."""
        return bool(self.before & other.before or self.after & other.after)

    def keeps_other_company(self, other: Spelling) -> bool:
        """Whether both have given names, and never the same."""
        return bool(self.before and other.before) and not self.before & other.before


def spellings(scan: Scan) -> dict[str, Spelling]:
    """The text's names by spelling, TOKAJEV counted with Tokajev, in order of first mention."""
    return scan.doc.derived("spellings", lambda: _spellings(scan))


def _spellings(scan: Scan) -> dict[str, Spelling]:
    found: dict[str, Spelling] = {}
    marks = [mark for mark in scan.marks if mark.kind in ("name", "acronym")]
    lower = {fold(scan.text[slice(*word)]) for word in scan.words if scan.text[word[0]].islower()}
    for number, mark in enumerate(marks):
        name = mark.text.title() if mark.text.isupper() else mark.text
        if fold(name) in lower:
            continue
        spelling = found.setdefault(name, Spelling(name))
        spelling.marks.append(mark)
        spelling.capitalised_inside |= not scan.opens_sentence(mark.start)
        before = marks[number - 1] if number else None
        after = marks[number + 1] if number + 1 < len(marks) else None
        if before and _adjoin(scan, before, mark):
            spelling.before.add(fold(before.text))
        if after and _adjoin(scan, mark, after):
            spelling.after.add(fold(after.text))
    return found


def _adjoin(scan: Scan, left: Mark, right: Mark) -> bool:
    """Whether two capitalised words are one name: neither a title, a day, or another word."""
    together = scan.text[left.end : right.start] in (" ", "\n")
    return together and not (_is_no_name(left.text) or _is_no_name(right.text))


def _is_no_name(word: str) -> bool:
    return len(word) < _SHORTEST or fold(word) in _DAYS or is_word(word)
