"""
Which lines of a text are web furniture, and the finding that takes one out.

A glossary hit says that a line reads like furniture, and so does a line that many texts of a batch
have at the same place; where it stands decides whether it is. A line that could be a subhead
(`place = "tail"`) counts only at the foot, with nothing but furniture after it. Under a heading
such as "Related articles" the titles of those articles are furniture too, and one finding with it.
The headline never counts, nor does a quotation; and a text that is furniture throughout is left
alone: then it is somebody's web page, not an article.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final, NamedTuple

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.hits import ANYWHERE, EntryHit
from calque.glossary.labels import run_together, with_value
from calque.glossary.run_in import RunIn, run_in
from calque.glossary.strangers import Strangers, is_bare, strangers
from calque.language.codes import language_name, language_names
from calque.language.layout import Bio, bios, foot_start, head_end, headline
from calque.language.page_lines import PageLine, page_lines
from calque.language.scan import Scan
from calque.language.stamps import stamp
from calque.rule import Rule

# Somebody's words, though a name for who said them may follow.
_QUOTED: Final = re.compile(r"[“”„\"‘«].*?[”“\"’»]")
_HEADING: Final = "related-heading"
# A newsroom may want to keep a date at the head.
_WANTED: Final = "byline"
_WAY: Final = "navigation"
_BUTTON: Final = "share-widget"
# Kinds of lines that never stand between paragraphs.
_AROUND: Final = ("comment-form", "cookie-notice", "share-widget")
# What by its form can be nothing else; a date alone may be the story's.
_TELLING_BY_FORM: Final = ("path", "about", "account")
_WHY: Final = {
    "path": "a path through the site",
    "about": "when, by whom and how long to read",
    "account": "an account that is nobody's name",
    "date": "nothing but a date or a time",
}
_VALUED: Final = "a label of the page's with what belongs to it"
# A list of other articles is no longer than this; what is, is text.
_MOST_LISTED: Final = 12
_LONGEST_TITLE: Final = 140
# So many lines with figures in each are the story's: results, ages, what goes into the soup.
_ROSTER: Final = 3
# What is longer has a title in it ("Read also: …"), and may be a list by itself.
_LONGEST_HEADING: Final = 40
_OWN_TITLE: Final = re.compile(r"[:|]\s*\w")
# A sentence longer than this is text, unless its words can be nothing else.
_LONG: Final = 80
# What has no title in it may be of several sentences.
_NOTICES: Final = ("cookie-notice", "subscription", "comment-form", "placeholder")
# What could come from more languages than this points to none.
_TELLING: Final = 5
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
    named = [line for bio in bios(scan) for line in (bio.name, bio.text) if line]
    whole = {*(Span(hit.start, hit.end) for hit in hits), *repeated}
    page = tuple(page_lines(scan, {*whole, *named}))
    if not hits and not pieces and not named and not repeated and not page:
        return Furniture()
    together = tuple(run_together(scan, pieces, whole))
    hits = (*hits, *together)
    lines = {*whole, *(Span(hit.start, hit.end) for hit in together)}
    valued = dict(with_value(scan, pieces, lines))
    paths = [found.line for found in page if found.kind == "path"]
    lists = _lists(scan, hits, {*lines, *named, *paths, *valued})
    listed = [title for titles in lists.values() for title in titles]
    page = tuple(found for found in page if found.line not in {*lines, *listed})
    lines.update(found.line for found in page if found.kind in _TELLING_BY_FORM)
    foot = foot_start(scan, {*lines, *named, *listed, *valued})
    if not any(line.start >= foot for line in (*lines, *named)):
        foot = len(scan.text)
    if foot == scan.lines[0].start:
        return Furniture()
    # Further up, beyond a sentence that may be the page's, nothing is beyond doubt.
    wide_foot = min(foot, foot_start(scan, {*lines, *named, *listed}, sentences=True))
    title = headline(scan, lines)
    head = head_end(scan, lines)

    def counts(place: str, line: Span) -> bool:
        at_foot, at_head = line.start >= wide_foot, line.start < head
        if place != "any" and line.end - line.start > _LONG and scan.text[line.end - 1] == ".":
            return False
        at_edge = at_foot or at_head
        places = {"any": True, "between": True, "tail": at_foot, "head": at_head, "edge": at_edge}
        return places[place]

    buttons = _buttons(scan, hits, head)
    kept = [
        hit
        for hit in _one_a_line(hits, counts, buttons)
        if (hit.start, hit.end) != title and not _QUOTED.match(scan.text, hit.start, hit.end)
    ]
    # A foot that is beyond doubt says that this was a web page, and so what else is at the edges.
    is_page = any(hit.start >= foot and hit.entry.place == "any" for hit in kept)
    known = {Span(hit.start, hit.end) for hit in kept}

    def is_sure(hit: EntryHit) -> bool:
        if _may_hold_text(scan, hit):
            return False
        at_edge = hit.start >= foot or (hit.start < head and hit.entry.kind != _WANTED)
        return _speaks_for_itself(scan, hit) or (is_page and at_edge)

    def takes_along(heading: Span) -> bool:
        """Whether the titles under a heading are as sure as it: not where it has its own."""
        hit = headings.get(heading.start)
        if _OWN_TITLE.search(scan.text, *heading):
            return False
        short = heading.end - heading.start <= _LONGEST_HEADING
        return hit is not None and (short or not (is_sure(hit) or _holds_text(scan, hit)))

    headings = {hit.start: hit for hit in kept if hit.entry.kind == _HEADING}
    at_foot = {heading: titles for heading, titles in lists.items() if heading.start >= foot}
    shared = [line for line in sorted(repeated) if line not in known and line != title]
    formed = [
        *_by_form(scan, page, (head, foot), known),
        *(Formed(kind, line, _VALUED) for line, kind in valued.items() if line.start >= foot),
    ]
    formed = [found for found in formed if found.line != title]
    firm = {Span(hit.start, hit.end) for hit in kept if _is_firm(hit)}
    firm.update(found.line for found in formed)
    among = {*known, *named, *listed, *shared, *(found.line for found in formed)}
    return Furniture(
        tuple((hit, is_sure(hit)) for hit in kept),
        tuple(bio for bio in bios(scan) if bio.text.start >= foot),
        {heading.start: titles for heading, titles in at_foot.items() if takes_along(heading)},
        tuple(titles for heading, titles in at_foot.items() if not takes_along(heading)),
        tuple(
            (line, repeated[line], repeated[line] >= _IN_MANY and counts("edge", line))
            for line in shared
        ),
        tuple(
            found
            for found in run_in(scan, _anywhere(pieces), {*lines, *listed})
            if found.gone != title
        ),
        tuple((found, is_page and _speaks_by_form(found, foot)) for found in formed),
        tuple(
            (found, is_page and found.bare)
            for found in strangers(scan, among, firm, title, (head, foot))
            if title not in found.lines
        ),
    )


def _anywhere(pieces: tuple[EntryHit, ...]) -> tuple[EntryHit, ...]:
    """The pieces that count within a paragraph."""
    return tuple(piece for piece in pieces if piece.entry.place in ANYWHERE)


def _by_form(
    scan: Scan, page: Sequence[PageLine], edges: tuple[int, int], known: set[Span]
) -> Iterator[Formed]:
    """
    The lines that are the page's by form, where they stand at the head or the foot.

    A date alone may sign what is above it, or begin an entry of a diary.
    """
    head, foot = edges
    for kind, line in page:
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


def _speaks_by_form(found: Formed, foot: int) -> bool:
    """Whether a line by form needs no second look on what is certainly a page."""
    if found.why == _VALUED:
        return False
    return found.kind == _WAY or found.line.start >= foot


def _is_firm(hit: EntryHit) -> bool:
    """Whether a line stands around an article, never between its paragraphs."""
    return hit.entry.place not in ANYWHERE or hit.entry.kind in _AROUND


def _speaks_for_itself(scan: Scan, hit: EntryHit) -> bool:
    """Whether the words can be nothing else, by themselves or as another language's."""
    entry = hit.entry
    foreign = entry.lang not in (scan.doc.lang, "en")
    return entry.place == "any" or (entry.place == "between" and foreign)


