"""From a phrase or quantity entry that stands in a text to the finding it makes."""

from __future__ import annotations

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.hits import EntryHit
from calque.glossary.pattern import fill
from calque.language.codes import language_name
from calque.language.letters import fold
from calque.language.scan import Scan
from calque.rule import Rule

# How sure an entry is by itself, and with its cue in the source.
_ALONE = 0.7
_CUED = 0.95


def wording_finding(rule: Rule, scan: Scan, hit: EntryHit) -> Finding:
    """
    The finding for one hit: a fix for each of the entry's alternatives.

    The first is safe where the document's source has the entry's cue; all else is for review. The
    rule's message may use `found` and `why`.
    """
    entry = hit.entry
    found = " ".join(scan.text[hit.start : hit.end].split())
    cued = bool(entry.cue) and fold(entry.cue) in fold(_source(scan))
    fixes: list[Fix] = []
    for template in entry.right:
        wanted = fill(template, hit.match)
        safety = Safety.SAFE if cued and not fixes else Safety.REVIEW
        fixes.append(Fix((Edit(hit.start, hit.end, wanted),), safety, f"{found} → {wanted}"))
    language = language_name(entry.source_lang)
    return Finding(
        rule=rule,
        span=Span(hit.start, hit.end),
        message=rule.message.format(found=found, why=entry.why),
        confidence=_CUED if cued else _ALONE,
        fixes=tuple(fixes),
        evidence=(
            Evidence("glossary", f"{entry.id}: {entry.cue or entry.why}", entry.ref[0]),
            Evidence("language", language, entry.source_lang),
        ),
    )


def _source(scan: Scan) -> str:
    source = scan.doc.source or ""
    return source if isinstance(source, str) else "\n".join(source)
