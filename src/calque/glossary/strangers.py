"""
Lines that no glossary knows, in the midst of a page's furniture.

A page has labels of its own, and no list has them all. What stands among known lines at the foot
and reads as a label (few words, no mark at its end) is one more; a longer line is a title of some
other article if known lines enclose it. At the head a label is shorter still: it stands above the
headline, where a page names its site and section, or under it between lines that are never the
story's.

Left alone is what could be the story's: names, quotations, sentences, figures at the foot (results,
ingredients), and whatever goes on for more than a dozen lines.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from typing import Final, NamedTuple

from calque.document import Span
from calque.glossary.labels import SHORT_NAMES
from calque.glossary.page import LONGEST_TITLE
from calque.language.common import is_known_name, is_word
from calque.language.scan import Scan

# Unknown lines in a row, between known ones and after the last.
_MOST: Final = 12
_MOST_AFTER: Final = 3
_NAME_WORDS: Final = 4
_LEAD_WORDS: Final = 3
# So many known lines say that this is a page.
_PAGE: Final = 2
_Runs = Sequence[tuple[bool, list[Span]]]
# A count, some minutes, or a service by its initials.
_BARE: Final = re.compile(
    rf"""{SHORT_NAMES} | \(?\d{{1,3}}(?:[\ .,\u00a0]\d{{3}})*\)? | \d+(?:[.,]\d+)?\s?[KkMКк]\+?
    | \d{{1,2}}\ min\.?""",
    re.VERBOSE,
)
_TELLS: Final = re.compile(r"[“”„\"«»]|^[-–—•*]|[.!?,;]$|:.")
_FIGURE: Final = re.compile(r"\d")


class Strangers(NamedTuple):
    """Unknown lines in a row; `bare` says that it is one that says nothing: `1.2K`, `»`, `X`."""

    lines: tuple[Span, ...]
    bare: bool


class _Room(NamedTuple):
    """How long a label may be, in letters and words, and whether it may have figures."""

    longest: int
    words: int
    figures: bool = False


_AT_HEAD: Final = _Room(30, 3, figures=True)
_AT_FOOT: Final = _Room(60, 6)
_ENCLOSED: Final = _Room(LONGEST_TITLE, 30)


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
    above = [line for line in scan.lines if line.start < min(head, foot)]
    below = [line for line in scan.lines if line.start >= foot]
    told = set(_at_foot(scan, _runs(below, known), firm))
    if title and sum(line in known for line in scan.lines) >= _PAGE:
        told.update(_at_head(scan, _runs(above, known), firm, title))
    for stranger, lines in groupby(scan.lines, told.__contains__):
        if stranger:
            run = tuple(lines)
            yield Strangers(run, len(run) == 1 and is_bare(scan.text[run[0].start : run[0].end]))


def _at_foot(scan: Scan, runs: _Runs, firm: Container[Span]) -> Iterator[Span]:
    """Each label or title between known lines; after the last all lines, if they are labels."""
    for at, (_, lines) in enumerate(runs):
        before, after = _around(runs, at)
        # One line such as "Read also: …" may stand anywhere, and the story go on after it.
        begun = at > 1 or len(before) > 1 or any(line in firm for line in before)
        if not before or not begun:
            continue
        labels = [line for line in lines if _is_label(scan, line, _ENCLOSED if after else _AT_FOOT)]
        if len(lines) <= _MOST if after else len(labels) == len(lines) <= _MOST_AFTER:
            yield from labels


def _at_head(scan: Scan, runs: _Runs, firm: Container[Span], title: Span) -> Iterator[Span]:
    """Each label above the headline, or under it between lines that are never the story's."""
    for at, (_, lines) in enumerate(runs):
        before, after = _around(runs, at)
        led_in = title in lines or (before and before[-1] in firm)
        enclosed = led_in and after and after[0] in firm
        for line in lines if before or after else ():
            above = line < title and not (at == 0 and _is_phrase(scan, line))
            outside = above or (enclosed and line > title)
            if outside and _is_label(scan, line, _AT_HEAD) and not _is_heading(scan, line):
                yield line


def _is_phrase(scan: Scan, line: Span) -> bool:
    """Whether a line has a word in small letters: a short headline, rather than a site's name."""
    return any(word[0].islower() for word in scan.text[line.start : line.end].split())


def _is_heading(scan: Scan, line: Span) -> bool:
    """Whether the text's own markup says that a line is a heading, or the page's title."""
    block = scan.view.block(line.start)
    return block is not None and block.kind == "heading"


def is_bare(text: str) -> bool:
    """Whether a line is a number, a sign or a service's initials and no more."""
    return not any(map(str.isalnum, text)) or _BARE.fullmatch(text) is not None


def _runs(lines: Sequence[Span], known: Container[Span]) -> _Runs:
    """The lines in runs of known and unknown ones."""
    return [(told, list(run)) for told, run in groupby(lines, lambda line: line in known)]


def _around(runs: _Runs, at: int) -> tuple[list[Span], list[Span]]:
    """The known lines before and after a run of unknown ones; none for one of known ones."""
    if runs[at][0]:
        return [], []
    after = runs[at + 1][1] if at + 1 < len(runs) else []
    return runs[at - 1][1] if at else [], after


def _is_label(scan: Scan, line: Span, room: _Room) -> bool:
    """Whether a line says nothing, or reads as a label that has so much room."""
    text = scan.text[line.start : line.end]
    words = text.split()
    first = next((char for char in text if char.isalpha()), "")
    lead_in = text.endswith(":") and len(words) > _LEAD_WORDS
    return is_bare(text) or not (
        len(text) > room.longest
        or len(words) > room.words
        or not first
        or first.islower()
        or lead_in
        or _TELLS.search(text)
        or (_FIGURE.search(text) and not room.figures)
        or _may_be_name(words, scan.doc.lang)
    )


def _may_be_name(words: Sequence[str], lang: str) -> bool:
    """Whether a line may be somebody's name: all capitals, and in English not all common words."""
    if not all(word[0].isupper() for word in words):
        return False
    if lang == "en":
        common = all(is_word(word.strip(":&")) or word == "&" for word in words)
        return not common or (len(words) > 1 and is_known_name(words[0]))
    return 1 < len(words) <= _NAME_WORDS
