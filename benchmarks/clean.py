"""
False alarms: findings per 1,000 words on news that people wrote or translated.

Every finding is presumed false. Peers run on the same text in the same run when they are installed.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections import Counter
from pathlib import Path

from benchmarks.data import rows
from calque.pipeline import Checker

# Command line of each peer; it prints a line for each finding.
PEERS = {
    "typos": ("typos", "--format", "brief"),
    "codespell": ("codespell",),
    "proselint": ("proselint", "check"),
}


def run(bench: Path) -> None:
    """Print findings per 1,000 words, by rule, and the peers'."""
    checker = Checker()
    texts = [(row["id"], row["text"]) for row in rows(bench / "clean" / "dev.jsonl")]
    words = sum(len(text.split()) for _, text in texts)
    counts: Counter[str] = Counter()
    for name, text in texts:
        report = checker.check(checker.read(text, f"{name}.txt"))
        counts.update(finding.rule.id for finding in report.findings)
    print(f"{words:,} words; findings per 1,000 words, all presumed false")
    residue = sum(count for rule, count in counts.items() if rule.startswith("RES"))
    print(f"  {'calque, all rules':20} {1000 * counts.total() / words:6.3f}")
    # Some of these texts still have their page around them: "Read also: …".
    print(f"  {'without residue':20} {1000 * (counts.total() - residue) / words:6.3f}")
    for rule, count in sorted(counts.items()):
        print(f"    {rule:18} {1000 * count / words:6.3f}  ({count})")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "clean.txt"
        path.write_text("\n\n".join(text for _, text in texts), encoding="utf-8")
        for name, command in PEERS.items():
            if shutil.which(command[0]):
                found = subprocess.run(
                    [*command, str(path)], capture_output=True, text=True, check=False
                )
                lines = found.stdout.count("\n")
                print(f"  {name:20} {1000 * lines / words:6.3f}")
            else:
                print(f"  {name:20} not installed")
    print(f"  {checker.signature}")
