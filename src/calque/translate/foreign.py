"""
What language a sentence is in, by its letters alone; for sentences that nobody translated.

Sources: `language/letters.tsv` for languages with Latin letters, `language/scripts.py` for the
others; which letters tell one language of a script from another is from CLDR 47 (exemplar sets).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from calque.config import Config
from calque.language.common import is_word
from calque.language.looks import Looks, looks
from calque.language.scripts import script_of

_WORD: Final = re.compile(r"[^\W\d_]{2,}")
# So many lines of a source tell what language it is in.
_TELLING: Final = 20
# So many words are needed, and so much more likely (natural logarithm, a word) must they be.
_WORDS: Final = 3
_ODDS_A_WORD: Final = 1.0
# Where more of the words than this are the text's own, half of the sentence is.
_OWN: Final = 0.3
# By script: the letters that tell a language, and what is left when none is there.
_TOLD_BY: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "Cyrillic": (("ў", "be"), ("іїєґ", "uk"), ("ёыэ", "ru"), ("", "ru")),
    "East Asian": (
        ("ぁ-ヺ", "ja"),
        ("가-힣", "ko"),
        ("", "zh"),
    ),
    "Arabic": (("پچژگ", "fa"), ("", "ar")),
    "Greek": (("", "el"),),
    "Armenian": (("", "hy"),),
    "Georgian": (("", "ka"),),
    "Hebrew": (("", "he"),),
}


def language_of(sentence: str, ours: str) -> str:
    """The language of a sentence in a text in `ours`, if it is plainly another; or nothing."""
    letters = [script_of(char) for char in sentence if char.isalpha()]
    for script, told in _TOLD_BY.items():
        if letters.count(script) > len(letters) / 2:
            lang = next(
                lang for marks, lang in told if not marks or re.search(f"[{marks}]", sentence, re.I)
            )
            return "" if lang == ours else lang
    return _latin(sentence, ours)


def language_of_source(lines: Sequence[str], config: Config) -> str:
    """The language of a source: as the configuration says, or as its lines look; or nothing."""
    return config.source_lang or language_of(" ".join(lines[:_TELLING]), config.lang)


def _latin(sentence: str, ours: str) -> str:
    words = [word.lower() for word in _WORD.findall(sentence) if not word[0].isupper()]
    if len(words) < _WORDS:
        return ""
    known = [one for word in words if (one := looks(word, ours))]
    if not known:
        return ""
    best = max({one.lang for one in known}, key=lambda lang: sum(_odds(words, ours, lang)))
    odds = _odds(words, ours, best)
    own = sum(
        one <= 0 or (ours == "en" and is_word(word)) for word, one in zip(words, odds, strict=True)
    )
    if own > _OWN * len(words) or sum(odds) < _ODDS_A_WORD * len(words):
        return ""
    return best


def _odds(words: list[str], ours: str, theirs: str) -> list[float]:
    seen: list[Looks | None] = [looks(word, ours, theirs) for word in words]
    return [one.odds if one else 0.0 for one in seen]
