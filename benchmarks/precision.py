"""
How often a fix is right, rule by rule, against human references of machine-translated news.

A fix is right when the reference has its wording and not the one it replaces, wrong the other way
round; where the reference has both or neither it says nothing. Rules that compare with the source
have it, the others do not. Those on house style are measured on planted faults (`house.py`).
`python -m benchmarks.precision DIR` records the figures that `calque explain` prints.
"""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

from benchmarks.data import document, rows
from benchmarks.house import planted
from calque.config import Config
from calque.detect import all_rules
from calque.finding import Finding
from calque.language.letters import fold
from calque.pipeline import Checker

FILES = ("drift", "acronym", "numbers", "untranslated")
RECORD = Path(__file__).parents[1] / "src" / "calque" / "rules" / "precision.toml"
Tally = dict[str, Counter[str]]


def run(bench: Path) -> None:
    """Print right and wrong fixes by rule and safety, and findings on clean news."""
    tally, words = measure(bench)
    heads = f"{'right':>6} {'wrong':>6} {'precision':>10} {'on clean news':>14}"
    print(f"  {'rule':8} {'safety':7} {heads}")
    for key in sorted(tally):
        rule, safety = key.split()
        right, wrong = tally[key]["right"], tally[key]["wrong"]
        share = f"{right / (right + wrong):.3f}" if right + wrong else "-"
        print(f"  {rule:8} {safety:7} {right:6} {wrong:6} {share:>10} {tally[key]['clean']:>14}")
    print(f"  clean news: {words:,} words")


def measure(bench: Path) -> tuple[Tally, int]:
    """Count right and wrong fixes for each `RULE safety`, and findings on the clean set."""
    checker = Checker()
    bilingual = Checker(Config(select=_need_source()))
    tally: Tally = {}
    for name in FILES:
        for row in rows(bench / "news" / f"{name}.jsonl"):
            if not row["reference"]:
                continue
            doc, pair = document(row), document(row, source=True)
            reference = fold(" ".join(row["reference"]))
            judged = set()
            for finding in (*checker.check(doc).findings, *bilingual.check(pair).findings):
                words = doc.text[finding.span.start : finding.span.end]
                # One verdict a document for each pair of wordings.
                if finding.fixes and (finding.rule.id, words) not in judged:
                    judged.add((finding.rule.id, words))
                    _judge(tally, finding, words, reference)
    for key, score in planted(bench).items():
        tally[key] = Counter(right=score.right, wrong=score.false, planted=1)
    words_seen = 0
    for row in rows(bench / "clean" / "dev.jsonl"):
        words_seen += len(row["text"].split())
        for finding in checker.check(checker.read(row["text"], "clean.txt")).findings:
            tally.setdefault(_key(finding), Counter())["clean"] += 1
    return tally, words_seen


def _need_source() -> tuple[str, ...]:
    """The rules that compare with the source."""
    return tuple(loaded.rule.id for loaded in all_rules() if "source" in loaded.rule.needs)


def _judge(tally: Tally, finding: Finding, words: str, reference: str) -> None:
    wanted = fold(" ".join(edit.text for edit in finding.fixes[0].edits))
    has_wanted, has_found = wanted in reference, fold(words) in reference
    verdict = "open"
    if wanted and has_wanted != has_found:
        verdict = "right" if has_wanted else "wrong"
    tally.setdefault(_key(finding), Counter())[verdict] += 1


def _key(finding: Finding) -> str:
    return f"{finding.rule.id} {finding.fixes[0].safety if finding.fixes else 'none'}"


def write(bench: Path) -> None:
    """Record the figures in the file that `calque explain` reads."""
    tally, words = measure(bench)
    lines = [
        "# Measured against human references; written by `python -m benchmarks.precision DIR`.",
        f"# Findings on clean news are in {words:,} words, all presumed false.",
        f"words = {words}",
    ]
    for key in sorted(tally):
        rule, safety = key.split()
        counts = tally[key]
        lines += [
            "",
            f"[{rule}.{safety}]",
            f"right = {counts['right']}",
            f"wrong = {counts['wrong']}",
            f"clean = {counts['clean']}",
            *(["planted = true"] if counts["planted"] else []),
        ]
    RECORD.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {RECORD}")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
