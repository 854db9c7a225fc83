"""
Words in another writing system were left in the translation.

Why it matters: most readers can't read them, and a word of the source is missing from the text.
Fix: none; only a translator knows what it says. Silent where the words are given on purpose: after
"in Russian:", and, but for what is given as a translation, in brackets or quoted by themselves; and
where the glossary knows the name, since that rule mends it.
Source: Unicode Standard, Blocks.txt; see `language/scripts.py`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.codes import language_name
from calque.language.scan import Scan
from calque.language.scripts import (
    STAND_IN,
    letters_of,
    script_among,
    script_for,
    script_of,
    scripts_but,
)
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT003",
    name="foreign-script",
    category="accuracy/untranslated",
    its_type="untranslated",
    severity="major",
    message="left in {script} letters: {words}",
    in_quotes=True,
)
_ANNOUNCED: Final = re.compile(
    r"""\b(?:in\ )?(?:Arabic|Armenian|Belarusian|Bulgarian|Cantonese|Chinese|Cyrillic|Farsi
        |Georgian|Greek|Hebrew|Hindi|Japanese|Kanji|Kazakh|Korean|Kyrgyz|Macedonian|Mandarin
        |Persian|Russian|Serbian|Tajik|Ukrainian|Urdu)
        (?:\ (?:name|word|for|as|letters?|characters?))?\s*[:,]\s*$""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST: Final = 60  # characters of a run in the message
_QUOTES: Final = "“”„\"'‘’«»"
_BRACKETED: Final = re.compile(r"\([^()]{0,25}$")
_OPENED: Final = re.compile(f"[{_QUOTES}]$")
_CLOSED: Final = re.compile(f"[,.!?…]?[{_QUOTES}]")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield runs of words in a writing system that the text's language does not use."""
    pattern = _runs(script_for(scan.doc.lang))
    if not pattern.search(scan.odd):
        return
    runs = list(pattern.finditer(scan.text))
    known = res.hits(scan).terms
    for match in runs:
        span = Span(*match.span())
        if _is_symbol(scan, span) or _is_on_purpose(scan, span):
            continue
        if any(span.overlaps(hit[:2]) and hit.form.role != "given" for hit in known):
            continue
        script = script_among(match.group()[0])
        words = match.group() if len(match.group()) <= _LONGEST else f"{match.group()[:_LONGEST]}…"
        message = RULE.message.format(script=script, words=words)
        evidence = Evidence(
            "pattern", f"{script} letters, a text in {language_name(scan.doc.lang)}"
        )
        yield Finding(RULE, span, message, 0.9, (), (evidence,))


@cache
def _runs(script: str) -> re.Pattern[str]:
    """Words in any one other script than `script` and Latin, with what joins them."""
    letters = (f"[{letters_of(other)}]" for other in scripts_but(script, "Latin"))
    joined = (rf"{one}+(?:[ \u3000.,:·・、。–—-]{{1,2}}{one}+)*" for one in letters)
    return re.compile("|".join(joined))


def _is_symbol(scan: Scan, span: Span) -> bool:
    """
    Whether it is a symbol (β, Δt), a dash (ー), or letters inside a Latin word or number.

    The last is one word in two alphabets, another fault than a word left in a foreign one.
    """
    text = scan.text
    words = text[span.start : span.end]
    script = script_of(words[0])
    if script == "East Asian":
        return not words.strip("ー ")
    if script not in ("Greek", "Cyrillic"):
        return False
    around = text[max(0, span.start - 1) : span.start] + text[span.end : span.end + 1]
    if any(script_of(char) == "Latin" for char in around):
        return True
    if script == "Greek":
        return len(words) < 3
    return len(words) == 1 and STAND_IN.search(text, span.start - 2, span.end + 2) is not None


def _is_on_purpose(scan: Scan, span: Span) -> bool:
    text = scan.text
    line = scan.line(span.start)
    before = text[line.start : span.start]
    if not (scan.doc.source or scan.doc.segments):
        if _BRACKETED.search(before) and ")" in text[span.end : line.end]:
            return True
        if _OPENED.search(before) and _CLOSED.match(text, span.end):
            return True
    return _ANNOUNCED.search(before[-60:].rstrip(_QUOTES)) is not None
