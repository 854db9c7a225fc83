"""
The conversation with an editor: texts come in as they are typed, marks and fixes go out.

A text is looked at a moment after the last keystroke, in a lane of its own thread; a large one has
another lane, so that it keeps no other waiting. What is asked meanwhile is answered from the latest
look, for which a question waits a little.

Source: Language Server Protocol Specification 3.17.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Final, TypeVar

from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer
from pygls.protocol import LanguageServerProtocol, lsp_method
from pygls.uris import to_fs_path

from calque._version import __version__
from calque.apps.current import Desks
from calque.apps.lsp import actions, house
from calque.apps.lsp.draft import Draft, Look
from calque.apps.lsp.findings import diagnostic, hover, unreadable
from calque.apps.lsp.lane import Lane
from calque.apps.lsp.positions import Text
from calque.errors import CalqueError
from calque.finding import Finding, Safety

_T = TypeVar("_T")

# Seconds without a keystroke before a text is looked at: half of what looking took last, within
_QUIET: Final = 0.025
_LONGEST_QUIET: Final = 1.0
_LONGEST_WAIT: Final = 0.4  # after which it is looked at though keystrokes go on
_PATIENCE: Final = 5.0  # seconds that a question waits for the latest look
_TICK: Final = 1.0  # seconds between looks at the configuration
_LARGE: Final = 200_000  # characters

_log = logging.getLogger(__name__)


class _Protocol(LanguageServerProtocol):
    """Without pygls' own copies of the texts, whose lines end where the protocol's do not."""

    @lsp_method(lsp.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: lsp.DidOpenTextDocumentParams) -> Any:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_OPEN], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: lsp.DidChangeTextDocumentParams) -> Any:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CHANGE], (params,), None

    @lsp_method(lsp.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: lsp.DidCloseTextDocumentParams) -> Any:
        yield self.fm.features[lsp.TEXT_DOCUMENT_DID_CLOSE], (params,), None


class Server(LanguageServer):
    """The server and the texts that are open in it."""

    def __init__(self) -> None:
        super().__init__("calque", __version__, protocol_cls=_Protocol)
        self.drafts: dict[str, Draft] = {}
        self._lane = Lane()
        self._large: Lane | None = None
        self._said: set[str] = set()
        self._faults: dict[Path | None, str] = {}  # of each configuration, when last looked
        self.following: asyncio.Task[None] | None = None

    @property
    def root(self) -> Path:
        """The workspace's folder: for texts that have no file yet."""
        uri = self.workspace.root_uri or next(iter(self.workspace.folders), None)
        path = to_fs_path(uri) if uri else None
        return Path(path) if path else Path.cwd()

    def text(self, text: str) -> Text:
        """A text in the units that were agreed on."""
        return Text(text, self.workspace.position_encoding or lsp.PositionEncodingKind.Utf16)

    def watch(self, draft: Draft) -> None:
        """See to it that the draft is looked at as it is now."""
        draft.stale = True
        if not draft.task:
            draft.task = asyncio.get_running_loop().create_task(self._keep_up(draft))

    async def latest(self, uri: str) -> tuple[Draft, Look] | None:
        """A draft with a look at its latest version, which is waited for; None without one."""
        draft = self.drafts.get(uri)
        if draft and draft.task:
            await asyncio.wait({draft.task}, timeout=_PATIENCE)
        if draft and draft.look and draft.look.version == draft.version:
            return draft, draft.look
        return None

    async def do(self, draft: Draft, task: Callable[[Desks], _T]) -> _T:
        """Do something with the draft's checker."""
        if len(draft.text.text) <= _LARGE:
            return await self._lane.do(task)
        self._large = self._large or Lane()
        return await self._large.do(task)

    def tell(self, message: str, type: lsp.MessageType, *, once: bool = False) -> None:
        """Show a message; `once`, not again."""
        if not (once and message in self._said):
            self._said.add(message)
            self.window_show_message(lsp.ShowMessageParams(type, message))

    async def follow_configuration(self) -> None:
        """Look again at every text whose configuration or glossary has changed."""
        while True:
            await asyncio.sleep(_TICK)
            for draft in list(self.drafts.values()):
                try:
                    news = partial(_has_news, draft, draft.folder(self.root))
                    if not draft.task and await self.do(draft, news):
                        self.watch(draft)
                except (OSError, CalqueError):  # a folder that is gone, or may not be read
                    _log.exception("%s: its configuration can't be followed", draft.name())

    async def warm_up(self) -> None:
        """Read the glossaries before the first text comes."""
        await self._lane.do(lambda desks: desks.at(self.root).checker())

    async def _keep_up(self, draft: Draft) -> None:
        try:
            while draft.stale and self.drafts.get(draft.uri) is draft:
                await _quiet(draft)
                draft.stale = False
                began = time.monotonic()
                looking = partial(
                    _looked, draft, draft.version, draft.text, draft.folder(self.root)
                )
                try:
                    look = await self.do(draft, looking)
                except CalqueError as error:
                    self._publish(draft, [unreadable(str(error))])
                except Exception:
                    _log.exception("%s: could not be looked at", draft.name())
                    self.tell(
                        "calque failed on this text; see the log", lsp.MessageType.Error, once=True
                    )
                else:
                    draft.seconds = time.monotonic() - began
                    self._show(draft, look)
        finally:
            draft.task = None

    def _show(self, draft: Draft, look: Look) -> None:
        """Publish what was seen, unless a newer look comes at once."""
        draft.look = look
        if look.fault and look.fault != self._faults.get(look.config):
            self.tell(f"calque: {look.fault}", lsp.MessageType.Error)
        self._faults[look.config] = look.fault
        for rule in look.failed:
            self.tell(
                f"calque: {rule} failed on this text and is left out; please report it",
                lsp.MessageType.Warning,
                once=True,
            )
        if look.version == draft.version or draft.seconds > _LONGEST_WAIT:
            marks = [diagnostic(look, finding, draft.uri) for finding in look.report.findings]
            self._publish(draft, marks, look.version)

    def _publish(
        self, draft: Draft, marks: list[lsp.Diagnostic], version: int | None = None
    ) -> None:
        if self.drafts.get(draft.uri) is draft:
            version = draft.version if version is None else version
            self.text_document_publish_diagnostics(
                lsp.PublishDiagnosticsParams(draft.uri, marks, version)
            )


