"""
The service under load: requests a second, and how long one waits among many.

`calque serve` runs as a process of its own with as many workers as cores; articles from
`news/news.txt.gz`, each asked for once, come over HTTP from 1, 20 and 200 clients at a time. Beside
it stand the same checks without a service, one after the other in one process (what a worker could
do at best), and answers that need no check (`/healthz`), which is what HTTP costs here. Clients and
service share the machine, maybe with others: times are of the clock, but `CPU ms` is what all
processes of the service take for one answer. Memory is their peak together. Both on Linux only.
"""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from itertools import islice
from pathlib import Path
from time import perf_counter, process_time
from typing import Final, NamedTuple

from calque.pipeline import Checker

_CLIENTS: Final = (1, 20, 200)
_REQUESTS: Final = 600
_LENGTH: Final = 6_000  # characters of an article, about 1,000 words


class _Timed(NamedTuple):
    rate: float  # answers a second
    half: float  # milliseconds within which half of the answers came
    most: float  # the same for 95 of 100
    failed: int


def run(bench: Path) -> None:
    """Print one row a number of clients."""
    articles = _articles(bench / "news" / "news.txt.gz")
    print(f"{len(articles)} articles of {_LENGTH:,} characters, {os.cpu_count()} cores")
    print(f"{'':28}{'a second':>10}{'p50 ms':>9}{'p95 ms':>9}{'failed':>8}{'CPU ms':>9}")
    bare = _bare(articles)
    print(f"{'checks, no service, one core':28}{1000 / bare:10.1f}{'':26}{bare:9.1f}")
    with tempfile.TemporaryDirectory() as folder:
        service = subprocess.Popen(
            [sys.executable, "-m", "calque", "serve", "--port", "0"],
            env={**os.environ, "CALQUE_DATA": folder},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert service.stdout
            port = int(service.stdout.readline().split()[2].rpartition(":")[2])
            _load(service.pid, port, articles)
            print(f"memory: {sum(map(_memory, _family(service.pid))) / 1e6:,.0f} MB at most")
        finally:
            service.terminate()
            service.wait()


def _load(pid: int, port: int, articles: Sequence[str]) -> None:
    def check(number: int) -> int:
        body = {"text": articles[number % len(articles)], "name": f"a{number}"}
        return _asked(port, "POST", "/v1/check", json.dumps(body).encode())

    def health(_: int) -> int:
        return _asked(port, "GET", "/healthz", b"")

    _timed(check, 20, 20)  # all is loaded
    for name, ask, clients in (
        *((f"check, {clients} at a time", check, clients) for clients in _CLIENTS),
        ("/healthz, 20 at a time", health, 20),
    ):
        before = sum(map(_seconds, _family(pid)))
        found = _timed(ask, clients, _REQUESTS)
        spent = 1000 * (sum(map(_seconds, _family(pid))) - before) / _REQUESTS
        print(
            f"{name:28}{found.rate:10.1f}{found.half:9.0f}{found.most:9.0f}{found.failed:8}"
            f"{spent:9.1f}"
        )


def _timed(ask: Callable[[int], int], clients: int, requests: int) -> _Timed:
    def one(number: int) -> tuple[float, int]:
        began = perf_counter()
        status = ask(number)
        return 1000 * (perf_counter() - began), status

    began = perf_counter()
    with ThreadPoolExecutor(clients) as crowd:
        answers = list(crowd.map(one, range(requests)))
    seconds = perf_counter() - began
    times = sorted(time for time, _ in answers)
    failed = sum(status != 200 for _, status in answers)
    return _Timed(requests / seconds, times[len(times) // 2], times[int(0.95 * len(times))], failed)


def _asked(port: int, method: str, path: str, content: bytes) -> int:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    connection.request(method, path, content, {"Content-Type": "application/json"})
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status


def _bare(articles: Sequence[str]) -> float:
    """Milliseconds of CPU that a check takes without a service."""
    checker = Checker()
    checker.check(checker.read(articles[0]))
    began = process_time()
    for article in articles:
        checker.check(checker.read(article))
    return 1000 * (process_time() - began) / len(articles)


def _articles(path: Path) -> list[str]:
    with gzip.open(path, "rt", encoding="utf-8") as file:
        text = "".join(islice(file, 40_000))
    return [text[start : start + _LENGTH] for start in range(0, _LENGTH * _REQUESTS // 3, _LENGTH)]


def _family(pid: int) -> list[int]:
    """A process and those it started; none where there is no /proc."""
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    children = [int(child) for thread in threads for child in thread.read_text().split()]
    own = [pid] if Path(f"/proc/{pid}").exists() else []
    return own + [one for child in children for one in _family(child)]


def _memory(pid: int) -> int:
    """The peak of a process, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text().splitlines()
    return 1024 * int(next(line for line in status if line.startswith("VmHWM")).split()[1])


def _seconds(pid: int) -> float:
    """The CPU time of a process."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
