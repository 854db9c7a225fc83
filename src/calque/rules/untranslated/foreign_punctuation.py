"""
East Asian punctuation was left in a text in another script: ，。「」・

Why it matters: the marks are wide, foreign to the reader, and no line breaks well around them.
Fix: the mark of the text's own script, with the space it wants; safe for full stop, comma, colon
and their like, for review for corner brackets. The middle dot, which parts words or joins them, is
only shown.
Source: Unicode Standard, CJK Symbols and Punctuation, Halfwidth and Fullwidth Forms (their
compatibility decompositions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan
from calque.language.scripts import script_for, script_of
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT005",
    name="foreign-punctuation",
    category="linguistic-conventions/punctuation",
    its_type="typographical",
    severity="minor",
    message="East Asian punctuation: {mark}",
    in_quotes=True,
)
_MARK: Final = re.compile("[、。・ー「-】〜〔〕！（），．：；？～｜]")
_CLOSING: Final = dict(zip("、，。．：；！？）", ",,..:;!?)", strict=True))
_OPENING: Final = {"（": "("}
_OPENERS: Final = "（「『【〔《〈"
_CLOSERS: Final = "）」』】〕》〉"
_BRACKETS: Final = {"「": "“", "」": "”", "『": "‘", "』": "’"}


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield East Asian marks beside letters that are not East Asian."""
    text = scan.text
    if not _MARK.search(scan.odd) or script_for(scan.doc.lang) == "East Asian":
        return
    for match in _MARK.finditer(text):
        if not _is_among_foreign(text, match.start()):
            yield Finding(
                RULE,
                Span(*match.span()),
                RULE.message.format(mark=match.group()),
                0.95,
                _fixes(text, match.start()),
                (Evidence("pattern", "punctuation of another script"),),
            )


def _is_among_foreign(text: str, position: int) -> bool:
    """Whether the mark belongs to East Asian words: then the words are the matter."""
    before = any(script_of(char) == "East Asian" for char in text[max(0, position - 1) : position])
    after = any(script_of(char) == "East Asian" for char in text[position + 1 : position + 2])
    if text[position] in _OPENERS:
        return after
    return before if text[position] in _CLOSERS else before and after


def _fixes(text: str, position: int) -> tuple[Fix, ...]:
    mark = text[position]
    before, after = text[position - 1 : position], text[position + 1 : position + 2]
    if mark in _CLOSING:
        space = " " if after.isalnum() and not (before.isdigit() and after.isdigit()) else ""
        return _fix(position, _CLOSING[mark] + space, Safety.SAFE)
    if mark in _OPENING:
        return _fix(position, (" " if before.isalnum() else "") + _OPENING[mark], Safety.SAFE)
    if mark in _BRACKETS:
        return _fix(position, _BRACKETS[mark], Safety.REVIEW)
    return ()


def _fix(position: int, wanted: str, safety: Safety) -> tuple[Fix, ...]:
    return (Fix((Edit(position, position + 1, wanted),), safety, f"Write {wanted.strip()}"),)
