"""
Lines that are a page's by their form alone, at the head and the foot of a text.

When, by whom and how long to read (`stamps`), and a path through the site: "Home > News > World".
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator
from itertools import islice
from typing import Final, NamedTuple

from calque.document import Span
from calque.language.layout import is_prose
from calque.language.scan import Scan
from calque.language.stamps import stamp

# How many lines are looked at from either end.
_HEAD: Final = 12
_FOOT: Final = 40
# A line is no longer, and one that ends as a sentence is briefer ("12 мая 2024 г.").
_LONGEST: Final = 140
_BRIEF: Final = 40
_SIGNS: Final = ">»›→"
_PART: Final = r"[^\W\d_][^<>«»›→|.!?:;\n]{0,40}"
_PATH: Final = re.compile(
    rf"{_PART}(?:\s?(?P<sign>[{_SIGNS}])\s?{_PART}\s?)(?:(?P=sign)\s?[^<>«»›→|\n]+)+"
)


class PageLine(NamedTuple):
    """A line of the page's; `kind` is `path`, or what `stamp` says of it."""

    kind: str
    line: Span


def page_lines(scan: Scan, furniture: Container[Span]) -> Iterator[PageLine]:
    """Yield them in no order; `furniture` are lines that are known for what they are."""
    seen: set[Span] = set()
    for lines, most in ((scan.lines, _HEAD), (reversed(scan.lines), _FOOT)):
        for line in islice(lines, most):
            if line in furniture:
                continue
            kind = _kind(scan, line)
            if kind and line not in seen:
                seen.add(line)
                yield PageLine(kind, line)
            elif not kind and is_prose(scan, line):
                break


def _kind(scan: Scan, line: Span) -> str | None:
    text = scan.text[line.start : line.end]
    if len(text) > _LONGEST or (len(text) > _BRIEF and text[-1] in '.!?”"'):
        return None
    if any(sign in text for sign in _SIGNS) and _PATH.fullmatch(text):
        return "path"
    return stamp(text)
