"""
A hub of one repository on this machine, as much of it as fetching a model needs.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

COMMIT = "fedcba9876543210fedcba9876543210fedcba98"


class Hub:
    """What it serves, what it was asked for, and with what it refuses, if it does."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetched: list[str] = []
        self.refusal: tuple[int, str] | None = None
        self.address = ""


@contextmanager
def serving(hub: Hub) -> Iterator[Hub]:
    """Serve while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = self.path.partition("?")[0].rsplit("/", 1)[-1]
            if hub.refusal:
                status, code = hub.refusal
                self._answer(status, {"X-Error-Code": code, "X-Error-Message": "no"})
            elif self.path.startswith("/api/models/"):
                names = sorted(path.name for path in hub.folder.iterdir())
                self._answer(200, {"Content-Type": "application/json"}, self._listed(names))
            elif (hub.folder / name).exists():
                if self.command == "GET":
                    hub.fetched.append(name)
                headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{_digest(name)}"'}
                self._answer(200, headers, (hub.folder / name).read_bytes())
            else:
                headers = {"X-Repo-Commit": COMMIT, "X-Error-Code": "EntryNotFound"}
                self._answer(404, headers)

        do_HEAD = do_GET

        def _listed(self, names: list[str]) -> bytes:
            if "/tree/" in self.path:
                files = [
                    {
                        "type": "file",
                        "path": name,
                        "size": (hub.folder / name).stat().st_size,
                        "oid": _digest(name),
                    }
                    for name in names
                ]
                return json.dumps(files).encode()
            about = {"id": "desk/sv-en", "sha": COMMIT, "private": False, "tags": []}
            return json.dumps(about | {"siblings": [{"rfilename": n} for n in names]}).encode()

        def _answer(self, status: int, headers: dict[str, str], data: bytes = b"") -> None:
            self.send_response(status)
            for name, value in (headers | {"Content-Length": str(len(data))}).items():
                self.send_header(name, value)
            self.end_headers()
            if self.command == "GET":
                self.wfile.write(data)

        def log_message(self, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    hub.address = f"http://127.0.0.1:{server.server_port}"
    try:
        yield hub
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:40]
