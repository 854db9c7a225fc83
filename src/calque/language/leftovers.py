"""
Words of another language that stand in an English text, told by their letters alone.

A word in lower case that no English dictionary has (SCOWL to size 70), that is not one misspelt or
two made one, and that has the letters of another language's words (`looks.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import chain
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.common import is_in_dictionary, is_like_english
from calque.language.looks import looks
from calque.language.scan import Scan
from calque.language.tokens import Memory

# Words in lower case, not part of an address, a handle, a file name or a hyphenated word.
WORD: Final = re.compile(r"(?<![\w'’@#/\\-])(?<!\w\.)[^\W\d_]{4,}(?![\w'’@#/\\-]|\.\w)")
_QUOTES: Final = "“”„\"'‘’«»"
# The least log-odds of another language that is worth a thought, and that says something.
_LEAST: Final = 1.0
TELLING: Final = 4.0
# A word that comes so often is the text's subject.
_SUBJECT: Final = 3


class Leftover(NamedTuple):
    """A word, where it stands, the language it looks like, and the log-odds of that."""

    text: str
    span: Span
    lang: str
    odds: float


def leftovers(scan: Scan) -> tuple[Leftover, ...]:
    """The words of another language in an English text, in order; worked out on first use."""
    return scan.doc.derived("leftovers", lambda: _leftovers(scan))


def unknown_words(scan: Scan) -> frozenset[str]:
    """The words in lower case, of four letters or more, that no English dictionary has."""
    return scan.doc.derived(
        "unknown words",
        lambda: frozenset(chain.from_iterable(word for _, word in scan.tokens.holding(_UNKNOWN))),
    )


def _unknown(token: str) -> tuple[str, ...]:
    """The unknown words of a token."""
    return tuple(
        word for word in WORD.findall(token) if word.islower() and not is_in_dictionary(word)
    )


_UNKNOWN: Final = Memory(_unknown)


def _leftovers(scan: Scan) -> tuple[Leftover, ...]:
    unknown = unknown_words(scan)
    if not unknown:
        return ()
    words = [match for match in WORD.finditer(scan.text) if match[0] in unknown]
    counts = Counter(match[0] for match in words)
    found = []
    for match in words:
        span = Span(*match.span())
        if counts[match[0]] < _SUBJECT and not is_quoted(scan.text, span):
            seen = looks(match[0], "en", scan.doc.source_lang) or looks(match[0], "en")
            if seen and seen.odds >= _LEAST and not is_like_english(match[0]):
                found.append(Leftover(match[0], span, *seen))
    return tuple(found)


def is_quoted(text: str, span: Span) -> bool:
    """Whether quotation marks or brackets say that a word is given on purpose."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(before and after) and before in _QUOTES + "(" and after in _QUOTES + "),"
