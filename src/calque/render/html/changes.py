"""
A text that was mended: before and after, side by side where they differ, and what is left.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from calque.finding import Edit
from calque.render.html.findings import counts, listed
from calque.render.html.markup import MOST, REST, Markup, cut, element, unshown
from calque.render.html.markup import page as whole
from calque.render.html.report import origin
from calque.report import Report


class _Part(NamedTuple):
    """Lines of the text as it was, and the edits that are made in them."""

    start: int
    end: int
    edits: tuple[Edit, ...]


def page(report: Report) -> Markup:
    """Return the page of a report of which something was mended."""
    edits = report.applied
    before, shown = cut(report.document.text, [edit.end for edit in edits])
    rows = (_row(before, part) for part in _parts(before, edits[:shown]))
    head = element("tr", element("th", "before"), element("th", "after"))
    table = element("table", element("thead", head), element("tbody", *rows), class_="sides")
    number = report.mended
    return whole(
        element(
            "div",
            element("b", f"{number:,} fix{'es' if number != 1 else ''} made"),
            class_="head",
        ),
        origin(report),
        element("div", table, class_="scroll", lang=report.document.lang),
        unshown(len(edits) - shown, "edit", "report.text", text=REST),
        _left(report),
    )


def _left(report: Report) -> Markup | None:
    if not report.left:
        return element("p", "Nothing is left.", class_="soft")
    mended = replace(report.document, text=report.text)
    return element(
        "details",
        element("summary", "left: ", counts(report.left)),
        listed(mended, report.left[:MOST]),
        unshown(len(report.left[MOST:]), "finding", "report.left"),
    )


def _row(before: str, part: _Part) -> Markup:
    if not part.edits:
        same = before[part.start : part.end].strip("\n")
        return element("tr", element("td", same, colspan="2", dir="auto"))
    return element(
        "tr",
        element("td", *_side(before, part, after=False), dir="auto"),
        element("td", *_side(before, part, after=True), dir="auto"),
    )


def _side(text: str, part: _Part, *, after: bool) -> list[str]:
    """Return the words of a part as they were, or as they are, with what differs marked."""
    pieces: list[str] = []
    at = part.start
    for start, end, new in part.edits:
        pieces.append(text[at:start])
        words = new if after else text[start:end]
        inner = words.strip("\r\n")
        if inner:
            before, behind = words.split(inner, maxsplit=1)
            pieces += [before, element("ins" if after else "del", inner), behind]
        at = end
    pieces.append(text[at : part.end])
    while pieces and not pieces[-1].strip("\r\n"):
        pieces.pop()
    return pieces


def _parts(text: str, edits: Sequence[Edit]) -> Iterator[_Part]:
    """Yield the text in runs of whole lines: with edits in them, and without."""
    at = 0
    for start, end, mine in _changed(text, edits):
        if at < start:
            yield _Part(at, start, ())
        yield _Part(start, end, tuple(mine))
        at = end
    if at < len(text):
        yield _Part(at, len(text), ())


def _changed(text: str, edits: Sequence[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """Yield the lines that each edit stands in, edits that share one together."""
    start = end = -1
    mine: list[Edit] = []
    for edit in edits:
        if edit.start >= end:
            if mine:
                yield start, end, mine
            start, mine = text.rfind("\n", 0, edit.start) + 1, []
        feed = text.find("\n", max(edit.start, edit.end - 1))
        end = max(end, feed + 1 if feed >= 0 else len(text))
        mine.append(edit)
    if mine:
        yield start, end, mine
