"""
Two plain files set side by side: which parts are said to belong together, and whether they do.

From the segments of `news/drift.jsonl` under `--bench` come a source and a translation as whole
texts, a document once for each source language: segments are joined into paragraphs, and the
translation is then left as it is, parted into other paragraphs, parted by nothing, robbed of
segments, or given some in another order. The seed is fixed. A sure part is right when the segments
it holds of either side are one another's, as far as both sides have them; a segment counts as found
when a right part has it. Below, the segments said to be left out (BIL002) beside those that were.

Baselines: paragraph and sentence by their order, and the Gale and Church aligner of NLTK over all
sentences, where it is installed.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

from benchmarks.data import rows
from calque.config import Config
from calque.document import Document, Span
from calque.language.aligned import aligned
from calque.language.scan import scan
from calque.pipeline import Checker

_LONGEST: Final = 4  # segments of a paragraph
_SHARE: Final = 0.12  # of the segments that are dropped, or of the neighbours that change places
_HALF: Final = 0.5

# Spans of the source and of the text that are said to belong together.
Parts = list[tuple[Span, Span]]


class Side(NamedTuple):
    """A text, and where each segment of the row is in it."""

    text: str
    places: dict[int, Span]


class Made(NamedTuple):
    """A source and a translation as whole texts."""

    source: Side
    target: Side
    source_lang: str
    lang: str

    @property
    def document(self) -> Document:
        """The pair as a document."""
        return Document(
            "made",
            self.target.text,
            lang=self.lang,
            source=self.source.text,
            source_lang=self.source_lang,
        )


def run(bench: Path) -> None:
    """Print figures for each way of making a translation, ours beside the baselines'."""
    documents = list(_documents(bench))
    checker = Checker(Config(select=("BIL002",)))
    judges: list[tuple[str, Callable[[Made], Parts]]] = [("calque", _ours), ("by order", _in_order)]
    if peer := _nltk():
        judges.append(("NLTK", peer))
    else:
        print("  NLTK: not installed")
    print(f"  {len(documents)} documents")
    for kind in KINDS:
        pairs = [_made(row, kind) for row in documents]
        for name, judge in judges:
            parts = [judge(pair) for pair in pairs]
            print(f"  {kind:22} {name:10} {_score(pairs, parts)}")
        print(f"  {'':22} left out   {_omitted(checker, pairs)}")
    _speed([_made(row, KINDS[0]) for row in documents if row["src_lang"] == "fi"])
    print(f"  {checker.signature}")


def _speed(pairs: Sequence[Made]) -> None:
    """What a whole source costs a long text, all rules."""
    source = "\n\n".join(pair.source.text for pair in pairs)
    text = "\n\n".join(pair.target.text for pair in pairs)
    checker = Checker()
    for name, given in (("alone", None), ("with the source", source)):
        checker.check(Document("warm", pairs[0].target.text, source=given and pairs[0].source.text))
        began = time.process_time()
        checker.check(Document(name, text, lang="en", source=given, source_lang="fi"))
        seconds = time.process_time() - began
        words = len(text.split())
        print(f"  {words:,} words {name}: {words / seconds:,.0f} words per CPU-second")


def _documents(bench: Path) -> Iterator[dict[str, Any]]:
    """One translation of each document, long enough to be parted."""
    seen = set()
    for row in rows(bench / "news" / "drift.jsonl"):
        key = row["src_lang"], row["doc"]
        if key not in seen and len(row["source"]) > _LONGEST:
            seen.add(key)
            yield row


# What becomes of the translation.
KINDS: Final = ("as it is", "other paragraphs", "one line a paragraph", "dropped", "swapped")


def _made(row: dict[str, Any], kind: str) -> Made:
    rng = random.Random(f"{row['id']} {kind}")
    every = [n for n, text in enumerate(row["source"]) if text.strip() and row["target"][n].strip()]
    ours = list(every)
    if kind == "dropped":
        ours = [n for n in every if rng.random() > _SHARE]
    elif kind == "swapped":
        for at in range(len(ours) - 1):
            if rng.random() < _SHARE:
                ours[at], ours[at + 1] = ours[at + 1], ours[at]
    starts = _starts(every, rng)
    theirs = _side(row["source"], every, starts, row["src_lang"], "\n\n")
    if kind == "other paragraphs":
        starts = _starts(every, rng)
    between = "\n" if kind == "one line a paragraph" else "\n\n"
    target = _side(row["target"], ours, starts, row["tgt_lang"], between)
    return Made(theirs, target, row["src_lang"], row["tgt_lang"])


