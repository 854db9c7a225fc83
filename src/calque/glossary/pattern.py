r"""
The small pattern language of phrase, quantity and residue entries.

    the internet (was|is) broken     words match whole words, in any case, across line breaks
    (a|b c)   one of                 (a|)   one of, or nothing
    ...       up to four words       <word> any one word
    [take]    any form of the word: takes, took, taken   [take|make] of one of them
    <num>     a number               <Name> one to four capitalised words
    <year>    a year in figures      (the|<Name>) a class may be one of a bracket's choices
    *         (residue) the rest of the line
    (a|b):    what is written right after a bracket stands right after it

Brackets, gaps and classes are numbered from 1; a template says `{1}` to keep what stood there, and
`{1:break down}` for other words in the form that stood there (broke down, breaks down).
Every pattern has an *anchor*, its longest run of literal words, the choices of a bracket, or these
with the word beside it: the matcher looks for anchors only, once for all entries, and the pattern
is tried where one was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, product
from typing import Final

from calque.language.articles import agreed
from calque.language.common import FREQUENT
from calque.language.inflection import forms, in_place_of
from calque.language.letters import APOSTROPHES, HYPHENS, UPPER, fold

SPACE: Final = r"[ \n\u00a0]"
_WORD: Final = r"[^\W_](?:[^\W_]|['’‑-](?=[^\W_]))*"
_NUMBER_WORDS: Final = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen"
    "|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    "|hundred|thousand|million|billion|dozen"
)
_CLASSES: Final = {
    "<word>": _WORD,
    "<num>": rf"(?:\d+(?:[.,\u00a0 ]\d+)*|(?i:{_NUMBER_WORDS}))",
    "<Name>": rf"[{UPPER}][^\W_]*(?:[ '’-][{UPPER}][^\W_]*){{0,3}}",
    "<year>": r"(?:1\d|20)\d\d",
}
_GAP: Final = rf"(?:,?{SPACE}[^\s.!?;:]+){{0,4}}?"
_TOKEN: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|<\w+>|\.\.\.|\*|[^\s()\[\]<>*]+")
_CLASS: Final = re.compile(r"(<\w+>)")
_PLACEHOLDER: Final = re.compile(r"\{(\d+)(?::([^{}]+))?\}")
_MIN_ANCHOR: Final = 3
# A bracket and its neighbour are looked for together where they are not more.
_MOST_PAIRS: Final = 200
# Signs that a line may have before and after its words.
_BEFORE: Final = 3
_AFTER: Final = 12
# A line that is longer is text, whatever it begins with.
_LONGEST: Final = 600
_LINE: Final = (rf"^\W{{0,{_BEFORE}}}", rf"[\s\W\d]{{0,{_AFTER}}}$")
_WORDS: Final = (r"(?<![^\W_])", r"(?![^\W_])")


class PatternError(ValueError):
    """A pattern or template that can't be read; the message says why."""


