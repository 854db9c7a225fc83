"""
Write the lists of English words from SCOWL (Debian package `scowl`).

Common ones: lower-case words up to size 35 and names up to size 50. Rare ones: all others up to
size 70, in lower case. Obscure ones: lower-case words of size 80. Four letters or more, possessives
left out. Acronyms: abbreviations up to size 70 that are all capitals. Heads: what the lists show to
be put before English words, in Greek and Latin fashion (neuro-).
Run it by hand when SCOWL changes: python tools/english_words.py /usr/share/dict/scowl
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "src" / "calque" / "language" / "words"
WORDS = [f"{spelling}-words" for spelling in ("english", "american", "british")]
COMMON = (
    *(f"{name}.{size}" for name in WORDS for size in (10, 20, 35)),
    *(f"english-upper.{size}" for size in (10, 35, 40, 50)),
    *(f"english-proper-names.{size}" for size in (35, 40, 50)),
)
RARE = re.compile(
    r"(english|american|british|british_z|canadian|australian|(british_)?variant_\d)"
    r"-(words|upper|proper-names)\.[1-7]\d"
)
OBSCURE = re.compile(
    r"(english|american|british|british_z|canadian|australian|(british_)?variant_\d)-words\.80"
)
# A head's letters, the fewest of a word behind it, and how many words must have it.
HEAD = re.compile(r"[a-z]{2,8}o")
BEHIND = 6
OFTEN = 10
ACRONYMS = [f"english-abbreviations.{size}" for size in (35, 40, 50, 55, 60, 70)]
ACRONYM = re.compile(r"[A-Z]{2,8}")
HEADER = """\
# {what}, from SCOWL.
# Copyright 2000-2011 by Kevin Atkinson. Permission to use, copy, modify, distribute and sell these
# word lists, the associated scripts, the output created from the scripts, and its documentation for
# any purpose is hereby granted without fee, provided that the above copyright notice appears in all
# copies and that both that copyright notice and this permission notice appear in supporting
# documentation. Kevin Atkinson makes no representations about the suitability of this array for any
# purpose. It is provided "as is" without express or implied warranty.
"""


def words(folder: Path, names: Iterable[str]) -> set[str]:
    """The words of the lists that are there."""
    lists = [folder / name for name in names if (folder / name).exists()]
    found = (word for path in lists for word in path.read_text(encoding="utf-8").split())
    return {word for word in found if len(word) >= 4 and word.isalpha()}


def write(name: str, what: str, kept: set[str]) -> None:
    """Write one list."""
    lines = "\n".join(sorted(kept))
    (FOLDER / name).write_text(HEADER.format(what=what) + lines + "\n", encoding="utf-8")
    print(f"{name}: {len(kept):,} words")


def heads(every: set[str], common: set[str]) -> set[str]:
    """The heads that enough of the words have before a common one, none a word that ends so."""
    found = Counter(
        word[:cut]
        for word in every
        for cut in range(3, len(word) - BEHIND + 1)
        if HEAD.fullmatch(word[:cut]) and word[cut:] in common
    )
    return {head for head, count in found.items() if count >= OFTEN}


def main() -> int:
    """Write the files."""
    folder = Path(sys.argv[1])
    common = words(folder, COMMON)
    every = words(folder, (path.name for path in folder.iterdir() if RARE.fullmatch(path.name)))
    write("en.txt", "Common English words (to size 35) and names (to size 50)", common)
    rare = {word.lower() for word in every} - {word.lower() for word in common}
    largest = (path.name for path in folder.iterdir() if OBSCURE.fullmatch(path.name))
    obscure = words(folder, largest) - every - {word.lower() for word in every}
    write("en-obscure.txt", "Obscure English words (of size 80)", obscure)
    known = {word for word in every | obscure if word.islower()}
    write("en-heads.txt", "What English words have before them", heads(known, common))
    lists = [(folder / name).read_text(encoding="utf-8") for name in ACRONYMS]
    acronyms = {word for text in lists for word in text.split() if ACRONYM.fullmatch(word)}
    write("en-acronyms.txt", "Acronyms in English dictionaries (to size 70)", acronyms)
    write("en-rare.txt", "Rare English words and names (to size 70)", rare)
    return 0


if __name__ == "__main__":
    sys.exit(main())
