"""
What tells two names apart whatever else agrees: whom an ending names, what English adds to a name.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from calque.names.sounds import is_vowel, load

# Latvian gives towns a feminine ending (Minska, Ostrova); Latvian and Lithuanian give men an s.
_FEMININE_TOWNS = "lv"
_SHORT_WORD = 2
_SHORT_NAME = 3


def told_apart(
    left: Sequence[str],
    right: Sequence[str],
    pairs: Sequence[tuple[tuple[int, ...], tuple[int, ...]]],
    langs: tuple[str, str],
) -> tuple[str, ...]:
    """Return what tells the paired words of two names apart, as `of_words` has it."""
    if len(left) == len(right) == 1:
        return of_words(left[0], right[0], langs, given=False)
    found: list[str] = []
    several = len(pairs) > 1
    for ones, others in pairs:
        one = "".join([left[i] for i in ones])
        other = "".join([right[j] for j in others])
        if one != other:
            last = len(left) - 1 in ones or len(right) - 1 in others
            found += of_words(one, other, langs, given=several and not last)
    return tuple(found)


def of_words(one: str, other: str, langs: tuple[str, str], *, given: bool) -> tuple[str, ...]:
    """
    Return what tells two words apart; `given` is whether they are given names.

    `man≠woman` and the like are endings of two kinds, `≠-s` is an English suffix, `≠-a` the ending
    of a woman's given name.
    """
    by_ending = _by_ending(one, other, langs)
    if given:
        more = "≠-a" if _is_woman(one, other, langs) else ""
    else:
        more = _by_suffix(one, other, langs)
    return tuple(filter(None, (by_ending, more))) if by_ending or more else ()


def _by_ending(one: str, other: str, langs: tuple[str, str]) -> str:
    endings = _ending(one), _ending(other)
    if endings[0] == endings[1] or not all(endings):
        return ""
    town = set(endings) == {"man", "woman"} and langs[endings.index("woman")] == _FEMININE_TOWNS
    return "" if town else f"{endings[0]}≠{endings[1]}"


@lru_cache(maxsize=65536)
def _ending(word: str) -> str | None:
    return load().ending(word)


def _by_suffix(one: str, other: str, langs: tuple[str, str]) -> str:
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    if len(short) <= _SHORT_WORD or (added := _added(short, long)) not in load().added:
        return ""
    if added == "s" and _ending(short) == "man" and langs != ("en", "en"):
        return ""
    return f"≠-{added}" if langs[long == other] in ("", "en") else ""


def _added(one: str, other: str) -> str | None:
    """Return what `other` has after `one`; a last vowel may go (Canada, Canadian)."""
    if other.startswith(one):
        return other.removeprefix(one)
    stem = one[:-1] if is_vowel(one[-1]) else one
    return other.removeprefix(stem) if other.startswith(stem) else None


def _is_woman(one: str, other: str, langs: tuple[str, str]) -> bool:
    """Whether two given names are a man's and a woman's: Valentin, Valentina."""
    short, long = sorted((one, other), key=len)
    return (
        len(short) > _SHORT_NAME
        and long == short + "a"
        and not is_vowel(short[-1])
        and _FEMININE_TOWNS not in langs
    )
