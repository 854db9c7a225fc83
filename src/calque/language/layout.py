"""
Where a line stands in an article: the headline, the head, and the author's box.

Told by form alone: a headline is a first line without a full stop, the head ends with the first
line of running prose, and an author's box is a person's name on a line of its own with a paragraph
after it that says what that person does. Which lines are web furniture, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from itertools import dropwhile, takewhile
from typing import Final, NamedTuple

from calque.cues import Cues
from calque.document import Span
from calque.language.letters import UPPER
from calque.language.scan import Scan

_PROSE_LENGTH: Final = 120
# Of this many words or more, a line is no site's name or section.
_TITLE_WORDS: Final = 4
_CLOSING: Final = "\"'”’»)]"
_ENDS_SENTENCE: Final = (".", "!", "?", "…", "”", '"', ":", ";", "»")
_NAME: Final = rf"[{UPPER}][\w'’.-]*"
_NAME_LINE: Final = re.compile(rf"{_NAME}(?: {_NAME}){{1,3}}")
_TRADES: Final = Cues(
    (
        *("journalist", "reporter", "editor", "writer", "correspondent", "author", "columnist"),
        *("blogger", "contributor", "freelancer", "storyteller"),
    )
)
_TRADE: Final = "|".join(sorted(_TRADES))


class Bio(NamedTuple):
    """
    A paragraph that says who the writer is, and the line above it with just the name, if any.

    `spelled_out` says that it begins with the whole name, not only the first one.
    """

    text: Span
    name: Span | None
    spelled_out: bool


def headline(scan: Scan, furniture: Container[Span]) -> Span | None:
    """
    Return the line that must be taken for the headline, or None.

    It is the first line, unless that is furniture and what follows reads as a headline, or it is
    very short and furniture stands between it and a longer line: then it names the site.
    """
    if not scan.lines:
        return None
    head = list(takewhile(lambda line: line in furniture or not is_prose(scan, line), scan.lines))
    lines = [line for line in head if line not in furniture]
    if not lines:
        return scan.lines[0]
    first = lines[0]
    if _words(scan, first) >= _TITLE_WORDS:
        return first
    apart = dropwhile(lambda line: line not in furniture, head[head.index(first) :])
    further = (line for line in apart if line not in furniture)
    return next((line for line in further if _words(scan, line) >= _TITLE_WORDS), first)


def _words(scan: Scan, line: Span) -> int:
    return len(scan.text[line.start : line.end].split())


def is_prose(scan: Scan, line: Span) -> bool:
    """Whether a line is running text: it is long or ends a sentence."""
    text = scan.text[line.start : line.end]
    return len(text) > _PROSE_LENGTH or text.endswith(_ENDS_SENTENCE)


def head_end(scan: Scan, furniture: Container[Span]) -> int:
    """Return where the first line of running prose begins, furniture aside."""
    for line in scan.lines:
        if line not in furniture and is_prose(scan, line):
            return line.start
    return len(scan.text)


def bios(scan: Scan) -> tuple[Bio, ...]:
    """
    Return the paragraphs that introduce a journalist by first or whole name, in order.

    A family name alone is how news speaks of the people it is about, so it does not count.
    """
    return scan.doc.derived("bios", lambda: tuple(_bios(scan)))


def _bios(scan: Scan) -> list[Bio]:
    found = []
    for number, line in enumerate(scan.lines) if scan.has(_TRADES) else ():
        match = _bio().match(scan.text, line.start, line.end)
        if not match:
            continue
        name = match["name"]
        above = scan.lines[number - 1] if number else None
        said = scan.text[above.start : above.end] if above else ""
        if _NAME_LINE.fullmatch(said) and (name == said or said.startswith(f"{name} ")):
            found.append(Bio(line, above, " " in name))
        elif " " in name:
            found.append(Bio(line, None, True))
    return found


@cache
def _bio() -> re.Pattern[str]:
    return re.compile(
        rf"""(?P<name>{_NAME}(?:\ {_NAME}){{0,3}})
        (?:\ (?:is|has\ been)\ (?:an?|the|our|one\ of)\b|\ works\ as\b)
        (?:\ [\w'’,&-]+){{0,8}}?\ (?:sub-)?(?:{_TRADE})s?\b""",
        re.VERBOSE,
    )
