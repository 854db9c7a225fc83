"""
Which lines of a text are web furniture, and the finding that takes one out.

A glossary hit says that a line reads like furniture; where it stands decides whether it is. A line
that could be a subhead (`place = "tail"`) counts only at the foot, with nothing but furniture after
it. The headline never counts, nor does a quotation; and a text that is furniture throughout is left
alone: then it is somebody's web page, not an article.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.hits import EntryHit
from calque.language.layout import Bio, bios, foot_start, head_end, headline
from calque.language.scan import Scan
from calque.rule import Rule

_QUOTED: Final = re.compile(r"[“”„\"‘].*[”“\"’]$")


class Furniture(NamedTuple):
    """The hits that count, whether each is beyond doubt, and the author's boxes at the foot."""

    hits: tuple[tuple[EntryHit, bool], ...]
    boxes: tuple[Bio, ...]


def furniture(scan: Scan, hits: tuple[EntryHit, ...]) -> Furniture:
    """Sort the residue hits of a text by where they stand."""
    named = [line for bio in bios(scan) for line in (bio.name, bio.text) if line]
    if not hits and not named:
        return Furniture((), ())
    lines = {Span(hit.start, hit.end) for hit in hits}
    foot = foot_start(scan, {*lines, *named})
    if foot == scan.lines[0].start:
        return Furniture((), ())
    title = headline(scan, lines)
    head = head_end(scan, lines)
    kept = [
        hit
        for hit in hits
        if (hit.start, hit.end) != title
        and not _QUOTED.match(scan.text, hit.start, hit.end)
        and (hit.entry.place != "tail" or hit.start >= foot)
        and (hit.entry.place != "head" or hit.start < head)
    ]
    sure_foot = any(hit.start >= foot and hit.entry.place == "any" for hit in kept)
    return Furniture(
        tuple((hit, hit.entry.place == "any" or sure_foot) for hit in kept),
        tuple(bio for bio in bios(scan) if bio.text.start >= foot),
    )


def left_over(rule: Rule, kind: str, scan: Scan, hits: tuple[EntryHit, ...]) -> Iterator[Finding]:
    """Find the lines of one kind of furniture; `rule.message` is filled with `{line}`."""
    seen: set[int] = set()
    for hit, sure in furniture(scan, hits).hits:
        if hit.entry.kind == kind and hit.start not in seen:
            seen.add(hit.start)
            line = Span(hit.start, hit.end)
            source = hit.entry.ref[0] if hit.entry.ref else ""
            evidence = Evidence("glossary", hit.entry.why, source)
            yield without_line(rule, scan, line, sure=sure, evidence=evidence)


def without_line(rule: Rule, scan: Scan, line: Span, *, sure: bool, evidence: Evidence) -> Finding:
    """Return the finding that takes a whole line out, by itself where `sure`."""
    fix = Fix(
        (Edit(line.start, line.end, ""),),
        Safety.SAFE if sure else Safety.REVIEW,
        "Delete the line",
    )
    message = rule.message.format(line=_short(scan.text[line.start : line.end]))
    return Finding(rule, line, message, 0.97 if sure else 0.7, (fix,), (evidence,))


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59].rstrip()}…"
