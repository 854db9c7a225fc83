"""
What tells two spellings apart by itself, whatever their likeness.

Petrov and Petrova are two, and so are names that differ by a number, by what English itself adds
(Russia, Russian) or by the kind of place they are (Sakuragi-cho, Sakuragi-tei). In pinyin each
syllable has one spelling and the family name comes first, so without the source two names behind
different ones are two people's (Zhou Qunfeng, Shen Qiongfeng: ISO 7098:2015). In German, where
every noun has a capital, forms of one noun (Boot, Boote) are no name in two spellings, and where
names have endings, nor are forms of one name.
"""

from __future__ import annotations

import re
from itertools import product
from typing import Final

from calque.language.common import is_english_only, is_known_name, is_word
from calque.language.endings import one_name
from calque.language.german import GERMAN, one_noun
from calque.language.letters import fold
from calque.language.mentions import Spelling
from calque.names.align import align
from calque.names.comparison import compare
from calque.names.fold import fold as bare
from calque.names.pinyin import is_pinyin
from calque.names.source import Source
from calque.names.words import words

# What is added to a name to make another: plurals, demonyms, those who follow, and children.
_ENGLISH: Final = frozenset(
    """
    s es n an ans ian ians ean eans er ers ish ic ics is ite ites ist ista ists ism
    son sson dottir sdottir dóttir sdóttir
    """.split()  # noqa: SIM905
)
# What kind of place a name in Japanese or Korean says it is: a town, a city, a ward, a county.
_KINDS: Final = frozenset(
    (
        *("cho", "machi", "mura", "son", "shi", "ku", "gun", "ken"),
        *("si", "gu", "eup", "myeon", "ri", "dong", "do"),
    )
)
_BRITISH: Final = (
    *(("isation", "ization"), ("our", "or"), ("re", "er"), ("ence", "ense"), ("ise", "ize")),
)
_PLAIN: Final = str.maketrans("äöüÄÖÜ", "aouAOU")
_NOT_DIGIT: Final = re.compile(r"\D+")


def told_apart(one: Spelling, other: Spelling, source: Source | None = None) -> bool:
    """
    Whether the spellings alone show that they are two names, or that English made the second.

    Endings that name two people count for nothing where the source has one word form for both, or
    forms of one sex, or an adjective that is nobody's name.
    """
    names = one.name, other.name
    numbers = {_NOT_DIGIT.sub("", name) for name in names}
    if len(numbers) > 1 or (source is None and _of_two_families(one, other)):
        return True
    if one.lang != "en" and _is_of_language(one, other):
        return True
    if _is_english(*names) or (_is_demonym(*names) and all(map(is_known_name, names))):
        return True
    if _other_words(*names) or _other_kind(*names) or _other_kind(*reversed(names)):
        return True
    left, right = words(one.name), words(other.name)
    if len(left) == len(right) > 1 and (
        sorted(left) == sorted(right)
        or not all(align(*pair).operations for pair in zip(left, right, strict=True))
    ):
        return True
    return any("≠" in reason for reason in compare(*names).reasons) and not (
        source
        and (
            source.same_form(one, other)
            or source.same_sex(one, other)
            or source.one_adjective(one, other)
        )
    )


def _of_two_families(one: Spelling, other: Spelling) -> bool:
    """Whether two names in pinyin stand behind different names in pinyin, however spelled."""
    if bare(one.name) == bare(other.name) or not (is_pinyin(one.name) and is_pinyin(other.name)):
        return False
    families = [list(filter(is_pinyin, name.before)) for name in (one, other)]
    return all(families) and not any(compare(*pair).same for pair in product(*families))


def _is_of_language(one: Spelling, other: Spelling) -> bool:
    """
    Whether the text's own language, not English, makes the one of the other or has only the one.

    Forms of a name or of a German noun, compounds with a name (Swedish *Debian-paket*,
    *Debianpaket*), and an English word in an English phrase.
    """
    names, lang = (one.name, other.name), one.lang
    if one_name(*names, lang) or _compounds(*names) or _compounds(*reversed(names)):
        return True
    if lang == GERMAN and _is_german_noun(one, other):
        return True
    return sum(is_english_only(name, lang) is True for name in names) == 1


def _compounds(one: str, other: str) -> bool:
    """Whether a word hangs on a name by a hyphen, and the other begins with that name."""
    head, _, tail = one.partition("-")
    return len(head) > 1 and tail.islower() and fold(other).startswith(fold(head))


def _is_german_noun(one: Spelling, other: Spelling) -> bool:
    """Whether two words are forms of one noun; of a plural with an umlaut an article must tell."""
    if one_noun(one.name, other.name):
        return True
    plain = (name.translate(_PLAIN) for name in (one.name, other.name))
    return one_noun(*plain) and (one.follows_article or other.follows_article)


def _is_english(one: str, other: str) -> bool:
    """Whether two words differ by capitals, an English ending or British spelling only."""
    short, long = sorted((fold(one), fold(other)), key=len)
    if long.startswith(short):
        added = long[len(short) :]
        if added == "i":
            return not short.endswith("y")  # Israeli, but Borovskyi is no Borovsky with more
        return not added or added in _ENGLISH or (added == "y" and short.endswith("sk"))
    return any(
        short.replace(british, american) == long.replace(british, american)
        for british, american in _BRITISH
    )


def _other_words(one: str, other: str) -> bool:
    """Whether each hangs another English word on something: Unicode-based, Unicode-backed."""
    tails = {name.rpartition("-")[2] for name in (one, other) if "-" in name}
    return len(tails) > 1 and all(tail.islower() and is_word(tail) for tail in tails)


def _other_kind(one: str, other: str) -> bool:
    """Whether a name of a Japanese or Korean place of one kind is beside one of another kind."""
    place, _, kind = fold(one).rpartition("-")
    rest = fold(other).removeprefix(place).lstrip("-")
    return bool(place) and kind in _KINDS and rest not in ("", kind) and fold(other) != rest


def _is_demonym(one: str, other: str) -> bool:
    """Whether two words differ as a country and its people may: Argentina, Argentine."""
    return one[:-1] == other[:-1] and {one[-1:], other[-1:]} == {"a", "e"}
