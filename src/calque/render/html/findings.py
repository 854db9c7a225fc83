"""
The list of findings below a text: what stands there, what is wrong, why, and the remedy.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from calque.document import Document
from calque.finding import Evidence, Finding, Fix, Safety
from calque.language.plural import counted
from calque.mqm import SEVERITIES
from calque.render import why
from calque.render.html.markup import Markup, element, joined, link

# Words longer than this are cut in the list; the text has them whole.
_LONGEST: Final = 80
_SAFETIES: Final = {
    Safety.SAFE: "safe fix",
    Safety.REVIEW: "wants a look",
    Safety.SHOW: "no fix",
}


def counts(findings: Sequence[Finding]) -> Markup:
    """Return how many there are, and how grave."""
    number = Counter(finding.severity for finding in findings)
    badges = (
        element("span", f"{number[severity]:,} {severity}", class_=f"count {severity}")
        for severity in reversed(SEVERITIES)
        if number[severity]
    )
    said = counted(len(findings), "finding") if findings else "No findings"
    return joined(element("b", said), *badges)


def listed(doc: Document, findings: Sequence[Finding]) -> Markup | None:
    """Return the list; findings that say the same of the same words are one row of it."""
    if not findings:
        return None
    alike: dict[object, list[int]] = {}
    for number, finding in enumerate(findings):
        words = doc.text[slice(*finding.span)]
        titles = tuple(fix.title for fix in finding.fixes)
        alike.setdefault((finding.rule.id, words, finding.message, titles), []).append(number)
    rows = (_row(doc, findings, numbers) for numbers in alike.values())
    head = (element("th", name) for name in ("", "words", "what is wrong", "rule"))
    return element(
        "table", element("thead", element("tr", *head)), element("tbody", *rows), class_="findings"
    )


def _row(doc: Document, findings: Sequence[Finding], numbers: Sequence[int]) -> Markup:
    finding = findings[numbers[0]]
    words = doc.text[slice(*finding.span)]
    rule = finding.rule
    return element(
        "tr",
        element("td", ", ".join(str(number + 1) for number in numbers), class_="n"),
        element("td", element("mark", _cut(words) or "(nothing)", class_=rule.severity),
                class_="words", dir="auto"),
        element("td", _said(finding), *_remedies(finding)),
        element("td", rule.id, element("div", rule.name), class_="rule"),
    )  # fmt: skip


def _remedies(finding: Finding) -> Iterator[Markup]:
    for fix in finding.fixes:
        yield element("div", _remedy(fix))


def _remedy(fix: Fix) -> Markup:
    safety = fix.safety if fix.edits else Safety.SHOW
    return joined(
        element("ins", _cut(fix.title)) if fix.edits else fix.title,
        element("span", f" {_SAFETIES[safety]}", class_="soft"),
    )


def _said(finding: Finding) -> Markup:
    """Return the message, which unfolds to the evidence."""
    if not finding.evidence:
        return element("div", finding.message)
    items = (element("li", *_reason(item)) for item in finding.evidence)
    return element("details", element("summary", finding.message), element("ul", *items))


def _reason(item: Evidence) -> Iterator[str]:
    yield why.said(item)
    ref = why.reference(item)
    if ref:
        yield " ("
        yield link(why.short(ref), ref.split(" (", maxsplit=1)[0])
        yield ")"


def _cut(words: str) -> str:
    return words if len(words) <= _LONGEST else words[:_LONGEST].rstrip() + "…"
