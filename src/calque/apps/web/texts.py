"""
`/v1/check`, `/v1/fix`, `/v1/apply`, `/v1/score`.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response

from calque.apps.web import scoring, work
from calque.apps.web.answers import ERRORS, json_answer
from calque.apps.web.desk import TheDesk
from calque.apps.web.models import Applied, ApplyInput, Checked, Fixed, FixInput, Input
from calque.apps.web.models_desk import ScoreInput

routes = APIRouter(prefix="/v1", tags=["texts"], responses=ERRORS)


@routes.post("/check", response_model=Checked)
async def check(asked: Input, desk: TheDesk) -> Response:
    """Say what is wrong in a text, and change nothing."""
    sent = asked.incoming()
    house, decided = await desk.prepared(sent.article)
    return json_answer(await desk.pool.run(work.check, house, sent, decided))


@routes.post("/fix", response_model=Fixed)
async def fix(asked: FixInput, desk: TheDesk) -> Response:
    """Mend a text as far as `safety` allows; what an editor rejected stays."""
    sent = asked.incoming()
    house, decided = await desk.prepared(sent.article)
    return json_answer(await desk.pool.run(work.fix, house, sent, decided, asked.safety))


@routes.post("/apply", response_model=Applied)
async def apply(asked: ApplyInput, desk: TheDesk) -> Response:
    """Make an editor's choices: fixes by fingerprint, edits typed by hand."""
    typed = [edit.edit() for edit in asked.edits]
    house = await desk.house()
    sent = asked.incoming()
    return json_answer(await desk.pool.run(work.apply, house, sent, asked.accept, typed))


@routes.post("/score", response_model=dict[str, Any])
async def score(asked: ScoreInput, desk: TheDesk) -> Response:
    """Score translations, as `calque score --format json` does."""
    house = await desk.house()
    return json_answer(await desk.pool.run(scoring.scores, house, asked.asked()))
