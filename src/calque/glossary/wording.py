"""From a phrase or quantity entry that stands in a text to the finding it makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.concept import Entry
from calque.glossary.hits import EntryHit
from calque.glossary.pattern import fill
from calque.language.aligned import aligned
from calque.language.articles import article_edit
from calque.language.codes import language_names
from calque.language.letters import fold
from calque.language.scan import Scan
from calque.rule import Rule

# How sure an entry is by itself, with its cue in the source, and with a source that lacks it.
_ALONE = 0.7
_CUED = 0.95
_UNCUED = 0.5


def wording_finding(rule: Rule, scan: Scan, hit: EntryHit) -> Finding:
    """
    The finding for one hit: a fix for each of the entry's alternatives.

    The first is safe where the source of those words has the entry's cue, unless what it mends is
    good usage (`weak`); all else is for review.
    The rule's message may use `found` and `why`.
    """
    entry = hit.entry
    found = " ".join(scan.text[hit.start : hit.end].split())
    cued = cue(scan, hit)
    fixes: list[Fix] = []
    for template in entry.right:
        wanted = fill(template, hit.match, hit.pattern)
        edits = [Edit(hit.start, hit.end, wanted)]
        if entry.lang == "en" and (
            article := article_edit(scan.text, hit.start, wanted, acronym=False)
        ):
            edits.insert(0, article)
        safe = cued and not fixes and not entry.weak
        safety = Safety.SAFE if safe else Safety.REVIEW
        fixes.append(Fix(tuple(edits), safety, f"{found} → {wanted}"))
    detail = cued or (entry.cue or (entry.why,))[0]
    return Finding(
        rule=rule,
        span=Span(hit.start, hit.end),
        message=rule.message.format(found=found, why=entry.why),
        confidence=_CUED if cued else _UNCUED if scan.doc.source and entry.cue else _ALONE,
        fixes=tuple(fixes),
        evidence=tuple(_evidence(entry, detail)),
    )


def cue(scan: Scan, hit: EntryHit) -> str | None:
    """The entry's cue that the source of a hit's words has, or None."""
    source = fold(_source(scan, hit))
    return next((words for words in hit.entry.cue if _begins_word(fold(words), source)), None)


def _evidence(entry: Entry, detail: str) -> Iterator[Evidence]:
    yield Evidence("glossary", f"{entry.id}: {detail}", entry.ref[0])
    # A weak wording points nowhere: it counts since all else does.
    if not entry.weak:
        yield Evidence("language", language_names(entry.langs), " ".join(entry.langs))


def _begins_word(cue: str, source: str) -> bool:
    """Whether a word of the source begins so; languages without blanks may have it anywhere."""
    parted = cue[0].isascii() or cue[0].lower() != cue[0].upper()
    return bool(re.search((r"(?<!\w)" if parted else "") + re.escape(cue), source))


def _source(scan: Scan, hit: EntryHit) -> str:
    """What the hit's words translate: the part aligned with them where that is sure, or all."""
    for part in aligned(scan):
        if part.span.start <= hit.start and hit.end <= part.span.end and part.sure:
            return part.source
    source = scan.doc.source or ""
    return source if isinstance(source, str) else "\n".join(source)
