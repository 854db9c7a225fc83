"""
False alarms: findings per 1,000 words on news that people wrote or translated.

Two figures: every finding presumed false, and those that are so as read. `clean_read.toml` keeps
what one reader made of each finding: `fault` (the text has it, whoever wrote it), `taste` (editors
may differ) or `false`; one that nobody has read counts as false. Peers run on the same text in the
same run when they are installed.

    python -m benchmarks.clean DIR [ID …]

prints the findings that are not read, or those in the texts named, each with the line that the file
wants, to which a reader adds the verdict.
"""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from benchmarks.data import rows
from calque.document import Document
from calque.finding import Finding
from calque.pipeline import Checker

READ = Path(__file__).parent / "clean_read.toml"
VERDICTS = ("fault", "taste", "false")
UNREAD = "unread"
_AROUND = 90
# Command line of each peer; it prints a line for each finding.
PEERS = {
    "typos": ("typos", "--format", "brief"),
    "codespell": ("codespell",),
    "proselint": ("proselint", "check"),
}


class Judged(NamedTuple):
    """A finding, where it is, its key in the file, and what a reader made of it."""

    doc: Document
    finding: Finding
    key: str
    verdict: str


def run(bench: Path) -> None:
    """Print findings per 1,000 words, by rule, as presumed and as read, and the peers'."""
    checker = Checker()
    texts = _texts(bench)
    words = sum(len(text.split()) for text in texts.values())
    found = list(judged(texts, checker))
    print(f"{words:,} words; findings per 1,000 words, all presumed false, and false as read")
    _line("calque, all rules", found, words)
    # Some of these texts still have their page around them: "Read also: …".
    _line("without residue", [j for j in found if not j.finding.rule.id.startswith("RES")], words)
    by_rule: defaultdict[str, list[Judged]] = defaultdict(list)
    for one in found:
        by_rule[one.finding.rule.id].append(one)
    for rule, ones in sorted(by_rule.items()):
        _line(f"  {rule}", ones, words)
    if gone := sum(map(len, _read().values())) - sum(one.verdict != UNREAD for one in found):
        print(f"  read, and not found any more: {gone}")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clean.txt"
        path.write_text("\n\n".join(texts.values()), encoding="utf-8")
        for name, command in PEERS.items():
            if shutil.which(command[0]):
                printed = subprocess.run(
                    [*command, str(path)], capture_output=True, text=True, check=False
                )
                lines = printed.stdout.count("\n")
                print(f"  {name:20} {1000 * lines / words:6.3f}")
            else:
                print(f"  {name:20} not installed")
    print(f"  {checker.signature}")


def judged(texts: Mapping[str, str], checker: Checker) -> Iterator[Judged]:
    """All findings in the texts, with what a reader made of them."""
    read = _read()
    for name, text in texts.items():
        doc = checker.read(text, f"{name}.txt")
        for finding in checker.check(doc).findings:
            key = _key(doc, finding)
            yield Judged(doc, finding, key, read.get(name, {}).get(key, UNREAD))


def _key(doc: Document, finding: Finding) -> str:
    """The rule, and a hash of place and words: the file has none of the data."""
    start, end = finding.span
    digest = hashlib.sha256(f"{start} {doc.text[start:end]}".encode()).hexdigest()
    return f"{finding.rule.id}-{digest[:8]}"


def _texts(bench: Path) -> dict[str, str]:
    return {row["id"]: row["text"] for row in rows(bench / "clean" / "dev.jsonl")}


def _read() -> dict[str, dict[str, str]]:
    read: dict[str, dict[str, str]] = tomllib.loads(READ.read_text(encoding="utf-8"))
    wrong = {verdict for verdicts in read.values() for verdict in verdicts.values()}
    if wrong := wrong.difference(VERDICTS):
        raise ValueError(f"{READ.name}: {sorted(wrong)} are none of {VERDICTS}")
    return read


def _line(name: str, found: Sequence[Judged], words: int) -> None:
    counts = Counter(one.verdict for one in found)
    false = counts["false"] + counts[UNREAD]
    said = ", ".join(f"{counts[one]} {one}" for one in (*VERDICTS, UNREAD) if counts[one])
    rates = f"{1000 * len(found) / words:6.3f} {1000 * false / words:6.3f}"
    print(f"  {name:20} {rates}  ({len(found)}: {said})")


def show(bench: Path, ids: Collection[str]) -> None:
    """Print findings in their context, with the lines that the file wants."""
    texts = {name: text for name, text in _texts(bench).items() if not ids or name in ids}
    wanted = (one for one in judged(texts, Checker()) if ids or one.verdict == UNREAD)
    for doc, ones in groupby(wanted, key=lambda one: one.doc.id):
        print(f'["{doc.removesuffix(".txt")}"]')
        for one in ones:
            (start, end), text = one.finding.span, one.doc.text
            before, after = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
            print("# " + f"{before}⟦{text[start:end]}⟧{after}".replace("\n", "¶"))
            print(f"# {one.finding.message}")
            print(f'{one.key} = "{one.verdict}"')


if __name__ == "__main__":
    show(Path(sys.argv[1]), sys.argv[2:])
