"""
`/v1/check`, `/v1/fix`, `/v1/apply`.
"""

from __future__ import annotations

from typing import Any, Final

from fastapi import APIRouter, Response

from calque.apps.web import work
from calque.apps.web.desk import TheDesk
from calque.apps.web.models import Applied, ApplyInput, Checked, Failed, Fixed, FixInput, Input
from calque.decided import NOTHING_DECIDED

ERRORS: Final[dict[int | str, dict[str, Any]]] = {
    401: {"model": Failed, "description": "No token, or a wrong one."},
    408: {"model": Failed, "description": "The body did not arrive in time."},
    413: {"model": Failed, "description": "The body is too large."},
    422: {"model": Failed, "description": "What was sent makes no sense; the message says why."},
    503: {"model": Failed, "description": "Too many are waiting; see Retry-After."},
    504: {"model": Failed, "description": "It took too long."},
}

routes = APIRouter(prefix="/v1", tags=["texts"], responses=ERRORS)


@routes.post("/check", response_model=Checked)
async def check(asked: Input, desk: TheDesk) -> Response:
    """Say what is wrong in a text, and change nothing."""
    sent = asked.incoming()
    return _json(await desk.pool.run(work.check, desk.house, sent, NOTHING_DECIDED))


@routes.post("/fix", response_model=Fixed)
async def fix(asked: FixInput, desk: TheDesk) -> Response:
    """Mend a text as far as `safety` allows."""
    sent = asked.incoming()
    return _json(await desk.pool.run(work.fix, desk.house, sent, NOTHING_DECIDED, asked.safety))


@routes.post("/apply", response_model=Applied)
async def apply(asked: ApplyInput, desk: TheDesk) -> Response:
    """Make an editor's choices: fixes by fingerprint, edits typed by hand."""
    typed = [edit.edit() for edit in asked.edits]
    return _json(await desk.pool.run(work.apply, desk.house, asked.incoming(), asked.accept, typed))


def _json(content: bytes) -> Response:
    return Response(content, media_type="application/json")
