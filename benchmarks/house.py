"""
House style: what ACR006 to ACR008 find of faults that are planted in news, and what else.

Nobody has labelled such faults, so they are made. British and American: in the human news of
`clean/dev.jsonl` one of several mentions of a body changes its spelling (Defence, Defense); found
where a finding is about that name. Replaced acronyms: a house wants another for each that the
glossary has and the news uses; each mention must be found, and nothing else. Kept names: in the
translations of `news/drift.jsonl` a name in Latin letters that a source in another script has as
well is put away in one segment and said to be kept; that segment must be found, and no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any, Final

from benchmarks.data import Score, document, rows
from calque.config import Config
from calque.document import Document, Span
from calque.pipeline import Checker

_VARIANTS: Final = {
    british: american
    for one, other in (
        ("Defence", "Defense"),
        ("Centre", "Center"),
        ("Organisation", "Organization"),
        ("Labour", "Labor"),
        ("Programme", "Program"),
        ("Theatre", "Theater"),
    )
    for british, american in ((one, other), (other, one))
}
_VARIABLE: Final = re.compile(rf"\b(?:{'|'.join(_VARIANTS)})\b")
_BODY: Final = re.compile(
    rf"(?:[A-Z][a-z]+ (?:of |for )?){{0,3}}{_VARIABLE.pattern}(?:(?: of| for)? [A-Z][a-z]+)*"
)
_LATIN: Final = re.compile(r"(?<!\w)[A-Z][a-zA-Z]{3,}(?: [A-Z][a-zA-Z]{3,})*(?!\w)")
_WANTED: Final = "Zq"
_ROWS: Final = 100


def run(bench: Path) -> None:
    """Print precision and recall of each rule on its planted faults."""
    for key, score in planted(bench).items():
        print(f"  {key:14} {score}")


def planted(bench: Path) -> dict[str, Score]:
    """The score of each `RULE safety` on its planted faults."""
    return {
        "ACR006 review": _spelling(bench),
        "ACR007 safe": _replaced(bench),
        "ACR008 none": _kept(bench),
    }


def _spelling(bench: Path) -> Score:
    checker = Checker(Config(select=("ACR006",)))
    right = false = missed = 0
    for text in _texts(bench):
        for name in dict.fromkeys(_BODY.findall(text)):
            places = [match.start() for match in re.finditer(re.escape(name), text)]
            if len(places) < 2 or " " not in name:
                continue
            changed = _VARIABLE.sub(lambda match: _VARIANTS[match[0]], name, count=1)
            planted = text[: places[-1]] + changed + text[places[-1] + len(name) :]
            found = checker.check(checker.read(planted, "news.txt")).findings
            at = Span(places[-1], places[-1] + len(changed))
            hit = any(finding.span.overlaps(at) for finding in found)
            right += hit
            missed += not hit
            false += sum(not finding.span.overlaps(at) for finding in found)
            break
    return Score(right, false, missed)


def _replaced(bench: Path) -> Score:
    known = Checker(Config(select=("ACR007",)))
    house: dict[str, Any] = {}
    for text in _texts(bench):
        doc = known.read(text, "news.txt")
        for hit in known.resources.hits(_scan(doc)).terms:
            concept = hit.form.concept
            own = concept.preferred("en", "acronym")
            if own and own.text == hit.form.surface and not hit.form.near and own.text.isupper():
                house[concept.id] = {"en": {"acronym": f"{_WANTED}{own.text}"}}
    names = [entry["en"]["acronym"].removeprefix(_WANTED) for entry in house.values()]
    standing = re.compile(rf"(?<!\w)(?:{'|'.join(names)})(?!\w)")
    checker = Checker(Config(select=("ACR007",), concepts=house))
    right = false = missed = 0
    for text in _texts(bench):
        places = {match.start() for match in standing.finditer(text)}
        found = {f.span.start for f in checker.check(checker.read(text, "news.txt")).findings}
        right += len(places & found)
        false += len(found - places)
        missed += len(places - found)
    return Score(right, false, missed)


def _kept(bench: Path) -> Score:
    right = false = missed = 0
    for doc, name, segment in islice(_with_names(bench), _ROWS):
        keep = {"kind": "organisation", "ref": "made up", "keep": name}
        checker = Checker(Config(select=("ACR008",), concepts={"kept-name": keep}))
        found = [finding.span for finding in checker.check(doc).findings]
        hits = sum(span.overlaps(segment) for span in found)
        right += bool(hits)
        missed += not hits
        false += len(found) - hits
    return Score(right, false, missed)


def _with_names(bench: Path) -> Iterator[tuple[Document, str, Span]]:
    """Translations without a name in one segment that its source has there."""
    for row in rows(bench / "news" / "drift.jsonl"):
        if row["src_lang"] not in ("ru", "uk"):
            continue
        for number, (source, target) in enumerate(zip(row["source"], row["target"], strict=True)):
            shared = [name for name in _LATIN.findall(source) if name in target]
            if shared:
                name = max(shared, key=len)
                targets = list(row["target"])
                targets[number] = target.replace(name, "the firm")
                doc = document({**row, "target": targets}, source=True)
                yield replace(doc, id=f"{row['id']} {number}"), name, doc.segments[number]
                break


def _texts(bench: Path) -> Iterator[str]:
    return (row["text"] for row in rows(bench / "clean" / "dev.jsonl"))


def _scan(doc: Document) -> Any:
    from calque.language.scan import scan

    return scan(doc)
