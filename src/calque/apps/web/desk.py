"""
What the routes share: settings, workers, figures.
"""

from __future__ import annotations

from typing import Annotated, cast

from fastapi import Depends, Request

from calque.apps.web.metrics import Metrics
from calque.apps.web.pool import Pool
from calque.apps.web.settings import House, Settings


class Desk:
    """One service's state."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.metrics = Metrics()
        self.signature = ""

    def open(self) -> None:
        """Make ready; called in the event loop."""
        settings = self.settings
        self.pool = Pool(settings.workers, settings.waiting, settings.seconds)
        self.metrics.busy.set_function(lambda: self.pool.busy)
        self.metrics.waiting.set_function(lambda: self.pool.taken - self.pool.busy)

    def close(self) -> None:
        """Let go of what is open."""

    @property
    def house(self) -> House:
        """What checkers are made of at this time."""
        return self.settings.house


def _desk(request: Request) -> Desk:
    return cast(Desk, request.app.state.desk)


TheDesk = Annotated[Desk, Depends(_desk)]
