"""
Which lines of a text are web furniture.

A glossary hit says that a line reads like furniture, and so does a line that many texts of a batch
have at the same place; where it stands decides whether it is. A line that could be a subhead
(`place = "tail"`) counts only at the foot, with nothing but furniture after it, and at the head of
what has much of a page. Under a heading such as "Related articles" the titles of those articles are
furniture too, and one finding with it. The headline never counts, nor does a quotation; and a text
that is furniture throughout is left alone: then it is somebody's web page, not an article.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Final, NamedTuple

from calque.document import Span
from calque.glossary.hits import ANYWHERE, EntryHit
from calque.glossary.page import HEADING, LONGEST_TITLE, Page, is_firm, read_page
from calque.glossary.run_in import RunIn, run_in
from calque.glossary.strangers import Strangers, is_bare, strangers
from calque.language.layout import Bio, bios
from calque.language.scan import Scan
from calque.language.stamps import stamp

# Somebody's words, though a name for who said them may follow.
_QUOTED: Final = re.compile(r"[“”„\"‘«].*?[”“\"’»]")
# A newsroom may want to keep a date at the head.
_WANTED: Final = "byline"
_WAY: Final = "navigation"
_BUTTON: Final = "share-widget"
_WHY: Final = {
    "path": "a path through the site",
    "about": "when, by whom and how long to read",
    "account": "an account that is nobody's name",
    "date": "nothing but a date or a time",
}
_VALUED: Final = "a label of the page's with what belongs to it"
# What is longer has a title in it ("Read also: …"), and may be a list by itself.
_LONGEST_HEADING: Final = 40
# Titles of other articles have so many words; what the story lists may have fewer.
_TITLE_WORDS: Final = 3
_OWN_TITLE: Final = re.compile(r"[:|]\s*\w")
# A sentence longer than this is text, unless its words can be nothing else.
_LONG: Final = 80
# A line in so many texts is furniture beyond doubt.
_IN_MANY: Final = 40


class Formed(NamedTuple):
    """A line that is furniture by its form: of which kind, and why."""

    kind: str
    line: Span
    why: str


class Furniture(NamedTuple):
    """
    What is furniture in a text, in order of place.

    `hits` are the glossary's that count, each with whether it is beyond doubt; `boxes` the author's
    boxes at the foot; `under` the titles of other articles by where their heading starts that they
    go with, `listed` those that are less sure than what they stand under; `repeated` the lines that
    no glossary knows, with how many texts have them, and whether that is beyond doubt; `run_in`
    what stands within a paragraph; `formed` lines told by form, and whether beyond doubt;
    `strangers` unknown lines among all these, likewise.
    """

    hits: tuple[tuple[EntryHit, bool], ...] = ()
    boxes: tuple[Bio, ...] = ()
    under: Mapping[int, tuple[Span, ...]] = MappingProxyType({})
    listed: tuple[tuple[Span, ...], ...] = ()
    repeated: tuple[tuple[Span, int, bool], ...] = ()
    run_in: tuple[RunIn, ...] = ()
    formed: tuple[tuple[Formed, bool], ...] = ()
    strangers: tuple[tuple[Strangers, bool], ...] = ()


def furniture(
    scan: Scan,
    hits: tuple[EntryHit, ...],
    pieces: tuple[EntryHit, ...],
    repeated: Mapping[Span, int],
) -> Furniture:
    """
    Sort the residue hits of a text by where they stand.

    `pieces` are hits within lines, `repeated` lines that other texts have too.
    """
    page = read_page(scan, hits, pieces, repeated)
    if page is None:
        return Furniture()
    kept = _Kept(scan, page)
    formed = [found for found in _by_form(scan, page, kept.lines) if found.line != page.title]
    taken = {*kept.lines, page.title}
    shared = [line for line in sorted(repeated) if line not in taken]
    firm = {*kept.firm, *(found.line for found in formed)}
    among = {*kept.among, *shared, *firm}
    within = tuple(piece for piece in pieces if piece.entry.place in ANYWHERE)
    lists = {at: titles for at, titles in page.lists.items() if at.start >= page.wide_foot}
    along = set(filter(kept.takes_along, lists))
    return Furniture(
        tuple((hit, kept.is_sure(hit)) for hit in kept.hits),
        tuple(bio for bio in bios(scan) if bio.text.start >= page.foot),
        {at.start: titles for at, titles in lists.items() if at in along},
        tuple(titles for at, titles in lists.items() if at not in along),
        tuple(
            (line, repeated[line], repeated[line] >= _IN_MANY and _counts(scan, page, "edge", line))
            for line in shared
        ),
        tuple(
            found
            for found in run_in(scan, within, {*page.lines, *page.listed})
            if found.gone != page.title
        ),
        tuple((found, kept.is_page and _speaks_by_form(found, page.foot)) for found in formed),
        tuple(
            (found, kept.is_page and found.bare)
            for found in strangers(scan, among, firm, page.title, (page.head, page.likely))
            if page.title not in found.lines
        ),
    )


class _Kept:
    """The glossary's lines that are furniture where they stand, and which of them surely."""

    def __init__(self, scan: Scan, page: Page) -> None:
        self._scan = scan
        self._page = page
        self._buttons = _buttons(scan, page)
        self.hits = [
            hit
            for hit in _one_a_line(scan, page, self._buttons)
            if (hit.start, hit.end) != page.title
            and not _QUOTED.match(scan.text, hit.start, hit.end)
        ]
        self.lines = {Span(hit.start, hit.end) for hit in self.hits}
        self.among = {*self.lines, *page.named, *page.listed}
        self.firm = {Span(hit.start, hit.end) for hit in self.hits if is_firm(hit)}
        # A foot beyond doubt says that this was a web page, and so what else is at the edges.
        self.is_page = any(hit.start >= page.foot and hit.entry.place == "any" for hit in self.hits)
        self._headings = {hit.start: hit for hit in self.hits if hit.entry.kind == HEADING}

    def is_sure(self, hit: EntryHit) -> bool:
        """Whether a line needs no second look."""
        if _may_hold_text(self._scan, hit):
            return False
        in_row = Span(hit.start, hit.end) in self._buttons
        at_head = hit.start < self._page.head and (hit.entry.place != "tail" or in_row)
        at_edge = hit.start >= self._page.foot or (at_head and hit.entry.kind != _WANTED)
        return _speaks_for_itself(self._scan, hit) or (self.is_page and at_edge)

    def takes_along(self, heading: Span) -> bool:
        """
        Whether the titles under a heading are as sure as it.

        Not where it has its own, nor, right under the story, where one is too short for a title.
        """
        hit = self._headings.get(heading.start)
        at = bisect_left(self._scan.lines, heading)
        above = self._scan.lines[at - 1 : at]
        titles = [self._scan.text[slice(*line)].split() for line in self._page.lists[heading]]
        if min(map(len, titles)) < _TITLE_WORDS and not self.among.issuperset(above):
            return False
        if heading.start < self._page.foot or _OWN_TITLE.search(self._scan.text, *heading):
            return False
        short = heading.end - heading.start <= _LONGEST_HEADING
        return hit is not None and (short or not (self.is_sure(hit) or holds_text(self._scan, hit)))


