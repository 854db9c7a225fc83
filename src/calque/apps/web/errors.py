"""
Errors as the service tells them: one shape, one line, never a word of an article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from traceback import extract_tb
from typing import Any, Final

CODES: Final = {
    400: "invalid",
    401: "unauthorised",
    404: "not-found",
    405: "method",
    408: "too-slow",
    409: "conflict",
    411: "invalid",
    413: "too-large",
    415: "invalid",
    421: "host",
    422: "invalid",
    503: "busy",
    504: "too-slow",
}


class Refused(Exception):
    """A request that gets an error for an answer."""

    def __init__(
        self, status: int, code: str, message: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.headers = dict(headers or {})

    def __reduce__(self) -> tuple[type[Refused], tuple[object, ...]]:
        """Workers raise it too, and it must come back whole."""
        return Refused, (self.status, self.code, self.message, self.headers)


class Crashed(Exception):
    """A fault of calque's own: its kind and where it arose, and nothing of what was sent."""

    def __init__(self, kind: str, at: str) -> None:
        super().__init__(kind, at)
        self.kind = kind
        self.at = at

    @classmethod
    def of(cls, error: Exception) -> Crashed:
        """What may be told of an exception."""
        if isinstance(error, cls):
            return error
        frames = extract_tb(error.__traceback__)[-3:]
        at = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames[::-1])
        return cls(type(error).__name__, at)


def body(code: str, message: str, request_id: str) -> dict[str, dict[str, str]]:
    """What stands in an answer that is an error."""
    return {"error": {"code": code, "message": message, "request_id": request_id}}


def told(errors: Sequence[Any]) -> str:
    """The first fault of a request: its place and what is wrong, without the value."""
    first = errors[0]
    if first["type"] == "json_invalid":
        return "the body is not JSON"
    place = ".".join(str(part) for part in first["loc"] if part != "body")
    if not place:
        return "send an object, with Content-Type: application/json"
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{place}: {first['msg']}{more}"
