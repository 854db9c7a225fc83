"""
What every request passes: an id, the limits, the token, safe headers, a line in the log.

No article text goes into a log: of a request only its route, sizes and time are told, of an error
only its kind and where it arose.
"""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Iterable
from hmac import compare_digest
from time import perf_counter
from typing import TYPE_CHECKING, Final

from calque.apps.web import log
from calque.apps.web.errors import Crashed, Refused, body
from calque.apps.web.metrics import Metrics
from calque.apps.web.settings import Settings

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

_CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; "
    "form-action 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = (
    (b"content-security-policy", _CSP.encode()),
    (b"x-content-type-options", b"nosniff"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
)
# How long a client may take to send its body, and how much of all bodies is held at a time.
_SECONDS: Final = 30.0
_HELD: Final = 256_000_000
# Of a body that is too large so many times the limit is read before its sender is cut off.
_DROPPED: Final = 5
_LATER: Final = {"Retry-After": "2"}
# Behind `/v1` these are free: the first tells whether a token is needed, the second is signed.
_OPEN: Final = ("/v1/settings", "/v1/webhook")
_REQUEST_ID: Final = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Guard:
    """The outermost layer of the service."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self._app = app
        self._settings = settings
        self._metrics = metrics
        self._token = settings.token.encode() if settings.token else None
        self._held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call = _Call(scope, send)
        with self._metrics.in_flight.track_inprogress():
            try:
                await self._answer(scope, receive, call)
            except Refused as refused:
                await call.refuse(refused)
            except _Gone:
                call.status = 499
            except Exception as error:  # the last resort: say that it failed, not what was sent
                crashed = Crashed.of(error)
                log.error("failed", id=call.id, kind=crashed.kind, where=crashed.at)
                if not call.status:
                    await call.refuse(Refused(500, "internal", "calque failed; see its log"))
        seconds = perf_counter() - call.began
        route = getattr(scope.get("route"), "path", "page")
        self._metrics.observe(route, scope["method"], call.status, seconds)
        log.info(
            "request",
            id=call.id,
            method=scope["method"],
            route=route,
            status=call.status,
            ms=round(1000 * seconds, 1),
            bytes_in=call.received,
            bytes_out=call.sent,
        )

    async def _answer(self, scope: Scope, receive: Receive, call: _Call) -> None:
        headers = _Headers(scope["headers"])
        path = scope["path"]
        if self._settings.hosts and _name(headers["host"]) not in self._settings.hosts:
            raise Refused(421, "host", "ask for it as localhost, or start it with a token")
        if scope["method"] == "POST" and headers["sec-fetch-site"] in ("cross-site", "same-site"):
            raise Refused(403, "foreign", "another web site may not send this")
        if (path.startswith("/v1/") or path == "/metrics") and path not in _OPEN:
            self._check_token(headers["authorization"])
        if scope["method"] in ("GET", "HEAD"):
            await self._app(scope, receive, call.send)
            return
        try:
            content = await self._in_time(headers, receive, call)
            await self._app(scope, _Replay(content, receive), call.send)
        finally:
            self._held -= call.received

    def _check_token(self, given: str) -> None:
        if self._token is None:
            return
        scheme, _, token = given.partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(token.strip().encode(), self._token):
            raise Refused(
                401,
                "unauthorised",
                "send the token: Authorization: Bearer …",
                {"WWW-Authenticate": "Bearer"},
            )

    async def _in_time(self, headers: _Headers, receive: Receive, call: _Call) -> bytes:
        try:
            return await asyncio.wait_for(self._body(headers, receive, call), _SECONDS)
        except TimeoutError:
            raise Refused(408, "too-slow", "the body did not arrive in time") from None

    async def _body(self, headers: _Headers, receive: Receive, call: _Call) -> bytes:
        """The whole body. Raises Refused where it is too large, or too much is held already."""
        most = self._settings.body
        length = headers["content-length"]
        refused = self._too_large() if length.isdecimal() and int(length) > most else None
        parts = []
        read = 0
        more = True
        # One that is too large is read on for a while and dropped: who sends it hears us only then.
        while more and read <= _DROPPED * most:
            message = await receive()
            if message["type"] == "http.disconnect":
                raise _Gone
            part = message.get("body", b"")
            more = message.get("more_body", False)
            read += len(part)
            if not refused:
                call.received += len(part)
                self._held += len(part)
                parts.append(part)
                if read > most:
                    refused = self._too_large()
                elif self._held > _HELD:
                    refused = Refused(503, "busy", "too much is waiting; try again", _LATER)
            if refused:
                parts.clear()
        if refused:
            raise refused
        return b"".join(parts)

    def _too_large(self) -> Refused:
        return Refused(413, "too-large", f"over {self._settings.body:,} bytes; send less at a time")


class _Gone(Exception):
    """The client went away before it had sent all."""


class _Call:
    """One request and what became of it."""

    def __init__(self, scope: Scope, send: Send) -> None:
        given = _Headers(scope["headers"])["x-request-id"]
        self.id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = self.id
        self.began = perf_counter()
        self.status = 0
        self.received = 0
        self.sent = 0
        self._send = send
        # The page is asked for anew only where it has changed; answers are kept nowhere.
        self._kept = b"no-store" if scope["path"].startswith("/v1/") else b"no-cache"

    async def send(self, message: Message) -> None:
        """Pass an answer on, with the headers that all have."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            own = [*_HEADERS, (b"x-request-id", self.id.encode())]
            if not any(name == b"cache-control" for name, _ in message["headers"]):
                own.append((b"cache-control", self._kept))
            message = {**message, "headers": [*message["headers"], *own]}
        else:
            self.sent += len(message.get("body", b""))
        await self._send(message)

    async def refuse(self, refused: Refused) -> None:
        """Answer with an error."""
        content = json.dumps(body(refused.code, refused.message, self.id)).encode()
        headers = [
            (name.lower().encode(), value.encode()) for name, value in refused.headers.items()
        ]
        headers += [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(content)).encode()),
        ]
        await self.send(
            {"type": "http.response.start", "status": refused.status, "headers": headers}
        )
        await self.send({"type": "http.response.body", "body": content})


class _Replay:
    """Gives a body that has been read to who asks for it, then what comes after."""

    def __init__(self, content: bytes, receive: Receive) -> None:
        self._content: bytes | None = content
        self._receive = receive

    async def __call__(self) -> Message:
        if self._content is not None:
            content, self._content = self._content, None
            return {"type": "http.request", "body": content, "more_body": False}
        return await self._receive()


class _Headers:
    """Headers by name, each the first of its name; empty where there is none."""

    def __init__(self, headers: Iterable[tuple[bytes, bytes]]) -> None:
        self._headers: dict[bytes, bytes] = {}
        for name, value in headers:
            self._headers.setdefault(name, value)

    def __getitem__(self, name: str) -> str:
        return self._headers.get(name.encode(), b"").decode("latin-1")


def _name(host: str) -> str:
    """`localhost:8765` as `localhost`, `[::1]:8765` as `::1`."""
    if host.startswith("["):
        return host[1:].partition("]")[0]
    return host.partition(":")[0].lower()
