"""
Speed of checking on one core with all rules, memory, and where the time goes.

The news (`news/news.txt.gz`) is read as documents of about 4,000 characters cut at line ends: all
of it once, and 1, 10 and 100 MB of it over and over. No document is remembered, but words are, so
the text that is never repeated is the honest figure. calque reads with its own glossaries, and with
a hundred thousand made-up names beside them.

Every measurement is a process of its own; seconds are of CPU. What a tool spends on an empty file
is its start, speed is for the rest. Peers read the same files in the same run where they are
installed; a bare Aho-Corasick scan for the same names shows what one pass costs in this language.
Read speeds as ratios within one run: machines differ and are shared. A text that would take a tool
more than five minutes is left out. By the glossary's size: `python -m benchmarks glossary`.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from time import process_time
from typing import Final, NamedTuple

from benchmarks.glossary import house, made_up
from calque.config import Config
from calque.detect import called
from calque.document import Document
from calque.language.scan import scan
from calque.pipeline import Checker

_NAMES: Final = 100_000
_SIZES: Final = (1, 10, 100)
_DOCUMENT: Final = 4_000
_PATIENCE: Final = 300
_SHARED: Final = 1_500_000  # characters whose check is taken apart
# Command line of each peer that reads a file.
_COMMANDS: Final = {
    "typos": ("typos", "--format", "brief"),
    "codespell": ("codespell",),
    "cspell": ("cspell", "--no-progress", "--no-summary"),
    "proselint": ("proselint", "check"),
}


# A small process between, since a child's memory counts from that of the process it comes from.
_MEASURE: Final = """
import os, subprocess, sys
child = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
usage = os.wait4(child.pid, 0)[2]
print(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
"""


class _Spent(NamedTuple):
    seconds: float
    megabytes: float


def run(bench: Path) -> None:
    """Print the table of tools by size of text, and the share of each part of a check."""
    with gzip.open(bench / "news" / "news.txt.gz", "rt", encoding="utf-8") as file:
        news = file.read()
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        names = list(islice(made_up(_heads(news)), _NAMES))
        (work / "names.txt").write_text("\n".join(names), encoding="utf-8")
        (work / "house.toml").write_text(house(names), encoding="utf-8")
        (work / "empty.txt").touch()
        (work / "once.txt").write_text(news, encoding="utf-8")
        for size in _SIZES:
            _repeated(news, size, work / f"{size}.txt")
        columns = [f"{size} MB" for size in _SIZES]
        print(f"  {'MB/s (memory in MB)':24}{'start s':>8}{'once':>14}", end="")
        print("".join(f"{column:>14}" for column in columns))
        for tool in (*_TOOLS, *_COMMANDS):
            if _is_here(tool):
                print(f"  {tool:24}{_row(tool, work)}", flush=True)
            else:
                print(f"  {tool:24}not installed")
    print("  of a check:")
    for name, share in sorted(_shares(news[:_SHARED]).items(), key=lambda part: -part[1]):
        print(f"    {name:18} {100 * share:5.1f} %")


def _heads(news: str) -> list[str]:
    return sorted({word for word in news.split() if word.isalpha() and word.istitle()})


def _repeated(news: str, size: int, path: Path) -> None:
    """Write so many megabytes of the news, from its beginning each time."""
    wanted = size * 1_000_000
    data = news.encode()
    with path.open("wb") as file:
        for start in range(0, wanted, len(data)):
            piece = data[: wanted - start]
            file.write(piece.decode(errors="ignore").encode())


def _is_here(tool: str) -> bool:
    if tool in _COMMANDS:
        return shutil.which(tool) is not None
    return find_spec(_MODULES.get(tool, "calque")) is not None


def _row(tool: str, work: Path) -> str:
    """A tool's start, and its speed and memory for each text."""
    _spent(tool, work / "empty.txt")  # what is kept from run to run is made
    start = _spent(tool, work / "empty.txt")
    cells = [f"{start.seconds:8.2f}"]
    speed = 0.0
    for path in (work / "once.txt", *(work / f"{size}.txt" for size in _SIZES)):
        megabytes = path.stat().st_size / 1e6
        if speed and megabytes / speed > _PATIENCE:
            cells.append(f"{'-':>14}")
            continue
        spent = _spent(tool, path)
        speed = megabytes / max(spent.seconds - start.seconds, 0.001)
        cells.append(f"{speed:8.2f} ({spent.megabytes:3.0f})".rjust(14))
    return "".join(cells)


def _spent(tool: str, path: Path) -> _Spent:
    """What a process of its own takes to read a file."""
    command = [*_COMMANDS.get(tool, (sys.executable, "-m", "benchmarks.speed", tool)), str(path)]
    done = subprocess.run(
        [sys.executable, "-c", _MEASURE, *command], stdout=subprocess.PIPE, check=True
    )
    return _Spent(*map(float, done.stdout.split()))


def _parts(path: Path) -> Iterator[str]:
    """The documents of a file, one at a time."""
    lines: list[str] = []
    length = 0
    with path.open(encoding="utf-8") as file:
        for line in file:
            lines.append(line)
            length += len(line)
            if length >= _DOCUMENT:
                yield "".join(lines)
                lines, length = [], 0
    if lines:
        yield "".join(lines)


def _shares(text: str) -> dict[str, float]:
    """The share of a check's CPU seconds by family of rules, and by what they share."""
    checker = Checker()
    parts = [text[at : at + _DOCUMENT] for at in range(0, len(text), _DOCUMENT)]
    spent: dict[str, float] = defaultdict(float)
    for _ in range(2):  # the second time with the words known
        spent.clear()
        for part in parts:
            _take_apart(Document("", part), checker, spent)
    total = sum(spent.values())
    return {name: seconds / total for name, seconds in spent.items()}


def _take_apart(doc: Document, checker: Checker, spent: dict[str, float]) -> None:
    start = process_time()
    looked = scan(doc)
    _ = looked.marks, looked.tokens.counts, looked.features, looked.cues
    spent["scan"] += process_time() - start
    start = process_time()
    _ = looked.sentences, looked.quotations, looked.protected
    spent["sentences, quotes"] += process_time() - start
    start = process_time()
    checker.resources.hits(looked)
    spent["glossary hits"] += process_time() - start
    for loaded in called(checker.rules, looked):
        start = process_time()
        list(loaded.check(looked, checker.resources))
        spent[loaded.rule.id[:3]] += process_time() - start
    doc.forget()


# What follows is done in a process of its own.


def _calque(path: Path) -> None:
    _check(path, Config())


def _calque_with_names(path: Path) -> None:
    _check(path, Config(glossaries=(path.parent / "house.toml",)))


def _check(path: Path, config: Config) -> None:
    checker = Checker(config)
    for number, part in enumerate(_parts(path)):
        checker.check(Document(str(number), part))


def _aho_corasick(path: Path) -> None:
    import ahocorasick

    automaton = ahocorasick.Automaton()
    for name in _names(path):
        automaton.add_word(name.lower(), name)
    automaton.make_automaton()
    for part in _parts(path):
        list(automaton.iter(part.lower()))


def _phrase_matcher(path: Path) -> None:
    import spacy
    from spacy.matcher import PhraseMatcher

    language = spacy.blank("en")
    matcher = PhraseMatcher(language.vocab, attr="LOWER")
    matcher.add("names", list(language.pipe(_names(path))))
    for part in _parts(path):
        matcher(language.make_doc(part))


def _names(path: Path) -> list[str]:
    return (path.parent / "names.txt").read_text(encoding="utf-8").splitlines()


_TOOLS: Final[dict[str, Callable[[Path], None]]] = {
    "calque": _calque,
    "calque, 100,000 names": _calque_with_names,
    "Aho-Corasick, the names": _aho_corasick,
    "PhraseMatcher, the names": _phrase_matcher,
}
_MODULES: Final = {"Aho-Corasick, the names": "ahocorasick", "PhraseMatcher, the names": "spacy"}


if __name__ == "__main__":
    _TOOLS[sys.argv[1]](Path(sys.argv[2]))
