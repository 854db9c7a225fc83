"""
`/v1/decisions`, `/v1/proposals`, `/v1/glossary`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Annotated, Any, Final, Literal

from fastapi import APIRouter, Query, Response
from fastapi.responses import StreamingResponse
from starlette.concurrency import run_in_threadpool

from calque.apps.web import lookup
from calque.apps.web.answers import ERRORS, also, download, json_answer
from calque.apps.web.desk import Desk, TheDesk, entries_of
from calque.apps.web.errors import Refused
from calque.apps.web.models import Failed, Lang, Name
from calque.apps.web.models_desk import (
    AnswerInput,
    DecisionsInput,
    FoundInGlossary,
    HouseEntries,
    Kept,
    KeptDecisions,
    Proposals,
)
from calque.decisions.export import as_cases, as_csv
from calque.decisions.learn import Proposal, kind_of, learned, proposals
from calque.decisions.store import Answer

_NOT_FOUND: Final[dict[int | str, dict[str, Any]]] = {
    404: {"model": Failed, "description": "There is no such proposal."},
    409: {"model": Failed, "description": "It clashes with what the glossary has."},
}

routes = APIRouter(prefix="/v1", tags=["desk"], responses=ERRORS)


@routes.post("/decisions", status_code=201)
def keep(asked: DecisionsInput, desk: TheDesk) -> Kept:
    """Keep what an editor chose; once this answers, it is on disk."""
    made = asked.made()
    kept = desk.store.keep(made)
    for one in made if kept == len(made) else ():
        desk.metrics.decided(one.rule, one.choice)
    return Kept(kept=kept)


@routes.get(
    "/decisions", response_model=KeptDecisions, responses=also("text/csv", "application/toml")
)
def decisions(
    desk: TheDesk,
    article: Name | None = None,
    who: Name | None = None,
    since: datetime | None = None,
    limit: Annotated[int, Query(ge=1, le=1000, description="Of JSON only.")] = 100,
    format: Literal["json", "csv", "cases"] = "json",
) -> Any:
    """Hand out decisions, the newest first: as JSON, or all of them as CSV or as test cases."""
    since = since and _in_utc(since)
    if format == "json":
        found = desk.store.find(article, who, since, limit)
        return {"decisions": [asdict(one) for one in found]}
    found = desk.store.find(article, who, since)
    if format == "csv":
        return _file(as_csv(found), "text/csv; charset=utf-8", "decisions.csv")
    return _file(as_cases(found), "application/toml", "cases.toml")


@routes.get("/proposals")
def proposed(
    desk: TheDesk, status: Literal["open", "accepted", "declined"] | None = None
) -> Proposals:
    """What decisions suggest to learn."""
    found = _proposals(desk)
    return Proposals(proposals=[one for one in found if status in (None, one.status)])


@routes.post("/proposals/{id}", responses=_NOT_FOUND)
async def answer(id: str, asked: AnswerInput, desk: TheDesk) -> Proposal:
    """Say yes or no to a proposal; a yes takes effect at once, and may be taken back by a no."""
    found = await run_in_threadpool(_proposals, desk)
    proposal = next((one for one in found if one.id == id), None)
    if proposal is None:
        raise Refused(404, "not-found", "there is no such proposal")
    said = _answer(proposal, asked)
    before = await run_in_threadpool(desk.store.answers)
    others = [one for one in before if one.proposal != id]
    if said.yes and said.replacement:
        await desk.tried([entry for one in (*others, said) for entry in entries_of(one)])
    await run_in_threadpool(desk.store.answer, said)
    return replace(proposal, status="accepted" if said.yes else "declined")


@routes.get("/glossary", response_model=FoundInGlossary)
async def glossary(
    desk: TheDesk, term: Annotated[Name, Query()], lang: Lang | None = None
) -> Response:
    """Look up a spelling, an acronym, a wording or an entry's id."""
    house = await desk.house()
    return json_answer(await desk.pool.run(lookup.find, house, term, lang))


@routes.get("/glossary/house", response_model=HouseEntries, responses=also("application/toml"))
async def house(desk: TheDesk, format: Literal["json", "toml"] = "json") -> Any:
    """What this desk has learned: as JSON, or as a glossary to keep."""
    found = [one for one in await run_in_threadpool(desk.store.answers) if one.yes]
    if format == "toml":
        content = await desk.tried([entry for one in found for entry in entries_of(one)])
        return Response(content, media_type="application/toml", headers=download("house.toml"))
    return {"entries": [{**asdict(one), "id": one.proposal} for one in found]}


def _in_utc(moment: datetime) -> datetime:
    """A moment in UTC, as which one without a zone is taken."""
    try:
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except OverflowError:
        raise Refused(422, "invalid", "since: is no time that a database knows") from None


def _file(parts: Iterator[str], kind: str, name: str) -> Response:
    return StreamingResponse(parts, media_type=kind, headers=download(name))


def _proposals(desk: Desk) -> list[Proposal]:
    return proposals(desk.store, desk.settings.articles, desk.settings.people)


def _answer(proposal: Proposal, asked: AnswerInput) -> Answer:
    fields = asdict(proposal)
    kind = asked.kind or (kind_of(fields) if proposal.replacement else "")
    entry = learned(fields, kind, asked.who) if proposal.replacement else None
    return Answer(
        proposal=proposal.id,
        who=asked.who,
        yes=asked.answer == "yes",
        rule=proposal.rule,
        lang=proposal.lang,
        text=entry.text if entry else proposal.text,
        replacement=proposal.replacement,
        kind=entry.kind if entry else "",
        ref=entry.ref if entry else "",
    )
