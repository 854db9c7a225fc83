"""
Write the list of common English words from SCOWL (Debian package `scowl`).

Lower-case words up to size 35 and names up to size 50, four letters or more, possessives left out.
Run it by hand when SCOWL changes: python tools/english_words.py /usr/share/dict/scowl
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

TARGET = Path(__file__).parents[1] / "src" / "calque" / "language" / "words" / "en.txt"
WORDS = [f"{spelling}-words" for spelling in ("english", "american", "british")]
LISTS = (
    *(f"{name}.{size}" for name in WORDS for size in (10, 20, 35)),
    *(f"english-upper.{size}" for size in (10, 35, 40, 50)),
    *(f"english-proper-names.{size}" for size in (35, 40, 50)),
)
HEADER = """\
# Common English words (to size 35) and names (to size 50), from SCOWL.
# Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these
# word lists, the associated scripts, the output created from the scripts, and its documentation for
# any purpose is hereby granted without fee, provided that the above copyright notice appears in all
# copies and that both that copyright notice and this permission notice appear in supporting
# documentation. Kevin Atkinson makes no representations about the suitability of this array for any
# purpose. It is provided "as is" without express or implied warranty.
"""


def words(folder: Path) -> Iterator[str]:
    """Every word of the lists."""
    for name in LISTS:
        if (folder / name).exists():
            yield from (folder / name).read_text(encoding="iso-8859-1").split()


def main() -> int:
    """Write the file."""
    kept = {word for word in words(Path(sys.argv[1])) if len(word) >= 4 and word.isalpha()}
    TARGET.parent.mkdir(exist_ok=True)
    lines = "\n".join(sorted(kept))
    TARGET.write_text(HEADER + lines + "\n", encoding="utf-8")
    print(f"{TARGET}: {len(kept):,} words")
    return 0


if __name__ == "__main__":
    sys.exit(main())
