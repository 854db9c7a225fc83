"""
What an editor may do about a finding: mend it, mend all that is safe, ignore it, call it right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from lsprotocol.types import (
    CodeAction,
    CodeActionKind,
    Command,
    OptionalVersionedTextDocumentIdentifier,
    TextDocumentEdit,
    TextEdit,
    WorkspaceEdit,
)

from calque.apps.lsp import house
from calque.apps.lsp.draft import Draft, Look
from calque.apps.lsp.findings import diagnostic
from calque.document import Block, Document
from calque.finding import Edit, Finding, Safety
from calque.mend import mend
from calque.settle import Choice, settle

ADD: Final = "calque.addToGlossary"
FIX_ALL: Final = "source.fixAll.calque"
_COMMENTED: Final = ("text", "markdown", "html")  # formats in which a comment can be put


def quick_fixes(
    draft: Draft, look: Look, findings: Iterable[Finding], *, versions: bool
) -> Iterator[CodeAction]:
    """What can be done about each finding; `versions`: whether edits may name a version."""
    doc = look.report.document
    for finding in findings:
        mark = [diagnostic(look, finding, draft.uri)]
        for number, fix in enumerate(fix for fix in finding.fixes if fix.edits):
            edits = mend(doc, [Choice(finding, fix)])
            yield CodeAction(
                title=fix.title,
                kind=CodeActionKind.QuickFix,
                diagnostics=mark,
                is_preferred=number == 0 and fix.safety is Safety.SAFE,
                edit=workspace_edit(draft, look, edits, versions=versions),
            )
        if ignoring := _ignoring(doc, look, finding):
            yield CodeAction(
                title=f"Ignore {finding.rule.id} in this line",
                kind=CodeActionKind.QuickFix,
                diagnostics=mark,
                edit=workspace_edit(draft, look, [ignoring], versions=versions),
            )
        if home := house.home(look, finding):
            said = doc.text[slice(*finding.span)]
            arguments: list[Any] = [draft.uri, *finding.span, finding.rule.id]
            yield CodeAction(
                title=f"Write “{said}” in house style ({home.name})",
                kind=CodeActionKind.QuickFix,
                diagnostics=mark,
                command=Command(f"Add {said} to {home.name}", ADD, arguments=arguments),
            )


def safe_fixes(look: Look) -> int:
    """How many fixes are made when all that is safe is."""
    return len(settle(look.report.findings, Safety.SAFE)[0])


def workspace_edit(
    draft: Draft, look: Look, edits: Sequence[Edit], *, versions: bool
) -> WorkspaceEdit:
    """Edits of the text that was looked at, for an editor to make."""
    made = [TextEdit(look.text.range(edit.start, edit.end), edit.text) for edit in edits]
    if not versions:
        return WorkspaceEdit(changes={draft.uri: made})
    document = OptionalVersionedTextDocumentIdentifier(draft.uri, look.version)
    return WorkspaceEdit(document_changes=[TextDocumentEdit(document, list(made))])


def _ignoring(doc: Document, look: Look, finding: Finding) -> Edit | None:
    """The comment that silences the finding's line, put where it is one; None where it can't be."""
    if doc.format not in _COMMENTED:
        return None
    end = look.text.line_end(finding.span.start)
    if doc.format == "html":
        block = _block(doc, finding)
        tag = doc.text.rfind("<", 0, finding.span.start)
        if not block or doc.text[tag : tag + 6].lower() == "<title":  # a comment there is text
            return None
        # Behind the words of the same element: what follows may be the inside of a tag.
        ends = [piece.end for piece in block.pieces if piece.end > finding.span.start]
        end = min(end, *ends)
    end = len(doc.text[:end].rstrip())
    return Edit(end, end, f" <!-- calque: ignore {finding.rule.id} -->")


def _block(doc: Document, finding: Finding) -> Block | None:
    for block in doc.blocks or ():
        if any(piece.start <= finding.span.start < piece.end for piece in block.pieces):
            return block
    return None
