"""`calque serve` as a process of its own, and a client for it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple

import pytest

from tests.patience import PATIENCE, until

pytest.importorskip("fastapi", reason="NOT TESTED: pip install -e '.[test]'")


class Answer(NamedTuple):
    status: int
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)

    @property
    def error(self) -> str:
        return str(self.json["error"]["code"])


class Service:
    """A service under test; `log` are the lines it has written."""

    def __init__(self, *options: str, **environment: str) -> None:
        environment = {**os.environ, **environment}
        self.process = subprocess.Popen(
            [sys.executable, "-m", "calque", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env=environment,
        )
        assert self.process.stdout
        line = self.process.stdout.readline()
        assert line, self.process.communicate()[1]
        self.port = int(line.split()[2].rpartition(":")[2])
        self.log: list[dict[str, Any]] = []
        assert self.process.stderr
        for line in self.process.stderr:
            assert line.startswith("{"), line
            self.log.append(json.loads(line))
            if self.log[-1]["event"] == "ready":
                break
        else:
            raise AssertionError(self.log)
        self._reader = Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stderr
        for line in self.process.stderr:
            self.log.append(json.loads(line) if line.startswith("{") else {"event": line})

    def send(self, method: str, path: str, content: bytes = b"", **headers: str) -> Answer:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, content, named)
        answer = connection.getresponse()
        found = {name.lower(): value for name, value in answer.getheaders()}
        return Answer(answer.status, found, answer.read())

    def get(self, path: str, **headers: str) -> Answer:
        return self.send("GET", path, **headers)

    def post(self, path: str, body: Any, **headers: str) -> Answer:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send("POST", path, content, **{"content_type": "application/json", **headers})

    def worker(self) -> int:
        """The process of the one worker; a test that stops it decides how long a task takes."""
        (server,) = (pid for pid in _children(self.process.pid) if _children(pid))
        (worker,) = _children(server)
        return worker

    def wait_for(self, figure: str, value: int) -> None:
        """Wait until a figure of `/metrics` has a value."""
        line = f"\n{figure} {value}.0\n".encode()
        until(lambda: line in self.get("/metrics", authorization="Bearer sesame").content)

    def stop(self, how: int = signal.SIGTERM) -> int:
        self.process.send_signal(how)
        code = self.process.wait(timeout=PATIENCE)
        self._reader.join(timeout=PATIENCE)
        for stream in (self.process.stdout, self.process.stderr):
            assert stream
            stream.close()
        return code


def _children(pid: int) -> list[int]:
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    return [int(child) for thread in threads for child in thread.read_text().split()]


@contextmanager
def serving(folder: Path, *options: str, **environment: str) -> Iterator[Service]:
    """A service that keeps what it keeps in `folder`."""
    service = Service(*options, CALQUE_DATA=str(folder), **environment)
    try:
        yield service
    finally:
        if service.process.poll() is None:
            service.stop()
