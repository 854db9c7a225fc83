"""
The engine of one machine: workers that are processes of their own, each with one `Rows`.

A worker is started as a program, not forked, so it shares nothing; it ends when this process does,
however that ends. One worker is this process itself.
"""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from multiprocessing import Pipe
from multiprocessing.connection import Connection, wait
from typing import Any, Final, TypeVar

from calque.batch.chunk import Chunk, Done, Outer
from calque.batch.job import Job
from calque.batch.rows import Rows
from calque.batch.sources import Cutting, Source
from calque.errors import CalqueError
from calque.processes import cores

T = TypeVar("T")
_Work = Callable[[Rows, Chunk], T]
_START: Final = """
import json, signal, sys
signal.signal(signal.SIGINT, signal.SIG_IGN)  # the first process decides
sys.path[:] = json.loads(sys.argv[1])
from calque.batch.local import work
work(int(sys.argv[2]))
"""


class WorkerLost(CalqueError):
    """A worker died; what is done is kept."""


class Local:
    """The engine, with so many workers; they live until it is closed."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._rows: Rows | None = None
        self._pool: list[_Worker] = []

    def __call__(self, sources: Sequence[Source], cutting: Cutting, job: Job) -> Iterator[Done]:
        """
        Yield what comes of each chunk, in the order in which they are done.

        Raises the worker's error where it would be the same for every row, and WorkerLost where a
        worker dies.
        """
        return self._each(Rows.__call__, cutting.chunks(sources), job)

    def survey(self, chunks: Iterable[Chunk], job: Job) -> Iterator[Outer]:
        """Yield what opens and closes the texts of each chunk; raises what a call does."""
        return self._each(Rows.survey, chunks, job)

    def close(self) -> None:
        """End the workers."""
        self._rows = None
        while self._pool:
            self._pool.pop().stop()

    def _each(self, work: _Work[T], chunks: Iterable[Chunk], job: Job) -> Iterator[T]:
        job = _shared_out(job, self._workers)
        if self._workers == 1:
            self._rows = self._rows.under(job) if self._rows else Rows(job)
            yield from map(partial(work, self._rows), chunks)
            return
        rest = iter(chunks)
        first = list(islice(rest, self._workers))
        # All are started before one is given anything: it takes nothing before it is ready.
        self._pool += [_Worker() for _ in range(len(first) - len(self._pool))]
        busy = {worker.pipe: worker for worker in self._pool[: len(first)]}
        for worker, chunk in zip(busy.values(), first, strict=True):
            worker.give(work, chunk, job)
        del first
        # What is read ahead is one chunk: a worker that is free never waits for the disk.
        ahead = next(rest, None)
        while busy:
            for pipe in wait(list(busy)):
                assert isinstance(pipe, Connection)
                worker = busy.pop(pipe)
                done = worker.take()
                if ahead:
                    worker.give(work, ahead, job)
                    busy[pipe] = worker
                    ahead = next(rest, None)
                yield done


def _shared_out(job: Job, workers: int) -> Job:
    """The same with the processors shared out among the models of all workers."""
    if job.model is None or job.model.settings.threads:
        return job
    settings = replace(job.model.settings, threads=max(1, cores() // workers))
    return replace(job, model=replace(job.model, settings=settings))


class _Worker:
    """A process and the pipe to it."""

    def __init__(self) -> None:
        self.pipe, theirs = Pipe()
        with theirs:
            handle = theirs.fileno()
            self._process = subprocess.Popen(
                [sys.executable, "-c", _START, json.dumps(sys.path), str(handle)],
                stdin=subprocess.DEVNULL,
                pass_fds=[handle],
            )
        self._job: Job | None = None
        self._chunk: Chunk | None = None

    def give(self, work: _Work[Any], chunk: Chunk, job: Job) -> None:
        """Let it work on a chunk."""
        self._chunk = chunk
        try:
            if job is not self._job:
                self.pipe.send(job)
                self._job = job
            self.pipe.send((work, chunk))
        except OSError as error:
            raise self._lost() from error

    def take(self) -> Any:
        """What came of the chunk."""
        try:
            result = self.pipe.recv()
        except (EOFError, OSError) as error:
            raise self._lost() from error
        if isinstance(result, Exception):
            raise result
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
    """What a worker does: take jobs and chunks from a pipe until it is closed."""
    pipe = Connection(handle)
    rows: Rows | None = None
    try:
        while True:
            asked = pipe.recv()
            if isinstance(asked, Job):
                rows = rows.under(asked) if rows else Rows(asked)
                continue
            do, chunk = asked
            try:
                result: Any = do(rows, chunk)
            except CalqueError as error:
                result = error
            pipe.send(result)
    except (EOFError, OSError):  # nobody wants more
        return
