"""
Short lines that no glossary knows, in the midst of a page's furniture.

A page has labels of its own, and no list has them all. What stands between two known lines at the
foot, or after the last one, and reads as a label (few words, no mark at its end) is one more, if
there are no more of them than of known lines around. At the head it must be shorter still.

Left alone is what could be the story's: names, lines with figures (results, ingredients), verse and
lists, which are longer than three lines, and all of a run that has such a line in it.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from calque.document import Span
from calque.glossary.labels import SHORT_NAMES
from calque.language.common import is_known_name, is_word
from calque.language.scan import Scan

_MOST: Final = 3
_LONGEST: Final = 60
_MOST_WORDS: Final = 6
_LONGEST_AT_HEAD: Final = 30
_WORDS_AT_HEAD: Final = 3
_NAME_WORDS: Final = 4
_LEAD_WORDS: Final = 3
# Of this many words or more, a title is no site's name or section.
_TITLE_WORDS: Final = 4
# A count, some minutes, or a service by its initials.
_BARE: Final = re.compile(
    rf"""{SHORT_NAMES} | \(?\d{{1,3}}(?:[\ .,\u00a0]\d{{3}})*\)? | \d+(?:[.,]\d+)?\s?[KkMКк]\+?
    | \d{{1,2}}\ min\.?""",
    re.VERBOSE,
)
_TELLS: Final = re.compile(r"[\d“”„\"«»]|^[-–—•*]|[.!?,;]$|:.")


class Strangers(NamedTuple):
    """Unknown lines in a row; `bare` says that it is one that says nothing: `1.2K`, `»`, `X`."""

    lines: tuple[Span, ...]
    bare: bool


def strangers(
    scan: Scan,
    known: Container[Span],
    firm: Container[Span],
    title: Span | None,
    edges: tuple[int, int],
) -> Iterator[Strangers]:
    """
    Yield the unknown lines among furniture.

    `known` are its lines, of which those in `firm` stand around an article, never within it;
    `edges` are where the head ends and the foot begins.
    """
    head, foot = edges
    below = _runs([line for line in scan.lines if line.start >= foot], known)
    for at, run in enumerate(below):
        before, after = _around(below, at)
        # One line such as "Read also: …" may stand anywhere, and the story go on after it.
        begun = at > 1 or len(before) > 1 or any(line in firm for line in before)
        if before and begun and len(run[1]) <= min(_MOST, len(before) + len(after)):
            yield from _told(scan, run, _LONGEST, _MOST_WORDS)
    if title and len(scan.text[title.start : title.end].split()) >= _TITLE_WORDS:
        lines = [line for line in scan.lines if title.end < line.start < min(head, foot)]
        above = _runs(lines, known)
        for at, run in enumerate(above):
            before, after = _around(above, at)
            enclosed = before and after and before[-1] in firm and after[0] in firm
            bare = all(is_bare(scan.text[line.start : line.end]) for line in run[1])
            if (enclosed or (before and after and bare)) and len(run[1]) < _MOST:
                yield from _told(scan, run, _LONGEST_AT_HEAD, _WORDS_AT_HEAD)


def is_bare(text: str) -> bool:
    """Whether a line is a number, a sign or a service's initials and no more."""
    return not any(map(str.isalnum, text)) or _BARE.fullmatch(text) is not None


def _runs(lines: Sequence[Span], known: Container[Span]) -> list[tuple[bool, list[Span]]]:
    """The lines in runs of known and unknown ones."""
    return [(told, list(run)) for told, run in groupby(lines, lambda line: line in known)]


def _around(runs: Sequence[tuple[bool, list[Span]]], at: int) -> tuple[list[Span], list[Span]]:
    """The known lines before and after a run of unknown ones; none for one of known ones."""
    if runs[at][0]:
        return [], []
    after = runs[at + 1][1] if at + 1 < len(runs) else []
    return runs[at - 1][1] if at else [], after


def _told(
    scan: Scan, run: tuple[bool, list[Span]], longest: int, words: int
) -> Iterator[Strangers]:
    lines = run[1]
    texts = [scan.text[line.start : line.end] for line in lines]
    if all(is_bare(text) or _is_label(text, scan.doc.lang, longest, words) for text in texts):
        yield Strangers(tuple(lines), len(lines) == 1 and is_bare(texts[0]))


def _is_label(text: str, lang: str, longest: int, most_words: int) -> bool:
    words = text.split()
    first = next((char for char in text if char.isalpha()), "")
    lead_in = text.endswith(":") and len(words) > _LEAD_WORDS
    return not (
        len(text) > longest
        or len(words) > most_words
        or not first
        or first.islower()
        or lead_in
        or _TELLS.search(text)
        or _may_be_name(words, lang)
    )


def _may_be_name(words: Sequence[str], lang: str) -> bool:
    """Whether a line may be somebody's name: all capitals, and in English not all common words."""
    if not all(word[0].isupper() for word in words):
        return False
    if lang == "en":
        common = all(is_word(word.strip(":&")) or word == "&" for word in words)
        return not common or (len(words) > 1 and is_known_name(words[0]))
    return 1 < len(words) <= _NAME_WORDS
