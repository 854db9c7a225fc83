"""
Finding many needles in a text at once.

The needles stand in a trie, whose size matters little to a look-up. Which needles a token of the
text has is remembered, so that nearly every token of a corpus costs one look into a table; only
needles of several words are compared with the text itself.

Source: S. Yata, K. Morita, M. Fuketa and J. Aoe, "Fast string matching with space-efficient word
graphs", 2008 (the `marisa-trie` library).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from marisa_trie import Trie

from calque.language.common import FREQUENT
from calque.language.endings import is_ending
from calque.language.letters import fold
from calque.language.tokens import Memory, Tokens

_WORD: Final = re.compile(r"[^\W_]+")
# Characters after a first word that tell most often whether a needle goes on there.
_AHEAD: Final = 4

# Needle number `[2]` stands at `[0]` up to `[1]`.
Found = tuple[int, int, int]


class Needles(NamedTuple):
    """
    What to look for, already folded (see `letters.fold`); a needle's number is its id in `trie`.

    `keys` has the words by which needles of several words are found, each the longest that is not
    frequent: for each such word and what may stand before it, both with a line break between; and
    the word alone where it may be the last, with an ending after it. `symbols` are the characters
    other than letters and digits that a needle begins with; `longest` is the greatest length;
    `loose` are the needles that may end anywhere in a word.
    """

    trie: Trie
    keys: Trie
    symbols: str
    longest: int
    loose: frozenset[int]


def needles(spellings: Iterable[str], loose: Iterable[str] = ()) -> Needles:
    """Make spellings, none empty, ready to look for; `loose` are those that end anywhere."""
    trie = Trie(spellings)
    keys = set()
    symbols = set()
    longest = 0
    for needle in trie.iterkeys():
        longest = max(longest, len(needle))
        first = _first_word(needle)
        if not first:
            symbols.add(needle[0])
        elif first < len(needle):
            words = list(_WORD.finditer(needle))
            key = max(words, key=lambda word: (word[0] not in FREQUENT, len(word[0])))
            keys.add(f"{key[0]}\n{needle[: key.start()]}")
            if key.end() == len(needle):
                keys.add(key[0])
    numbers = frozenset(trie.key_id(needle) for needle in loose)
    return Needles(trie, Trie(keys), "".join(sorted(symbols)), longest, numbers)


class Matcher:
    """Finds needles in texts; remembers the tokens it has met."""

    def __init__(self, needles: Needles) -> None:
        self._needles = needles
        self._known = Memory(self._words)
        self._openings = Memory(self._goes_on)
        symbols = f"|[{re.escape(needles.symbols)}]" if needles.symbols else ""
        self._starts = re.compile(rf"[^\W_]+{symbols}")

    def find(self, tokens: Tokens, folded: str) -> list[Found]:
        """
        Return the needles in a text, overlapping ones included, in order of start and end.

        `tokens` are the text's, `folded` is the text folded. A needle begins where a word does; one
        that begins with a symbol, not right after a letter or digit. Unless it is loose, one that
        ends inside its first word is followed by an ending of some language; what follows others is
        for the caller to check.
        """
        openings = self._openings
        found: set[Found] = set()
        for token, words in tokens.holding(self._known):
            for place, size, whole, leads, begins in words:
                start = token + place
                ahead = start + size + _AHEAD
                for length, needle in whole:
                    found.add((start, start + length, needle))
                if begins and openings[folded[start:ahead]]:
                    found.update(self._longer(folded, start))
                if leads and folded.endswith(leads, 0, start):
                    for lead in leads:
                        begin = start - len(lead)
                        if _stands(lead, folded, begin) and openings[folded[begin:ahead]]:
                            found.update(self._longer(folded, begin))
        return sorted(found)

    def _longer(self, folded: str, start: int) -> Iterator[Found]:
        """Yield the needles at `start` that go on after their first word, or are symbols."""
        text = _encodable(folded[start : start + self._needles.longest])
        first = _first_word(text)
        if first or not folded[start - 1 : start].isalnum():
            for spelling, needle in self._needles.trie.iter_prefixes_with_ids(text):
                if len(spelling) > first:
                    yield start, start + len(spelling), needle

    def _words(self, token: str) -> tuple[_Word, ...]:
        """The words in a token that are needles, or by which longer ones are found."""
        found = self._starts.finditer(fold(token))
        words = (self._word(match.start(), match[0]) for match in found)
        return tuple(word for word in words if word.needles or word.leads or word.begins)

    def _word(self, place: int, word: str) -> _Word:
        if word in self._needles.symbols:
            return _Word(place, 1, (), (), begins=True)
        begun = self._needles.trie.iter_prefixes_with_ids(word)
        whole = tuple(
            (len(spelling), needle)
            for spelling, needle in begun
            if needle in self._needles.loose or is_ending(word[len(spelling) :])
        )
        keys = self._needles.keys
        leads = {
            lead.partition("\n")[2]
            for key in {word, *keys.iter_prefixes(word)}
            for lead in keys.iterkeys(f"{key}\n")
        }
        return _Word(place, len(word), whole, tuple(filter(None, leads)), "" in leads)

    def _goes_on(self, opening: str) -> bool:
        """Whether a needle of more than one word may begin like this."""
        opening = _encodable(opening)
        trie = self._needles.trie
        if next(trie.iterkeys(opening), None) is not None:
            return True
        first = _first_word(opening)
        return any(len(spelling) > first for spelling in trie.iter_prefixes(opening))


class _Word(NamedTuple):
    """
    A word of a token: where it stands there, how long it is, the needles that it is or begins with
    (their lengths and numbers), what stands before it where longer ones are found by it, and
    whether such may begin with it.
    """

    place: int
    size: int
    needles: tuple[tuple[int, int], ...]
    leads: tuple[str, ...]
    begins: bool


def _stands(lead: str, folded: str, begin: int) -> bool:
    """Whether what leads up to a word stands there, from the beginning of a word on."""
    return begin >= 0 and folded.startswith(lead, begin) and not folded[begin - 1 : begin].isalnum()


def _first_word(text: str) -> int:
    """How long the word is that a text begins with; 0 where it begins with a symbol."""
    first = _WORD.match(text)
    return first.end() if first else 0


def _encodable(text: str) -> str:
    """The text with lone surrogates replaced: they are no letters, and a trie refuses them."""
    return text if text.isascii() else text.encode(errors="replace").decode()
