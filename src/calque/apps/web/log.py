"""
The log: a JSON object a line on standard error, facts about requests, never what was in them.
"""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime
from typing import Any, Final

_LOGGER: Final = logging.getLogger("calque.web")


class Json(logging.Formatter):
    """Writes a record as a JSON object."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line."""
        said = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "event": record.getMessage(),
            **getattr(record, "facts", {}),
        }
        if record.exc_info and record.exc_info[0]:
            said["kind"] = record.exc_info[0].__name__
        return json.dumps(said, ensure_ascii=False)


def info(event: str, **facts: Any) -> None:
    """Tell of something ordinary."""
    _LOGGER.info(event, extra={"facts": facts})


def error(event: str, **facts: Any) -> None:
    """Tell of something that should not be."""
    _LOGGER.error(event, extra={"facts": facts})


def start() -> None:
    """Send the log, and that of the server below, to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Json())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    for name in ("calque.web", "uvicorn.error"):
        logging.getLogger(name).setLevel(logging.INFO)
