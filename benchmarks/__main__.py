"""
Quality on public data, baselines beside: `python -m benchmarks [--bench DIR] [NAME …]`.

Each module answers one question and has `run(bench)`, which prints a table; what it returns goes
into the file of `--json`. The data is not ours to ship.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import sys
from pathlib import Path

NAMES = (
    "clean",
    "drift",
    "numbers",
    "untranslated",
    "acronyms",
    "residue",
    "house",
    "alignment",
    "translate",
    "gpu",
    "source",
    "precision",
    "names",
    "render",
    "speed",
    "batch",
    "coverage",
    "glossary",
    "corpus",
    "editor",
    "service",
)
# What makes its own data.
ALONE = frozenset({"gpu", "residue"})


def main() -> int:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("--json", type=Path, help="write what benchmarks return to this file")
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    options = parser.parse_args()
    names = options.names or NAMES
    if not options.bench.is_dir() and not ALONE.issuperset(names):
        print(f"{options.bench}: no such folder; name it with --bench", file=sys.stderr)
        return 2
    # Peers are installed beside this Python, whether its environment is active or not.
    beside = Path(sys.executable).parent
    os.environ["PATH"] = f"{beside}{os.pathsep}{os.environ['PATH']}"
    found = {}
    for name in names:
        print(f"== {name}", flush=True)
        found[name] = importlib.import_module(f"benchmarks.{name}").run(options.bench)
        print(flush=True)
    if options.json:
        options.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
