"""
The source says no and the translation does not, or the other way round.

Why it matters: the sentence says the opposite of what was said.
Fix: none; the two have to be read side by side. Found only where nothing else in the sentence could
stand for the negation (without, fail, un-).
Source: the words of negation by language in `language/negation.toml`, whose sources it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned, wording
from calque.language.codes import language_name
from calque.language.common import is_word
from calque.language.letters import UPPER
from calque.language.negation import may_negate, negation, negations
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL006",
    name="negation-mismatch",
    category="accuracy/mistranslation",
    its_type="mistranslation",
    severity="critical",
    message="{what}: the source says “{said}”",
    in_quotes=True,
    needs=("source",),
)
_NAME_BEFORE = re.compile(rf"(?P<word>[{UPPER}]\w+)[ -]$")
_QUESTION = "?？"
_SHOWN = 60


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the parts of which only one side says no."""
    lang, ours = scan.doc.source_lang or "", scan.doc.lang
    if negation(lang) is None or negation(ours) is None:
        return
    for part in aligned(scan):
        text = scan.text[slice(*part.span)]
        # A question that says no asks the same as one that does not.
        if not part.sure or not part.source.strip() or not text.strip() or _asks(part.source):
            continue
        said = negations(part.source, lang)
        found = [no for no in negations(text, ours) if lang != "ja" or not _is_genitive(text, no)]
        if said and not may_negate(text, ours):
            yield _finding(scan, part, wording(scan, part.span), said[0], lost=True)
        elif (
            found
            and not may_negate(part.source, lang)
            and text[slice(*found[0])] not in part.source
        ):
            place = Span(part.span.start + found[0].start, part.span.start + found[0].end)
            yield _finding(scan, part, place, Span(0, len(part.source)), lost=False)


def _is_genitive(text: str, no: Span) -> bool:
    """Whether it is the Japanese *no* of a name that was romanised: Soma no Umaoi."""
    before = _NAME_BEFORE.search(text, 0, no.start)
    return text[slice(*no)] == "no" and before is not None and not is_word(before["word"])


def _asks(source: str) -> bool:
    return any(mark in source for mark in _QUESTION)


def _finding(scan: Scan, part: Aligned, span: Span, said: Span, *, lost: bool) -> Finding:
    words = " ".join(part.source[slice(*said)].split())
    words = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(
            what="the negation is lost" if lost else "a negation was added", said=words
        ),
        confidence=0.7,
        evidence=(Evidence("source", f"{language_name(scan.doc.source_lang or '')} “{words}”"),),
        source_span=part.place(*said),
    )