def _looked(draft: Draft, version: int, text: Text, folder: Path, desks: Desks) -> Look:
    return draft.look_at(version, text, desks.at(folder))


def _has_news(draft: Draft, folder: Path, desks: Desks) -> bool:
    desk = desks.at(folder)
    return desk.changed() or desk.path != draft.config


async def _quiet(draft: Draft) -> None:
    """Wait until nobody types, but not for long."""
    began = time.monotonic()
    quiet = min(max(_QUIET, draft.seconds / 2), _LONGEST_QUIET)
    version = None
    while version != draft.version and time.monotonic() - began < max(_LONGEST_WAIT, quiet):
        version = draft.version
        await asyncio.sleep(quiet)


def server() -> Server:
    """The server, ready to be started."""
    made = Server()
    for name, handler in _HANDLERS.items():
        made.feature(name, _OPTIONS.get(name))(handler)
    made.command(actions.ADD)(add_to_glossary)
    return made


async def initialized(ls: Server, params: lsp.InitializedParams) -> None:
    """Get ready while the editor opens its first text."""
    ls.following = asyncio.get_running_loop().create_task(ls.follow_configuration())
    await ls.warm_up()


def did_open(ls: Server, params: lsp.DidOpenTextDocumentParams) -> None:
    """A text is opened."""
    item = params.text_document
    draft = Draft(item.uri, item.language_id, item.version, ls.text(item.text))
    ls.drafts[item.uri] = draft
    ls.watch(draft)


def did_change(ls: Server, params: lsp.DidChangeTextDocumentParams) -> None:
    """Something was typed."""
    draft = ls.drafts.get(params.text_document.uri)
    if not draft:
        return
    text = draft.text
    for change in params.content_changes:
        if isinstance(change, lsp.TextDocumentContentChangePartial):
            text = text.changed(change.range, change.text)
        else:
            text = ls.text(change.text)
    draft.text, draft.version = text, params.text_document.version
    ls.watch(draft)


def did_close(ls: Server, params: lsp.DidCloseTextDocumentParams) -> None:
    """A text is closed; its marks go."""
    uri = params.text_document.uri
    if ls.drafts.pop(uri, None):
        ls.text_document_publish_diagnostics(lsp.PublishDiagnosticsParams(uri, []))


async def on_hover(ls: Server, params: lsp.HoverParams) -> lsp.Hover | None:
    """Why, what to do, and what the rule is about."""
    found = await ls.latest(params.text_document.uri)
    if not found:
        return None
    _, look = found
    offset = look.text.offset(params.position)
    findings = _at(look, offset, offset)
    can = ls.client_capabilities.text_document
    kinds = can.hover.content_format if can and can.hover else None
    markdown = not kinds or lsp.MarkupKind.Markdown in kinds
    kind = lsp.MarkupKind.Markdown if markdown else lsp.MarkupKind.PlainText
    return hover(look, findings, kind) if findings else None


