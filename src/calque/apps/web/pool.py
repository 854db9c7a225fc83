"""
Worker processes for what takes time, with a limit on each task and on how many may wait.

Checking is all computing, so threads would take turns; and only a process can be stopped when a
task takes too long. anyio keeps the processes and ends one whose task is given up.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

from anyio import BrokenWorkerProcess, CapacityLimiter, fail_after, to_process

from calque.apps.web.errors import Refused


class Pool:
    """Up to `workers` tasks at a time; `waiting` more may wait, each runs for `seconds` at most."""

    def __init__(self, workers: int, waiting: int, seconds: float) -> None:
        self.workers = workers
        self._seconds = seconds
        self._most = workers + waiting
        self._turn = asyncio.Semaphore(workers)
        self._processes = CapacityLimiter(workers)
        self.busy = 0
        self.taken = 0

    async def run(self, task: Callable[..., Any], *args: Any) -> Any:
        """
        What `task(*args)` returns, run in a worker.

        Raises Refused where too many wait, where it takes too long or its process died.
        """
        if self.taken >= self._most:
            raise Refused(
                503, "busy", "too many requests are waiting; try again", {"Retry-After": "2"}
            )
        self.taken += 1
        try:
            async with self._turn:
                self.busy += 1
                try:
                    return await self._run(task, *args)
                finally:
                    self.busy -= 1
        finally:
            self.taken -= 1

    async def _run(self, task: Callable[..., Any], *args: Any) -> Any:
        try:
            with fail_after(self._seconds):
                return await to_process.run_sync(
                    task, *args, cancellable=True, limiter=self._processes
                )
        except TimeoutError:
            raise Refused(
                504, "too-slow", f"it took over {self._seconds:g} seconds; send it in parts"
            ) from None
        except BrokenWorkerProcess:
            raise Refused(
                503,
                "broken",
                "the worker died, perhaps for want of memory; try again",
                {"Retry-After": "2"},
            ) from None

    async def warm(self, task: Callable[..., Any], *args: Any) -> Any:
        """Run a task in every worker at once, so that the first request finds them ready."""
        answers = await asyncio.gather(*(self.run(task, *args) for _ in range(self.workers)))
        return answers[0]
