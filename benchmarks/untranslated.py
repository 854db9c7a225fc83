"""
What was left untranslated: words and letters of the source, wrong letters, debris; and clean ones.

Reads `news/untranslated.jsonl` under `--bench`. A segment counts as found when a rule flags it that
says something was left: those of UNT, BIL001 (a segment), NAM004 (a place name), ACR001 and ACR002
(an acronym or name of a body); once with the source and once without. Beside it stands the narrower
count of earlier versions, without acronyms. Baseline in the same run: letters of a script other
than the text's, or a word in lower case that no English dictionary has (SCOWL to size 70), and with
the source, one of those that the source has too.

All German rows there have something left in them, so a second table is of `news/mqm.jsonl`, English
into German, where people marked what was left: by segment, and by the words that are flagged or
marked in a document, whichever system's translation they are in. A pronoun read as an acronym
(UNT007) is a mistranslation to most of them, so how many they marked as any fault stands apart.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.data import Score, document, rows
from calque.config import Config
from calque.document import Document, Span
from calque.language.common import is_in_dictionary
from calque.language.scripts import script_of
from calque.pipeline import Checker

NARROW = ("UNT", "BIL001", "NAM004")
RULES = (*NARROW, "ACR001", "ACR002")
_MARKED = ("Accuracy/Source language fragment", "Accuracy/Untranslated text", "Non-translation!")
_PRONOUN = "UNT007"
_WORD = re.compile(r"[^\W\d_]{4,}")
Row = tuple[dict[str, Any], Document]


def run(bench: Path) -> None:
    """Print precision, recall and F1 by segment, by source language and by kind."""
    checker, narrow = Checker(Config(select=RULES)), Checker(Config(select=NARROW))
    path = bench / "news" / "untranslated.jsonl"
    pairs = [(row, document(row, source=True)) for row in rows(path)]
    alone = [(row, document(row)) for row, _ in pairs]
    for name, data in (("with the source", pairs), ("without", alone)):
        found = [bool(checker.check(doc).findings) for _, doc in data]
        english = [row["tgt_lang"] == "en" for row, _ in data]
        print(f"  calque, {name:16} {_score(data, found)}")
        fewer = [bool(narrow.check(doc).findings) for _, doc in data]
        print(f"    without acronyms       {_score(data, fewer)}")
        print(f"    into English           {_score(data, found, english)}")
        for lang, _ in Counter(row["src_lang"] for row, _ in data).most_common():
            from_it = [row["src_lang"] == lang for row, _ in data]
            print(f"    from {lang:17} {_score(data, found, from_it)}")
        _print_kinds(data, found)
        print(f"  baseline, {name:14} {_score(data, [_is_rare(doc) for _, doc in data])}")
    _print_marked(checker, bench / "news" / "mqm.jsonl")
    print(f"  {checker.signature}")


def _print_marked(checker: Checker, path: Path) -> None:
    segments = Counter[tuple[bool, bool]]()
    ours, theirs = set[tuple[str, str]](), set[tuple[str, str]]()
    pronouns = list[bool]()
    for row in rows(path):
        if (row["src_lang"], row["tgt_lang"]) != ("en", "de"):
            continue
        doc = document(row, source=True)
        marked = [label for label in row["labels"] if label["category"] in _MARKED]
        flagged = checker.check(doc).findings
        read = [finding.span for finding in flagged if finding.rule.id == _PRONOUN]
        pronouns += [any(_is_on(label, span) for label in row["labels"]) for span in read]
        segments[bool(marked), len(flagged) > len(read)] += 1
        said = {doc.text[slice(*one.span)] for one in flagged if one.rule.id != _PRONOUN}
        theirs |= {(row["doc"], label["text"]) for label in marked}
        ours |= {(row["doc"], words) for words in said}
    score = Score(segments[True, True], segments[False, True], segments[True, False])
    print(f"  English into German, {segments.total():,} segments marked by people")
    print(f"    calque, by segment     {score}")
    right = sum(any(_touch(one, other) for other in theirs) for one in ours)
    met = sum(any(_touch(one, other) for one in ours) for other in theirs)
    print(f"    calque, by words       {right} of {len(ours)} marked, {met} of {len(theirs)} found")
    print(f"    pronouns as acronyms   {sum(pronouns)} of {len(pronouns)} marked as some fault")


def _is_on(label: dict[str, Any], span: Span) -> bool:
    return bool(label["start"] < span.end and span.start < label["end"])


def _touch(one: tuple[str, str], other: tuple[str, str]) -> bool:
    return one[0] == other[0] and (one[1] in other[1] or other[1] in one[1])


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
