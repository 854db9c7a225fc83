"""
An editor without a screen: opens texts in a language server, types in them, makes its edits.

It speaks through pygls' client and counts positions by itself, in UTF-16 as editors do.
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient
from pygls.protocol import default_converter

COMMAND = (sys.executable, "-m", "calque", "lsp")
# What editors say they can do.
CAPABILITIES = lsp.ClientCapabilities(
    workspace=lsp.WorkspaceClientCapabilities(
        workspace_edit=lsp.WorkspaceEditClientCapabilities(document_changes=True)
    ),
    text_document=lsp.TextDocumentClientCapabilities(
        hover=lsp.HoverClientCapabilities(content_format=[lsp.MarkupKind.Markdown]),
        code_action=lsp.CodeActionClientCapabilities(
            resolve_support=lsp.ClientCodeActionResolveOptions(properties=["edit"])
        ),
    ),
)


class Editor:
    """An editor with texts open by their URIs."""

    def __init__(self, client: LanguageClient) -> None:
        self.client = client
        self.texts: dict[str, str] = {}
        self.versions: dict[str, int] = {}
        self.marks: dict[str, list[lsp.Diagnostic]] = {}
        self.messages: list[str] = []
        self.published: Counter[str] = Counter()
        self.log = ""
        self._seen: dict[str, int | None] = {}
        self._news: dict[str, asyncio.Event] = defaultdict(asyncio.Event)

        def published(params: lsp.PublishDiagnosticsParams) -> None:
            self.marks[params.uri] = list(params.diagnostics)
            self.published[params.uri] += 1
            self._seen[params.uri] = params.version
            self._news[params.uri].set()

        def shown(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params.message)

        client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(published)
        client.feature(lsp.WINDOW_SHOW_MESSAGE)(shown)

    @property
    def pid(self) -> int:
        """The server's process."""
        assert self.client._server
        return self.client._server.pid

    async def listen(self) -> None:
        """Take down what the server says on standard error, which would fill up else."""
        server = self.client._server
        assert server
        assert server.stderr
        async for line in server.stderr:
            self.log += line.decode()

    def open(self, uri: str, text: str, language: str = "plaintext") -> None:
        """Open a text."""
        self.texts[uri], self.versions[uri] = text, 1
        item = lsp.TextDocumentItem(uri, language, 1, text)
        self.client.text_document_did_open(lsp.DidOpenTextDocumentParams(item))

    def replace(self, uri: str, start: int, end: int, new: str) -> None:
        """Type: replace code points of a text."""
        text = self.texts[uri]
        change = lsp.TextDocumentContentChangePartial(
            range=lsp.Range(position(text, start), position(text, end)), text=new
        )
        self.texts[uri] = text[:start] + new + text[end:]
        self.versions[uri] += 1
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=self.versions[uri])
        self.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [change]))

    async def settled(self, uri: str, seconds: float = 300) -> list[lsp.Diagnostic]:
        """The marks of the latest version, once they are there."""
        async with asyncio.timeout(seconds):
            while self._seen.get(uri) != self.versions[uri]:
                self._news[uri].clear()
                await self._news[uri].wait()
        return self.marks[uri]

    async def news(self, uri: str, seconds: float = 300) -> list[lsp.Diagnostic]:
        """The marks that come next."""
        self._news[uri].clear()
        await asyncio.wait_for(self._news[uri].wait(), seconds)
        return self.marks[uri]

    async def marked(self, uri: str) -> list[tuple[str, str]]:
        """Rule and words of each mark of the latest version."""
        text = self.texts[uri]
        return [
            (str(mark.code), text[slice(*span(text, mark.range))])
            for mark in await self.settled(uri)
        ]

    async def hover(self, uri: str, words: str) -> str | None:
        """What hovering over words says; they are looked for from the start."""
        at = position(self.texts[uri], self.texts[uri].index(words))
        asked = lsp.HoverParams(lsp.TextDocumentIdentifier(uri), at)
        answer = await self.client.text_document_hover_async(asked)
        return answer.contents.value if answer else None  # type: ignore[union-attr]

    async def actions(
        self, uri: str, words: str, only: Sequence[str] | None = None
    ) -> dict[str, lsp.CodeAction]:
        """What can be done about words, by title."""
        text = self.texts[uri]
        start = text.index(words)
        asked = lsp.CodeActionParams(
            lsp.TextDocumentIdentifier(uri),
            lsp.Range(position(text, start), position(text, start + len(words))),
            lsp.CodeActionContext([], only=only),
        )
        found = await self.client.text_document_code_action_async(asked)
        return {
            action.title: action for action in found or [] if isinstance(action, lsp.CodeAction)
        }

    async def make(self, uri: str, action: lsp.CodeAction) -> None:
        """Do what an action says: make its edits, run its command."""
        if not action.edit and action.data:
            action = await self.client.code_action_resolve_async(action)
        if action.command:
            command = action.command
            asked = lsp.ExecuteCommandParams(command.command, command.arguments)
            await self.client.workspace_execute_command_async(asked)
        if action.edit:
            text = self.texts[uri]
            edits = [(*span(text, edit.range), edit.new_text) for edit in _edits(action.edit, uri)]
            for start, end, new in sorted(edits, reverse=True):
                self.replace(uri, start, end, new)


