"""
Whether what a model says is language at all.

Models loop, fall silent, and have been turned to garbage by a new version of a library: then every
sentence comes out the same, or as a string of one word.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calque.translate.defaults import table

_WORD: Final = re.compile(r"[^\W_]+(?:['’][^\W_]+)*|[^\w\s]")
# A run of so many words may stand so many times in a row, and no oftener.
_TURNS: Final = {1: 3, 2: 2, 3: 2}
_LONGEST: Final = 12
# How much longer than its source a rendering may be, in letters; short ones have leeway.
_LONGER, _LEEWAY = 3.0, 40
# What a token of a model's own rendering is worth at least (natural logarithm); a model that knows
# nothing gives each of tens of thousands of pieces the same chance, which is -10.
_UNSURE: Final = -4.5


def loops(text: str) -> bool:
    """Whether words come over and over: more than a writer would repeat them."""
    words = [match[0].lower() for match in _WORD.finditer(text)]
    return any(
        _turns(words, start, size) > _TURNS.get(size, 1)
        for start in range(len(words))
        for size in range(1, _LONGEST)
    )


def _turns(words: Sequence[str], start: int, size: int) -> int:
    unit = words[start : start + size]
    turns = 1
    while len(unit) == size and words[start + turns * size : start + (turns + 1) * size] == unit:
        turns += 1
    return turns


def runs_away(source: str, rendering: str) -> bool:
    """Whether a rendering says nothing, loops where its source does not, or has no end."""
    if not rendering.strip():
        return True
    if len(rendering) > _LONGER * len(source.encode()) + _LEEWAY:
        return True
    return loops(rendering) and not loops(source)


def babbles(
    sources: Sequence[str], renderings: Sequence[str], scores: Sequence[float | None]
) -> str:
    """Why a model that says this of known sentences is of no use; empty where it is fine."""
    bad = sum(runs_away(*pair) for pair in zip(sources, renderings, strict=True))
    if bad > len(sources) / 2:
        return "it says nothing, or the same words over and over"
    if len(set(renderings)) < len(set(sources)):
        return "it says the same whatever it is given"
    known = [score for score in scores if score is not None]
    if known and sum(known) / len(known) < _UNSURE:
        return "it is as unsure of its own words as of any others"
    return ""


def known_sentences(lang: str) -> tuple[str, ...]:
    """Plain sentences in a language that every model should have something to say to; or none."""
    return tuple(table()["known"].get(lang, ()))
