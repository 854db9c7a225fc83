"""
What was left untranslated: words and letters of the source, wrong letters, debris; and clean ones.

Reads `news/untranslated.jsonl` under `--bench`. A segment counts as found when a rule of UNT or BIL
flags it; once with the source and once without. Baseline in the same run: letters of a script
other than the text's, or a word in lower case that no English dictionary has (SCOWL to size 70),
and with the source, one of those that the source has too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.data import Score, document, rows
from calque.config import Config
from calque.document import Document
from calque.language.common import is_in_dictionary
from calque.language.scripts import script_of
from calque.pipeline import Checker

RULES = ("UNT", "BIL")
_WORD = re.compile(r"[^\W\d_]{4,}")
Row = tuple[dict[str, Any], Document]


def run(bench: Path) -> None:
    """Print precision, recall and F1 by segment, by source language and by kind."""
    checker = Checker(Config(select=RULES))
    path = bench / "news" / "untranslated.jsonl"
    pairs = [(row, document(row, source=True)) for row in rows(path)]
    alone = [(row, document(row)) for row, _ in pairs]
    for name, data in (("with the source", pairs), ("without", alone)):
        found = [bool(checker.check(doc).findings) for _, doc in data]
        english = [row["tgt_lang"] == "en" for row, _ in data]
        print(f"  calque, {name:16} {_score(data, found)}")
        print(f"    into English           {_score(data, found, english)}")
        for lang, _ in Counter(row["src_lang"] for row, _ in data).most_common():
            from_it = [row["src_lang"] == lang for row, _ in data]
            print(f"    from {lang:17} {_score(data, found, from_it)}")
        _print_kinds(data, found)
        print(f"  baseline, {name:14} {_score(data, [_is_rare(doc) for _, doc in data])}")
    print(f"  {checker.signature}")


def _print_kinds(data: Sequence[Row], found: Sequence[bool]) -> None:
    kinds, hits = Counter[str](), Counter[str]()
    for (row, _), flag in zip(data, found, strict=True):
        for kind in {label["subtype"] for label in row["labels"]}:
            kinds[kind] += 1
            hits[kind] += flag
    for kind, count in kinds.most_common():
        print(f"      {kind:38} recall {hits[kind] / count:.3f} of {count}")


def _score(data: Sequence[Row], found: Sequence[bool], kept: Sequence[bool] = ()) -> Score:
    pairs = Counter(
        (bool(row["labels"]), flag)
        for (row, _), flag, keep in zip(data, found, kept or [True] * len(found), strict=True)
        if keep
    )
    return Score(pairs[True, True], pairs[False, True], pairs[True, False])


def _is_rare(doc: Document) -> bool:
    """Letters of another script, or a rare word; one that the source has, where there is one."""
    if any(script_of(char) not in ("Latin", None, "") for char in doc.text if char.isalpha()):
        return True
    source = " ".join(doc.source or ()).lower()
    words = (word for word in _WORD.findall(doc.text) if word.islower())
    return any(not is_in_dictionary(w) and (not source or w in source) for w in words)