def _may_hold_text(scan: Scan, hit: EntryHit) -> bool:
    """Whether the story may go on after the words: "Read also: A title He said so."."""
    open_ended = hit.pattern.open_ended
    return open_ended and hit.end - hit.start > _LONG and scan.text[hit.end - 1] == "."


def _holds_text(scan: Scan, hit: EntryHit) -> bool:
    """Whether what follows the words is too much for a title."""
    too_long = hit.end - hit.start > _LONGEST_TITLE or ". " in hit.match[0]
    return too_long and _may_hold_text(scan, hit)


def _buttons(scan: Scan, hits: Sequence[EntryHit], head: int) -> set[Span]:
    """Labels of share buttons in a row: two at the head, three anywhere; one may be a subhead."""
    labels = {Span(hit.start, hit.end) for hit in hits if hit.entry.kind == _BUTTON}
    row: list[Span] = []
    found: set[Span] = set()
    for line in (*scan.lines, None) if len(labels) > 1 else ():
        if line in labels:
            row.append(line)
        elif line is None or not is_bare(scan.text[line.start : line.end]):
            if len(row) > 2 or (len(row) > 1 and row[-1].start < head):
                found.update(row)
            row = []
    return found


def _one_a_line(
    hits: tuple[EntryHit, ...], counts: Callable[[str, Span], bool], buttons: set[Span]
) -> Iterator[EntryHit]:
    """Of the hits that count, the one that is surest for each line."""
    best: dict[int, EntryHit] = {}
    for hit in hits:
        line = Span(hit.start, hit.end)
        if counts(hit.entry.place, line) or (line in buttons and hit.entry.kind == _BUTTON):
            known = best.setdefault(hit.start, hit)
            if known.entry.place != "any" and hit.entry.place == "any":
                best[hit.start] = hit
    return iter(best.values())