async def on_code_action(ls: Server, params: lsp.CodeActionParams) -> list[lsp.CodeAction]:
    """Everything that can be done about the findings in a range, and about all that is safe."""
    uri, only = params.text_document.uri, params.context.only
    found = await ls.latest(uri)
    if not found:
        return []
    draft, look = found
    start, end = look.text.offset(params.range.start), look.text.offset(params.range.end)
    findings = _at(look, start, end)
    made: list[lsp.CodeAction] = []
    if _wanted(lsp.CodeActionKind.QuickFix, only):
        made += actions.quick_fixes(draft, look, findings, versions=_versions(ls))
    count = actions.safe_fixes(look)
    if count and (_wanted(actions.FIX_ALL, only) if only else findings):
        # An editor lists actions of kind `source` only where they are asked for.
        kind = actions.FIX_ALL if only else lsp.CodeActionKind.QuickFix
        title = f"Make all {count} safe fixes" if count > 1 else "Make the one safe fix"
        action = lsp.CodeAction(title, kind=kind, data=uri)
        made.append(action if _resolves(ls) else await on_resolve(ls, action))
    return made


async def on_resolve(ls: Server, action: lsp.CodeAction) -> lsp.CodeAction:
    """The edit that makes all safe fixes, worked out when it is wanted."""
    found = await ls.latest(action.data) if isinstance(action.data, str) else None
    if found:
        draft, look = found
        doc = look.report.document
        report = await ls.do(draft, lambda _: look.checker.fix(doc, Safety.SAFE))
        edits = report.applied
        action.edit = actions.workspace_edit(draft, look, edits, versions=_versions(ls))
    return action


async def add_to_glossary(ls: Server, uri: str, start: int, end: int, rule: str) -> None:
    """Write an entry for the words of a finding; every text is looked at again."""
    found = await ls.latest(uri)
    wanted = [
        finding
        for finding in (found[1].report.findings if found else ())
        if (*finding.span, finding.rule.id) == (start, end, rule)
    ]
    if not found or not wanted:
        ls.tell("The text has changed; try again", lsp.MessageType.Warning)
        return
    draft, look = found
    try:
        said = await ls.do(draft, lambda _: house.add(look, wanted[0]))
    except CalqueError as error:
        ls.tell(f"calque: {error}", lsp.MessageType.Error)
        return
    ls.tell(said, lsp.MessageType.Info)
    for other in ls.drafts.values():
        ls.watch(other)


def _at(look: Look, start: int, end: int) -> list[Finding]:
    """The findings that a range touches."""
    return [
        finding
        for finding in look.report.findings
        if finding.span.start <= end and start <= finding.span.end
    ]


def _wanted(kind: str, only: Any) -> bool:
    """Whether a kind of action is asked for: itself, or what it is a kind of."""
    asked = [str(getattr(wanted, "value", wanted)) for wanted in only or ()]
    kind = str(getattr(kind, "value", kind))
    return not asked or any(f"{kind}.".startswith(f"{wanted}.") for wanted in asked)


def _versions(ls: Server) -> bool:
    """Whether the editor takes edits that name the version they are for."""
    can = ls.client_capabilities.workspace
    return bool(can and can.workspace_edit and can.workspace_edit.document_changes)


def _resolves(ls: Server) -> bool:
    """Whether the editor asks for an action's edit when it needs it."""
    can = ls.client_capabilities.text_document
    support = can.code_action.resolve_support if can and can.code_action else None
    return bool(support and "edit" in support.properties)


_HANDLERS: Final[dict[str, Callable[..., Any]]] = {
    lsp.INITIALIZED: initialized,
    lsp.TEXT_DOCUMENT_DID_OPEN: did_open,
    lsp.TEXT_DOCUMENT_DID_CHANGE: did_change,
    lsp.TEXT_DOCUMENT_DID_CLOSE: did_close,
    lsp.TEXT_DOCUMENT_HOVER: on_hover,
    lsp.TEXT_DOCUMENT_CODE_ACTION: on_code_action,
    lsp.CODE_ACTION_RESOLVE: on_resolve,
}
_OPTIONS: Final[dict[str, Any]] = {
    lsp.TEXT_DOCUMENT_CODE_ACTION: lsp.CodeActionOptions(
        code_action_kinds=[lsp.CodeActionKind.QuickFix, actions.FIX_ALL], resolve_provider=True
    )
}
