"""
A text to be gone through in a notebook: every finding accepted, rejected or edited.

Python decides what the text becomes; the browser shows pieces and says what was clicked, so that
no offset crosses the border between code points and UTF-16.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import anywidget
import traitlets

from calque.document import Span
from calque.edits import apply, conflict, joined
from calque.finding import Edit, Finding, Safety
from calque.render import why
from calque.render.html import report as page
from calque.render.html.markup import style
from calque.report import Report, instead

ACCEPT, REJECT, EDIT = "accept", "reject", "edit"
_HERE: Final = Path(__file__).parent


class Review(anywidget.AnyWidget):
    """
    A widget on a report.

    `decisions` says of findings, by their number from "1" on, `accept`, `reject` or
    `{"edit": "other words"}`; it can be set from Python, too. `text` is the text with what was
    accepted and edited; where two decisions overlap, the earlier number counts, and `ignored` has
    the other. Raises traitlets.TraitError for a decision that makes no sense.
    """

    _esm = _HERE / "review.js"
    _css = f"{style()}\n{(_HERE / 'review.css').read_text('utf-8')}"

    text = traitlets.Unicode(read_only=True).tag(sync=True)
    decisions = traitlets.Dict().tag(sync=True)
    ignored: traitlets.List[Any] = traitlets.List(read_only=True).tag(sync=True)
    pieces: traitlets.List[Any] = traitlets.List(read_only=True).tag(sync=True)
    findings: traitlets.List[Any] = traitlets.List(read_only=True).tag(sync=True)
    head = traitlets.Unicode(read_only=True).tag(sync=True)

    def __init__(self, report: Report) -> None:
        super().__init__()
        self.report = report
        found = report.findings
        spans = [finding.span for finding in found]
        self.set_trait("findings", [_shown(report, one) for one in found])
        self.set_trait("pieces", list(_pieces(report.document.text, spans)))
        self.set_trait("head", str(report.source_language) if found else "")
        self.set_trait("text", report.document.text)

    def accept_safe(self) -> None:
        """Accept every safe fix that nothing was decided on."""
        safe = {
            str(number): ACCEPT
            for number, one in enumerate(self.findings, 1)
            if one["safety"] == Safety.SAFE
        }
        self.decisions = {**safe, **self.decisions}

    @traitlets.validate("decisions")
    def _check(self, proposal: Mapping[str, Any]) -> dict[str, Any]:
        decisions = {str(number): said for number, said in proposal["value"].items()}
        for number, said in decisions.items():
            if not number.isdecimal() or not 1 <= int(number) <= len(self.findings):
                raise traitlets.TraitError(
                    f"there is no finding {number}; they are 1 to {len(self.findings)}"
                )
            if said not in (ACCEPT, REJECT) and not _is_edit(said):
                raise traitlets.TraitError(
                    f'finding {number}: {said!r} is neither "accept", "reject" nor {{"edit": "…"}}'
                )
            if said == ACCEPT and not self.findings[int(number) - 1]["options"]:
                raise traitlets.TraitError(
                    f"finding {number} has no fix to accept; reject or edit it"
                )
        return decisions

    @traitlets.observe("decisions")
    def _decided(self, _: object) -> None:
        made: list[Edit] = []
        ignored = []
        for number, said in sorted(self.decisions.items(), key=lambda item: int(item[0])):
            edits = self._edits(self.report.findings[int(number) - 1], said)
            if any(conflict(edit, other) for edit in edits for other in made):
                ignored.append(number)
            else:
                made += edits
        doc = self.report.document
        text = apply(doc.text, sorted(set(made)) if doc.segments else joined(doc.text, made))
        self.set_trait("ignored", ignored)
        self.set_trait("text", text)

    def _edits(self, finding: Finding, said: object) -> tuple[Edit, ...]:
        if isinstance(said, Mapping):
            words = self.report.document.written(said[EDIT], finding.span)
            return (Edit(*finding.span, words),)
        fixes = (fix.edits for fix in finding.fixes if fix.edits)
        return next(fixes) if said == ACCEPT else ()

    def _repr_mimebundle_(self, **options: Any) -> Any:
        """Add the page of the report, for where no widget runs (a saved notebook, nbviewer)."""
        found = super()._repr_mimebundle_(**options)
        data = found[0] if isinstance(found, tuple) else found
        if data:
            data["text/html"] = page.page(self.report)
            data["text/plain"] = repr(self)
        return found

    def __repr__(self) -> str:
        return f"<Review: {len(self.findings)} findings, {len(self.decisions)} decided>"


def _is_edit(said: object) -> bool:
    return isinstance(said, Mapping) and set(said) == {EDIT} and isinstance(said[EDIT], str)


def _shown(report: Report, finding: Finding) -> dict[str, Any]:
    """
    Return what the browser shows of a finding.

    The first of `options` is what accepting does; the others are words to put instead.
    """
    text, span = report.document.text, finding.span
    fixes = [fix for fix in finding.fixes if fix.edits]
    return {
        "rule": f"{finding.rule.id} {finding.rule.name}",
        "severity": finding.severity,
        "message": finding.message,
        "words": text[slice(*span)],
        "options": [
            {"title": fix.title, "instead": instead(text, span, fix)}
            for k, fix in enumerate(fixes)
            if k == 0 or all(span.contains(edit[:2]) for edit in fix.edits)
        ],
        "safety": str(fixes[0].safety if fixes else Safety.SHOW),
        "why": [why.said(item) for item in finding.evidence],
    }


def _pieces(text: str, spans: Sequence[Span]) -> Iterator[list[Any]]:
    """
    Yield the text in pieces, each with the numbers of the findings that it is in.

    A finding without words (something left out) is an empty piece.
    """
    cuts = sorted({0, len(text), *(offset for span in spans for offset in span)})
    for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True):
        empty = [k for k, span in enumerate(spans, 1) if span == (start, start)]
        if empty:
            yield ["", empty]
        numbers = [k for k, span in enumerate(spans, 1) if span.overlaps(Span(start, end))]
        if start < end:
            yield [text[start:end], numbers]
