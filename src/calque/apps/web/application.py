"""
The service put together: routes, the guard around them, the page under them.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy.exc import SQLAlchemyError
from starlette.exceptions import HTTPException

from calque._version import __version__
from calque.apps.web import deciding, explained, log, service, texts, webhook
from calque.apps.web.desk import Desk
from calque.apps.web.errors import CODES, Refused, body, told
from calque.apps.web.guard import Guard
from calque.apps.web.settings import Settings

if TYPE_CHECKING:
    from starlette.requests import Request

_PAGE: Final = Path(__file__).parent / "page"
_ABOUT: Final = (
    "Finds what machine translation left behind in a news text, and puts it right. Offsets are "
    "0-based code points, end exclusive."
)


def app(settings: Settings) -> FastAPI:
    """The service as an ASGI application."""
    desk = Desk(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        await desk.open()
        log.info("ready", signature=desk.signature, workers=settings.workers)
        try:
            yield
        finally:
            desk.close()

    made = FastAPI(
        title="calque",
        version=__version__,
        description=_ABOUT,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
    )
    made.state.desk = desk
    made.add_middleware(Guard, settings=settings, metrics=desk.metrics)
    for kind in (Refused, HTTPException, RequestValidationError, SQLAlchemyError):
        made.add_exception_handler(kind, _failed)
    for routes in (service, texts, explained, deciding, webhook):
        made.include_router(routes.routes)
    made.openapi = partial(_openapi, made)  # type: ignore[method-assign]
    made.mount("/", StaticFiles(directory=_PAGE, html=True), name="page")
    return made


def _openapi(made: FastAPI) -> dict[str, Any]:
    """The description of all routes, with the body that the webhook reads itself."""
    if not made.openapi_schema:
        schema = FastAPI.openapi(made)
        own = webhook.schema()
        schema["components"]["schemas"].update(own.pop("$defs", {}))
        schema["components"]["schemas"]["HookInput"] = own
    return FastAPI.openapi(made)


async def _failed(request: Request, error: Exception) -> JSONResponse:
    """Any error as one shape; nothing of what was sent is repeated."""
    request_id = request.state.request_id
    if isinstance(error, Refused):
        content = body(error.code, error.message, request_id)
        return JSONResponse(content, error.status, error.headers)
    if isinstance(error, SQLAlchemyError):
        log.error("database", id=request_id, kind=type(error).__name__)
        content = body("database", "the database does not answer; try again", request_id)
        return JSONResponse(content, 503, {"Retry-After": "2"})
    if isinstance(error, RequestValidationError):
        return JSONResponse(body("invalid", told(error.errors()), request_id), 422)
    assert isinstance(error, HTTPException)
    code = CODES.get(error.status_code, "invalid")
    content = body(code, error.detail, request_id)
    return JSONResponse(content, error.status_code, error.headers)