@asynccontextmanager
async def editor(
    root: Path,
    *,
    encodings: Sequence[str] | None = None,
    capabilities: lsp.ClientCapabilities = CAPABILITIES,
    command: Sequence[str] = COMMAND,
    **process: Any,
) -> AsyncIterator[Editor]:
    """Start a language server for a workspace, and leave it as editors do."""
    client = LanguageClient("desk", "1", converter_factory=_converter)
    await client.start_io(*command, **process)
    made = Editor(client)
    listening = asyncio.create_task(made.listen())
    capabilities.general = lsp.GeneralClientCapabilities(position_encodings=encodings)
    await client.initialize_async(
        lsp.InitializeParams(
            capabilities,
            root_uri=root.as_uri(),
            workspace_folders=[lsp.WorkspaceFolder(root.as_uri(), root.name)],
        )
    )
    client.initialized(lsp.InitializedParams())
    try:
        yield made
    finally:
        await client.shutdown_async(None)
        client.exit(None)
        await client.stop()  # type: ignore[no-untyped-call]
        await listening


def _converter() -> Any:
    """Pygls' own takes an action that has a command for a bare command."""
    made: Any = default_converter()  # type: ignore[no-untyped-call]

    def action(found: dict[str, Any], _: Any) -> lsp.Command | lsp.CodeAction:
        kind = lsp.Command if isinstance(found.get("command"), str) else lsp.CodeAction
        structured: lsp.Command | lsp.CodeAction = made.structure(found, kind)
        return structured

    made.register_structure_hook(lsp.Command | lsp.CodeAction, action)
    return made


def position(text: str, offset: int) -> lsp.Position:
    """Where a code point is, in UTF-16."""
    before = text[:offset].replace("\r\n", "\n").replace("\r", "\n")
    last = before.rpartition("\n")[2]
    return lsp.Position(before.count("\n"), len(last.encode("utf-16-le")) // 2)


def span(text: str, range: lsp.Range) -> tuple[int, int]:
    """The code points of a range in UTF-16."""
    starts = [0]
    for number, letter in enumerate(text):
        if letter == "\n" or (letter == "\r" and text[number + 1 : number + 2] != "\n"):
            starts.append(number + 1)
    return _offset(text, starts, range.start), _offset(text, starts, range.end)


def _offset(text: str, starts: Sequence[int], at: lsp.Position) -> int:
    data = text[starts[at.line] :].encode("utf-16-le")[: 2 * at.character]
    return starts[at.line] + len(data.decode("utf-16-le"))


def _edits(edit: lsp.WorkspaceEdit, uri: str) -> list[Any]:
    if edit.changes:
        return list(edit.changes[uri])
    return [made for change in edit.document_changes or [] for made in change.edits]  # type: ignore[union-attr]
