"""
Pages that a program writes: write them, or say which are not as it would write them.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path


def written(pages: Mapping[Path, str], command: str, arguments: Sequence[str]) -> int:
    """
    Write pages, or with `--check` name the stale ones.

    Return the exit status: 1 where a check finds one stale, 2 for another argument.
    """
    if list(arguments) not in ([], ["--check"]):
        print(f"usage: {command} [--check]", file=sys.stderr)
        return 2
    stale = [path for path, text in pages.items() if not _is(path, text)]
    if arguments:
        for path in stale:
            print(f"{path}: stale; run {command}", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.parent.mkdir(exist_ok=True)
        path.write_text(pages[path], encoding="utf-8")
    return 0


def _is(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text
