"""
Passages of another language in an English text: half a sentence that was not translated.

Words that stand together with none of English among them, too many and together too unlike English
for a name or a loan. What each looks like may be in doubt; the sum over all of them is not.

Source: as for single words, the frequencies of letters in each language (`looks.py`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, chain
from typing import Final

from calque.document import Span
from calque.language.common import is_in_dictionary
from calque.language.leftovers import Leftover, unknown_words
from calque.language.looks import languages, looks
from calque.language.scan import Scan
from calque.language.tokens import Memory

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Words so close together are neighbours.
_BETWEEN: Final = re.compile(r",?[ \u00a0]")
# How many words in lower case a passage has at least, and long ones the text; their log-odds in
# all, and what one word adds at most.
_FEWEST: Final = 4
_LONG: Final = 2
_SURE: Final = 12.0
_MOST: Final = 6.0
# What English has after an apostrophe.
_CLITICS: Final = frozenset(("s", "t", "d", "m", "re", "ve", "ll", "clock"))
# The dictionary here has no shorter words; those that English has.
_SHORTEST: Final = 4
_SHORT: Final = frozenset(
    """
    a all an and any are as at be but by can did do for go had has he her him his how i if in is it
    its may me my new no not now of off old on one or our out own she so than the to too two up us
    was way we who why yet you
    """.split()  # noqa: SIM905
)


def passages(scan: Scan) -> tuple[Leftover, ...]:
    """The passages of an English text that are in another language; worked out on first use."""
    return scan.doc.derived("passages", lambda: tuple(_passages(scan)))


def _passages(scan: Scan) -> Iterator[Leftover]:
    if len(unknown_words(scan)) < _LONG:
        return
    for words in chain.from_iterable(_runs(scan, line) for line in _lines(scan)):
        small = [word for one in words if (word := scan.text[slice(*one)]).islower()]
        if len(small) < _FEWEST:
            continue
        span = Span(words[0].start, words[-1].end)
        odds, lang = max((_odds(small, lang), lang) for lang in languages() if lang != "en")
        if odds >= _SURE:
            yield Leftover(scan.text[slice(*span)], span, lang, odds)


def _lines(scan: Scan) -> list[Span]:
    """The lines where enough words in lower case follow one another that may be none of English."""
    doubts: Sequence[bytes] = scan.tokens.each(_DOUBTS)
    runs = list(_MANY.finditer(b"".join(doubts)))
    ends = list(accumulate(map(len, doubts))) if runs else []
    numbers = {bisect_right(ends, sign) for run in runs for sign in range(*run.span())}
    return sorted({scan.line(scan.tokens.starts[number]) for number in numbers})


def _doubts(token: str) -> bytes:
    """A sign for each word in lower case: `?` for one that may be none of English, else `.`."""
    small = filter(str.islower, _WORD.findall(token))
    return b"".join(b"?" if _is_alien(word) or _is_rare(word) else b"." for word in small)


def _is_rare(word: str) -> bool:
    return len(word) >= _SHORTEST and not is_in_dictionary(word)


_DOUBTS: Final = Memory(_doubts)
_MANY: Final = re.compile(rb"\?{%d,}" % _FEWEST)


def _runs(scan: Scan, line: Span) -> Iterator[Sequence[Span]]:
    """Neighbours none of which is a word of English; capitalised ones only in their midst."""
    unknown = unknown_words(scan)
    run: list[Span] = []
    kept = 0
    for match in _WORD.finditer(scan.text, *line):
        word = match.group()
        alien = word in unknown or (word.islower() and _is_alien(word))
        apart = run and not _BETWEEN.fullmatch(scan.text, run[-1].end, match.start())
        if apart or (word.islower() and not alien):
            yield run[:kept]
            run, kept = [], 0
        if alien or run:
            run.append(Span(*match.span()))
            kept = len(run) if alien else kept
    yield run[:kept]


def _is_alien(word: str) -> bool:
    """Whether a word that is short, or marked by accents or an elision, is none of English."""
    head, _, tail = word.replace("’", "'").rpartition("'")
    if head:
        return tail not in _CLITICS
    if len(word) < _SHORTEST:
        return word not in _SHORT
    return not word.isascii() and _odds([word], None) >= _MOST


def _odds(words: Sequence[str], lang: str | None) -> float:
    seen = (looks(word, "en", lang) for word in words)
    return sum(min(one.odds, _MOST) for one in seen if one)
