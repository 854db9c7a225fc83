"""The language server, talked to by an editor's client over its standard input and output."""

from __future__ import annotations

import asyncio
import os
import subprocess
import sys
from collections.abc import Coroutine, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

pytest.importorskip("pygls", reason="NOT TESTED: pygls is missing; pip install -e '.[test]'")

from benchmarks.editor_client import COMMAND, Editor, editor
from lsprotocol import types as lsp

from calque.disk import write_whole
from tests.newsroom import SOURCE
from tests.patience import PATIENCE

SETTINGS = 'select = ["ACR001", "NAM002", "PHR001"]\n'
ARTICLE = """The ODKB left Almaty, President Tokajev said. 😀 Then 𐐷 the ODKB met Tokajev.

The internet was broken.
"""
MENDED = ARTICLE.replace("ODKB", "CSTO").replace("Tokajev", "Tokayev")
MARKS = [
    *(("ACR001", "ODKB"), ("NAM002", "Tokajev"), ("ACR001", "ODKB"), ("NAM002", "Tokajev")),
    ("PHR001", "internet was broken"),
]
ENV = {**os.environ, "PYTHONPATH": str(SOURCE)}


class Desk(NamedTuple):
    """An editor that many tests share, each with texts of its own."""

    folder: Path
    editor: Editor
    runner: asyncio.Runner

    def uri(self, name: str) -> str:
        return (self.folder / name).as_uri()

    def run(self, work: Coroutine[Any, Any, None]) -> None:
        self.runner.run(asyncio.wait_for(work, PATIENCE))


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "calque.toml").write_text(SETTINGS)
    with asyncio.Runner() as runner:
        opening = editor(folder, env=ENV)
        yield Desk(folder, runner.run(opening.__aenter__()), runner)
        runner.run(opening.__aexit__(None, None, None))


def test_marks_come_and_go_as_one_types(desk: Desk) -> None:
    async def work() -> None:
        editor, uri = desk.editor, desk.uri("typed.md")
        editor.open(uri, ARTICLE, "markdown")
        assert await editor.marked(uri) == MARKS
        start = editor.texts[uri].index("ODKB")
        editor.replace(uri, start, start + 4, "")
        for number, letter in enumerate("CSTO"):  # no look for each
            editor.replace(uri, start + number, start + number, letter)
        assert await editor.marked(uri) == MARKS[1:]
        second = editor.texts[uri].index("ODKB")
        editor.replace(uri, second, second, "😀 ODKB and the ")
        assert await editor.marked(uri) == [MARKS[1], MARKS[0], *MARKS[2:]]
        whole = lsp.TextDocumentContentChangeWholeDocument(ARTICLE)
        editor.texts[uri], editor.versions[uri] = ARTICLE, 99
        document = lsp.VersionedTextDocumentIdentifier(uri=uri, version=99)
        editor.client.text_document_did_change(lsp.DidChangeTextDocumentParams(document, [whole]))
        assert await editor.marked(uri) == MARKS
        closed = lsp.DidCloseTextDocumentParams(lsp.TextDocumentIdentifier(uri))
        editor.client.text_document_did_close(closed)
        assert await editor.news(uri) == []

    desk.run(work())


def test_a_mark_says_how_grave_and_where_to_read_more(desk: Desk) -> None:
    async def work() -> None:
        editor, uri = desk.editor, desk.uri("hover.txt")
        editor.open(uri, ARTICLE)
        first = (await editor.settled(uri))[0]
        assert first.severity == lsp.DiagnosticSeverity.Warning
        assert first.message == "ODKB is Finnish or Russian; English says CSTO"
        assert first.source == "calque"
        assert first.code_description
        page, anchor = first.code_description.href.split("#")
        assert page.startswith("file:///")
        assert anchor == "acr001-foreign-acronym"
        said = await editor.hover(uri, "ODKB")
        assert said
        assert "**ACR001 foreign-acronym** · major" in said
        assert "- glossary csto: CSTO ([simple.wikipedia.org/" in said
        assert "- ODKB → CSTO (safe)" in said
        assert "**Why it matters**" in said
        assert await editor.hover(uri, "said") is None

    desk.run(work())


