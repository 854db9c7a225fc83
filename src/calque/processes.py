"""
Processes beside this one: how many are worth it, and how they begin.
"""

from __future__ import annotations

import os
from multiprocessing import get_all_start_methods, get_context
from multiprocessing.context import BaseContext
from typing import Any


def cores() -> int:
    """How many processors this process may use: in a container fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def context() -> Any:
    """
    What makes processes that share nothing with this one but what they are given.

    A fork of this one would hang where a thread of it, as notebooks have, was holding a lock.
    """
    made: BaseContext = get_context(
        "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    )
    return made
