"""The service under pressure: many at once, and anything at all."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable

from tests.serving import Service, serving

schemathesis = pytest.importorskip("schemathesis", reason="NOT TESTED: pip install -e '.[test]'")
from schemathesis import checks  # noqa: E402

ARTICLE = "Mr Zhuravljov of the ODKB said on Monday that the harbour would open again.\n\n" * 60
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
_GROWTH = 150_000_000  # bytes


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(
        tmp_path_factory.mktemp("load"), "--workers", "2", "--time-limit", "200"
    ) as service:
        yield service


def test_nothing_that_is_sent_breaks_it(service: Service) -> None:
    """Requests made from the OpenAPI description, good and bad: no 5xx, and answers as told."""
    url = f"http://127.0.0.1:{service.port}"
    api = schemathesis.openapi.from_url(f"{url}/openapi.json")
    operations = [result.ok() for result in api.get_all_operations()]
    assert len(operations) >= 14
    for operation in operations:
        for mode in schemathesis.GenerationMode:

            @given(case=operation.as_strategy(generation_mode=mode))
            @settings(max_examples=4, deadline=None, suppress_health_check=list(HealthCheck))
            def holds(case: Any) -> None:
                case.call_and_validate(timeout=300, checks=CHECKS)

            with suppress(Unsatisfiable):  # there is no wrong way to ask for /healthz
                holds()


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_two_hundred_at_once_in_bounded_memory(service: Service) -> None:
    ask = lambda number: service.post(  # noqa: E731
        "/v1/check", {"text": f"{number} {ARTICLE}", "name": f"a{number}"}
    )
    with ThreadPoolExecutor(200) as crowd:
        list(crowd.map(ask, range(20)))
        before = _memory(service.process.pid)
        answers = list(crowd.map(ask, range(200)))
        after = _memory(service.process.pid)
    assert {answer.status for answer in answers} == {200}
    # Everybody gets what he asked for.
    assert [answer.json["text"].split()[0] for answer in answers] == [str(n) for n in range(200)]
    assert after - before < _GROWTH, (before, after)
    print(f"{before / 1e6:.0f} MB before, {after / 1e6:.0f} MB after", file=sys.stderr)


def _memory(pid: int) -> int:
    """The largest amount of memory that a process and those it started have had, in bytes."""
    status = Path(f"/proc/{pid}/status").read_text()
    peak = next(line for line in status.splitlines() if line.startswith("VmHWM"))
    threads = Path(f"/proc/{pid}/task").glob("*/children")
    children = [child for thread in threads for child in thread.read_text().split()]
    return int(peak.split()[1]) * 1024 + sum(map(_memory, map(int, children)))
