"""
What fixing changes, as a unified diff; on a colour terminal the changed words stand out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher, unified_diff

from calque.render.cells import printable
from calque.render.paint import paint

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_NO_NEWLINE = "\\ No newline at end of file\n"


def diff(name: str, before: str, after: str, *, colour: bool) -> Iterator[str]:
    """Yield the lines of a unified diff, each with its line end; none where nothing changes."""
    lines = list(unified_diff(_lines(before), _lines(after), name, name, n=1))
    if colour:
        yield from _coloured(lines)
    else:
        yield from (line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}" for line in lines)


def _lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends one, as elsewhere in calque."""
    return re.findall(r"[^\n]*\n|[^\n]+", text)


def _coloured(lines: Sequence[str]) -> Iterator[str]:
    index = 0
    while index < len(lines):
        gone = _run(lines, index, "-") if index > 1 else []
        come = _run(lines, index + len(gone), "+") if gone else []
        if gone and len(gone) == len(come):
            pairs = [_pair(old, new) for old, new in zip(gone, come, strict=True)]
            yield from (old for old, _ in pairs)
            yield from (new for _, new in pairs)
        elif gone:  # which line became which is not known
            yield from (_plain(line, heading=False) for line in (*gone, *come))
        else:
            yield _plain(_shown(lines[index]), heading=index < 2)
        index += len(gone) + len(come) or 1


def _run(lines: Sequence[str], start: int, sign: str) -> list[str]:
    end = start
    while end < len(lines) and lines[end].startswith(sign):
        end += 1
    return [_shown(line) for line in lines[start:end]]


def _shown(line: str) -> str:
    """A line for a terminal, without its end: no fix changes that."""
    return printable(line.rstrip("\r\n"))


def _plain(line: str, *, heading: bool) -> str:
    colours = {"-": "red", "+": "green", "@": "cyan"}
    colour = None if heading else colours.get(line[:1])
    return paint(line, on=True, fg=colour, bold=heading) + "\n"


def _pair(old: str, new: str) -> tuple[str, str]:
    """A changed line as it was and as it is, the words that differ in bold."""
    ours, theirs = _WORDS.findall(old[1:]), _WORDS.findall(new[1:])
    left, right = [paint("-", on=True, fg="red")], [paint("+", on=True, fg="green")]
    for tag, a, b, c, d in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        changed = tag != "equal"
        left.append(_words(ours[a:b], "red", changed=changed))
        right.append(_words(theirs[c:d], "green", changed=changed))
    return "".join(left) + "\n", "".join(right) + "\n"


def _words(words: Sequence[str], colour: str, *, changed: bool) -> str:
    if not words:
        return ""
    return paint("".join(words), on=True, fg=colour, bold=changed, underline=changed)
