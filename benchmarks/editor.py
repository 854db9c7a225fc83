"""
How long an editor waits: from a keystroke to the marks, by a real client over standard input.

An article of about 1,000 words is open in `calque lsp`, a letter is typed at a time, and the clock
runs until the marks of that version are there: the pause that the server waits for the next
keystroke is in it. Then questions (hover, what can be done) and typing while a megabyte is being
looked at.

Baselines: a server that does nothing, which is what the protocol and its library cost, and
`calque check`, run anew for each keystroke as an editor without a language server would do.
"""

from __future__ import annotations

import asyncio
import gzip
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import quantiles
from typing import Final

from benchmarks.editor_client import COMMAND, Editor, editor, span

_WORDS: Final = 1_000
_LARGE: Final = 1_000_000  # characters
_TIMES: Final = 200
_RUNS: Final = 10
_BARE: Final = """
from lsprotocol import types as lsp
from pygls.lsp.server import LanguageServer

server = LanguageServer("bare", "1")


@server.feature(lsp.TEXT_DOCUMENT_DID_OPEN)
@server.feature(lsp.TEXT_DOCUMENT_DID_CHANGE)
def changed(ls, params):
    document = params.text_document
    marks = lsp.PublishDiagnosticsParams(document.uri, [], document.version)
    ls.text_document_publish_diagnostics(marks)


server.start_io()
"""


def run(bench: Path) -> None:
    """Print what was waited for, median and 95th percentile, in milliseconds."""
    with gzip.open(bench / "news" / "news.txt.gz", "rt", encoding="utf-8") as file:
        news = file.read(_LARGE)
    article = " ".join(news.split(" ")[:_WORDS])
    print(f"  an article of {_WORDS:,} words, {len(article):,} characters")
    print(f"  {'milliseconds':44}{'p50':>8}{'p95':>8}")
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_measured(Path(folder), article, news))
        _row("calque check, anew for each", _checks(Path(folder), article))


async def _measured(folder: Path, article: str, news: str) -> None:
    uri, large = (folder / "a.txt").as_uri(), (folder / "b.txt").as_uri()
    began = time.perf_counter()
    async with editor(folder) as opened:
        opened.open(uri, article)
        marks = await opened.settled(uri)
        _row("start to first marks", [time.perf_counter() - began])
        await _typed(opened, uri, _TIMES // 10)  # warm
        spent = _cpu(opened)
        _row("keystroke to marks", await _typed(opened, uri, _TIMES))
        _row("  of the server's CPU, a keystroke", [(_cpu(opened) - spent) / _TIMES])
        words = article[slice(*_first(opened, uri))]
        _row("hover", await _timed(lambda: opened.hover(uri, words)))
        _row("what can be done", await _timed(lambda: opened.actions(uri, words)))
        opened.open(large, news)
        times = []
        while large not in opened.marks:
            times += await _typed(opened, uri, 1)
        _row(f"keystroke to marks, beside {len(news):,} characters", times)
    async with editor(folder, command=(sys.executable, "-c", _BARE)) as opened:
        opened.open(uri, article)
        await opened.settled(uri)
        _row("keystroke to marks, a server that does nothing", await _typed(opened, uri, _TIMES))
    print(f"  {len(marks)} marks in the article")


def _cpu(opened: Editor) -> float:
    """Seconds of CPU that the server has had, which a busy machine changes little; Linux only."""
    try:
        fields = Path(f"/proc/{opened.pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return float("nan")
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _first(opened: Editor, uri: str) -> tuple[int, int]:
    """The span of the first mark."""
    return span(opened.texts[uri], opened.marks[uri][0].range)


async def _typed(opened: Editor, uri: str, times: int) -> list[float]:
    """Seconds until the marks are there, for each letter typed at the text's end."""
    seconds = []
    for number in range(times):
        end = len(opened.texts[uri])
        began = time.perf_counter()
        opened.replace(uri, end, end, " " if number % 6 == 5 else "x")
        await opened.settled(uri)
        seconds.append(time.perf_counter() - began)
    return seconds


async def _timed(ask: Callable[[], Awaitable[object]]) -> list[float]:
    seconds = []
    for _ in range(_TIMES):
        began = time.perf_counter()
        await ask()
        seconds.append(time.perf_counter() - began)
    return seconds


def _checks(folder: Path, article: str) -> list[float]:
    path = folder / "a.txt"
    path.write_text(article, encoding="utf-8")
    seconds = []
    for _ in range(_RUNS):
        began = time.perf_counter()
        command = [*COMMAND[:-1], "check", str(path), "--format", "jsonl"]
        subprocess.run(command, capture_output=True, check=False)
        seconds.append(time.perf_counter() - began)
    return seconds


def _row(name: str, seconds: list[float]) -> None:
    cuts = quantiles(seconds, n=20) if len(seconds) > 1 else seconds * 19
    print(f"  {name:44}{1000 * cuts[9]:8.1f}{1000 * cuts[18]:8.1f}", flush=True)
