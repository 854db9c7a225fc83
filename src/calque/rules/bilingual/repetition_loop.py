"""
The same words come over and over.

Why it matters: the engine fell into a loop; what the source says from there on is mostly lost.
Fix: the words once, for review: something of the source is likely to be missing.
Source: A. Holtzman and others, "The curious case of neural text degeneration", ICLR 2020. With the
source, whose own repetitions are let stand, fewer turns are enough.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final, NamedTuple
from zlib import crc32

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.aligned import aligned
from calque.language.plural import counted
from calque.language.scan import Scan
from calque.language.tokens import Memory
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL005",
    name="repetition-loop",
    category="accuracy/addition",
    its_type="duplication",
    severity="major",
    message="“{words}” {times} times in a row",
    in_quotes=True,
)
_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
# In the source any turn counts, of words or, in East Asia, of characters.
_TURNS: Final = re.compile(
    r"\b(\w+(?:\W+\w+){0,9}?)\W+\1\b|([\u3040-\u9fff\uac00-\ud7af]{1,12})\W*\2"
)
_SPACED: Final = re.compile(r"\w(?:,? \w)+")
_LONGEST: Final = 14
# From so many words on a phrase is long, and comes back less often by chance.
_LONG: Final = 5


class _Loop(NamedTuple):
    span: Span
    first: Span
    size: int
    turns: int


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the loops of a text, each with its first turn as what is to stay."""
    if not _may_loop(scan):
        return
    loops = [loop for paragraph in scan.paragraphs for loop in _loops(scan.text, paragraph)]
    for loop in loops:
        if _is_fault(scan, loop):
            words = " ".join(scan.text[slice(*loop.first)].split())
            edit = Edit(loop.first.end, loop.span.end, "")
            yield Finding(
                rule=RULE,
                span=loop.span,
                message=RULE.message.format(words=words, times=loop.turns),
                confidence=0.85,
                fixes=(Fix((edit,), Safety.REVIEW, f"Once: {words}"),),
                evidence=(
                    Evidence("document", f"{loop.turns} turns of {counted(loop.size, 'word')}"),
                ),
            )


def _may_loop(scan: Scan) -> bool:
    """Whether enough words in a row are the same as those so many words before."""
    known = bool(scan.doc.source)
    each: Sequence[bytes] = scan.tokens.each(_CODES)
    codes = b"".join(each)
    number = int.from_bytes(codes, "big")
    # Two texts in one step: where they are the same, their numbers differ by noughts.
    return any(
        bytes(back * (_least_turns(back, known=known) - 1))
        in (number ^ (number >> 8 * back)).to_bytes(len(codes), "big")[back:]
        for back in range(1, min(_LONGEST + 1, len(codes)))
    )


def _codes(token: str) -> bytes:
    """A byte for each word, the same for the same word."""
    words = (token.lower(),) if token.isalpha() else _WORD.findall(token.lower())
    return bytes([crc32(word.encode()) & 0xFF for word in words])


_CODES: Final = Memory(_codes)


def _loops(text: str, paragraph: Span) -> Iterator[_Loop]:
    words = [word.lower() for word in _WORD.findall(text, *paragraph)]
    runs = list(_runs(words))
    places = [match.span() for match in _WORD.finditer(text, *paragraph)] if runs else []
    for start, size, turns in runs:
        first, last = places[start + size - 1], places[start + size * turns - 1]
        begin = places[start][0]
        yield _Loop(Span(begin, last[1]), Span(begin, first[1]), size, turns)


def _runs(words: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    """Where words come over and over: the first, how many they are, and how many turns."""
    done = 0
    for start, size in _returns(words):
        # Figures in a row are a table; their turns aren't counted, which would take long.
        if start < done or not any(word.isalpha() for word in words[start : start + size]):
            continue
        turns = _turns(words, start, size)
        if turns > 1:
            done = start + size * turns
            yield start, size, turns


def _returns(words: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Where two words in a row stand that come again soon, and how many words later."""
    last: dict[tuple[str, str], int] = {}
    for at, pair in enumerate(pairwise(words)):
        before = last.get(pair)
        if before is not None and at - before <= _LONGEST:
            yield before, at - before
        last[pair] = at


def _turns(words: Sequence[str], start: int, size: int) -> int:
    turns = 1
    unit = words[start : start + size]
    while words[start + turns * size : start + (turns + 1) * size] == unit:
        turns += 1
    return turns


def _is_fault(scan: Scan, loop: _Loop) -> bool:
    """Whether so many turns are the engine's: without the source, no writer's either."""
    part = next((p for p in aligned(scan) if p.sure and p.span.contains(loop.span)), None)
    known = part is not None and bool(part.source)
    if part and known and _TURNS.search(part.source):
        return False
    if loop.first.end - loop.first.start == 1 and not _SPACED.fullmatch(scan.text, *loop.span):
        return False  # a drawing, or somebody who stutters
    return loop.turns >= _least_turns(loop.size, known=known)


def _least_turns(size: int, *, known: bool) -> int:
    """How many turns of so many words are a fault; `known` says that the source has none."""
    if size == 1:
        return 4 if known else 6
    if size < _LONG:
        return 3 if known else 4
    return 2 if known else 3
