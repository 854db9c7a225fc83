"""
A text that was checked: marked, with its findings below and the language it came from.
"""

from __future__ import annotations

from dataclasses import replace

from calque.finding import Safety
from calque.render.html.findings import counts, listed
from calque.render.html.marked import text
from calque.render.html.markup import REST, Markup, cut, element, unshown
from calque.render.html.markup import page as whole
from calque.report import Report


def page(report: Report) -> Markup:
    """Return the page of a report of which nothing was mended."""
    findings = report.findings
    shown, number = cut(report.document.text, [finding.span.end for finding in findings])
    doc = replace(report.document, text=shown)
    return whole(
        element("div", counts(findings), _remedy(report), class_="head"),
        origin(report),
        text(doc, findings[:number]),
        unshown(len(findings) - number, "finding", "report.findings", text=REST),
        listed(doc, findings[:number]),
    )


def origin(report: Report) -> Markup | None:
    """Return the sentence on the source language where there is something to say."""
    source = report.source_language
    if not source.named and not report.findings:
        return None
    return element("p", str(source), class_="origin")


def _remedy(report: Report) -> Markup | None:
    safeties = [
        next((fix.safety for fix in finding.fixes if fix.edits), None)
        for finding in report.findings
    ]
    clashing = sum(skip.fix.safety is Safety.SAFE for skip in report.skipped)
    safe = safeties.count(Safety.SAFE) - clashing
    review = safeties.count(Safety.REVIEW)
    said = [f"{safe:,} can be mended safely"] * bool(safe)
    said += [f"{review:,} {'wants' if review == 1 else 'want'} a look"] * bool(review)
    return element("span", ", ".join(said), class_="soft") if said else None
