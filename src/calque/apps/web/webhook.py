"""
`/v1/webhook`: a CMS asks before it publishes, and is told to pass or to hold.

Messages are signed as Standard Webhooks are: an id, a time, and an HMAC-SHA256 of both with the
body. One that comes again gets the answer that it got; one that is too old is refused.

Source: Standard Webhooks, specification, https://www.standardwebhooks.com.
"""

from __future__ import annotations

import re
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping
from hashlib import sha256
from hmac import compare_digest
from hmac import new as hmac
from typing import Any, Final

from fastapi import APIRouter, Request, Response
from pydantic import ValidationError
from starlette.concurrency import run_in_threadpool

from calque.apps.web import work
from calque.apps.web.answers import ERRORS, json_answer
from calque.apps.web.desk import TheDesk
from calque.apps.web.errors import Refused, told
from calque.apps.web.models import Failed
from calque.apps.web.models_desk import HookInput, Verdict
from calque.errors import ConfigError

WINDOW: Final = 300  # seconds that a message's time may be off
_PREFIX: Final = "whsec_"
_SHORTEST: Final = 16  # bytes of a secret
_ID: Final = re.compile(r"[\x21-\x7e]{1,200}")
_HEADERS: Final = (
    ("webhook-id", "Names the message: the same when it is sent again.", "msg_2Kh7"),
    ("webhook-timestamp", "Seconds since 1970.", "1764115200"),
    (
        "webhook-signature",
        "`v1,` and the signature in base64; several apart by a blank.",
        "v1,K5o=",
    ),
)

routes = APIRouter(prefix="/v1", tags=["webhook"], responses=ERRORS)


def secret_key(secret: str) -> bytes:
    """The key in a secret, `whsec_` and base64. Raises ConfigError where it is none."""
    try:
        key = b64decode(secret.removeprefix(_PREFIX), validate=True)
    except ValueError:
        key = b""
    if len(key) < _SHORTEST:
        raise ConfigError(
            f"CALQUE_WEBHOOK_SECRET: must be {_PREFIX} and at least {_SHORTEST} bytes in base64; "
            "make one with: echo whsec_$(openssl rand -base64 32)"
        )
    return key


def signature(key: bytes, id: str, timestamp: str, content: bytes) -> str:
    """What a message is signed with."""
    signed = f"{id}.{timestamp}.".encode() + content
    return "v1," + b64encode(hmac(key, signed, sha256).digest()).decode()


@routes.post(
    "/webhook",
    response_model=Verdict,
    responses={
        404: {"model": Failed, "description": "No secret is set, so there is no webhook."},
        409: {
            "model": Failed,
            "description": "Under way already, or sent before with other content.",
        },
    },
    openapi_extra={
        "requestBody": {
            "required": True,
            "content": {"application/json": {"schema": {"$ref": "#/components/schemas/HookInput"}}},
        },
        "parameters": [
            {
                "name": name,
                "in": "header",
                "required": True,
                "description": about,
                "schema": {"type": "string"},
                "example": shown,
            }
            for name, about, shown in _HEADERS
        ],
    },
)
async def webhook(request: Request, desk: TheDesk) -> Response:
    """Say whether an article may pass; signed, and answered once however often it is sent."""
    secret = desk.settings.webhook_secret
    if secret is None:
        raise Refused(404, "not-found", "the webhook is off; set CALQUE_WEBHOOK_SECRET")
    content = await request.body()
    id = _verified(request.headers, content, secret_key(secret))
    digest = sha256(content).hexdigest()
    known = await run_in_threadpool(desk.store.begin, id, digest)
    if known is not None:
        if known.digest != digest:
            raise Refused(409, "conflict", "this webhook-id came before with another body")
        if known.answer is None:
            raise Refused(409, "conflict", "this message is under way", {"Retry-After": "2"})
        return json_answer(known.answer, {"calque-replayed": "true"})
    answer: bytes | None = None
    try:
        sent = _parsed(content).incoming()
        house, decided = await desk.prepared(sent.article)
        answer = await desk.pool.run(work.verdict, house, sent, decided, desk.settings.hold_on)
    finally:
        await run_in_threadpool(desk.store.finish, id, answer)
    return json_answer(answer)


def _verified(headers: Mapping[str, str], content: bytes, key: bytes) -> str:
    """The id of a message that is signed and recent. Raises Refused where it is not."""
    id, timestamp, given = (headers.get(name, "") for name, _, _ in _HEADERS)
    if not _ID.fullmatch(id) or not timestamp.isdecimal() or len(timestamp) > 12:
        raise Refused(
            401, "unauthorised", "send webhook-id, webhook-timestamp and webhook-signature"
        )
    wanted = signature(key, id, timestamp, content).encode()
    # All are compared, so that the time taken tells nothing.
    if not sum(compare_digest(one.encode(), wanted) for one in given.split(" ")):
        raise Refused(401, "unauthorised", "the signature is not of this message and secret")
    if abs(time.time() - int(timestamp)) > WINDOW:
        raise Refused(401, "unauthorised", f"the message is over {WINDOW} seconds old or early")
    return id


def _parsed(content: bytes) -> HookInput:
    try:
        return HookInput.model_validate_json(content)
    except ValidationError as error:
        raise Refused(422, "invalid", told(error.errors())) from None


def schema() -> dict[str, Any]:
    """The body's shape for OpenAPI, which can't see it in the route."""
    return HookInput.model_json_schema(ref_template="#/components/schemas/{model}")
