"""
Codes of languages, and English names for messages.

Source: CLDR, languageDisplayNames, English; `languages.tsv` is made by `tools/languages.py`.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from typing import Final

# The languages that news mostly comes in.
_NAMES: Final = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bs": "Bosnian",
    "bg": "Bulgarian",
    "ca": "Catalan",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fa": "Persian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
    "hy": "Armenian",
    "is": "Icelandic",
    "it": "Italian",
    "ja": "Japanese",
    "ka": "Georgian",
    "kk": "Kazakh",
    "ko": "Korean",
    "ky": "Kyrgyz",
    "lt": "Lithuanian",
    "lv": "Latvian",
    "mk": "Macedonian",
    "mn": "Mongolian",
    "nl": "Dutch",
    "no": "Norwegian",
    "pl": "Polish",
    "pt": "Portuguese",
    "ro": "Romanian",
    "ru": "Russian",
    "sk": "Slovak",
    "sl": "Slovenian",
    "sr": "Serbian",
    "sv": "Swedish",
    "tg": "Tajik",
    "tr": "Turkish",
    "uk": "Ukrainian",
    "uz": "Uzbek",
    "zh": "Chinese",
}

KNOWN_LANGUAGES: Final = tuple(_NAMES.values())
# Those languages by how many people speak them where they are official (CLDR 41, language
# populations).
_BY_SPEAKERS: Final = """
    zh en es ar pt fr ru ja de fa tr ko it pl uz uk nl ro sr kk sv el cs hu be tg he ca bs bg mn
    da fi no sk hr ka hy ky lt sl mk lv et is
    """.split()  # noqa: SIM905


@cache
def _all_names() -> dict[str, str]:
    """Every language that CLDR has a name for, by the shortest code there is: `en`, never `eng`."""
    text = (files("calque.language") / "languages.tsv").read_text(encoding="utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return {code: name for code, _, name in (line.partition("\t") for line in lines)}


def language_code(tag: str) -> str:
    """
    The language of a tag: `en` for `en`, `EN`, `en-GB` or `en_US`.

    Raises ValueError, which says what to write, where the tag names no language.
    """
    code = re.split("[-_]", tag, maxsplit=1)[0].lower()
    if code in _all_names():
        return code
    named = next((code for code, name in _all_names().items() if name.lower() == tag.lower()), None)
    remedy = repr(named) if named else "one such as 'en' or 'fi'"
    raise ValueError(f"{tag!r} is no language code; write {remedy}")


# Ways of writing a language that some data have: `nb` for Norwegian, codes no longer in use.
_ALIASES: Final = {"iw": "he", "mo": "ro", "nb": "no", "nn": "no", "sh": "sr"}


def canonical(code: str) -> str:
    """
    The code by which names go by their language: `nb` is `no`, `pt-BR` is `pt`, `ru?` is `ru`.

    A question mark, which some data have after a code that was guessed, counts for nothing.
    """
    if not code:
        return code
    if code not in _all_names():
        code = re.split("[-_?]", code.strip(), maxsplit=1)[0].lower()
    return _ALIASES.get(code, code)


def by_speakers(code: str) -> int:
    """The place of a language among all by how many speak it, for sorting."""
    return _BY_SPEAKERS.index(code) if code in _BY_SPEAKERS else len(_BY_SPEAKERS)


def languages() -> tuple[str, ...]:
    """The languages that news mostly comes in, those that most people speak first."""
    return tuple(sorted(_NAMES, key=lambda code: (by_speakers(code), code)))


def language_name(code: str) -> str:
    """The English name of a language, or its code where we have none."""
    return _NAMES.get(code) or _all_names().get(code, code)


def language_names(codes: tuple[str, ...]) -> str:
    """The names of a few languages in a row: `Finnish, Swedish or 7 more`."""
    names = [language_name(code) for code in codes]
    if not names:
        return "another system"
    if len(names) <= 3:
        return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{names[0]}, {names[1]} or {len(names) - 2} more"
