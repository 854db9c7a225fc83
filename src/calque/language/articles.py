"""
"a" or "an": what an English article before a replaced word has to become.
"""

from __future__ import annotations

import re
from typing import Final

from calque.finding import Edit

_ARTICLE: Final = re.compile(r"\b([Aa]n?) $")
# Letters whose names begin with a vowel sound: an FSB officer, a CSTO base.
_AN_LETTERS: Final = frozenset("AEFHILMNORSX")
_VOWELS: Final = frozenset("aeiou")


def article_edit(text: str, start: int, replacement: str, *, acronym: bool) -> Edit | None:
    """The edit that makes an article right before `replacement` at `start`, if one is needed."""
    match = _ARTICLE.search(text, max(0, start - 4), start)
    if not match:
        return None
    wants_an = replacement[0] in _AN_LETTERS if acronym else replacement[0].lower() in _VOWELS
    article = match.group(1)[0] + ("n" if wants_an else "")
    if article == match.group(1):
        return None
    return Edit(match.start(1), match.end(1), article)
