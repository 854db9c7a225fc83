"""
A sentence, or a run of words, is the source's own.

Why it matters: the reader gets a language that the text is not in.
Fix: none; it has to be translated.
Source: the source text; Damerau–Levenshtein likeness by rapidfuzz.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.document import Document, Span
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned, wording
from calque.language.codes import language_name
from calque.language.common import is_in_dictionary
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL001",
    name="segment-copied",
    category="accuracy/untranslated",
    its_type="untranslated",
    severity="major",
    message="the {language} source stands here untranslated: {words}",
    in_quotes=True,
    needs=("source",),
)
_WORD: Final = re.compile(r"[^\W\d_]+")
# So like its source (of 100), and so many letters outside names long, a part is a copy.
_ALIKE: Final = 85
_LETTERS: Final = 12
# A run of so many words is copied.
_RUN: Final = 4
# The dictionary has no shorter words.
_TELLING: Final = 4
_SHOWN: Final = 60


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the parts, or runs of words in them, that are still the source's."""
    lang = scan.doc.source_lang
    if not lang or lang == scan.doc.lang:
        return
    for part in aligned(scan):
        if part.sure and part.source.strip():
            text = scan.text[slice(*part.span)]
            if _is_copy(text, part.source, scan.doc):
                yield _finding(scan, wording(scan, part.span), part.whole)
            else:
                yield from _runs(scan, part)


def _is_copy(text: str, source: str, doc: Document) -> bool:
    from rapidfuzz.fuzz import ratio

    words = _WORD.findall(text)
    small = [word for word in words if not word[0].isupper()]
    if sum(map(len, small)) < _LETTERS or not _is_foreign(small, doc):
        return False
    return ratio(text, source, score_cutoff=_ALIKE) > 0


def _runs(scan: Scan, part: Aligned) -> Iterator[Finding]:
    """The longest runs of words that both sides have, capitals and all."""
    theirs = list(_WORD.finditer(part.source))
    ours = list(_WORD.finditer(scan.text, *part.span))
    grams = {_gram(theirs, k): k for k in range(len(theirs) - _RUN + 1)}
    k = 0
    while k <= len(ours) - _RUN:
        there = grams.get(_gram(ours, k))
        if there is None:
            k += 1
            continue
        size = _RUN
        while _word(ours, k + size) and _word(ours, k + size) == _word(theirs, there + size):
            size += 1
        span = Span(ours[k].start(), ours[k + size - 1].end())
        said = part.place(theirs[there].start(), theirs[there + size - 1].end())
        words = [match[0] for match in ours[k : k + size]]
        small = [word for word in words if word.islower()]
        if len(small) >= _RUN - 1 and _is_foreign(small, scan.doc) and not scan.quoted(*span):
            yield _finding(scan, span, said)
        k += size


def _gram(words: list[re.Match[str]], k: int) -> tuple[str, ...]:
    return tuple(match[0] for match in words[k : k + _RUN])


def _word(words: list[re.Match[str]], k: int) -> str:
    return words[k][0] if k < len(words) else ""


def _is_foreign(small: list[str], doc: Document) -> bool:
    """Whether words in lower case are not the text's own, nor quoted in the source from there."""
    telling = [word for word in small if len(word) >= _TELLING]
    english = sum(is_in_dictionary(word) for word in telling)
    if doc.lang == "en":
        return english <= len(telling) / 2 and len(telling) > 1
    return doc.source_lang != "en" or english > len(telling) / 2


def _finding(scan: Scan, span: Span, said: Span) -> Finding:
    language = language_name(scan.doc.source_lang or "")
    words = " ".join(scan.text[slice(*span)].split())
    shown = words if len(words) <= _SHOWN else f"{words[:_SHOWN]}…"
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(language=language, words=f"“{shown}”"),
        confidence=0.9,
        evidence=(Evidence("source", "the source has the same words"),),
        source_span=said,
    )
