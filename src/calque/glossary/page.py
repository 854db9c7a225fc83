"""
The lines of a text that look like web furniture, whatever they turn out to be, and its edges.

Besides the glossary's lines there are rows of labels, labels with a value, the author's box, titles
of other articles under a heading, and what is furniture by form (a date, a path through the site).
From all of these follow the edges: where the headline is, where the head ends and the foot begins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Final, NamedTuple

from calque.document import Span
from calque.glossary.hits import ANYWHERE, EntryHit
from calque.glossary.labels import run_together, with_value
from calque.language.foot import foot_start, weighed_foot
from calque.language.layout import bios, head_end, headline
from calque.language.page_lines import PageLine, page_lines
from calque.language.scan import Scan

HEADING: Final = "related-heading"
# Kinds of lines that never stand between paragraphs.
_AROUND: Final = ("comment-form", "cookie-notice", "share-widget")
# What by its form can be nothing else; a date alone may be the story's.
_TELLING_BY_FORM: Final = ("path", "about", "account")
# A list of other articles is no longer than this; what is, is text.
_MOST_LISTED: Final = 12
LONGEST_TITLE: Final = 140
# So many lines with figures in each are the story's: results, ages, what goes into the soup.
_ROSTER: Final = 3
# Log-odds of lines to stand at a foot: of those that may stand in the midst of an article, of those
# that may not, and of those that can be nothing else. They are chosen, not learned.
_MAYBE: Final = 0.5
_LIKELY: Final = 2.0
_CERTAIN: Final = 3.0
# So many lines that never stand within an article make a page.
_PAGE: Final = 3


class Page(NamedTuple):
    """
    What looks like furniture in a text, and the text's edges.

    `hits` are the glossary's lines, rows of labels among them; `named` the lines of the author's
    boxes; `valued` labels with what belongs to them, by kind; `lists` the titles of other articles
    by their heading; `formed` lines told by form. The head ends at `head`, and the foot begins at
    `foot` or, less surely, `likely`; `title` is the headline. `is_dense` says that so much is a
    page's that the head is looked at more closely.
    """

    hits: tuple[EntryHit, ...]
    lines: set[Span]
    named: Sequence[Span]
    valued: Mapping[Span, str]
    lists: Mapping[Span, tuple[Span, ...]]
    formed: tuple[PageLine, ...]
    title: Span | None
    head: int
    foot: int
    likely: int
    is_dense: bool

    @property
    def listed(self) -> list[Span]:
        """The titles of other articles."""
        return list(chain.from_iterable(self.lists.values()))

    @property
    def wide_foot(self) -> int:
        """Where the foot begins at the earliest."""
        return min(self.foot, self.likely)


def read_page(
    scan: Scan,
    hits: tuple[EntryHit, ...],
    pieces: tuple[EntryHit, ...],
    repeated: Mapping[Span, int],
) -> Page | None:
    """
    Gather what looks like furniture; None where nothing does, or everything.

    `pieces` are hits within lines, `repeated` lines that other texts have too.
    """
    named = [line for bio in bios(scan) for line in (bio.name, bio.text) if line]
    whole = {*(Span(hit.start, hit.end) for hit in hits), *repeated}
    formed = tuple(page_lines(scan, {*whole, *named}))
    if not hits and not pieces and not named and not repeated and not formed:
        return None
    together = tuple(run_together(scan, pieces, whole))
    hits = (*hits, *together)
    lines = {*whole, *(Span(hit.start, hit.end) for hit in together)}
    valued = dict(with_value(scan, pieces, lines))
    paths = [found.line for found in formed if found.kind == "path"]
    lists = _lists(scan, hits, {*lines, *named, *paths, *valued})
    listed = list(chain.from_iterable(lists.values()))
    formed = tuple(found for found in formed if found.line not in {*lines, *listed})
    telling = [found.line for found in formed if found.kind in _TELLING_BY_FORM]
    lines.update(telling)
    foot = foot_start(scan, {*lines, *named, *listed, *valued})
    if not any(line.start >= foot for line in (*lines, *named)):
        foot = len(scan.text)
    if foot == scan.lines[0].start:
        return None
    head = head_end(scan, lines)
    odds = dict.fromkeys(listed, _MAYBE) | dict.fromkeys((*named, *telling), _LIKELY)
    for hit in hits:
        line = Span(hit.start, hit.end)
        odds[line] = max(_odds(hit), odds.get(line, 0.0))
    sure, likely = weighed_foot(scan, odds, head)
    return Page(
        hits,
        lines,
        named,
        valued,
        lists,
        formed,
        headline(scan, lines),
        head,
        min(foot, sure),
        likely,
        len({hit.start for hit in hits if is_firm(hit)}) >= _PAGE,
    )


def is_firm(hit: EntryHit) -> bool:
    """Whether a line stands around an article, seldom or never between its paragraphs."""
    entry = hit.entry
    heads_list = entry.kind == HEADING and not hit.pattern.open_ended
    return entry.place not in ANYWHERE or entry.kind in _AROUND or heads_list


def _odds(hit: EntryHit) -> float:
    if not is_firm(hit):
        return _MAYBE
    return _CERTAIN if hit.entry.place == "any" else _LIKELY


def _lists(
    scan: Scan, hits: tuple[EntryHit, ...], known: set[Span]
) -> dict[Span, tuple[Span, ...]]:
    """The titles in article lists by their heading: short lines, then furniture or nothing."""
    headings = {Span(hit.start, hit.end) for hit in hits if hit.entry.kind == HEADING}
    lists: dict[Span, tuple[Span, ...]] = {}
    heading: Span | None = None
    run: list[Span] = []
    for line in (*scan.lines, None) if headings else ():
        if line is None or line in known:
            if heading and run and not _is_roster(scan, run):
                lists[heading] = tuple(run)
            heading, run = line if line in headings else None, []
        elif _is_title(scan, line) and len(run) < _MOST_LISTED:
            run.append(line)
        else:
            heading, run = None, []
    return lists


def _is_roster(scan: Scan, lines: Sequence[Span]) -> bool:
    """Whether lines are a list of the story's rather than titles: there are figures in each."""
    figures = (any(map(str.isdecimal, scan.text[line.start : line.end])) for line in lines)
    return len(lines) >= _ROSTER and all(figures)


def _is_title(scan: Scan, line: Span) -> bool:
    """Whether a line may be a headline: short, and no sentence or lead-in."""
    return line.end - line.start <= LONGEST_TITLE and scan.text[line.end - 1] not in ".:;"
