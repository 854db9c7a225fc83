"""How long tests wait for what is sure to come: on a busy machine that takes its time."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import Any

PATIENCE = 300  # seconds; only a test that fails takes so long


def until(met: Callable[[], Any], rest: Callable[[], Any] = lambda: sleep(0.02)) -> Any:
    """What `met` returns, as soon as that is true; it is asked again and again, with a `rest`."""
    last = monotonic() + PATIENCE
    while not (found := met()):
        assert monotonic() < last, "it did not come"
        rest()
    return found