@dataclass(frozen=True)
class Pattern:
    """
    A pattern that can be read: its expression, its anchors (folded) and how many groups it has.

    `words` are those that stand in all it matches, folded; `longest` is the greatest length of a
    line that it may be, 0 for one that is not of whole lines. `lemmas` has the words whose forms a
    group may be. The expression is compiled when an anchor is first met: most never are.
    """

    expression: str
    anchors: tuple[str, ...]
    words: tuple[str, ...]
    longest: int
    groups: int
    lang: str
    lemmas: Mapping[int, tuple[str, ...]]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression."""
        return re.compile(self.expression)

    @property
    def open_ended(self) -> bool:
        """Whether a line that it matches may hold words of any number: a title."""
        return self.longest == _LONGEST

    @cached_property
    def inside(self) -> re.Pattern[str]:
        """The compiled expression of a pattern of whole lines, for its words within a line."""
        body = self.expression.removeprefix(_LINE[0]).removesuffix(_LINE[1])
        return re.compile(body.join(_WORDS))


def compile_pattern(pattern: str, lang: str, *, whole_line: bool = False) -> Pattern:
    """
    Compile one pattern for texts in `lang`; with `whole_line` what ends a line is free.

    Raises PatternError where it has no literal word of three letters or can't be read.
    """
    tokens = _TOKEN.findall(pattern)
    if "".join(tokens).replace(" ", "") != "".join(pattern.split()).replace(" ", ""):
        raise PatternError(f"pattern {pattern!r}: brackets don't close, or nest")
    pieces: list[str] = []
    groups = 0
    lemmas: dict[int, tuple[str, ...]] = {}
    leading = True
    for token, glued in zip(tokens, _glued(pattern), strict=True):
        piece, grouped = _piece(token, pattern, lang, whole_line)
        pieces.append(piece if glued else _spaced(piece, token, leading=leading))
        groups += grouped
        if token.startswith("["):
            lemmas[groups] = _choices(token)
        leading = leading and _is_optional(token)
    regex = "".join(pieces).join(_LINE if whole_line else _WORDS)
    anchors = _anchors(tokens, pattern, lang)
    words = tuple(dict.fromkeys(fold(token) for token in tokens if _is_literal(token)))
    longest = _longest(tokens, lang) if whole_line else 0
    return Pattern(regex, anchors, words, longest, groups, lang, lemmas)


def compile_template(template: str, pattern: Pattern) -> str:
    """
    Return the template as given once its `{n}` and `{n:words}` are known to exist.

    Raises PatternError for one that does not.
    """
    for number, words in _PLACEHOLDER.findall(template):
        if not 1 <= int(number) <= pattern.groups:
            raise PatternError(f"right {template!r}: {{{number}}} names no bracket, gap or class")
        if words and int(number) not in pattern.lemmas:
            raise PatternError(f"right {template!r}: {{{number}:{words}}} wants [square] brackets")
    return template


def fill(template: str, match: re.Match[str], pattern: Pattern) -> str:
    """Fill a template from a match: what stood in the gaps, capitals and forms as they were."""

    def filled(hole: re.Match[str]) -> str:
        number, words = int(hole[1]), hole[2]
        found = (match.group(number) or "").strip()
        if not words:
            return found
        lemma = next(word for word in pattern.lemmas[number] if _is_form(found, word, pattern.lang))
        return in_place_of(words, lemma, found, match.string[: match.start(number)], pattern.lang)

    text = _PLACEHOLDER.sub(filled, template)
    text = re.sub(r" +(?=[ ,])", "", text).strip()
    if pattern.lang == "en":
        text = agreed(text)
    if match.group().isupper():
        return text.upper()
    return text[:1].upper() + text[1:] if match.group()[:1].isupper() else text


def _is_literal(token: str) -> bool:
    return not token.startswith(("(", "[", "<", "...", "*"))


def _longest(tokens: Iterable[str], lang: str) -> int:
    """The greatest length of a line that a pattern matches; a comma may follow each word."""
    length = _BEFORE + _AFTER
    for token in tokens:
        if _is_literal(token):
            length += len(token) + 2
        elif token.startswith(("(", "[")) and not _CLASS.search(token):
            choices = _choices(token)
            forms = _forms(choices, lang) if token.startswith("[") else choices
            length += max(map(len, forms)) + 2
        else:
            return _LONGEST
    return min(length, _LONGEST)


def _is_form(found: str, lemma: str, lang: str) -> bool:
    return fold(found) in forms(lemma, lang)


def _piece(token: str, pattern: str, lang: str, whole_line: bool) -> tuple[str, int]:
    """The expression for one token, and how many groups it makes."""
    if token == "...":
        return f"({_GAP})", 1
    if token == "*":
        if not whole_line:
            raise PatternError(f"pattern {pattern!r}: * is for residue lines only")
        return r"([^\n]*)", 1
    for unknown in sorted(set(_CLASS.findall(token)).difference(_CLASSES)):
        known = ", ".join(_CLASSES)
        raise PatternError(f"pattern {pattern!r}: unknown class {unknown}; there are {known}")
    if token in _CLASSES:
        return f"({_CLASSES[token]})", 1
    if token.startswith(("(", "[")):
        choices = _choices(token)
        if not (all if token.startswith("[") else any)(choices):
            raise PatternError(f"pattern {pattern!r}: empty brackets")
        if token.startswith("["):
            choices = _forms(choices, lang)
        return f"((?i:{'|'.join(_choice(choice) for choice in choices if choice)}))", 1
    return f"(?i:{_literal(token)})", 0


def _forms(lemmas: tuple[str, ...], lang: str) -> tuple[str, ...]:
    return tuple(form for lemma in lemmas for form in forms(lemma, lang))


def _spaced(piece: str, token: str, *, leading: bool) -> str:
    """The piece with the space that parts it from its neighbour; an optional one takes it along."""
    if token in ("...", "*"):
        return piece
    if leading:
        return f"(?:{piece}{SPACE})?" if _is_optional(token) else piece
    return f"(?:{SPACE}{piece})?" if _is_optional(token) else f",?{SPACE}{piece}"


def _glued(pattern: str) -> list[bool]:
    """For each token, whether it is a mark such as a colon right after a bracket."""
    matches = list(_TOKEN.finditer(pattern))
    ends = (0, *(match.end() for match in matches))
    return [
        0 < match.start() == end
        and match[0] != "..."
        and not match[0][0].isalnum()
        and match[0][0] not in "(<*["
        for match, end in zip(matches, ends, strict=False)
    ]


def _is_optional(token: str) -> bool:
    return token.startswith("(") and "" in _choices(token)


def _choice(words: str) -> str:
    """One of a bracket's choices: words, with classes among them."""
    return "".join(
        f"(?-i:{_CLASSES[part]})" if part in _CLASSES else _literal(part)
        for part in _CLASS.split(words)
    )


