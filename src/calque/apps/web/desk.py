"""
What the routes share: settings, workers, decisions, figures.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Annotated, Any, cast

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool

from calque.apps.web import log, lookup, work
from calque.apps.web.errors import Refused
from calque.apps.web.metrics import Metrics
from calque.apps.web.pool import Pool
from calque.apps.web.settings import House, Settings
from calque.decided import Decided
from calque.decisions.house import Learned
from calque.decisions.store import Answer, Store
from calque.errors import OutputError
from calque.formats.files import write_text
from calque.glossary import cache


class Desk:
    """One service's state; to be opened in the event loop that it works in."""

    pool: Pool

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.signature = ""
        self.lang = work.configuration(settings.house).lang
        self.store = Store(settings.decisions)
        self._house = settings.house
        self._entries: tuple[Learned, ...] = ()
        # What is learned joins what the house has, so each makes its own of shared decisions.
        name = sha256(repr((settings.decisions, settings.house)).encode()).hexdigest()[:16]
        self.learned_path = cache.folder() / f"desk-{name}.toml"

    async def open(self) -> None:
        """Make ready."""
        settings = self.settings
        self.pool = Pool(
            settings.workers,
            settings.waiting,
            settings.seconds,
            first=lambda: (work.warm, (self._house,)),
            idle=lambda: (lookup.ready, (self._house,)),
        )
        self._learning = asyncio.Lock()
        self.signature = json.loads(await self.pool.open())
        await self.house()
        self.metrics.busy.set_function(lambda: self.pool.busy)
        self.metrics.waiting.set_function(lambda: self.pool.taken - self.pool.busy)

    def close(self) -> None:
        """Let go of what is open."""
        self.pool.close()
        self.store.close()

    async def prepared(self, article: str) -> tuple[House, Decided]:
        """What checkers are made of at this time, and what is silent in an article."""
        answers, decided = await run_in_threadpool(self.store.state, article)
        entries = tuple(entry for answer in answers for entry in entries_of(answer))
        if entries != self._entries:
            await self._learn(entries)
        return self._house, decided

    async def house(self) -> House:
        """What checkers are made of at this time."""
        return (await self.prepared(""))[0]

    async def tried(self, entries: Sequence[Learned]) -> str:
        """The glossary that these entries make. Raises Refused where they can't be."""
        answer = await self.pool.run(lookup.learn, self.settings.house, tuple(entries))
        made: dict[str, Any] = json.loads(answer)
        if made["problems"]:
            raise Refused(409, "conflict", f"it can't be learned: {made['problems'][0]}")
        return str(made["toml"])

    async def _learn(self, entries: tuple[Learned, ...]) -> None:
        """Let checkers have these entries; where that can't be, they go on without them."""
        async with self._learning:
            if entries == self._entries:
                return
            house = self.settings.house
            try:
                content = await self.tried(entries)
                if content:
                    await run_in_threadpool(self._write, content)
                    digest = sha256(content.encode()).hexdigest()[:16]
                    house = replace(
                        house, glossaries=(*house.glossaries, self.learned_path), learned=digest
                    )
            except (Refused, OutputError) as error:
                log.error("not-learned", reason=str(error))
            self._house, self._entries = house, entries

    def _write(self, content: str) -> None:
        try:
            self.learned_path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{self.learned_path.parent}: cannot be made ({error.strerror})"
            ) from error
        write_text(self.learned_path, [content])


def entries_of(answer: Answer) -> Iterable[Learned]:
    """What an answer teaches: an entry where it is a yes to one."""
    if answer.yes and answer.replacement:
        yield Learned(answer.lang, answer.text, answer.replacement, answer.kind, answer.ref)


def _desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


TheDesk = Annotated[Desk, Depends(_desk)]
