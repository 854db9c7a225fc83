"""
Write the English words whose forms do not follow the rules of spelling.

From the table of the Python package `lemminflect`, which has it from the SPECIALIST Lexicon; only
common words (SCOWL to size 35, as in `words/en.txt`). Run it by hand when they change:
python -m tools.inflections path/to/lemminflect/resources/infl_lu.csv.gz
"""

from __future__ import annotations

import gzip
import sys
from pathlib import Path

from calque.language.common import is_word
from calque.language.inflection import regular

TARGET = Path(__file__).parents[1] / "src" / "calque" / "language" / "inflections" / "en.txt"
HEADER = """\
# English words with forms that the rules do not give: base, -s, past, participle, -ing.
# From the SPECIALIST Lexicon (US National Library of Medicine, free to use with acknowledgement)
# through lemminflect (MIT licence); written by tools/inflections.py.
be/am/are is was/were been being
"""


def lines(table: Path) -> list[str]:
    """The words whose forms differ from the regular ones, one a line, in order."""
    found: dict[str, list[str]] = {}
    with gzip.open(table, "rt", encoding="utf-8") as rows:
        for row in rows:
            lemma, kind, *forms = row.strip().split(",")
            if lemma == "be" or not (len(lemma) < 4 or is_word(lemma)) or not lemma.islower():
                continue
            ruled = [place[0] for place in regular(lemma)]
            word = found.setdefault(lemma, list(ruled))
            if kind == "verb" and len(forms) == 4:
                past, participle, ing, third = forms
                word[2], word[3], word[4] = past, participle or past, ing
                word[1] = third if word[1] == ruled[1] else word[1]
            elif kind == "noun" and forms[0] and lemma not in forms[0].split("/"):
                word[1] = forms[0]
    listed = []
    for lemma, word in sorted(found.items()):
        ruled = [place[0] for place in regular(lemma)]
        if any(form not in place.split("/") for form, place in zip(ruled, word, strict=True)):
            same = word[2:] == ruled[2:]
            listed.append(" ".join(word[:2] if same else word))
    return listed


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text(HEADER + "\n".join(lines(Path(sys.argv[1]))) + "\n", encoding="utf-8")