def _literal(words: str) -> str:
    """Literal words, whatever apostrophe, hyphen or space the text has."""
    escaped = re.escape(fold(words))
    escaped = escaped.replace("'", f"[{APOSTROPHES}]").replace(r"\-", f"[{HYPHENS}]")
    return escaped.replace(r"\ ", SPACE)


def _anchors(tokens: list[str], pattern: str, lang: str) -> tuple[str, ...]:
    """
    What to look for before the pattern is tried, folded.

    A run of literal words, all choices of a bracket, or what a bracket and its neighbour can be
    together: what has the smallest share of words that every article has, then what is longest at
    its shortest, because short words are common.
    """
    runs: list[list[str]] = [[]]
    pieces: list[tuple[str, ...]] = []  # what may stand for each token; nothing where that is open
    for token, glued in zip(tokens, _glued(pattern), strict=True):
        if glued or not _is_literal(token):
            runs.append([])
        else:
            runs[-1].append(fold(token))
        pieces.append(() if glued else _spelled_out(token, lang))
    alone: list[tuple[str, ...]] = [(" ".join(run),) for run in runs]
    alone += [piece for token, piece in zip(tokens, pieces, strict=True) if token[0] in "(["]
    telling = [one for one in alone if one and all(map(_is_telling, one))]
    if not telling:
        raise PatternError(f"pattern {pattern!r}: needs a literal word of three letters or more")
    telling += [
        tuple(f"{one}{comma} {other}" for one, comma, other in product(left, ("", ","), right))
        for left, right in pairwise(pieces)
        if 1 < len(left) * len(right) <= _MOST_PAIRS
    ]
    return max(telling, key=_rarity)


def _spelled_out(token: str, lang: str) -> tuple[str, ...]:
    """All that a token may stand for, folded; nothing where it may be nothing or anything."""
    if _is_literal(token):
        return (fold(token),)
    if token[0] not in "([" or _is_optional(token) or _CLASS.search(token):
        return ()
    choices = _choices(token)
    return tuple(map(fold, _forms(choices, lang) if token[0] == "[" else choices))


def _rarity(candidate: tuple[str, ...]) -> tuple[float, int]:
    common = sum(FREQUENT.issuperset(fold(anchor).split()) for anchor in candidate)
    return -common / len(candidate), min(map(len, candidate))


def _choices(token: str) -> tuple[str, ...]:
    return tuple(choice.strip() for choice in token[1:-1].split("|"))


def _is_telling(anchor: str) -> bool:
    return sum(char.isalpha() for char in anchor) >= _MIN_ANCHOR or "%" in anchor
