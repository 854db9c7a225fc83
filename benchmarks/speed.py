"""
Speed of checking on one core, with all rules and the built-in glossaries, and where it goes.

Reads the first part of `news/news.txt.gz`, cut into documents of about 4,000 characters at line
ends. Figures are megabytes of UTF-8 a CPU second; machines differ and are shared, so read them as
ratios to the peers in the same run. The share of each family of rules is of the same total; what
rules share (the scan, the glossary's hits) is listed apart.
"""

from __future__ import annotations

import gzip
import shutil
import subprocess
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from time import process_time

from calque.document import Document
from calque.language.scan import scan
from calque.pipeline import Checker

_CHARACTERS = 1_500_000
_DOCUMENT = 4_000
_WARM = 20
# Command line of each peer; it reads one file.
PEERS = {
    "typos": ("typos", "--format", "brief"),
    "codespell": ("codespell",),
    "proselint": ("proselint", "check"),
}


def run(bench: Path) -> None:
    """Print megabytes a second, ours and the peers', and the share of each part of a check."""
    with gzip.open(bench / "news" / "news.txt.gz", "rt", encoding="utf-8") as file:
        text = file.read(_CHARACTERS)
    size = len(text.encode()) / 1e6
    checker = Checker()
    documents = [Document(str(n), part) for n, part in enumerate(_parts(text))]
    for doc in documents[:_WARM]:
        checker.check(checker.read(doc.text, "warm.txt"))
    start = process_time()
    for doc in documents:
        checker.check(doc)
    total = process_time() - start
    print(f"  {'calque, all rules':20} {size / total:6.2f} MB/s")
    for name, command in PEERS.items():
        print(f"  {name:20} {_peer(command, text, size)}")
    parts = _shares(checker, documents)
    print("  of a check:")
    for name, seconds in sorted(parts.items(), key=lambda part: -part[1]):
        print(f"    {name:18} {100 * seconds / total:5.1f} %")


def _parts(text: str) -> Iterator[str]:
    start = 0
    while start < len(text):
        end = text.find("\n", start + _DOCUMENT)
        end = len(text) if end < 0 else end
        yield text[start:end]
        start = end + 1


def _shares(checker: Checker, documents: list[Document]) -> dict[str, float]:
    """CPU seconds by family of rules, and by what they share."""
    spent: dict[str, float] = defaultdict(float)
    for doc in documents:
        start = process_time()
        looked = scan(Document(doc.id, doc.text))
        _ = looked.marks, looked.sentences, looked.protected, looked.features
        spent["scan"] += process_time() - start
        start = process_time()
        checker.resources.hits(looked)
        spent["glossary hits"] += process_time() - start
        for loaded in checker.rules:
            start = process_time()
            if looked.calls_for(loaded.rule):
                list(loaded.check(looked, checker.resources))
            spent[loaded.rule.id[:3]] += process_time() - start
    return spent


def _peer(command: tuple[str, ...], text: str, size: float) -> str:
    if not shutil.which(command[0]):
        return "not installed"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "news.txt"
        path.write_text(text, encoding="utf-8")
        before = getrusage(RUSAGE_CHILDREN)
        subprocess.run([*command, str(path)], capture_output=True, check=False)
        after = getrusage(RUSAGE_CHILDREN)
    spent = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return f"{size / spent:6.2f} MB/s"
