"""
Numbers against the source: segments whose number differs, and clean ones that only look different.

Reads `news/numbers.jsonl` under `--bench`. A segment counts as found when any quantity rule flags
it (`hard` clean ones have other digits and the same value). Peers on the same rows in the same run:
a comparison of digit sets, and translate-toolkit's numbers check where it is installed. The last
table is for German, French, Spanish and Russian translations of our own making, see `number_sets`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.data import Score, document, rows
from benchmarks.number_sets import LANGS, made
from calque.config import Config
from calque.document import Document
from calque.pipeline import Checker

# How a time is spaced; the labels are of what numbers say.
_NO_VALUES = ("NUM017",)
Verdict = Callable[[Document], bool]
_CJK = ("ja", "ko", "zh")


def run(bench: Path) -> None:
    """Print F1 by segment, ours beside the peers', by source language and kind of error."""
    checker = Checker(Config(select=("NUM",), ignore=_NO_VALUES))
    data = [(row, document(row, source=True)) for row in rows(bench / "news" / "numbers.jsonl")]
    judges: list[tuple[str, Verdict]] = [
        ("calque", lambda doc: bool(checker.check(doc).findings)),
        ("calque, no source", lambda doc: bool(checker.check(_alone(doc)).findings)),
        ("digit sets", _digits_differ),
    ]
    if toolkit := _toolkit():
        judges.append(("translate-toolkit", toolkit))
    else:
        print("  translate-toolkit: not installed")
    verdicts = {name: [judge(doc) for _, doc in data] for name, judge in judges}
    for name, found in verdicts.items():
        hard = [flag for (row, _), flag in zip(data, found, strict=True) if _is_hard(row)]
        print(f"  {name:18} {_score(data, found)}  hard clean flagged {sum(hard)}/{len(hard)}")
    ours = verdicts["calque"]
    for lang, _ in Counter(row["src_lang"] for row, _ in data).most_common():
        print(f"    from {lang:13} {_score(data, ours, (lang,))}")
    print(f"    from CJK           {_score(data, ours, _CJK)}")
    kinds = Counter[str]()
    hits = Counter[str]()
    for (row, _), flag in zip(data, ours, strict=True):
        for kind in {label["subtype"] for label in row["labels"]}:
            kinds[kind] += 1
            hits[kind] += flag
    for kind, count in kinds.most_common():
        print(f"    {kind:18} recall {hits[kind] / count:.3f} of {count}")
    print("  made from CLDR patterns, English source")
    for lang in LANGS:
        print(f"    into {lang:13} {_made(checker, lang)}")
    print(f"  {checker.signature}")


def _is_hard(row: dict[str, Any]) -> bool:
    return bool(row["hard"]) and not row["labels"]


def _alone(doc: Document) -> Document:
    return Document(doc.id, doc.text, segments=doc.segments)


def _score(
    data: Sequence[tuple[dict[str, Any], Document]],
    found: Sequence[bool],
    langs: tuple[str, ...] = (),
) -> Score:
    pairs = Counter(
        (bool(row["labels"]), flag)
        for (row, _), flag in zip(data, found, strict=True)
        if not langs or row["src_lang"] in langs
    )
    return Score(pairs[True, True], pairs[False, True], pairs[True, False])


def _sides(doc: Document) -> tuple[str, str]:
    source = doc.source if isinstance(doc.source, str) else "\n".join(doc.source or ())
    return source, doc.text


def _digits_differ(doc: Document) -> bool:
    """Whether the runs of digits of the two sides are not the same set."""
    one, other = ({int(run) for run in re.findall(r"\d+", side)} for side in _sides(doc))
    return one != other


def _toolkit() -> Verdict | None:
    """The numbers check of translate-toolkit's pofilter, or None where it is not installed."""
    try:
        from translate.filters.checks import FilterFailure, StandardChecker
    except ImportError:
        return None
    checker = StandardChecker()

    def differs(doc: Document) -> bool:
        try:
            return not checker.numbers(*_sides(doc))
        except FilterFailure:
            return True

    return differs


def _made(checker: Checker, lang: str) -> Score:
    verdicts = Counter(
        (pair.wrong, bool(checker.check(pair.document(lang)).findings)) for pair in made(lang)
    )
    return Score(verdicts[True, True], verdicts[False, True], verdicts[True, False])
