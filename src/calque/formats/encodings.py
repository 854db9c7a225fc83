"""
What is said of bytes that are not UTF-8, and what they are in where that leaves little doubt.

Told are the three that newsrooms send: UTF-16 without a mark, Russian and its like in Windows-1251,
and Western Europe in Windows-1252. Others, such as Czech in Windows-1250, have letters in other
places, and no hint is better than a wrong one: what is converted from it looks like text.
"""

from __future__ import annotations

import re
from typing import Final

# So much of a file tells (bytes), and so many of its letters and signs must be there.
_SAMPLE: Final = 100_000
_FEWEST: Final = 3
# UTF-16 has a nought in every blank and ASCII letter, always on the same side of the pair, where
# letters of any alphabet have at most this much.
_NOUGHTS: Final = 0.05
_ALPHABETS: Final = 0x20
_BROKEN: Final = re.compile("[\udc80-\udcff]")
# Of all letters in Cyrillic news these six are more than four in ten.
_CYRILLIC: Final = re.compile("[А-яЁёІіЇїЄєҐґЎў]+")
_COMMONEST: Final = frozenset("оеаинт")
_COMMON: Final = 0.35
_FEWEST_CYRILLIC: Final = 10
# What each language of the West has beside ASCII; nearly all such letters of a text are of one row.
_WESTERN: Final = (
    "äöüß",  # German
    "åäöéæø",  # Nordic
    "äöõüšž",  # Estonian
    "áéíóúýþæöð",  # Icelandic
    "àâæçéèêëîïôùûüœ",  # French
    "àèéìíòóùú",  # Italian
    "áéíïóúñüçàèò",  # Spanish, Catalan
    "áâãàçéêíóôõú",  # Portuguese
)
_NEARLY_ALL: Final = 0.9
# Signs of print, which all of Windows' encodings have in one place.
_SIGNS: Final = "‘’“”–—…"
# What may stand between two letters; any other sign there is a letter of another encoding.
_INSIDE: Final = "’–—\xad·"


def single_byte(data: bytes) -> str:
    """The encoding of one byte a character that bytes are likely in; empty where none is."""
    some = data[:_SAMPLE]
    if _is_cyrillic(some.decode("windows-1251", "replace")):
        return "windows-1251"
    return "windows-1252" if _is_western(some.decode("windows-1252", "replace")) else ""


def wide(data: bytes) -> str:
    """`utf-16le` or `utf-16be` where bytes are likely that without a mark; else empty."""
    some = data[: min(len(data), _SAMPLE) // 2 * 2]
    for encoding, at in (("utf-16le", 1), ("utf-16be", 0)):
        high, low = some[at::2], some[1 - at :: 2]
        alphabets = sum(byte <= _ALPHABETS for byte in high) > _NEARLY_ALL * len(high)
        enough = high.count(0) >= max(_FEWEST, _NOUGHTS * len(high))
        if alphabets and enough and not low.count(0):
            text = some.decode(encoding, "replace")  # its end may be half a pair
            if all(char.isprintable() or char.isspace() for char in text[:-1]):
                return encoding
    return ""


def not_utf_8(text: str) -> str:
    """What to say of a row with a byte that "surrogateescape" let through; nothing without one."""
    broken = _BROKEN.search(text)
    if not broken:
        return ""
    byte = ord(broken[0]) - 0xDC00
    return f"not UTF-8 (byte 0x{byte:02X}); convert the file to UTF-8 first"


def is_mostly_utf_8(data: bytes) -> bool:
    """Whether most of what is not ASCII is UTF-8 all the same: the file is broken at places."""
    text = data[:_SAMPLE].decode("utf-8", "surrogateescape")
    return sum(not char.isascii() for char in text) > 2 * len(_BROKEN.findall(text))


def _is_cyrillic(text: str) -> bool:
    words = _CYRILLIC.findall(text)
    letters = "".join(words).lower()
    return (
        len(letters) >= _FEWEST_CYRILLIC
        and len(letters) == sum(char.isalpha() and not char.isascii() for char in text)
        and sum(len(word) == 1 for word in words) < len(letters) / 4
        and sum(char in _COMMONEST for char in letters) > _COMMON * len(letters)
    )


def _is_western(text: str) -> bool:
    letters, signs = [], 0
    for at, char in enumerate(text):
        if char.isascii():
            continue
        before, after = text[at - 1 : at], text[at + 1 : at + 2]
        if char == "\ufffd" or (before.islower() and char.isupper()):
            return False
        if char.isalpha():
            letters.append(char.lower())
        elif before.isalpha() and after.isalpha() and char not in _INSIDE:
            return False
        signs += char in _SIGNS
    most = max(sum(char in row for char in letters) for row in _WESTERN)
    return len(letters) + signs >= _FEWEST and most >= _NEARLY_ALL * len(letters)
