"""Reading JSON a line at a time: a bad line does not stop the others, and no file is too long."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, Final

from calque.glossary.exchange.draft import Bad

_NOT_JSON: Final = "mend or drop it"


def objects(lines: Iterable[bytes], start: int = 1) -> Iterator[tuple[int, dict[str, Any]] | Bad]:
    """
    Yield the number and object of each line, the first one being line `start`.

    The brackets and commas of an array that has an element a line are passed over.
    """
    for number, line in enumerate(lines, start):
        text = line.strip(b" \t\r\n,\xef\xbb\xbf")
        if text in (b"", b"[", b"]"):
            continue
        found = parsed(text)
        yield Bad(number, found) if isinstance(found, str) else (number, found)


def parsed(text: bytes | str) -> dict[str, Any] | str:
    """A JSON object, or what is wrong with it."""
    try:
        found = json.loads(text)
    except json.JSONDecodeError as error:
        return f"invalid JSON ({error.msg}, column {error.colno}); {_NOT_JSON}"
    except UnicodeDecodeError as error:
        return f"not UTF-8 (byte {error.start + 1}); {_NOT_JSON}"
    except RecursionError:
        return f"JSON too deeply nested; {_NOT_JSON}"
    return found if isinstance(found, dict) else "not a JSON object; an entity is {...}"


def strings(value: Any) -> list[str]:
    """The strings of a list, of a string, or of neither."""
    if isinstance(value, str):
        return [value]
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
