"""
What a worker process does to score translations.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from calque.apps.web.work import task
from calque.errors import InputError
from calque.language.scan import scan
from calque.pipeline import Checker
from calque.render.scores_json import scores_json
from calque.translate.foreign import language_of_source
from calque.translate.score.change import change
from calque.translate.score.scored import score
from calque.translate.score.text import Text, in_lines, segments


@dataclass(frozen=True, slots=True)
class Scoring:
    """Translations to score, each a name and its segments, beside a source and a reference."""

    systems: tuple[tuple[str, tuple[str, ...]], ...]
    source: tuple[str, ...] | None = None
    reference: tuple[str, ...] | None = None
    lang: str | None = None
    source_lang: str | None = None


@task
def scores(own: Checker, asked: Scoring) -> Any:
    """The answer to `/v1/score`: as `calque score --format json`."""
    texts = [_text(own, name, lines, asked) for name, lines in asked.systems]
    found = score(texts, own.resources, asked.reference)
    changed = change(*found.systems) if len(texts) == 2 else None
    return json.loads(scores_json(found, changed))


def _text(own: Checker, name: str, lines: Sequence[str], asked: Scoring) -> Text:
    for label, other in (("source", asked.source), ("reference", asked.reference)):
        if other is not None and len(other) != len(lines):
            raise InputError(
                f"{name}: {len(lines):,} segments, but the {label} has {len(other):,}; "
                "they must go line by line"
            )
    if not any(line.strip() for line in lines):
        raise InputError(f"{name}: is empty; there is nothing to score")
    fields: dict[str, Any] = {"lang": asked.lang} if asked.lang else {}
    if asked.source is not None:
        fields["source"] = tuple(asked.source)
        fields["source_lang"] = asked.source_lang or _language(own, asked.source)
    doc = in_lines(
        own.read("", name, format="text", **fields), [" ".join(line.split()) for line in lines]
    )
    return Text(name, tuple(segments(doc, own.check(doc).findings)), scan(doc).word_count)


def _language(own: Checker, source: Sequence[str]) -> str:
    lang = language_of_source(source, own.config)
    if not lang:
        raise InputError("what language is the source in? say so with source_lang")
    return lang
