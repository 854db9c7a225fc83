"""
Cues: strings one of which a text must have, for something to be found in it at all.

Those of all rules, and of what rules stand on, are looked for in one pass over the text, which
takes as long for a thousand as for one.

Source: A. V. Aho and M. J. Corasick, "Efficient string matching: an aid to bibliographic search",
1975 (the `ahocorasick-rs` library).
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick


class Cues(frozenset[str]):
    """
    Words, parts of words, several in a row or signs, all folded (see `letters.fold`).

    Made when modules are loaded.
    """

    def __new__(cls, cues: Iterable[str] = ()) -> Cues:
        """Take the cues, and have them looked for from now on."""
        made = super().__new__(cls, cues)
        if not made <= _ALL:
            _ALL.update(made)
            _automaton.cache_clear()
        return made


_ALL: Final[set[str]] = set()


@cache
def _automaton() -> tuple[BytesAhoCorasick, list[str]]:
    from ahocorasick_rs import BytesAhoCorasick, Implementation

    cues = sorted(_ALL)
    patterns = [cue.encode() for cue in cues]
    # A table of all steps is quicker alone, but leaves less of the processor's caches to rules.
    return BytesAhoCorasick(patterns, implementation=Implementation.ContiguousNFA), cues


def standing(folded: str) -> frozenset[str]:
    """All the cues that a text has; `folded` is the text folded."""
    automaton, cues = _automaton()
    said = folded.encode(errors="surrogatepass")
    found = automaton.find_matches_as_indexes(said, overlapping=True)
    return frozenset([cues[number] for number, _, _ in found])
