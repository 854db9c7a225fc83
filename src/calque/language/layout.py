"""
Where a line stands in an article: the headline, the head, the foot, and the author's box.

Told by form alone: a headline is a first line without a full stop, the head ends with the first
line of running prose, and an author's box is a person's name on a line of its own with a paragraph
after it that says what that person does. Which lines are web furniture, the caller knows.
"""

from __future__ import annotations

import re
from collections.abc import Container
from functools import cache
from typing import Final, NamedTuple

from calque.cues import Cues
from calque.document import Span
from calque.language.letters import UPPER
from calque.language.scan import Scan

_PROSE_LENGTH: Final = 120
_LABEL: Final = 60
_LEAD_WORDS: Final = 3
# A page's sentence ("You are now logged in.") is no longer, and stands among so many known lines.
_NOTICE: Final = 160
_RIGHT_ABOVE: Final = 3
_STRANGE: Final = 2
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

    It is the first line, unless that is furniture and what follows reads as a headline.
    """
    lines = [line for line in scan.lines if line not in furniture]
    if not scan.lines:
        return None
    if lines and scan.lines[0] != lines[0] and not is_prose(scan, lines[0]):
        return lines[0]
    return scan.lines[0]


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


def foot_start(scan: Scan, furniture: Container[Span], *, sentences: bool = False) -> int:
    """
    Return the offset after which there are lines of `furniture`, and no running text.

    Among and below them may be as many short lines that nobody knows, and two more: a page has
    labels of its own. With `sentences` there may be some of its sentences too: one or two, where
    two known lines follow and three stand right above.
    """
    start = len(scan.text)
    known = strange = 0
    crossed = len(scan.lines)
    for at in range(len(scan.lines) - 1, -1, -1):
        line = scan.lines[at]
        if line in furniture:
            known += 1
            start = line.start
        elif strange < known + _STRANGE and _is_label(scan, line):
            strange += 1
        elif at > crossed:
            continue
        elif sentences and known > 1 and (passed := _among(scan, furniture, at)):
            crossed = at - passed
        else:
            break
    return start


def _among(scan: Scan, furniture: Container[Span], at: int) -> int:
    """How many sentences from line `at` upwards stand right under known lines; 0 for too many."""
    for count in (1, 2):
        end = at - count + 1
        above = scan.lines[max(0, end - _RIGHT_ABOVE) : end]
        brief = all(line.end - line.start <= _NOTICE for line in scan.lines[end : at + 1])
        if brief and len(above) == _RIGHT_ABOVE and all(line in furniture for line in above):
            return count
    return 0


def _is_label(scan: Scan, line: Span) -> bool:
    """Whether a line is short and no sentence; it may be a sign, or announce in a few words."""
    text = scan.text[line.start : line.end]
    announces = text.endswith((":", "…", "...", "»")) and len(text.split()) <= _LEAD_WORDS
    return len(text) <= _LABEL and (announces or not is_prose(scan, line))


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
