"""
What tells a German noun from a name, since both have a capital: its forms and the words before it.

Source: Duden, Die Grammatik.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final

GERMAN: Final = "de"
# What is put on a noun for number and case, and for women.
_ENDINGS: Final = frozenset(
    ("", "e", "en", "em", "er", "ern", "es", "n", "nen", "s", "se", "sen", "ses", "in", "innen")
)
_STEM: Final = 3
# What nouns from Latin and Greek change or add, behind so many letters: Mechanismus, Mechanismen.
_LEARNED: Final = frozenset(("us", "um", "a", "en", "ien", "ur"))
_LEARNED_STEM: Final = 5
# So long are both words of a compound that may be written with a hyphen or without.
_PART: Final = 5
# Articles and what stands in their place, prepositions with an article in them, and numbers.
_DETERMINERS: Final = frozenset(
    (
        *("der", "die", "das", "den", "dem", "des"),
        *("am", "ans", "aufs", "beim", "fürs", "im", "ins", "vom", "zum", "zur"),
        *(
            "zwei",
            "drei",
            "vier",
            "fünf",
            "sechs",
            "sieben",
            "acht",
            "neun",
            "zehn",
            "elf",
            "zwölf",
        ),
        *(
            stem + end
            for stem in (
                *("ein", "kein", "mein", "dein", "sein", "ihr", "unser", "euer", "eur"),
                *("dies", "jed", "jen", "manch", "solch", "welch", "all", "beid"),
                *("viel", "wenig", "einig", "mehrer"),
            )
            for end in ("", "e", "em", "en", "er", "es")
        ),
    )
)
_NUMBERS: Final = ("zig", "ßig", "hundert", "tausend", *"0123456789")
# Between these and a noun may stand so many adjectives, and all of it takes so many letters.
_ADJECTIVES: Final = 2
_ADJECTIVE: Final = ("e", "em", "en", "er", "es")
_VERB: Final = "te"
_FAR: Final = 60
# What else sentences begin with, so that it has a capital.
_OPENERS: Final = frozenset(
    """
    ab aber als also an auch auf aus außer bei bin bis bist da dabei dafür damit danach dann
    daran darauf darf dass davon denn dennoch derzeit deshalb doch dort durch dürfen er erst es
    etwa für gegen gemäß gibt haben hat hatte hatten heute hier hinter ich in indes ist je
    jedoch jetzt kann können laut man mit muss müssen nach nachdem neben nicht noch nun nur ob
    obwohl oder ohne schon seit seitdem sie sind so sobald sogar soll sollen somit sondern sowie
    trotz über um und unter vor während wann war waren warum was weder wegen weil weiter wenn
    wer werden wie will wir wird wo wollen wurde wurden zu zudem zuletzt zuvor zwar zwischen
    """.split()  # noqa: SIM905
)


def one_noun(one: str, other: str) -> bool:
    """Whether two words are forms of one noun: Boot and Boote, Ampelstreit and Ampel-Streit."""
    return not stems(_joined(one)).isdisjoint(stems(_joined(other)))


def _joined(word: str) -> str:
    """A compound without its hyphens."""
    parts = word.split("-")
    if min(map(len, parts)) < _PART:
        return word
    return parts[0] + "".join(part.lower() for part in parts[1:])


def stems(word: str) -> frozenset[str]:
    """What a word may be without its ending, the word itself included."""
    return frozenset(_stems(word))


def _stems(word: str) -> Iterator[str]:
    for size in range(max(_STEM, len(word) - max(map(len, _ENDINGS))), len(word) + 1):
        if word[size:] in _ENDINGS or (size >= _LEARNED_STEM and word[size:] in _LEARNED):
            yield word[:size]


def follows_article(text: str, start: int) -> bool:
    """
    Whether the word at a place has an article, a number or the like before it, as nouns do.

    After a comma the same word is a pronoun (*der Pakt, den Orlow schloss*), and what is between
    may be a verb (*das sagte Orlow*).
    """
    before = text[max(0, start - _FAR) : start].rpartition("\n\n")[2]
    if not before[-1:].isspace():
        return False
    words = before.split()[::-1]
    for word, earlier in zip_longest(
        words[: 1 + _ADJECTIVES], words[1 : 2 + _ADJECTIVES], fillvalue=""
    ):
        if _is_article(word):
            return not earlier.endswith(",")
        if not (word.islower() and word.endswith(_ADJECTIVE)) or word.endswith(_VERB):
            return False
    return False


def _is_article(word: str) -> bool:
    """Whether a word is an article, a number or the like, whatever its capitals."""
    return word.lower() in _DETERMINERS or word.endswith(_NUMBERS)


def is_small(word: str) -> bool:
    """Whether a word in lower case is one that has a capital only where a sentence begins."""
    return word in _OPENERS or word in _DETERMINERS
