"""
What rules on numbers share: how they are declared, and the findings they make.

Beside the source, a finding comes of a difference: both places, and what the source's number is
here. On a space inside a number, it is how the number is written without.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from unicodedata import normalize

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.codes import language_name
from calque.language.quantities.differences import Difference, differences
from calque.language.quantities.lexicon import lexicon
from calque.language.quantities.quantity import Quantity
from calque.language.quantities.write import written
from calque.language.scan import Scan
from calque.rule import Rule

_RUNS_IN: Final = re.compile(r"\d[.,]?$")
_RUNS_ON: Final = re.compile(r"[.,]?\d")
# Of a telephone number, a code, a jersey.
_NOUGHT_FIRST: Final = re.compile(r"0\d+", re.ASCII)
_MAY_BE_YEAR: Final = re.compile(r"1[89]\d\d|20\d\d", re.ASCII)
_PLAIN: Final = ("year", "day", "month", "label", "ordinal")
_SURE: Final = 0.98
# The differences that a number of the source puts right.
_MENDED: Final = ("scale", "value", "date", "unit")


def beside_source(
    id: str, name: str, severity: str, message: str, category: str = "accuracy/mistranslation"
) -> Rule:
    """A rule on the numbers of a text beside those of its source; see `different`."""
    return Rule(
        id=id,
        name=name,
        category=category,
        its_type="numbers",
        severity=severity,
        message=message,
        in_quotes=True,
        needs=("source",),
    )


def different(
    rule: Rule, scan: Scan, kinds: tuple[str, ...], *, confidence: float
) -> Iterator[Finding]:
    """
    The findings of a rule for the differences of some kinds.

    The rule's message may use `found` (the translation's words), `said` (the source's) and `right`
    (the source's number as the translation's language writes it).
    """
    for difference in differences(scan):
        if difference.kind in kinds:
            yield _finding(rule, scan, difference, confidence)


def _finding(rule: Rule, scan: Scan, difference: Difference, confidence: float) -> Finding:
    said, found, part = difference.said, difference.found, difference.part
    span = _span(difference.kind, found) if found else _place(scan, difference)
    source_words = _words(part.source, said.span) if said else ""
    right = (_as_it_is(part.source, said) or rendering(said, scan.doc.lang, found)) if said else ""
    if said and difference.kind == "unit":
        right = measured(said, scan.doc.lang)
    fixes: tuple[Fix, ...] = ()
    if found and right and difference.kind in _MENDED and _can_be_mended(scan.text, found, span):
        title = f"{_words(scan.text, span)} → {right}"
        fixes = (Fix((Edit(*span, right),), Safety.REVIEW, title),)
    evidence: tuple[Evidence, ...] = ()
    if said:
        where = language_name(scan.doc.source_lang or "")
        evidence = (Evidence("source", f"{where} “{source_words}”: {right}"),)
    return Finding(
        rule=rule,
        span=span,
        message=rule.message.format(found=_words(scan.text, span), said=source_words, right=right),
        confidence=confidence,
        fixes=fixes,
        evidence=evidence,
        source_span=part.place(*said.span) if said else None,
    )


def split(id: str, name: str, message: str) -> Rule:
    """A rule on a space inside a number; see `rejoined`."""
    return Rule(
        id=id,
        name=name,
        category="linguistic-conventions/whitespace",
        its_type="whitespace",
        severity="minor",
        message=message,
        in_quotes=True,
        needs=("number",),
    )


def rejoined(
    rule: Rule, scan: Scan, one: Quantity, right: str, evidence: Evidence, doubt: float | None
) -> Finding:
    """
    The finding that a number should be written as `right`; sure, or else as sure as `doubt`.

    The rule's message may use `found` and `right`.
    """
    found = scan.text[slice(*one.number)]
    safety = Safety.SAFE if doubt is None else Safety.REVIEW
    return Finding(
        rule=rule,
        span=one.number,
        message=rule.message.format(found=found, right=right),
        confidence=_SURE if doubt is None else doubt,
        fixes=(Fix((Edit(*one.number, right),), safety, f"{found} → {right}"),),
        evidence=(evidence,),
    )


def _can_be_mended(text: str, found: Quantity, span: Span) -> bool:
    """
    Whether the source's number can stand in for the words at `span`.

    Not where they hold an approximator, nor inside a longer run of figures.
    """
    before, after = text[max(0, span.start - 2) : span.start], text[span.end : span.end + 2]
    runs = _RUNS_IN.search(before) or _RUNS_ON.match(after)
    return not runs and not (found.bound and span != found.number)


def _span(kind: str, found: Quantity) -> Span:
    """The number itself, or its whole phrase where the fault is in what goes with it."""
    return found.span if kind in ("unit", "sign", "bound") else found.number


def _as_it_is(source: str, said: Quantity) -> str:
    """The source's figures of what is no amount: a code with its nought, a year; else nothing."""
    figures = normalize("NFKC", _words(source, said.number))
    code = said.kind == "label" and _NOUGHT_FIRST.fullmatch(figures)
    return figures if code or _MAY_BE_YEAR.fullmatch(figures) else ""


def rendering(said: Quantity, lang: str, found: Quantity | None = None) -> str:
    """The number that a quantity of the source is, as a language writes it."""
    if said.kind in ("weekday", "month", "vague") or (found and found.kind == "month"):
        return ""
    if said.kind == "time":
        hour, minute = divmod(round(said.value * 100), 100)
        return f"{hour}:{minute:02}"
    return written(said.value, lang, plain=said.kind in _PLAIN)


def measured(said: Quantity, lang: str) -> str:
    """The number and unit that a quantity of the source is, as a language writes it; or empty."""
    lex = lexicon(lang)
    name = lex.unit_names.get(said.unit) if lex else None
    return f"{written(said.value, lang)} {name}" if name else ""


def _place(scan: Scan, difference: Difference) -> Span:
    """Where something is missing: the sentence as far along as it was in the source."""
    said, part = difference.said, difference.part
    assert said is not None
    share = said.start / max(1, len(part.source))
    at = part.span.start + int(share * (part.span.end - part.span.start))
    sentence = scan.sentence(min(at, max(part.span.start, part.span.end - 1)))
    start, end = max(sentence.start, part.span.start), min(sentence.end, part.span.end)
    return Span(start, end) if start < end else part.span


def _words(text: str, span: tuple[int, int]) -> str:
    return " ".join(text[slice(*span)].split())
