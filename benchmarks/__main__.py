"""
Quality on public data, baselines beside: `python -m benchmarks [--bench DIR] [NAME …]`.

Each module answers one question and has `run(bench)`, which prints a table. The data is not ours to
ship.
"""

from __future__ import annotations

import argparse
import importlib
import sys
from pathlib import Path

NAMES = (
    "clean",
    "drift",
    "numbers",
    "untranslated",
    "acronyms",
    "house",
    "alignment",
    "translate",
    "source",
    "precision",
    "names",
    "render",
    "speed",
    "coverage",
    "glossary",
    "service",
)


def main() -> int:
    """Run the benchmarks named, or all."""
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument("--bench", type=Path, default=Path("../shared/bench"))
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(NAMES))
    options = parser.parse_args()
    if not options.bench.is_dir():
        print(f"{options.bench}: no such folder; name it with --bench", file=sys.stderr)
        return 2
    for name in options.names or NAMES:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").run(options.bench)
        print(flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