def test_one_fix_is_made_where_it_belongs(desk: Desk) -> None:
    """Behind an emoji and a letter outside the Basic Multilingual Plane."""

    async def work() -> None:
        editor, uri = desk.editor, desk.uri("one.txt")
        editor.open(uri, ARTICLE)
        actions = await editor.actions(uri, "ODKB met")
        assert list(actions) == [
            "ODKB → CSTO",
            "Ignore ACR001 in this line",
            "Write “ODKB” in house style (calque.toml)",
            "Make all 4 safe fixes",
        ]
        assert actions["ODKB → CSTO"].is_preferred
        await editor.make(uri, actions["ODKB → CSTO"])
        assert editor.texts[uri] == ARTICLE.replace("ODKB met", "CSTO met")
        actions = await editor.actions(uri, "internet")  # asked before the next look
        assert not actions["internet was broken → internet was down"].is_preferred
        await editor.make(uri, actions["Ignore PHR001 in this line"])
        assert await editor.marked(uri) == [*MARKS[:2], MARKS[3]]

    desk.run(work())


def test_all_that_is_safe_is_mended_at_once(desk: Desk) -> None:
    async def work() -> None:
        editor, uri = desk.editor, desk.uri("all.txt")
        editor.open(uri, ARTICLE.replace("\n", "\r\n"))
        (only,) = (await editor.actions(uri, "Almaty", only=["source.fixAll"])).values()
        assert only.edit is None  # worked out when it is wanted
        await editor.make(uri, only)
        assert editor.texts[uri] == MENDED.replace("\n", "\r\n")
        assert await editor.marked(uri) == MARKS[4:]
        assert await editor.actions(uri, "Almaty", only=["source.fixAll"]) == {}
        assert await editor.actions(uri, "internet", only=["refactor"]) == {}

    desk.run(work())


def test_texts_without_a_file_and_formats_that_break(desk: Desk) -> None:
    async def work() -> None:
        editor, untitled = desk.editor, "untitled:Untitled-1"
        editor.open(untitled, "See `ODKB` of the ODKB.", "markdown")
        assert await editor.marked(untitled) == [("ACR001", "ODKB")]
        uri = desk.uri("a.html")
        editor.open(uri, "<p title='ODKB'>The OD<b>KB</b> left.</p>", "html")
        assert await editor.marked(uri) == [("ACR001", "OD<b>KB")]
        uri = desk.uri("a.xlf")
        editor.open(uri, XLIFF.replace("</xliff>", ""), "xml")
        (broken,) = await editor.settled(uri)
        assert broken.severity == lsp.DiagnosticSeverity.Error
        await asyncio.sleep(1.5)  # longer than between looks at the configuration
        assert editor.published[uri] == 1
        editor.replace(uri, len(editor.texts[uri]), len(editor.texts[uri]), "</xliff>")
        assert await editor.marked(uri) == [("ACR001", "ODKB")]

    desk.run(work())


XLIFF = """<xliff version="1.2"><file source-language="ru" target-language="en" original="a"><body>
<trans-unit id="1"><source>ОДКБ ушла.</source><target>The ODKB left.</target></trans-unit>
</body></file></xliff>"""


def test_a_large_text_keeps_no_other_waiting(desk: Desk) -> None:
    async def work() -> None:
        editor, small, large = desk.editor, desk.uri("small.txt"), desk.uri("large.txt")
        editor.open(small, ARTICLE)
        await editor.settled(small)
        words = (f"Word{number} came and {number} left. " for number in range(20_000))
        editor.open(large, "".join(words) + "The ODKB.")
        await asyncio.sleep(0.1)
        editor.replace(small, 0, 0, "Today ")
        assert await editor.marked(small) == MARKS
        assert await editor.hover(small, "ODKB")
        assert large not in editor.marks
        assert await editor.marked(large) == [("ACR001", "ODKB")]

    desk.run(work())


