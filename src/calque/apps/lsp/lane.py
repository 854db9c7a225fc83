"""
Checking beside the conversation: one thread a lane, so that the editor is always answered.

A checker is used by one thread only. Threads end with the program, whatever they are at.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import Any, TypeVar

from calque.apps.current import Desks

_T = TypeVar("_T")


class Lane:
    """Does what it is given in order, in a thread of its own, with checkers of its own."""

    def __init__(self) -> None:
        self._desks = Desks()
        self._work: SimpleQueue[tuple[Callable[[Desks], Any], asyncio.Future[Any]]] = SimpleQueue()
        Thread(target=self._run, daemon=True).start()

    async def do(self, task: Callable[[Desks], _T]) -> _T:
        """What the task returns or raises; it may be given up, but is then done all the same."""
        done: asyncio.Future[_T] = asyncio.get_running_loop().create_future()
        self._work.put((task, done))
        return await done

    def _run(self) -> None:
        while True:
            task, done = self._work.get()
            if done.cancelled():
                continue
            try:
                answer, error = task(self._desks), None
            except Exception as raised:
                answer, error = None, raised
            loop = done.get_loop()
            if not loop.is_closed():
                loop.call_soon_threadsafe(_tell, done, answer, error)


def _tell(done: asyncio.Future[Any], answer: Any, error: Exception | None) -> None:
    if done.cancelled():
        return
    if error:
        done.set_exception(error)
    else:
        done.set_result(answer)
