"""
JSON Lines: a JSON object a line. In a changed line only the text's own characters are new.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import IO, Any

from calque.document import Span
from calque.edits import apply
from calque.finding import Edit
from calque.formats.row import BadRow, Fault, Making, Number, Row, Verbatim

_SPACE = re.compile(r"[ \t\r\n]*")
# Numbers are only passed on, so they are kept as written.
_JSON = json.JSONDecoder(parse_int=Number, parse_float=Number)


def read(file: IO[str], made: Making, begun: int = 0) -> Iterator[Row | BadRow | Verbatim]:
    """Yield the lines of a file, or of its rest from line `begun` on."""
    rewrite = partial(_rewrite_json, made.fields.text)
    for line, whole in enumerate(file, begun or 1):
        raw = whole
        if line == 1:
            made.check_start(raw)
        if line == 1 and raw.startswith("\ufeff"):
            yield Verbatim("\ufeff")
            raw = raw[1:]
        if not raw.strip():
            yield Verbatim(raw)
        else:
            yield made.row(line, raw, partial(_parse_json, raw), rewrite)


def _parse_json(raw: str) -> Mapping[str, Any]:
    try:
        row = _JSON.decode(raw)
    except json.JSONDecodeError as error:
        why = f"{error.msg}, column {error.pos + 1}"
        raise Fault(f"invalid JSON ({why}); mend or drop it") from error
    except RecursionError as error:
        raise Fault("JSON too deeply nested; flatten it") from error
    if not isinstance(row, dict):
        raise Fault("not a JSON object; a row is {...}")
    return row


def _rewrite_json(name: str, raw: str, texts: Sequence[str]) -> str:
    value = [span for key, span in _members(raw) if key == name][-1]
    spans = [value] if raw[value.start] == '"' else _elements(raw, value.start)
    escaped = raw.isascii() and "\\u" in raw
    edits = [
        Edit(*span, _dumped(text, escaped))
        for span, text in zip(spans, texts, strict=True)
        if text != _JSON.raw_decode(raw, span.start)[0]
    ]
    return apply(raw, edits)


def _dumped(text: str, escaped: bool) -> str:
    lone = any("\ud800" <= char <= "\udfff" for char in text)
    return json.dumps(text, ensure_ascii=escaped or lone)


def _members(raw: str) -> Iterator[tuple[str, Span]]:
    """Yield the keys of a JSON object and where their values stand; `raw` is known to be valid."""
    at = _after_space(raw, raw.index("{") + 1)
    while raw[at] != "}":
        key, at = _JSON.raw_decode(raw, at)
        start = _after_space(raw, _after_space(raw, at) + 1)
        _, end = _JSON.raw_decode(raw, start)
        yield key, Span(start, end)
        at = _after_comma(raw, end)


def _elements(raw: str, start: int) -> list[Span]:
    """Return where the elements of the JSON list that begins at `start` stand."""
    spans = []
    at = _after_space(raw, start + 1)
    while raw[at] != "]":
        _, end = _JSON.raw_decode(raw, at)
        spans.append(Span(at, end))
        at = _after_comma(raw, end)
    return spans


def _after_space(raw: str, at: int) -> int:
    match = _SPACE.match(raw, at)
    return match.end() if match else at


def _after_comma(raw: str, at: int) -> int:
    at = _after_space(raw, at)
    return _after_space(raw, at + 1) if raw[at] == "," else at
