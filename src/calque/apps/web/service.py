"""
`/healthz`, `/readyz`, `/metrics`, `/v1/settings`.
"""

from __future__ import annotations

from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import PlainTextResponse
from prometheus_client import CONTENT_TYPE_LATEST

from calque._version import __version__
from calque.apps.web.desk import TheDesk
from calque.apps.web.models import Failed
from calque.formats import FORMATS
from calque.language.codes import language_name, languages

routes = APIRouter(tags=["service"])


@routes.get("/healthz")
async def healthz() -> dict[str, str]:
    """Say that the process lives."""
    return {"status": "ok"}


@routes.get("/readyz", responses={503: {"model": Failed, "description": "No database."}})
def readyz(desk: TheDesk) -> dict[str, str]:
    """Say that requests can be answered: workers are warm, the database is there."""
    desk.store.ready()
    return {"status": "ready"}


@routes.get("/metrics", response_class=PlainTextResponse)
async def metrics(desk: TheDesk) -> Response:
    """Figures for Prometheus."""
    return Response(desk.metrics.text(), media_type=CONTENT_TYPE_LATEST)


@routes.get("/v1/settings")
async def settings(desk: TheDesk) -> dict[str, Any]:
    """What the service can do, for a page to set itself up."""
    formats: dict[str, list[str]] = {}
    for suffix, format in FORMATS.items():
        formats.setdefault(format, []).append(suffix)
    return {
        "version": __version__,
        "signature": desk.signature,
        "lang": desk.lang,
        "formats": [{"format": name, "suffixes": found} for name, found in formats.items()],
        "languages": [{"code": code, "name": language_name(code)} for code in languages()],
        "limits": {"body": desk.settings.body, "seconds": desk.settings.seconds},
        "token": desk.settings.token is not None,
    }
