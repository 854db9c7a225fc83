"""
A run from input to results: compared with what began here before, surveyed, worked on, joined.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import islice
from time import monotonic
from typing import Final, Protocol

from calque.batch.chunk import Chunk, Done, Outer
from calque.batch.consistent import write_layer
from calque.batch.job import Job
from calque.batch.join import join
from calque.batch.sources import Cutting, Found, Source, chunk_size, sources
from calque.batch.summary import Summary
from calque.batch.tables import Format
from calque.batch.work import LAYER, Shards, Work, known_by, said
from calque.finding import Safety
from calque.growth.mine import Miner
from calque.language.repeats import Repeats

# So much is read to know what the texts of a corpus have in common (bytes of input). What stands
# in one of five hundred texts shows in this much, and what is rarer does not count.
_SURVEYED: Final = 48_000_000
# The step in which the results are made.
CHECKING: Final = "checking"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a step of a run is: bytes of input done, by an earlier run, and of all; texts."""

    step: str
    done: int
    before: int
    total: int
    texts: int
    seconds: float

    @property
    def rate(self) -> float:
        """Bytes a second."""
        return self.done / max(self.seconds, 1e-9)

    @property
    def left(self) -> float:
        """Seconds to go, if it goes on so."""
        return (self.total - self.before - self.done) / max(self.rate, 1.0)


class Engine(Protocol):
    """What brings chunks to workers; what comes of them may be in any order."""

    def __call__(self, sources: Sequence[Source], cutting: Cutting, job: Job) -> Iterator[Done]:
        """Yield what comes of each chunk that is cut from the sources."""

    def survey(self, chunks: Iterable[Chunk], job: Job) -> Iterator[Outer]:
        """Yield what opens and closes the texts of each chunk."""

    def close(self) -> None:
        """Let the workers go."""


@dataclass(frozen=True, slots=True)
class Run:
    """
    What is read, by which settings and engine, and where the results go.

    Where they are to be `consistent`, all is read once more before, for its names.
    `spooled` are paths within the corpus of what was standard input: of it the content counts, not
    the time.
    """

    files: tuple[Found, ...]
    work: Work
    job: Job
    engine: Engine
    tables: Format
    tell: Callable[[Progress], None]
    consistent: bool = False
    spooled: tuple[str, ...] = ()

    def __call__(self) -> Summary:
        """
        Do it, or what is left of it.

        Raises OutputError where what is there belongs to another run, and what an engine raises.
        """
        job = self.job.portable()
        checker = job.checker()
        settings = {
            **job.settings(checker),
            "tables": self.tables,
            "consistent": self.consistent,
        }
        inputs = known_by(self.files, whole=self.spooled)
        if self.work.begin({"settings": settings, "inputs": inputs}):
            return Summary.from_json(self.work.results.joinpath("summary.json").read_text("utf-8"))
        every = sources(self.files)
        cutting = Cutting(job.picked, chunk_size(self.files))
        shards = self.work.shards("chunks")
        with closing(self.engine):
            if any(loaded.rule.id.startswith("RES") for loaded in checker.rules):
                job = replace(job, repeats=self._surveyed(every, cutting, job))
            if self.consistent:
                job = self._with_names(every, cutting, job)
            self._work(CHECKING, shards, every, cutting, job)
        about = {
            "files": len(self.files),
            "bytes": self._bytes,
            "signature": job.signature(checker),
            "fixes": settings["fixes"],
            "rules": {loaded.rule.id: loaded.rule.name for loaded in checker.rules},
        }
        self.tell(Progress("joining", 0, self._bytes, self._bytes, 0, 0.0))
        with said(self.work.results):
            summary = join(
                self.work,
                shards,
                every,
                self.tables,
                about,
                whole=job.picked.limit is None,
            )
        self.work.finish()
        return summary

    @property
    def _bytes(self) -> int:
        return sum(file.size for file in self.files)

    def _surveyed(self, every: Sequence[Source], cutting: Cutting, job: Job) -> Repeats:
        """What the texts have in common, by an even sample of the chunks."""
        repeats = Repeats()
        began, texts, done = monotonic(), 0, 0
        step = self._bytes // _SURVEYED + 1
        chunks = islice(cutting.chunks(every), 0, None, step)
        for outer in self.engine.survey(chunks, job):
            repeats.count(outer.texts, outer.cells)
            texts += outer.texts
            done = min(done + step * outer.weight, self._bytes)
            seconds = monotonic() - began
            self.tell(Progress("looking for repeated lines", done, 0, self._bytes, texts, seconds))
        return repeats

    def _with_names(self, every: Sequence[Source], cutting: Cutting, job: Job) -> Job:
        """The job with one spelling for each name, as the texts have them."""
        path = self.work.folder / LAYER
        if not path.exists():
            shards = self.work.shards("names")
            looking = replace(job, level=Safety.SAFE, model=None)
            self._work("reading names", shards, every, cutting, looking)
            miner = Miner()
            for key in sorted(shards.done()):
                miner.update(shards.shard(key).names)
            write_layer(path, miner.without_nouns(), job.config)
        glossaries = (*job.config.glossaries, path.resolve())
        return replace(job, config=replace(job.config, glossaries=glossaries))

    def _work(
        self, step: str, shards: Shards, every: Sequence[Source], cutting: Cutting, job: Job
    ) -> None:
        """Let the engine work on what is not ready yet."""
        ready = shards.done()
        before = sum(shards.shard(key).weight for key in ready)
        cutting = replace(cutting, ready=frozenset(ready))
        began, texts, done = monotonic(), 0, 0
        for result in self.engine(every, cutting, job):
            shards.save(result)
            texts += result.counts["texts"]
            done += result.weight
            seconds = monotonic() - began
            self.tell(Progress(step, done, before, self._bytes, texts, seconds))