def _lists(
    scan: Scan, hits: tuple[EntryHit, ...], known: set[Span]
) -> dict[Span, tuple[Span, ...]]:
    """The titles in article lists by their heading: short lines, then furniture or nothing."""
    headings = {Span(hit.start, hit.end) for hit in hits if hit.entry.kind == _HEADING}
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
    return line.end - line.start <= _LONGEST_TITLE and scan.text[line.end - 1] not in ".:;"


def left_over(rule: Rule, kind: str, scan: Scan, found: Furniture) -> Iterator[Finding]:
    """Find the lines of one kind of furniture; `rule.message` is filled with `{line}`."""
    for hit, sure in found.hits:
        if hit.entry.kind == kind:
            line = Span(hit.start, hit.end)
            evidence = _evidence(scan, hit)
            if kind not in _NOTICES and _holds_text(scan, hit):
                yield _told(rule, scan, line, evidence)
            else:
                lines = (line, *found.under.get(line.start, ()))
                yield from without_lines(rule, scan, lines, sure=sure, evidence=evidence)
    for (of_kind, line, why), sure in found.formed:
        if of_kind == kind:
            yield without_line(rule, scan, line, sure=sure, evidence=(Evidence("pattern", why),))
    for hit, gone in found.run_in:
        if hit.entry.kind == kind:
            yield _without_words(rule, scan, hit, gone)


def _evidence(scan: Scan, hit: EntryHit) -> tuple[Evidence, ...]:
    """The entry, and the language that a line stands in or was translated from."""
    entry = hit.entry
    known = Evidence("glossary", entry.why, entry.ref[0] if entry.ref else "")
    if 0 < len(entry.translated) <= _TELLING:
        langs = Evidence("language", language_names(entry.translated), " ".join(entry.translated))
        return known, langs
    if entry.lang not in (scan.doc.lang, "en"):
        return known, Evidence("language", language_name(entry.lang), entry.lang)
    return (known,)


def without_lines(
    rule: Rule, scan: Scan, lines: Sequence[Span], *, sure: bool, evidence: tuple[Evidence, ...]
) -> Iterator[Finding]:
    """
    Yield the finding that takes out whole lines that belong together, by itself where `sure`.

    Where a text comes in segments, each line has a finding of its own: none is of two segments.
    """
    for block in [lines[at : at + 1] for at in range(len(lines))] if scan.doc.segments else [lines]:
        span = Span(block[0].start, block[-1].end)
        safety = Safety.SAFE if sure else Safety.REVIEW
        what = "the line" if len(block) == 1 else f"the {len(block)} lines"
        fix = Fix(tuple(Edit(*line, "") for line in block), safety, f"Delete {what}")
        first = _short(scan.text[slice(*block[0])])
        said = first if len(block) == 1 else f"{first} … {_short(scan.text[slice(*block[-1])])}"
        message = rule.message.format(line=said)
        yield Finding(rule, span, message, 0.97 if sure else 0.7, (fix,), evidence)


def without_line(
    rule: Rule, scan: Scan, line: Span, *, sure: bool, evidence: tuple[Evidence, ...]
) -> Finding:
    """Return the finding that takes one line out."""
    return next(without_lines(rule, scan, (line,), sure=sure, evidence=evidence))


def _told(rule: Rule, scan: Scan, line: Span, evidence: tuple[Evidence, ...]) -> Finding:
    """The finding on a line of which nobody can say where the furniture ends."""
    fix = Fix((), Safety.SHOW, "Delete what is not the story's")
    message = rule.message.format(line=_short(scan.text[line.start : line.end]))
    return Finding(rule, line, message, 0.7, (fix,), evidence)


def _without_words(rule: Rule, scan: Scan, hit: EntryHit, gone: Span) -> Finding:
    """The finding that takes a piece out of a paragraph; for review, since it may be a sentence."""
    fix = Fix((Edit(*gone, ""),), Safety.REVIEW, "Delete the words")
    message = rule.message.format(line=_short(scan.text[hit.start : hit.end].rstrip()))
    span = Span(hit.start, hit.end)
    return Finding(rule, span, message, 0.85, (fix,), _evidence(scan, hit))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
