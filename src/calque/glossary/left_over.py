"""The findings that take web furniture out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.furniture import Furniture, holds_text
from calque.glossary.hits import EntryHit
from calque.language.codes import language_name, language_names
from calque.language.scan import Scan
from calque.rule import Rule

# What has no title in it could be of several sentences.
_NOTICES: Final = ("cookie-notice", "subscription", "comment-form", "placeholder")
# What could come from more languages than this points to none.
_TELLING: Final = 5


def left_over(rule: Rule, kind: str, scan: Scan, found: Furniture) -> Iterator[Finding]:
    """Find the lines of one kind of furniture; `rule.message` is filled with `{line}`."""
    for hit, sure in found.hits:
        if hit.entry.kind == kind:
            line = Span(hit.start, hit.end)
            evidence = _evidence(scan, hit)
            if kind not in _NOTICES and holds_text(scan, hit):
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
