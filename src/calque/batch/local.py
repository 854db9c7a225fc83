"""
The engine of one machine: workers that are processes of their own, each with one `Rows`.

A worker is started as a program, not forked, so it shares nothing; it ends when this process does,
however that ends. One worker is this process itself.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Final

from calque.batch.chunk import Chunk, Done
from calque.batch.job import Job
from calque.batch.rows import Rows
from calque.batch.sources import Cutting, Source
from calque.errors import CalqueError

_START: Final = """
import json, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
sys.path[:] = json.loads(sys.argv[1])
from calque.batch.local import work
work(int(sys.argv[2]))
"""


class WorkerLost(CalqueError):
    """A worker died; what is done is kept."""


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Local:
    """The engine, with so many workers."""

    def __init__(self, workers: int) -> None:
        self._workers = workers

    def __call__(self, sources: Sequence[Source], cutting: Cutting, job: Job) -> Iterator[Done]:
        """
        Yield what comes of each chunk, in the order in which they are done.

        Raises the worker's error where it would be the same for every row, and WorkerLost where a
        worker dies.
        """
        job = _shared_out(job, self._workers)
        return _run(cutting.chunks(sources), job, self._workers)


def _shared_out(job: Job, workers: int) -> Job:
    """The same with the processors shared out among the models of all workers."""
    if job.model is None or job.model.settings.threads:
        return job
    settings = replace(job.model.settings, threads=max(1, cores() // workers))
    return replace(job, model=replace(job.model, settings=settings))


def _run(chunks: Iterable[Chunk], job: Job, workers: int) -> Iterator[Done]:
    if workers == 1:
        yield from map(Rows(job), chunks)
        return
    pool: dict[Connection, _Worker] = {}
    try:
        rest = iter(chunks)
        # What is read ahead is one chunk: a worker that is free never waits for the disk.
        ahead = next(rest, None)
        while ahead and len(pool) < workers:
            worker = _Worker(job)
            pool[worker.pipe] = worker
            worker.give(ahead)
            ahead = next(rest, None)
        busy = dict(pool)
        while busy:
            for pipe in wait(list(busy)):
                assert isinstance(pipe, Connection)
                worker = busy.pop(pipe)
                done = worker.take()
                if ahead:
                    worker.give(ahead)
                    busy[pipe] = worker
                    ahead = next(rest, None)
                yield done
    finally:
        for worker in pool.values():
            worker.stop()


class _Worker:
    """A process and the pipe to it."""

    def __init__(self, job: Job) -> None:
        self.pipe, theirs = Pipe()
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path), str(handle)],
                stdin=subprocess.DEVNULL,
                pass_fds=[handle],
            )
        self.pipe.send(job)
        self._chunk: Chunk | None = None

    def give(self, chunk: Chunk) -> None:
        """Let it work on a chunk."""
        self._chunk = chunk
        try:
            self.pipe.send(chunk)
        except OSError as error:
            raise self._lost() from error

    def take(self) -> Done:
        """What came of the chunk."""
        try:
            result = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if isinstance(result, Exception):
            raise result
        assert isinstance(result, Done)
        return result

    def stop(self) -> None:
        """End it: at once, since what it works on is not wanted any more."""
        self.pipe.close()
        self._process.terminate()
        self._process.wait()

    def _lost(self) -> WorkerLost:
        code = self._process.wait()
        how = signal.Signals(-code).name if code < 0 else f"exit {code}"
        where = self._chunk.name if self._chunk and self._chunk.name else "the texts"
        return WorkerLost(
            f"{where}: a worker died of it ({how}); where memory is short take fewer --workers; "
            "what is done is kept: run it again to go on"
        )


def work(handle: int) -> None:
    """What a worker does: take chunks from a pipe until it is closed."""
    pipe = Connection(handle)
    try:
        rows = Rows(pipe.recv())
        while True:
            chunk = pipe.recv()
            try:
                result: Done | Exception = rows(chunk)
            except CalqueError as error:
                result = error
            pipe.send(result)
    except (EOFError, OSError):  # nobody wants more
        return
