"""
A word mixes letters of two alphabets that look alike: a Cyrillic Т in “Тokayev”.

Why it matters: the word looks right and is not. No search finds it, no spelling check knows it, and
links and indexes made from it break.
Fix: the odd letters become their look-alikes in the alphabet of the others; safe where every one of
them has one.
Source: Unicode UTS #39, Unicode Security Mechanisms, confusables.txt.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan
from calque.language.scripts import STAND_IN, looks_like, script_for, script_of
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT001",
    name="mixed-script-word",
    category="linguistic-conventions/spelling",
    its_type="characters",
    severity="major",
    message="{word}: {few} letters ({letters}) stand for {most} ones",
    in_quotes=True,
)
_OTHER: Final = re.compile("[\u0370-\u03ff\u0400-\u052f]+")
_WORD: Final = re.compile(r"[^\W\d_]+")
_SPECIMEN: Final = Evidence("pattern", "letters of two alphabets in one word", "UTS #39")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield words of Latin and Cyrillic, or Latin and Greek, letters."""
    text = scan.text
    if not _OTHER.search(scan.odd):
        return
    for match in STAND_IN.finditer(text):
        yield _found(Span(*match.span()), match.group(), "Cyrillic", "Latin")
    done = 0
    for match in _OTHER.finditer(text):
        start, end = match.span()
        around = text[max(0, start - 1) : start] + text[end : end + 1]
        if start < done or not any(script_of(char) == "Latin" for char in around):
            continue
        word = _WORD.match(text, _word_start(text, start))
        if word:
            done = word.end()
            if finding := _mixed(Span(*word.span()), word.group(), scan.doc.lang):
                yield finding


def _word_start(text: str, position: int) -> int:
    while position and text[position - 1].isalpha():
        position -= 1
    return position


def _mixed(span: Span, word: str, lang: str) -> Finding | None:
    """The finding for a mixed word; None where it is a symbol or a suffix, as in ΔT or SMSки."""
    counts = Counter(script for script in map(script_of, word) if script)
    if len(counts) != 2 or "Latin" not in counts:
        return None
    other = next(script for script in counts if script != "Latin")
    few, most = ("Latin", other) if counts["Latin"] < counts[other] else (other, "Latin")
    mended = looks_like(word, few, most)
    if mended is None or counts["Latin"] == counts[other]:
        few, most = (other, "Latin") if script_for(lang) == "Latin" else ("Latin", other)
        mended = looks_like(word, few, most)
    if mended is None and (script_for(lang) != "Latin" or other == "Greek"):
        return None
    if other == "Greek" and len(word) < 4:
        return None
    return _found(span, word, few, most)


def _found(span: Span, word: str, few: str, most: str) -> Finding:
    mended = looks_like(word, few, most)
    letters = "".join(dict.fromkeys(char for char in word if script_of(char) == few))
    message = RULE.message.format(word=word, few=few, most=most, letters=letters)
    fixes = () if mended is None else (_fix(span, word, mended),)
    return Finding(RULE, span, message, 0.98 if fixes else 0.8, fixes, (_SPECIMEN,))


def _fix(span: Span, word: str, mended: str) -> Fix:
    edits = tuple(
        Edit(span.start + k, span.start + k + 1, new)
        for k, (old, new) in enumerate(zip(word, mended, strict=True))
        if old != new
    )
    return Fix(edits, Safety.SAFE, f"Write {mended} in one alphabet")
