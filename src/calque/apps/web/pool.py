"""
Worker processes for what takes time, with a limit on each task and on how many may wait.

Checking is all computing, so threads would take turns; and only a process can be stopped when a
task takes too long. Then it is ended and another takes its place; the time that one needs to begin
is nobody's.
"""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing import forkserver, resource_tracker
from typing import TYPE_CHECKING, Any, Final

from calque.apps.web import log
from calque.apps.web.errors import Crashed, Refused
from calque.processes import context

if TYPE_CHECKING:
    from multiprocessing.connection import Connection

# Where it can be, a server that has imported calque once and forks: a new worker is there at once.
_CONTEXT: Final = context()
_IMPORTED: Final = ["calque.apps.web.work", "calque.apps.web.lookup"]
_LATER: Final = {"Retry-After": "2"}
_PAUSE: Final = 1.0  # seconds until another try to start a worker
_QUIET: Final = 1.0  # seconds without a task, after which a worker does what can wait

Call = tuple[Callable[..., Any], tuple[Any, ...]]


class Pool:
    """
    Up to `workers` tasks at a time; `waiting` more may wait, each runs for `seconds` at most.

    `first` says what a new worker does before anything else, so that the next finds it ready,
    `idle` what it does once when it has nothing to do.
    """

    def __init__(
        self,
        workers: int,
        waiting: int,
        seconds: float,
        first: Callable[[], Call],
        idle: Callable[[], Call],
    ) -> None:
        self.taken = 0
        self.busy = 0
        self._workers = workers
        self._most = workers + waiting
        self._seconds = seconds
        self._first = first
        self._when_idle = idle
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._all: set[_Worker] = set()
        self._starting: set[asyncio.Task[Any]] = set()
        self._threads = ThreadPoolExecutor(workers, "calque-worker")

    async def open(self) -> Any:
        """Start all workers; returns what the first thing that they do comes to."""
        if _CONTEXT.get_start_method() == "forkserver":
            _CONTEXT.set_forkserver_preload(_IMPORTED)
            _start_server()
        return (await asyncio.gather(*(self._start() for _ in range(self._workers))))[0]

    def close(self) -> None:
        """End all workers."""
        for task in self._starting:
            task.cancel()
        for worker in self._all:
            worker.kill()
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def run(self, task: Callable[..., Any], *args: Any) -> Any:
        """
        What `task(*args)` returns, run in a worker.

        Raises Refused where too many wait, where it takes too long or its process died; and what it
        raises, if that is Refused or else as Crashed.
        """
        if self.taken >= self._most:
            raise Refused(503, "busy", "too many requests are waiting; try again", _LATER)
        self.taken += 1
        try:
            worker = await self._idle.get()
            self.busy += 1
            try:
                return await self._run(worker, task, args)
            finally:
                self.busy -= 1
        finally:
            self.taken -= 1

    async def _run(self, worker: _Worker, task: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        call = asyncio.get_running_loop().run_in_executor(self._threads, worker.call, task, args)
        try:
            value = await asyncio.wait_for(asyncio.shield(call), self._seconds)
        except (TimeoutError, EOFError, OSError, asyncio.CancelledError) as error:
            self._replace(worker, call)
            if isinstance(error, asyncio.CancelledError):
                raise
            if isinstance(error, TimeoutError):
                said = f"it took over {self._seconds:g} seconds; send it in parts"
                raise Refused(504, "too-slow", said) from None
            said = "the worker died, perhaps for want of memory; send less at a time"
            raise Refused(503, "broken", said, _LATER) from None
        self._idle.put_nowait(worker)
        if isinstance(value, Exception):
            raise value
        return value

    def _replace(self, worker: _Worker, call: asyncio.Future[Any]) -> None:
        """End a worker, and start another in its place."""
        call.add_done_callback(lambda done: done.cancelled() or done.exception())
        worker.kill()
        self._all.discard(worker)
        starting = asyncio.create_task(self._restart())
        self._starting.add(starting)
        starting.add_done_callback(self._starting.discard)

    async def _restart(self) -> None:
        """Start a worker, and don't give up."""
        while True:
            try:
                await self._start()
                return
            except Exception as error:
                crashed = Crashed.of(error)
                log.error("no-worker", kind=crashed.kind, where=crashed.at)
                await asyncio.sleep(_PAUSE)

    async def _start(self) -> Any:
        loop = asyncio.get_running_loop()
        worker = await loop.run_in_executor(None, _Worker, self._when_idle())
        self._all.add(worker)
        try:
            value = await loop.run_in_executor(None, worker.call, *self._first())
            if isinstance(value, Exception):
                raise value
        except BaseException:
            worker.kill()
            self._all.discard(worker)
            raise
        self._idle.put_nowait(worker)
        return value


def _start_server() -> None:
    """Start what workers are forked from, deaf to Ctrl-C, which is for the service alone."""
    resource_tracker.ensure_running()  # which would else be started within, and lift the block
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    forkserver.ensure_running()
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


class _Worker:
    """A process that does one task after the other."""

    def __init__(self, idle: Call) -> None:
        self._pipe, theirs = _CONTEXT.Pipe()
        self._process = _CONTEXT.Process(target=_work, args=(theirs, idle), daemon=True)
        self._process.start()
        theirs.close()

    def call(self, task: Callable[..., Any], args: tuple[Any, ...]) -> Any:
        """
        What a task returns, or the exception it raises, as a value.

        Raises EOFError or OSError where the process is gone.
        """
        self._pipe.send((task, args))
        return self._pipe.recv()

    def kill(self) -> None:
        """End it, whatever it does; who waits in `call` gets EOFError."""
        self._process.kill()


def _work(pipe: Connection, idle: Call) -> None:
    """What a worker does, until nobody is left to give it tasks."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the server, which ends us
    later: Call | None = idle
    with suppress(EOFError):
        while True:
            if later and not pipe.poll(_QUIET):
                _done(*later)
                later = None
            pipe.send(_done(*pipe.recv()))


def _done(task: Callable[..., Any], args: tuple[Any, ...]) -> Any:
    """What a task returns, or the exception it raises, as a value."""
    try:
        return task(*args)
    except Refused as refused:
        return refused
    except Exception as error:
        return Crashed.of(error)
