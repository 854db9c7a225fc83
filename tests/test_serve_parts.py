"""Parts of `calque serve` by themselves: what is seldom seen from outside."""

from __future__ import annotations

import asyncio
import os
from multiprocessing import active_children
from typing import Any

import pytest

from tests.patience import until

pytest.importorskip("fastapi", reason="NOT TESTED: pip install -e '.[test]'")

from calque.apps.web.errors import Crashed
from calque.apps.web.guard import Guard
from calque.apps.web.metrics import Metrics
from calque.apps.web.pool import Pool
from calque.apps.web.settings import Settings


def test_a_worker_that_cannot_begin_is_ended() -> None:
    others = set(active_children())

    async def begun() -> None:
        pool = Pool(
            1, 0, 5.0, first=lambda: (os.listdir, ("/no/where",)), idle=lambda: (os.getpid, ())
        )
        with pytest.raises(Crashed):
            await pool.open()

    asyncio.run(begun())
    until(lambda: set(active_children()) <= others)


def test_a_fault_of_ours_is_no_slow_body() -> None:
    sent: list[Any] = []

    async def fails(scope: Any, receive: Any, send: Any) -> None:
        raise TimeoutError

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"{}"}

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "POST", "path": "/v1/check", "headers": []}
    asyncio.run(Guard(fails, Settings(), Metrics())(scope, receive, send))
    assert sent[0]["status"] == 500
