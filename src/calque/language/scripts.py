"""
Writing systems: which one a letter belongs to, which one a language is written in, and which
letters of two of them look alike.

Source: Unicode Standard, Blocks.txt, for the ranges; Unicode UTS #39, confusables.txt, for the
look-alikes (single letters only, capitals with capitals).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Final

# First and last code point of each stretch of letters; Chinese, Japanese and Korean go as one,
# since their texts mix scripts.
_RANGES: Final = (
    (0x0041, 0x024F, "Latin"),
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0531, 0x058A, "Armenian"),
    (0x0591, 0x05F4, "Hebrew"),
    (0x0600, 0x077F, "Arabic"),
    (0x0780, 0x0DFF, "Indic"),
    (0x0E01, 0x109F, "Southeast Asian"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1100, 0x11FF, "East Asian"),
    (0x1200, 0x139F, "Ethiopic"),
    (0x1780, 0x17FF, "Southeast Asian"),
    (0x1E00, 0x1EFF, "Latin"),
    (0x1F00, 0x1FFF, "Greek"),
    (0x3041, 0x30FA, "East Asian"),
    (0x30FC, 0x31FF, "East Asian"),
    (0x3400, 0x9FFF, "East Asian"),
    (0xAC00, 0xD7AF, "East Asian"),
    (0xF900, 0xFAFF, "East Asian"),
    (0xFB1D, 0xFB4F, "Hebrew"),
    (0xFB50, 0xFDFF, "Arabic"),
    (0xFE70, 0xFEFC, "Arabic"),
    (0xFF66, 0xFF9D, "East Asian"),
)
_STARTS: Final = tuple(start for start, _, _ in _RANGES)
_SCRIPT_OF: Final = {
    **dict.fromkeys(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"), "Cyrillic"),
    **dict.fromkeys(("ar", "fa", "ps", "ur"), "Arabic"),
    **dict.fromkeys(("ja", "ko", "zh"), "East Asian"),
    **dict.fromkeys(("hi", "mr", "ne", "bn", "ta", "te"), "Indic"),
    **dict.fromkeys(("th", "my", "km", "lo"), "Southeast Asian"),
    "am": "Ethiopic",
    "el": "Greek",
    "he": "Hebrew",
    "hy": "Armenian",
    "ka": "Georgian",
}
_LATIN_OF: Final = {
    "Cyrillic": str.maketrans("АВЕЅІЈКМНОРСТУХаеѕіјорсухһԁԛԝ", "ABESIJKMHOPCTYXaesijopcyxhdqw"),
    "Greek": str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαινορ", "ABEZHIKMNOPTYXaivop"),
}
_FROM_LATIN: Final = {
    script: {latin: letter for letter, latin in reversed(table.items())}
    for script, table in _LATIN_OF.items()
}

# A Cyrillic letter by itself that stands for a Latin one: 22 °С, 105х195.
STAND_IN: Final = re.compile(
    r"(?<=[°º])[СК]\b|(?<=[°º] )[СК]\b|(?<=\d)[хХ](?=\d)|(?<=\d )[хХ](?= \d)"
)


def script_of(char: str) -> str:
    """The writing system of a letter (`Latin`, `Cyrillic` …), or "" where it has none."""
    return script_among(char) if char.isalpha() else ""


def script_among(char: str) -> str:
    """The writing system among whose letters a letter or mark stands (־ is Hebrew), or ""."""
    point = ord(char)
    k = bisect_right(_STARTS, point) - 1
    return _RANGES[k][2] if k >= 0 and point <= _RANGES[k][1] else ""


def script_for(lang: str) -> str:
    """The writing system of a language; Latin where we know no other."""
    return _SCRIPT_OF.get(lang.partition("-")[0], "Latin")


def scripts_but(*scripts: str) -> tuple[str, ...]:
    """The names of all other writing systems."""
    return tuple(dict.fromkeys(script for _, _, script in _RANGES if script not in scripts))


def letters_of(*scripts: str) -> str:
    """The letters of writing systems, for use inside a regular expression's brackets."""
    return "".join(
        f"\\u{start:04x}-\\u{end:04x}" for start, end, script in _RANGES if script in scripts
    )


def letters_but(*scripts: str) -> str:
    """The letters of all other writing systems, for use inside a regular expression's brackets."""
    return letters_of(*scripts_but(*scripts))


def looks_like(text: str, source: str, target: str) -> str | None:
    """
    Write the `source` letters of `text` with their look-alikes of `target`, one of the two Latin.

    None where one of them has no look-alike.
    """
    table = _LATIN_OF[source] if target == "Latin" else _FROM_LATIN[target]
    if any(script_of(char) == source and ord(char) not in table for char in text):
        return None
    return "".join(chr(table[ord(char)]) if script_of(char) == source else char for char in text)