def _starts(segments: Sequence[int], rng: random.Random) -> frozenset[int]:
    """The segments that begin a paragraph."""
    starts, at = set(), 0
    while at < len(segments):
        starts.add(segments[at])
        at += rng.randint(1, _LONGEST)
    return frozenset(starts)


def _side(
    texts: Sequence[str], segments: Sequence[int], starts: frozenset[int], lang: str, between: str
) -> Side:
    text, places = "", {}
    for number in segments:
        said = " ".join(texts[number].split())
        if text:
            text += between if number in starts else "" if lang in ("ja", "zh") else " "
        places[number] = Span(len(text), len(text) + len(said))
        text += said
    return Side(text, places)


def _ours(pair: Made) -> Parts:
    return [(part.whole, part.span) for part in aligned(scan(pair.document)) if part.sure]


def _in_order(pair: Made) -> Parts:
    """The first sentence of the first paragraph with the first of the first, and so on."""
    found: Parts = []
    sides = _sentences(pair.source.text, pair.source_lang), _sentences(pair.target.text, pair.lang)
    for theirs, ours in zip(*sides, strict=False):
        found += zip(theirs, ours, strict=False)
    return found


def _sentences(text: str, lang: str) -> list[list[Span]]:
    """The sentences of each paragraph."""
    reader = scan(Document("", text, lang=lang))
    return [
        [one for one in reader.sentences if paragraph.contains(one)]
        for paragraph in reader.paragraphs
    ]


def _nltk() -> Callable[[Made], Parts] | None:
    try:
        from nltk.translate.gale_church import align_blocks
    except ImportError:
        return None

    def parts(pair: Made) -> Parts:
        theirs, ours = (
            [one for paragraph in _sentences(side.text, lang) for one in paragraph]
            for side, lang in ((pair.source, pair.source_lang), (pair.target, pair.lang))
        )
        lengths = [[end - start for start, end in side] for side in (theirs, ours)]
        beads: dict[int, tuple[set[int], set[int]]] = {}
        for one, other in align_blocks(*lengths):
            # Links that share a side are one bead.
            at = next((k for k, bead in beads.items() if one in bead[0] or other in bead[1]), one)
            bead = beads.setdefault(at, (set(), set()))
            bead[0].add(one)
            bead[1].add(other)
        return [
            (_joined([theirs[n] for n in first]), _joined([ours[n] for n in second]))
            for first, second in beads.values()
        ]

    return parts


def _joined(spans: Sequence[Span]) -> Span:
    return Span(min(one.start for one in spans), max(one.end for one in spans))


def _score(pairs: Sequence[Made], found: Sequence[Parts]) -> str:
    """Parts that are right of all that are sure, and segments that a right part has of all."""
    right = claimed = reached = there = 0
    for pair, parts in zip(pairs, found, strict=True):
        both = pair.source.places.keys() & pair.target.places.keys()
        has = set()
        for said, text in parts:
            if said.start == said.end or text.start == text.end:
                continue
            theirs, ours = _held(pair.source, said), _held(pair.target, text)
            claimed += 1
            if theirs & both == ours & both and ours & both:
                right += 1
                has |= ours & both
        reached += len(has)
        there += len(both)
    precision, recall = right / max(1, claimed), reached / max(1, there)
    return f"P {precision:.3f}  R {recall:.3f}"


def _held(side: Side, span: Span) -> set[int]:
    """The segments of which a span has half, or that have half of the span."""
    held = set()
    for number, place in side.places.items():
        shared = min(place.end, span.end) - max(place.start, span.start)
        smaller = min(place.end - place.start, span.end - span.start)
        if shared > _HALF * smaller:
            held.add(number)
    return held


def _omitted(checker: Checker, pairs: Sequence[Made]) -> str:
    """The segments that BIL002 says are missing, beside those that are."""
    right = false = there = 0
    for pair in pairs:
        gone = pair.source.places.keys() - pair.target.places.keys()
        said = set[int]()
        for finding in checker.check(pair.document).findings:
            if finding.source_span:
                said |= _held(pair.source, finding.source_span)
        right += len(said & gone)
        false += len(said - gone)
        there += len(gone)
    return f"{right} of {there} found, {false} said falsely"
