"""
"a" or "an": what an English article before a replaced word has to become.
"""

from __future__ import annotations

import re
from typing import Final

from calque.finding import Edit

_BEFORE_WORD: Final = re.compile(r"\b(?P<article>[Aa])n?(?= (?P<word>[a-z]{2,}))")
_ARTICLE: Final = re.compile(r"\b([Aa]n?) $")
# Letters whose names begin with a vowel sound: an FSB officer, a CSTO base.
_AN_LETTERS: Final = frozenset("AEFHILMNORSX")
# Words that begin with a vowel's sound: not a European, a union, a Ukrainian, a one-off.
_VOWEL_SOUND: Final = re.compile(
    r"(?!eu|ewe|one\b|once|u(?:ni(?!m|n[a-z])|kr|ga|s[aeiu]|t[eio]|r[aeiou]n|bi))[aeiou]|hour|honou?r|heir",
    re.IGNORECASE,
)


def article_edit(text: str, start: int, replacement: str, *, acronym: bool) -> Edit | None:
    """The edit that makes an article right before `replacement` at `start`, if one is needed."""
    match = _ARTICLE.search(text, max(0, start - 4), start)
    if not match:
        return None
    wants_an = replacement[0] in _AN_LETTERS if acronym else bool(_VOWEL_SOUND.match(replacement))
    article = match.group(1)[0] + ("n" if wants_an else "")
    if article == match.group(1):
        return None
    return Edit(match.start(1), match.end(1), article)


def with_article(word: str) -> str:
    """A word behind its indefinite article: an Icelandic, a Ukrainian."""
    return f"{'an' if _VOWEL_SOUND.match(word) else 'a'} {word}"


def agreed(text: str) -> str:
    """The text with each article before a lower-case word made to agree with it."""
    return _BEFORE_WORD.sub(
        lambda found: found["article"] + ("n" if _VOWEL_SOUND.match(found["word"]) else ""), text
    )
