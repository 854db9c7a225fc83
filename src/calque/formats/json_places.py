"""
JSON in place: a string in an object changed, and every other character of the line left alone.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Final

from calque.document import Span
from calque.edits import apply
from calque.finding import Edit

_SPACE: Final = re.compile(r"[ \t\r\n]*")
# Numbers are only passed on, so they are kept as written.


class Number(str):
    """A number as it is written: it may be an id of any length, but it is no text."""

    __slots__ = ()


JSON: Final = json.JSONDecoder(parse_int=Number, parse_float=Number)


def rewrite(name: str, raw: str, texts: Sequence[str]) -> str:
    """Return the JSON object `raw` with the string, or list of strings, under `name` replaced."""
    value = [span for key, span in _members(raw) if key == name][-1]
    spans = [value] if raw[value.start] == '"' else _elements(raw, value.start)
    escaped = raw.isascii() and "\\u" in raw
    edits = [
        Edit(*span, _dumped(text, escaped))
        for span, text in zip(spans, texts, strict=True)
        if text != JSON.raw_decode(raw, span.start)[0]
    ]
    return apply(raw, edits)


def _dumped(text: str, escaped: bool) -> str:
    lone = any("\ud800" <= char <= "\udfff" for char in text)
    return json.dumps(text, ensure_ascii=escaped or lone)


def _members(raw: str) -> Iterator[tuple[str, Span]]:
    """Yield the keys of a JSON object and where their values stand; `raw` is known to be valid."""
    at = _after_space(raw, raw.index("{") + 1)
    while raw[at] != "}":
        key, at = JSON.raw_decode(raw, at)
        start = _after_space(raw, _after_space(raw, at) + 1)
        _, end = JSON.raw_decode(raw, start)
        yield key, Span(start, end)
        at = _after_comma(raw, end)


def _elements(raw: str, start: int) -> list[Span]:
    """Return where the elements of the JSON list that begins at `start` stand."""
    spans = []
    at = _after_space(raw, start + 1)
    while raw[at] != "]":
        _, end = JSON.raw_decode(raw, at)
        spans.append(Span(at, end))
        at = _after_comma(raw, end)
    return spans


def _after_space(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _after_comma(raw: str, at: int) -> int:
    at = _after_space(raw, at)
    return _after_space(raw, at + 1) if raw[at] == "," else at
