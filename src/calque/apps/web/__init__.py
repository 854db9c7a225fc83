"""
`calque serve`: checking and fixing over HTTP, the review page, decisions.

Requests are answered by one process; what takes time is done by others (`pool`, `work`).
"""

from __future__ import annotations

from calque.apps.web import log, webhook, work
from calque.apps.web.application import app
from calque.apps.web.settings import House, Settings

__all__ = ["House", "Settings", "app", "log", "webhook", "work"]
