"""
Writing a number as a language writes it: 2.5 million, 2,5 Millionen, 250万.
"""

from __future__ import annotations

from typing import Final

from calque.language.quantities.lexicon import Lexicon, lexicon
from calque.language.quantities.quantity import same

_MILLION: Final = 1e6
_HAN_SCALES: Final = {
    "zh": ((1e8, "亿"), (1e4, "万")),
    "ja": ((1e8, "億"), (1e4, "万")),
    "ko": ((1e8, "억"), (1e4, "만")),
}
# More decimals than this before a scale word are unusual; the whole number is written out.
_DECIMALS: Final = 3


def written(value: float, lang: str, *, plain: bool = False) -> str:
    """
    A number in the language's own habit, large ones with a scale word.

    `plain` leaves grouping and scale words out, as for a year. In a language that we have no tables
    for it is written with an English point and commas.
    """
    lex = lexicon(lang) or lexicon("en")
    assert lex is not None
    if plain:
        return _figures(value, lex, grouped=False)
    if lex.lang in _HAN_SCALES and value == int(value) and value >= 1e4:
        return _han(int(value), lex.lang)
    for scale, words in reversed(lex.cldr["scales"].items()):
        size = float(scale)
        count = value / size
        if size >= _MILLION and abs(count) >= 1 and same(count, round(count, _DECIMALS)) and words:
            return f"{_figures(round(count, _DECIMALS), lex)} {_scale_word(count, words, lex)}"
    return _figures(value, lex)


def _figures(value: float, lex: Lexicon, *, grouped: bool = True) -> str:
    text = f"{value:,.6f}".rstrip("0").rstrip(".")
    whole, _, part = text.partition(".")
    # Four figures stand together where the language says so, or takes a space to group.
    if not grouped or (len(whole.lstrip("-")) == 5 and lex.group == "\u00a0"):
        whole = whole.replace(",", "")
    return whole.replace(",", lex.group) + (lex.decimal + part if part else "")


def _scale_word(count: float, words: dict[str, str], lex: Lexicon) -> str:
    """The scale word in the plural form that the count asks for."""
    plural = lex.cldr["plural_fraction"]
    if count == int(count):
        whole = int(abs(count))
        plural = lex.cldr["plural"][whole if whole < 100 else 100 + whole % 100]
    return words.get(plural) or words.get("x") or next(iter(words.values()))


def _han(value: int, lang: str) -> str:
    parts = []
    for size, name in _HAN_SCALES[lang]:
        count, value = divmod(value, int(size))
        if count:
            parts.append(f"{count}{name}")
    return "".join(parts) + (str(value) if value else "")
