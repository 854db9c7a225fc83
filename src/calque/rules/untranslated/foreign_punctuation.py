"""
East Asian punctuation was left in a text in another script: ，。「」・, or letters as wide: ＡＢＣ.

Why it matters: the marks are wide, foreign to the reader, and no line breaks well around them.
Fix: the mark of the text's own script, with the space it wants; safe for full stop, comma, colon
and their like and for wide letters, figures and blanks, for review for corner brackets. The middle
dot, which parts words or joins them, is only shown, and in a quoted title of capitalised words it
is left: its owner writes it so (“MORI・UMI”).
Source: Unicode Standard, CJK Symbols and Punctuation, Halfwidth and Fullwidth Forms (their
compatibility decompositions).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from calque.document import Span, holder
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.letters import UPPER
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
# Letters, figures and signs of ASCII in wide shape.
_WIDE: Final = re.compile("[＂-＇＊＋－／-９＜-＞＠-｀ａ-｛｝]+")
_MARK: Final = re.compile(f"[、。・ー「-】〜〔〕！（），．：；？～｜]|\u3000+|{_WIDE.pattern}")
_DOT: Final = "・"
_CLOSING: Final = dict(zip("、，。．：；！？）", ",,..:;!?)", strict=True))
_OPENING: Final = {"（": "("}
_OPENERS: Final = "（「『【〔《〈"
_CLOSERS: Final = "）」』】〕》〉"
_CAPITAL: Final = rf"[{UPPER}][^\W_]*"
_TITLE: Final = re.compile(rf"[“”‘’«„\"']{_CAPITAL}(?:[ ・]{_CAPITAL})+[“”‘’»\"']")
_BRACKETS: Final = {"「": "“", "」": "”", "『": "‘", "』": "’"}


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield East Asian marks beside letters that are not East Asian."""
    text = scan.text
    if not _MARK.search(scan.odd) or script_for(scan.doc.lang) == "East Asian":
        return
    titles = [Span(*match.span()) for match in _TITLE.finditer(text)] if _DOT in scan.odd else []
    for match in _MARK.finditer(text):
        span = Span(*match.span())
        titled = match.group() == _DOT and holder(titles, span) is not None
        if not titled and not _is_among_foreign(text, span):
            mark = match.group().replace("\u3000", "a wide blank")
            message = RULE.message.format(mark=mark)
            evidence = Evidence("pattern", "punctuation of another script")
            yield Finding(RULE, span, message, 0.95, _fixes(text, span), (evidence,))


def _is_among_foreign(text: str, span: Span) -> bool:
    """Whether the mark belongs to East Asian words: then the words are the matter."""
    around = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    before, after = (script_of(char) == "East Asian" if char else False for char in around)
    if text[span.start] in _OPENERS:
        return after
    return before if text[span.start] in _CLOSERS else before and after


def _fixes(text: str, span: Span) -> tuple[Fix, ...]:
    mark = text[slice(*span)]
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    if mark in _CLOSING:
        space = " " if after.isalnum() and not (before.isdigit() and after.isdigit()) else ""
        return _fix(span, _CLOSING[mark] + space, Safety.SAFE)
    if mark in _OPENING:
        return _fix(span, (" " if before.isalnum() else "") + _OPENING[mark], Safety.SAFE)
    if mark in _BRACKETS:
        return _fix(span, _BRACKETS[mark], Safety.REVIEW)
    if mark.isspace():
        return _fix(span, " " if before not in ("", "\n") else "", Safety.SAFE)
    return _fix(span, normalize("NFKC", mark), Safety.SAFE) if _WIDE.fullmatch(mark) else ()


def _fix(span: Span, wanted: str, safety: Safety) -> tuple[Fix, ...]:
    title = f"Write {wanted.strip()}" if wanted.strip() else "Write an ordinary blank"
    return (Fix((Edit(*span, wanted),), safety, title),)
