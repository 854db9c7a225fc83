"""
Words of another language that stand in an English text, told by their letters alone.

A word in lower case that no English dictionary has (SCOWL to size 80), that is not one misspelt or
two made one, nor one of science (`terms.py`), and that has the letters of another language's words
(`looks.py`).
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.common import is_in_dictionary, is_like_english, is_word
from calque.language.looks import looks
from calque.language.scan import Scan
from calque.language.terms import is_term
from calque.language.tokens import Memory, Trait

# Words in lower case, not part of an address, a handle, a file name or a hyphenated word.
WORD: Final = re.compile(r"(?<![\w'’@#/\\-])(?<!\w\.)[^\W\d_]{4,}(?![\w'’@#/\\-]|\.\w)")
_QUOTES: Final = "“”„\"'‘’«»"
# What opens and closes a few words that are given on purpose.
_OPENED: Final = re.compile(rf"[{_QUOTES}(](?<!\w.)[^\n{_QUOTES}()]*$")
_CLOSED: Final = re.compile(rf"[^\n{_QUOTES}()]*[{_QUOTES})](?!\w)")
_NEAR: Final = 40
_FEW: Final = 5
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
        lambda: frozenset(word for word, _ in _places(scan)),
    )


def _places(scan: Scan) -> tuple[tuple[str, int], ...]:
    """The unknown words, each with where it begins, in order."""
    return scan.doc.derived(
        "unknown places",
        lambda: tuple(
            (word, token + start)
            for token, words in scan.tokens.having(_UNCOMMON)
            for word, start in words
            if _UNKNOWN[word]
        ),
    )


def _uncommon(token: str) -> tuple[tuple[str, int], ...]:
    """The words of a token that are not common in English, and where they begin in it."""
    if token.isalpha() and is_word(token):
        return ()
    return tuple(
        (match[0], match.start())
        for match in WORD.finditer(token)
        if match[0].islower() and not is_word(match[0])
    )


def _is_unknown(word: str) -> bool:
    return not is_in_dictionary(word)


_UNCOMMON: Final = Trait(_uncommon)
_UNKNOWN: Final = Memory(_is_unknown)


def _leftovers(scan: Scan) -> tuple[Leftover, ...]:
    counts = Counter(word for word, _ in _places(scan))
    found = []
    for word, start in _places(scan):
        span = Span(start, start + len(word))
        if counts[word] < _SUBJECT and not is_quoted(scan.text, span):
            seen = looks(word, "en", scan.doc.source_lang) or looks(word, "en")
            if seen and seen.odds >= _LEAST and not (is_like_english(word) or is_term(word)):
                found.append(Leftover(word, span, *seen))
    return tuple(found)


def is_quoted(text: str, span: Span) -> bool:
    """Whether quotation marks or brackets say that a word is given on purpose."""
    before, after = text[max(0, span.start - 1) : span.start], text[span.end : span.end + 1]
    return bool(before and after) and before in _QUOTES + "(" and after in _QUOTES + "),"


def is_given(text: str, span: Span) -> bool:
    """Whether a word stands in quotation marks or brackets with few other words, or none."""
    before = _OPENED.search(text, max(0, span.start - _NEAR), span.start)
    after = _CLOSED.match(text, span.end, span.end + _NEAR)
    if not before or not after:
        return False
    return len(text[before.start() + 1 : after.end() - 1].split()) <= _FEW
