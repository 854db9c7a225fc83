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
from calque.glossary.hits import EntryHit
from calque.glossary.run_in import RunIn, run_in
from calque.language.codes import language_name, language_names
from calque.language.layout import Bio, bios, foot_start, head_end, headline
from calque.language.scan import Scan
from calque.rule import Rule

# Somebody's words, though a name for who said them may follow.
_QUOTED: Final = re.compile(r"[“”„\"‘«].*?[”“\"’»]")
_HEADING: Final = "related-heading"
# A newsroom may want to keep a date at the head.
_WANTED: Final = "byline"
# A list of other articles is no longer than this; what is, is text.
_MOST_LISTED: Final = 12
_LONGEST_TITLE: Final = 140
# What is longer has a title in it ("Read also: …"), and may be a list by itself.
_LONGEST_HEADING: Final = 40
# A sentence longer than this is text, unless its words can be nothing else.
_LONG: Final = 80
# What has no title in it may be of several sentences.
_NOTICES: Final = ("cookie-notice", "subscription", "comment-form", "placeholder")
# What could come from more languages than this points to none.
_TELLING: Final = 5
# A line in so many texts is furniture beyond doubt.
_IN_MANY: Final = 40


class Furniture(NamedTuple):
    """
    What is furniture in a text, in order of place.

    `hits` are the glossary's that count, each with whether it is beyond doubt; `boxes` the author's
    boxes at the foot; `under` the titles of other articles by where their heading starts that they
    go with, `listed` those that are less sure than what they stand under; `repeated` the lines that
    no glossary knows, with how many texts have them, and whether that is beyond doubt; `run_in`
    what stands within a paragraph.
    """

    hits: tuple[tuple[EntryHit, bool], ...] = ()
    boxes: tuple[Bio, ...] = ()
    under: Mapping[int, tuple[Span, ...]] = MappingProxyType({})
    listed: tuple[tuple[Span, ...], ...] = ()
    repeated: tuple[tuple[Span, int, bool], ...] = ()
    run_in: tuple[RunIn, ...] = ()


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
    if not hits and not pieces and not named and not repeated:
        return Furniture()
    lines = {*(Span(hit.start, hit.end) for hit in hits), *repeated}
    lists = _lists(scan, hits, {*lines, *named})
    listed = [title for titles in lists.values() for title in titles]
    foot = foot_start(scan, {*lines, *named, *listed})
    if foot == scan.lines[0].start:
        return Furniture()
    title = headline(scan, lines)
    head = head_end(scan, lines)

    def counts(place: str, line: Span) -> bool:
        at_foot, at_head = line.start >= foot, line.start < head
        if place != "any" and line.end - line.start > _LONG and scan.text[line.end - 1] == ".":
            return False
        at_edge = at_foot or at_head
        places = {"any": True, "between": True, "tail": at_foot, "head": at_head, "edge": at_edge}
        return places[place]

    kept = [
        hit
        for hit in _one_a_line(hits, counts)
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
        """Whether the titles under a heading, which may have one of its own, are as sure as it."""
        hit = headings.get(heading.start)
        short = heading.end - heading.start <= _LONGEST_HEADING
        return hit is not None and (short or not (is_sure(hit) or _holds_text(scan, hit)))

    headings = {hit.start: hit for hit in kept if hit.entry.kind == _HEADING}
    at_foot = {heading: titles for heading, titles in lists.items() if heading.start >= foot}
    return Furniture(
        tuple((hit, is_sure(hit)) for hit in kept),
        tuple(bio for bio in bios(scan) if bio.text.start >= foot),
        {heading.start: titles for heading, titles in at_foot.items() if takes_along(heading)},
        tuple(titles for heading, titles in at_foot.items() if not takes_along(heading)),
        tuple(
            (line, count, count >= _IN_MANY and counts("edge", line))
            for line, count in sorted(repeated.items())
            if line not in known and line != title
        ),
        tuple(found for found in run_in(scan, pieces, {*lines, *listed}) if found.gone != title),
    )


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


def _one_a_line(
    hits: tuple[EntryHit, ...], counts: Callable[[str, Span], bool]
) -> Iterator[EntryHit]:
    """Of the hits that count, the one that is surest for each line."""
    best: dict[int, EntryHit] = {}
    for hit in hits:
        if counts(hit.entry.place, Span(hit.start, hit.end)):
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
    for line in scan.lines:
        if line in known:
            if heading and run:
                lists[heading] = tuple(run)
            heading, run = line if line in headings else None, []
        elif _is_title(scan, line) and len(run) < _MOST_LISTED:
            run.append(line)
        else:
            heading, run = None, []
    return lists | ({heading: tuple(run)} if heading and run else {})


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