def _counts(scan: Scan, page: Page, place: str, line: Span) -> bool:
    """Whether a line is furniture where it stands, if it is at such a place."""
    at_foot, at_head = line.start >= page.wide_foot, line.start < page.head
    at_head = at_head and not _is_lone_label(scan, page, line)
    if place != "any" and line.end - line.start > _LONG and scan.text[line.end - 1] == ".":
        return False
    places = {
        "any": True,
        "between": True,
        "tail": at_foot or (at_head and page.is_dense),
        "head": at_head,
        "edge": at_foot or at_head,
    }
    return places[place]


def _is_lone_label(scan: Scan, page: Page, line: Span) -> bool:
    """Whether a word at the head may be the story's: its subject, or the first subhead."""
    if " " in scan.text[line.start : line.end]:
        return False
    at = bisect_left(scan.lines, line)
    leads = any(below.start == page.head for below in scan.lines[at + 1 : at + 2])
    return len(page.lines) == 1 or (leads and scan.lines[at - 1 : at] == (page.title,))


def _one_a_line(scan: Scan, page: Page, buttons: set[Span]) -> Iterator[EntryHit]:
    """Of the hits that count the surest for each line: a button in its row, or one for anywhere."""

    def rank(hit: EntryHit) -> int:
        line = Span(hit.start, hit.end)
        if line in buttons and hit.entry.kind == _BUTTON:
            return 3
        return _counts(scan, page, hit.entry.place, line) * (1 + (hit.entry.place == "any"))

    best: dict[int, EntryHit] = {}
    for hit in filter(rank, page.hits):
        best[hit.start] = max(best.get(hit.start, hit), hit, key=rank)
    return iter(best.values())


def _buttons(scan: Scan, page: Page) -> set[Span]:
    """Labels of share buttons in a row: two at the head, three anywhere; one may be a subhead."""
    labels = {Span(hit.start, hit.end) for hit in page.hits if hit.entry.kind == _BUTTON}
    row: list[Span] = []
    found: set[Span] = set()
    for line in (*scan.lines, None) if len(labels) > 1 else ():
        if line in labels:
            row.append(line)
        elif line is None or not is_bare(scan.text[line.start : line.end]):
            if len(row) > 2 or (len(row) > 1 and row[-1].start < page.head):
                found.update(row)
            row = []
    return found


def _by_form(scan: Scan, page: Page, known: set[Span]) -> Iterator[Formed]:
    """
    The lines that are the page's by form, where they stand at the head or the foot.

    A date alone may sign what is above it, or begin an entry of a diary.
    """
    head, foot = page.head, page.foot
    for kind, line in page.formed:
        at_head, at_foot = line.start < head, line.start >= foot
        if kind == "date" and at_foot:
            at_foot = any(foot <= other.start < line.start for other in known)
        elif kind == "date" and at_head:
            at_head = not any(
                stamp(scan.text[other.start : other.end]) == "date"
                for other in scan.lines
                if head <= other.start < foot
            )
        if at_head or at_foot:
            yield Formed(_WANTED if kind != "path" else _WAY, line, _WHY[kind])
    for line, kind in page.valued.items():
        if line.start >= foot:
            yield Formed(kind, line, _VALUED)


def _speaks_by_form(found: Formed, foot: int) -> bool:
    """Whether a line by form needs no second look on what is certainly a page."""
    if found.why == _VALUED:
        return False
    return found.kind == _WAY or found.line.start >= foot


def _speaks_for_itself(scan: Scan, hit: EntryHit) -> bool:
    """Whether the words can be nothing else, by themselves or as another language's."""
    entry = hit.entry
    foreign = entry.lang not in (scan.doc.lang, "en")
    return entry.place == "any" or (entry.place == "between" and foreign)


def _may_hold_text(scan: Scan, hit: EntryHit) -> bool:
    """Whether the story may go on after the words: "Read also: A title He said so."."""
    open_ended = hit.pattern.open_ended
    return open_ended and hit.end - hit.start > _LONG and scan.text[hit.end - 1] == "."


def holds_text(scan: Scan, hit: EntryHit) -> bool:
    """Whether what follows the words is too much for a title."""
    too_long = hit.end - hit.start > LONGEST_TITLE or ". " in hit.match[0]
    return too_long and _may_hold_text(scan, hit)
