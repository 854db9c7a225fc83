"""
Whether a sentence says no, by the words of its language (`negation.toml`).
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.scripts import script_for


class Negation(NamedTuple):
    """The words of a language that negate, that may, and the phrases that only look so."""

    words: re.Pattern[str]
    also: re.Pattern[str]
    idle: re.Pattern[str]


_NEVER: Final = re.compile(r"(?!)")


@cache
def negation(lang: str) -> Negation | None:
    """What negates in a language; None where nothing is known of it."""
    table = _tables().get(lang)
    if table is None:
        return None
    whole = script_for(lang) != "East Asian"
    return Negation(*(_pattern(table[key], whole=whole) for key in ("words", "also", "not")))


@cache
def _tables() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((files("calque.language") / "negation.toml").read_text(encoding="utf-8"))


def _pattern(forms: list[str], *, whole: bool) -> re.Pattern[str]:
    if not forms:
        return _NEVER
    # A set of letters in brackets stays one.
    parts = [re.sub(r"[.*]", lambda m: r"\w*" if m[0] == "*" else r"\.", form) for form in forms]
    joined = "|".join(sorted(parts, key=len, reverse=True)).replace(" ", r"\s+" if whole else " ?")
    return re.compile(rf"(?<!\w)(?:{joined})(?!\w)" if whole else joined, re.IGNORECASE)


def negations(text: str, lang: str) -> list[Span]:
    """Where the words stand that negate by themselves."""
    known = negation(lang)
    if known is None:
        return []
    idle = [match.span() for match in known.idle.finditer(text)]
    found = (Span(*match.span()) for match in known.words.finditer(text))
    return [span for span in found if not any(span.overlaps(one) for one in idle)]


def may_negate(text: str, lang: str) -> bool:
    """Whether anything in a text may make it say no."""
    known = negation(lang)
    return known is None or bool(known.words.search(text) or known.also.search(text))
