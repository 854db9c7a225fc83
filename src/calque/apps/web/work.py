"""
What a worker process does: read what was sent, check, fix, apply choices, say it in JSON.

Answers come back as bytes, so that the process that talks to the world only hands them on. No file
is opened here but the configuration and the glossaries that the service was started with.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache, wraps
from typing import Any, Concatenate, Final, ParamSpec

from calque.apps.web.choices import applied, prose
from calque.apps.web.errors import Refused
from calque.apps.web.incoming import Incoming, receive
from calque.apps.web.settings import House
from calque.config import Config, load_config
from calque.decided import DECIDED, Decided, marks, silent
from calque.document import Block, Document, Piece, Span
from calque.errors import CalqueError
from calque.finding import Edit, Finding, Safety
from calque.language.aligned import aligned
from calque.language.scan import Scan, scan
from calque.mqm import severity_rank
from calque.pipeline import Checker
from calque.report import Report, finding_dict

_P = ParamSpec("_P")
_BETWEEN: Final = "\n\n"  # the sources of segments
_BLANKS: Final = str.maketrans("\n\r\f", "   ")
_AROUND: Final = 200  # code points of a sentence shown on either side of a finding


@lru_cache(2)  # that of the start, and that of what has been learned since
def checker(house: House) -> Checker:
    """The checker of this process for a house."""
    return Checker(configuration(house))


def configuration(house: House) -> Config:
    """The configuration of a house; findings are silenced by decisions, not by a baseline."""
    config = load_config(house.config) if house.config else Config()
    config = replace(config, glossaries=(*config.glossaries, *house.glossaries), baseline=None)
    return replace(config, lang=house.lang) if house.lang else config


def task(
    function: Callable[Concatenate[Checker, _P], Any],
) -> Callable[Concatenate[House, _P], bytes]:
    """Make of a function that answers a request one that a worker runs for a house."""

    @wraps(function)
    def run(house: House, /, *args: _P.args, **named: _P.kwargs) -> bytes:
        try:
            answer = function(checker(house), *args, **named)
        except CalqueError as error:
            raise Refused(422, "invalid", str(error)) from None
        return json.dumps(answer, ensure_ascii=False).encode("utf-8", "backslashreplace")

    return run


@task
def warm(own: Checker) -> str:
    """Look at something, so that all is loaded; returns the signature."""
    source = "Žuravljov ODKB:stä lähti."
    own.check(own.read("Mr Zhuravljov of the ODKB left.", source=source, source_lang="fi"))
    return own.signature


@task
def check(own: Checker, sent: Incoming, decided: Decided) -> dict[str, Any]:
    """The answer to `/v1/check`."""
    doc = receive(own, sent).document
    return _checked(doc, own.check(doc), decided)


@task
def fix(own: Checker, sent: Incoming, decided: Decided, level: str) -> dict[str, Any]:
    """The answer to `/v1/fix`."""
    received = receive(own, sent)
    doc = received.document
    report = own.fix(replace(doc, meta={DECIDED: decided}), Safety(level))
    looked = own.check(doc) if decided else report  # a mark is one among all that was found
    said = report.to_dict()
    return {
        **_checked(doc, looked, decided),
        **{key: said[key] for key in ("applied", "skipped", "mended", "left")},
        "fixed": report.text,
        "file": received.file(report.text, report.applied),
    }


@task
def verdict(own: Checker, sent: Incoming, decided: Decided, hold_on: str) -> dict[str, Any]:
    """The answer to a webhook: whether a text may pass, and what was found."""
    doc = receive(own, sent).document
    said = _checked(doc, own.check(doc), decided)
    grave = [severity_rank(finding["severity"]) for finding in said["findings"]]
    held = max(grave, default=-1) >= severity_rank(hold_on)
    return {
        "verdict": "hold" if held else "pass",
        "hold_on": hold_on,
        **{key: said[key] for key in ("document", "lang", "findings", "silent", "words")},
        "signature": said["signature"],
    }


@task
def apply(
    own: Checker, sent: Incoming, accept: Sequence[str], typed: Sequence[Edit]
) -> dict[str, Any]:
    """The answer to `/v1/apply`."""
    received = receive(own, sent)
    edits, text, left = applied(received.document, own, accept, typed)
    return {
        "text": text,
        "applied": [edit._asdict() for edit in edits],
        "skipped": [one._asdict() for one in left],
        "file": received.file(text, edits),
    }


def _checked(doc: Document, report: Report, decided: Decided) -> dict[str, Any]:
    found = marks(doc, report.findings)
    quiet = silent(found, decided)
    looked = scan(doc)
    source, bases = _source(doc)
    answer = {
        "document": doc.id,
        "lang": doc.lang,
        "format": doc.format,
        "text": doc.text,
        "findings": [
            _finding(finding, mark, looked, bases)
            for number, (finding, mark) in enumerate(zip(report.findings, found, strict=True))
            if number not in quiet
        ],
        "silent": len(quiet),
        "source_language": {
            **report.to_dict()["source_language"],
            "sentence": _sentence(report),
        },
        "source": source,
        "segments": _segments(looked, bases),
        "prose": [span._asdict() for span in prose(doc)],
        "blocks": _blocks(doc),
        "words": looked.word_count,
        "signature": report.signature,
    }
    doc.forget()
    return answer


def _sentence(report: Report) -> str | None:
    source = report.source_language
    return str(source) if source.named and not source.given else None


def _finding(finding: Finding, mark: str, looked: Scan, bases: Sequence[int]) -> dict[str, Any]:
    said = finding_dict(looked.doc, finding)
    if finding.segment is not None and said["source_start"] is not None and bases:
        said["source_start"] += bases[finding.segment]
        said["source_end"] += bases[finding.segment]
    start, end = looked.view.at(finding.span.start), looked.view.at(finding.span.end)
    before, after = looked.sentence(start), looked.sentence(max(start, end - 1))
    return {
        **said,
        "related": [span._asdict() for span in finding.related],
        "fingerprint": mark,
        "before": looked.text[min(start, max(before.start, start - _AROUND)) : start],
        "after": looked.text[end : max(end, min(after.end, end + _AROUND))],
    }


def _blocks(doc: Document) -> list[dict[str, Any]] | None:
    """The paragraphs as they are read; None where every line of the text is one."""
    if doc.blocks is None:
        return None
    return [
        {
            "kind": block.kind,
            "pieces": [
                {"start": piece.start, "end": piece.end, "said": _said(doc, block, piece)}
                for piece in block.pieces
            ],
        }
        for block in doc.blocks
    ]


def _said(doc: Document, block: Block, piece: Piece) -> str | None:
    """What is read where that is not what stands there."""
    if piece.text is not None or block.newline != " ":
        return piece.text
    written = doc.text[piece.start : piece.end]
    return written.translate(_BLANKS) if "\n" in written or "\r" in written else None


def _source(doc: Document) -> tuple[str | None, list[int]]:
    """The source as one text, and where in it the source of each segment begins."""
    if doc.source is None or isinstance(doc.source, str):
        return doc.source, []
    bases, length = [], 0
    for part in doc.source:
        bases.append(length)
        length += len(part) + len(_BETWEEN)
    return _BETWEEN.join(doc.source), bases


def _segments(looked: Scan, bases: Sequence[int]) -> list[dict[str, Any]]:
    """What translates what, in the coordinates of text and source."""
    pairs = []
    for part in aligned(looked):
        span = looked.view.span(*part.span)
        source = part.whole
        if part.segment is not None and bases:
            span = looked.doc.segments[part.segment]
            source = Span(*(offset + bases[part.segment] for offset in source))
        pairs.append(
            {
                **span._asdict(),
                "source_start": source.start,
                "source_end": source.end,
                "confidence": round(part.confidence, 3),
            }
        )
    return pairs
