"""
The origin spelling that two Latin spellings come from, and the conventions that lead there.

Both are read back (`reading`); each reading is written in every convention of its origin (`write`),
and one that gives both spellings reconciles them. The likeliest reading wins; a spelling that lost
its marks counts less.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from calque.names.fold import fold
from calque.names.reading import prior, read
from calque.names.scheme import Convention, load
from calque.names.write import pieces, side_by_side, spell

# Origins that `read` tries only when told: their scripts say too little of a name. Chinese is read
# in its own Latin letters.
_UNLIKELY = ("ja", "ko")
_CHINESE = "zh"
_READINGS = 24
# Log-probabilities: of a spelling without its marks, of one that is only admitted, of another
# convention in the same name, of a word that is not reconciled; what a reading may weigh less than
# the best.
_MARKS_LOST = -4.0
_ADMITTED = -1.0
_CHANGED = -3.0
_UNMATCHED = -10.0
_NEGLIGIBLE = -9.0
# Of a name being Chinese, and of each of its syllables.
_IS_CHINESE, _SYLLABLE = prior(_CHINESE), -8.0
# The convention that spells pinyin syllable by syllable.
_BY_SYLLABLES = "wade"
_PINYIN_VOWELS = frozenset("aeiouü")


class Column(NamedTuple):
    """Letters of the origin, and what each of two names has for them (lower case where equal)."""

    letters: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the names differ here, capitals apart."""
        return self.one.casefold() != self.other.casefold()


class Match(NamedTuple):
    """
    A reading of two spellings of one word, and its log-probability.

    `ways` are, for each side, the conventions by id that spell it so.
    """

    text: str
    origin: str
    weight: float
    ways: tuple[Mapping[str, Convention], Mapping[str, Convention]]

    def columns(self, words: tuple[str, str], chosen: tuple[str, str]) -> list[Column]:
        """Lay two spellings side by side on the origin's letters, by the conventions chosen."""
        sides = [pieces(self.text, self.ways[i][chosen[i]]) for i in (0, 1)]
        parts = side_by_side(*sides)
        one = spread(words[0], [latin for _, latin, _ in parts])
        other = spread(words[1], [latin for *_, latin in parts])
        letters = [letters for letters, *_ in parts]
        return [Column(*column) for column in zip(letters, one, other, strict=True)]


def reconcile(
    words: Sequence[tuple[str, str] | None], langs: tuple[str, str]
) -> tuple[str | None, list[Match | None]]:
    """
    Return the origin that explains most of a name's words, and its reading of each.

    `words` are pairs of spellings, None where there is nothing to reconcile; `langs` are those of
    the texts, "" where unknown. The origin is None where it explains no word.
    """
    found = [_matches(*pair, langs, (None, *_UNLIKELY)) if pair else [] for pair in words]
    origins = {match.origin for word in found for match in word}
    for word, pair in zip(found, words, strict=True):
        # What is unlikely for one word alone may be what the others call for.
        if pair and (missing := origins - {match.origin for match in word}):
            word.extend(_matches(*pair, langs, tuple(sorted(missing))))
    chosen = {origin: [_first(word, origin) for word in found] for origin in sorted(origins)}
    weights = {origin: _weight(origin, chosen[origin], found) for origin in chosen}
    origin = max(weights, key=lambda origin: weights[origin], default=None)
    return origin, chosen[origin] if origin else [None] * len(words)


def _matches(
    one: str, other: str, langs: tuple[str, str], origins: tuple[str | None, ...]
) -> list[Match]:
    """Return the readings that reconcile two spellings of a word, the likeliest first."""
    found = []
    readings = _readings(one, other, origins)
    least = max(readings.values(), default=0.0) + _NEGLIGIBLE
    for (origin, text), weight in readings.items():
        if weight >= least:
            left, cost = _by(one, text, origin, langs[0])
            right, other_cost = _by(other, text, origin, langs[1])
            if left and right:
                found.append(Match(text, origin, weight + cost + other_cost, (left, right)))
    return sorted(found, key=lambda match: -match.weight)


def _weight(origin: str, words: Sequence[Match | None], found: Sequence[Sequence[Match]]) -> float:
    """Return how likely a whole name is from an origin; words that it does not explain count."""
    weight = prior(origin)
    for match, word in zip(words, found, strict=True):
        if match:
            weight += match.weight - prior(origin)
        elif word:
            weight += min(other.weight for other in word) + _UNMATCHED
    return weight + _CHANGED * (_changes(words, 0) + _changes(words, 1))


def _first(matches: Sequence[Match], origin: str) -> Match | None:
    return next((match for match in matches if match.origin == origin), None)


def _changes(words: Sequence[Match | None], side: int) -> int:
    """Return how often the convention of one side changes from word to word."""
    changes = 0
    common: set[str] = set()
    for match in filter(None, words):
        both = common & set(match.ways[side])
        changes += bool(common) and not both
        common = both or set(match.ways[side])
    return changes


def spread(text: str, parts: Sequence[str]) -> list[str]:
    """Cut `text` like `parts`, which join to the same text but for marks and signs."""
    left = [len(fold(part)) for part in parts]
    cut = [""] * len(parts)
    at = 0
    for char in text:
        length = len(fold(char))
        while length and at < len(parts) - 1 and left[at] <= 0:
            at += 1
        cut[at] += char
        left[at] -= length
    return cut


def _readings(
    one: str, other: str, origins: tuple[str | None, ...]
) -> dict[tuple[str, str], float]:
    """Return the readings of both words, by origin and text, with their best weights."""
    weights: dict[tuple[str, str], float] = {}
    for word in (one, other):
        for origin in origins:
            for reading in read(word, None, origin, _READINGS):
                key = (reading.origin, reading.text)
                weight = reading.weight + (prior(origin) if origin else 0.0)
                weights[key] = max(weight, weights.get(key, weight))
        if None in origins and (syllables := _chinese(word)):
            weights[_CHINESE, word] = _IS_CHINESE + _SYLLABLE * syllables
    return weights


def _chinese(word: str) -> int:
    """Return how many syllables of pinyin make up a word; 0 where something else is in it."""
    scheme = load(_CHINESE)
    found = pieces(fold(word), scheme.convention(_BY_SYLLABLES))
    return len(found) if all(set(letters) & _PINYIN_VOWELS for letters, _ in found) else 0


def _by(word: str, text: str, origin: str, lang: str) -> tuple[dict[str, Convention], float]:
    """Return the conventions that spell `text` as `word`, and the cost of taking them for it."""
    for cost, plain in ((0.0, str.casefold), (_MARKS_LOST, fold)):
        wanted = plain(word)
        own: dict[str, Convention] = {}
        admitted: dict[str, Convention] = {}
        for way, spelled, is_own in _spelled(text, origin):
            if plain(spelled) == wanted:
                (own if is_own else admitted).setdefault(way.id, way)
        found = {**admitted, **own}
        if found:
            in_lang = {id: way for id, way in found.items() if lang in way.langs}
            return in_lang or found, cost if own else cost + _ADMITTED
    return {}, 0.0


@lru_cache(maxsize=4096)
def _spelled(text: str, origin: str) -> list[tuple[Convention, str, bool]]:
    """Return every way to write `text`, and whether it is a convention's own."""
    return [
        (way, spell(text, way), way is own)
        for own in load(origin).conventions.values()
        for way in (own, *own.also)
    ]
