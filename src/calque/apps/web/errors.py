"""
Errors as the service tells them: one shape, one line, never a word of an article.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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


def body(code: str, message: str, request_id: str) -> dict[str, dict[str, str]]:
    """What stands in an answer that is an error."""
    return {"error": {"code": code, "message": message, "request_id": request_id}}


def told(errors: Sequence[Any]) -> str:
    """The first fault of a request: its place and what is wrong, without the value."""
    place = ".".join(str(part) for part in errors[0]["loc"] if part != "body")
    more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
    return f"{place or 'body'}: {errors[0]['msg']}{more}"
