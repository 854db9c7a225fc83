"""
English within a text in another language: names that stay as they are, what is made where.
"""

from __future__ import annotations

import re
from typing import Final

from calque.document import Span
from calque.language.common import is_english_only, is_known_name, is_word
from calque.language.mentions import CAPITAL_AFTER, CAPITAL_BEFORE
from calque.language.scan import Scan

# Bank of Finland; and what goods are marked with, in whatever country.
_IN_NAME: Final = re.compile(r"(?: of(?: the)?|\bmade in) $", re.IGNORECASE)
_NEAR: Final = 30


def in_english_name(scan: Scan, span: Span) -> bool:
    """Whether the whole name is English: Bank of Finland, Statistics Norway, Munich Book Fair."""
    near = max(0, span.start - _NEAR)
    if _IN_NAME.search(scan.text, near, span.start):
        return True
    before = CAPITAL_BEFORE.search(scan.text, near, span.start)
    after = CAPITAL_AFTER.match(scan.text, span.end)
    return any(beside and is_english(beside["word"], scan.doc.lang) for beside in (before, after))


def is_english(word: str, lang: str) -> bool:
    """Whether a word, and no name, is of English and not of `lang`, as far as that is known."""
    if is_known_name(word):
        return False
    known = is_english_only(word, lang)
    return is_word(word) if known is None else known
