"""
What editors have decided about findings: those they rejected stay silent.

A *mark* names a finding in its text, 32 hex digits: its rule and words (16), the words before it
(6) and after it (6), and which of several alike it is (4). It still fits when one side of the
finding has been edited since.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, Final

from calque.document import Document, Span
from calque.finding import Finding
from calque.language.letters import fold
from calque.language.scan import Scan, scan

# Where a document's `meta` has its `Decided`.
DECIDED: Final = "decided"

_WORDS: Final = 3
_NEAR: Final = 100  # code points in which that many words are looked for
_WORD: Final = re.compile(r"\w+")
_WORDING, _BEFORE, _AFTER = slice(0, 16), slice(16, 22), slice(22, 28)


@dataclass(frozen=True, slots=True)
class Decided:
    """Findings that are silent: by their marks in one text, and by their wording in all."""

    here: frozenset[str] = frozenset()
    everywhere: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.here or self.everywhere)


def wording(rule: str, text: str) -> str:
    """The first half of a mark: what a rule found, wherever it was; 16 hex digits."""
    return _hashed(f"{rule}\0{fold(' '.join(text.split()))}", 16)


def marks(doc: Document, findings: Sequence[Finding]) -> list[str]:
    """The mark of each finding; `findings` are all that there are in the document."""
    seen: Counter[str] = Counter()
    looked = scan(doc) if findings else None
    found = []
    for finding in findings:
        assert looked
        what = wording(finding.rule.id, doc.text[slice(*finding.span)])
        before, after = _around(looked, finding.span)
        mark = what + _hashed(" ".join(before), 6) + _hashed(" ".join(after), 6)
        seen[what] += 1
        found.append(f"{mark}{seen[what] % 0x10000:04x}")
    return found


def silent(found: Sequence[str], decided: Decided) -> frozenset[int]:
    """Which of the findings with the marks `found` were rejected, by number."""
    quiet = {n for n, mark in enumerate(found) if mark[_WORDING] in decided.everywhere}
    for rejected in sorted(decided.here):
        fits = [(_likeness(mark, rejected), -n) for n, mark in enumerate(found) if n not in quiet]
        likeness, number = max(fits, default=(0, 0))
        if likeness:
            quiet.add(-number)
    return frozenset(quiet)


def undecided(findings: Sequence[Finding], doc: Document) -> list[Finding]:
    """The findings that no editor has rejected, as the document's `meta` tells."""
    decided: Any = doc.meta.get(DECIDED)
    if not decided:
        return list(findings)
    quiet = silent(marks(doc, findings), decided)
    return [finding for number, finding in enumerate(findings) if number not in quiet]


def _likeness(mark: str, other: str) -> int:
    """0 where two marks can't be of one finding; the more, the likelier they are."""
    if mark[_WORDING] != other[_WORDING]:
        return 0
    sides = (mark[_BEFORE] == other[_BEFORE]) + (mark[_AFTER] == other[_AFTER])
    return 2 * sides + (mark == other) if sides else 0


def _around(looked: Scan, span: Span) -> tuple[Sequence[str], Sequence[str]]:
    """The words before a place of the document and after it, as a reader sees them."""
    start, end = looked.view.at(span.start), looked.view.at(span.end)
    before = list(_words(looked.text[max(0, start - _NEAR) : start]))
    after = list(_words(looked.text[end : end + _NEAR]))
    return before[-_WORDS:], after[:_WORDS]


def _words(text: str) -> Iterator[str]:
    for word in _WORD.finditer(text):
        yield fold(word[0])


def _hashed(text: str, length: int) -> str:
    return sha256(text.encode(errors="surrogatepass")).hexdigest()[:length]
