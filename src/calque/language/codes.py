"""
English names of languages, for messages.

Source: CLDR 47, languageDisplayNames, English.
"""

from __future__ import annotations

from typing import Final

_NAMES: Final = {
    "ar": "Arabic",
    "be": "Belarusian",
    "bs": "Bosnian",
    "bg": "Bulgarian",
    "cs": "Czech",
    "da": "Danish",
    "de": "German",
    "el": "Greek",
    "en": "English",
    "es": "Spanish",
    "et": "Estonian",
    "fi": "Finnish",
    "fr": "French",
    "he": "Hebrew",
    "hr": "Croatian",
    "hu": "Hungarian",
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


def language_name(code: str) -> str:
    """The English name of a language, or its code where we have none."""
    return _NAMES.get(code, code)


def language_names(codes: tuple[str, ...]) -> str:
    """The names of a few languages in a row: `Finnish, Swedish or 7 more`."""
    names = [language_name(code) for code in codes]
    if not names:
        return "another system"
    if len(names) <= 3:
        return " or ".join(filter(None, [", ".join(names[:-1]), names[-1]]))
    return f"{names[0]}, {names[1]} or {len(names) - 2} more"