def test_settings_are_followed_and_house_style_is_set(tmp_path: Path) -> None:
    async def work() -> None:
        async with editor(tmp_path, env=ENV) as made:
            settings = tmp_path / "calque.toml"
            uri, other = (tmp_path / "a.txt").as_uri(), (tmp_path / "b.txt").as_uri()
            made.open(uri, ARTICLE)
            await made.settled(uri)
            write_whole(settings, [b'select = ["PHR001"]\n'])
            assert [mark.code for mark in await made.news(uri)] == ["PHR001"]
            write_whole(settings, [b"selct = []\n"])
            assert [mark.code for mark in await made.news(uri)] == ["PHR001"]
            assert ["did you mean 'select'" in said for said in made.messages] == [True]
            write_whole(settings, [SETTINGS.encode()])
            assert len(await made.news(uri)) == 5
            made.open(other, "Then the ODKB met.")
            assert len(await made.settled(other)) == 1
            await made.make(uri, (await made.actions(uri, "Tokajev"))[TO_HOUSE])
            assert 'en = "Kassym-Jomart Tokajev"' in settings.read_text()
            assert made.messages[-1] == (
                "calque.toml: kassym-jomart-tokayev is Kassym-Jomart Tokajev here"
            )
            while len(made.marks[uri]) != 3:
                await made.news(uri)

    asyncio.run(asyncio.wait_for(work(), PATIENCE))


TO_HOUSE = "Write “Tokajev” in house style (calque.toml)"


def test_a_rule_that_crashes_costs_only_itself(tmp_path: Path) -> None:
    """One of somebody else, which prints and fails on a word; in an editor that counts bytes."""
    (tmp_path / "faulty.py").write_text(FAULTY)
    info = tmp_path / "faulty-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: faulty\nVersion: 1\n")
    (info / "entry_points.txt").write_text("[calque.rules]\nfaulty = faulty\n")
    (tmp_path / "calque.toml").write_text('select = ["ACR001", "FTY001"]\n')
    env = {**ENV, "PYTHONPATH": os.pathsep.join((str(tmp_path), str(SOURCE)))}

    async def work() -> None:
        async with editor(tmp_path, env=env, encodings=["utf-8", "utf-16"]) as made:
            uri = (tmp_path / "a.txt").as_uri()
            made.open(uri, "ë😀 ODKB left.")
            (mark,) = await made.settled(uri)
            assert (mark.range.start.character, mark.range.end.character) == (7, 11)
            assert made.messages == []
            made.replace(uri, 0, 0, "A crash. ")
            assert len(await made.settled(uri)) == 1
            made.replace(uri, 0, 0, "Again. ")
            assert len(await made.settled(uri)) == 1
            (said,) = made.messages
            assert "FTY001 failed on this text" in said

    asyncio.run(asyncio.wait_for(work(), PATIENCE))


FAULTY = '''"""Fails."""
from calque.rule import Rule

RULE = Rule("FTY001", "faulty", "style", "style", "minor", "faulty")


def check(scan, res):
    print("in the middle of it")
    if "crash" in scan.text:
        raise RuntimeError("faulty")
    yield from ()
'''


@pytest.mark.parametrize("polite", [True, False])
def test_the_server_ends_with_its_editor(polite: bool) -> None:
    """Also while it is at work, and when the editor is just gone."""

    async def work() -> None:
        process = await asyncio.create_subprocess_exec(
            *COMMAND, stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, env=ENV
        )
        assert process.stdin
        for message in (*CONVERSATION, *(FAREWELL if polite else ())):
            process.stdin.write(f"Content-Length: {len(message)}\r\n\r\n{message}".encode())
        process.stdin.close()
        assert await process.wait() in (0, 1)

    asyncio.run(asyncio.wait_for(work(), PATIENCE))


CONVERSATION = (
    '{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"processId":null,"rootUri":null,'
    '"capabilities":{}}}',
    '{"jsonrpc":"2.0","method":"initialized","params":{}}',
    '{"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"textDocument":{"uri":"untitled:a",'
    '"languageId":"text","version":1,"text":"' + "The ODKB left. " * 5000 + '"}}}',
)
FAREWELL = (
    '{"jsonrpc":"2.0","id":2,"method":"shutdown"}',
    '{"jsonrpc":"2.0","method":"exit"}',
)


def test_without_pygls_it_says_what_to_install() -> None:
    blocked = (
        "import sys; sys.modules['pygls'] = None; from calque.apps.cli import main; main(['lsp'])"
    )
    command = [sys.executable, "-c", blocked]
    done = subprocess.run(command, env=ENV, input="", capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "pip install" in done.stderr


def test_on_a_terminal_it_says_who_starts_it() -> None:
    pty = pytest.importorskip("pty", reason="no terminals here")
    ours, theirs = pty.openpty()
    done = subprocess.run(
        COMMAND,
        env=ENV,
        stdin=theirs,
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    os.close(ours)
    os.close(theirs)
    assert done.returncode == 2
    assert "an editor starts this" in done.stderr
