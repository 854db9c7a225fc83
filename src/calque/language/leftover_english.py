"""
Passages of English in a text in another language: a sentence, or half of one, left as it was.

Words that stand together, all of which English has, enough of them no words of the text's language.
What stands between quotation marks, or has more capitals than not, is given on purpose.

Source: the English dictionaries and what other languages share with them (`common.py`); wordfreq
for the short words of English that none of these languages has.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache
from itertools import accumulate
from typing import Final

from calque.document import Span
from calque.language.common import SHORTEST, is_english_only, is_in_dictionary
from calque.language.leftovers import Leftover
from calque.language.scan import Scan
from calque.language.tokens import Memory

# A word with its clitic, and what ends a run behind it; a comma does not.
_WORD: Final = re.compile(
    r"(?:(?P<no>[^\W\d_]+n['’]t)|(?P<word>[^\W\d_]+)(?:['’](?:s|d|m|re|ve|ll))?),?(?P<stop>[.!?…:;]+)?"
)
# Short words of English: those that it has fifty times as often as any language here, and others.
_ONLY: Final = frozenset(
    """
    and any are at be by can did him his how if it its may my not now our out own she than the to
    too two way who why yet you
    """.split()  # noqa: SIM905
)
_PERHAPS: Final = frozenset(
    """
    a all an as but do for go had has he her i in is me new no of off old on one or so up us was we
    """.split()  # noqa: SIM905
)
# Signs of tokens: English alone and English perhaps, in lower case and with a capital; a name.
_PASSAGE: Final = re.compile(rb"[eE](?:[eEnN]|c(?=[eEnN]))*(?:[eE]|(?<=[eEnN])(?=\|))")
_QUOTES: Final = "\"'’”“«»)]"
_SIGNS: Final = f"{_QUOTES}([„‘.,!?…:;–—-"
# How many words in lower case a passage has at least, and of how many one must be English alone.
_FEWEST: Final = 4
_SHARE: Final = 2
_SURE: Final = 20.0  # the log-odds that go with it


def english_passages(scan: Scan) -> Iterator[Leftover]:
    """Yield the passages of English in a text of which we know what it shares with English."""
    if is_english_only("", scan.doc.lang) is None:
        return
    memory = _signs(scan.doc.lang)
    if not any(b"e" in memory[token] for token in scan.tokens.different):
        return
    signs = scan.tokens.each(memory)
    runs = [run for run in _PASSAGE.finditer(b"".join(signs)) if _is_passage(run[0])]
    ends = list(accumulate(map(len, signs))) if runs else []
    for run in runs:
        first, last = (bisect_right(ends, sign) for sign in (run.start(), run.end() - 1))
        span = _bare(scan, first, last)
        if not scan.quoted(*span):
            yield Leftover(scan.text[slice(*span)], span, "en", _SURE)


def _is_passage(signs: bytes) -> bool:
    """Whether enough words are in lower case, and enough of English alone."""
    small = signs.count(b"e") + signs.count(b"n")
    telling = signs.count(b"e") + signs.count(b"E")
    return small >= max(_FEWEST, len(signs) - small) and telling * _SHARE >= small


def _bare(scan: Scan, first: int, last: int) -> Span:
    """The words of the tokens from one to another, without the signs at both ends."""
    starts, texts = scan.tokens.starts, scan.tokens.texts
    return Span(
        starts[first] + len(texts[first]) - len(texts[first].lstrip(_SIGNS)),
        starts[last] + len(texts[last].rstrip(_SIGNS)),
    )


@cache
def _signs(lang: str) -> Memory[bytes]:
    """What each token of a text in a language may be of English."""
    return Memory(lambda token: _sign(token, lang))


def _sign(token: str, lang: str) -> bytes:
    """A sign for a word that English may have, a dot for another, a bar where a sentence ends."""
    bare = token.lstrip(_SIGNS)
    closed = bare.rstrip(_QUOTES)
    word = _WORD.fullmatch(closed)
    if not word:
        return b"." if token else b"|"  # between two blanks, or two lines
    letters = word["no"] or word["word"]
    sign = b"e" if word["no"] else _kind(letters.lower(), lang)
    if not letters.islower():
        sign = b"c" if sign == b"." else sign.upper()
    before = b"|" if bare != token else b""
    after = b"|" if word["stop"] or closed != bare else b""
    return before + sign + after


def _kind(word: str, lang: str) -> bytes:
    if len(word) < SHORTEST:
        return b"e" if word in _ONLY else b"n" if word in _PERHAPS else b"."
    if is_english_only(word, lang):
        return b"e"
    return b"n" if is_in_dictionary(word) else b"."
