"""
A corpus in lines of text, for a terminal.
"""

from __future__ import annotations

from calque.language.plural import counted
from calque.render.cells import printable
from calque.study.corpus import Corpus
from calque.study.page import languages, overall
from calque.study.worst import Worst

_RULES = 15
_LONGEST = 100


def corpus(found: Corpus) -> str:
    """Return what was found, by rule."""
    texts, findings = found.frames
    words = counted(int(texts["words"].sum()), "word")
    lines = [
        f"{counted(len(findings), 'finding')} in {counted(len(texts), 'text')}, {words}",
        overall(found),
        languages(texts["source_language"]),
        "",
    ]
    for row in found.table().head(_RULES).itertuples():
        rule = f"{row.rule} {row.name}"
        fix = f" → {row.fix or '(nothing)'}" if isinstance(row.fix, str) else ""
        example = printable(f"{row.example}{fix}")
        lines.append(f"{row.findings:>8,}  {rule:34} {row.per_1000_words:>7.2f}  {_cut(example)}")
    return "\n".join(lines).rstrip()


def worst(found: Worst) -> str:
    """Return the segments, a line each."""
    lines = [
        f"{one.penalty:>5}  {printable(f'{one.document}:{one.place}')}  {_cut(printable(one.text))}"
        for one in found.segments
    ]
    return "\n".join([f"The worst {counted(len(lines), 'segment')}, by MQM penalty", *lines])


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[:_LONGEST].rstrip() + "…"
