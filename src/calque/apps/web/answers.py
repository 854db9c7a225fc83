"""
How routes answer: JSON that a worker has made, and the errors that any of them may give.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import Response

from calque.apps.web.models import Failed

ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    400: {"model": Failed, "description": "What was sent is not even JSON."},
    401: {"model": Failed, "description": "No token, or a wrong one."},
    408: {"model": Failed, "description": "The body did not arrive in time."},
    413: {"model": Failed, "description": "The body is too large."},
    422: {"model": Failed, "description": "What was sent makes no sense; the message says why."},
    503: {"model": Failed, "description": "Too many are waiting, or the database is away."},
    504: {"model": Failed, "description": "It took too long."},
}


def json_answer(content: bytes, headers: dict[str, str] | None = None) -> Response:
    """JSON as it is."""
    return Response(content, media_type="application/json", headers=headers)


def download(name: str) -> dict[str, str]:
    """The header that makes a browser keep an answer as a file."""
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def also(*kinds: str) -> dict[int | str, dict[str, Any]]:
    """What OpenAPI is told of a route that answers in other forms than JSON, too."""
    content = {kind: {"schema": {"type": "string"}} for kind in kinds}
    return {200: {"content": content}}
