"""`calque serve` under limits and with settings at fault: who is refused, how it begins, ends."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from tests.patience import PATIENCE, until
from tests.serving import Service, serving

ON_LINUX = pytest.mark.skipif(sys.platform != "linux", reason="processes are found in /proc")


@pytest.fixture(scope="module")
def strict(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service with a token, one worker and tight limits."""
    options = ("--workers", "1", "--waiting", "1", "--time-limit", "5", "--body-limit", "6000000")
    with serving(tmp_path_factory.mktemp("strict"), *options, CALQUE_TOKEN="sesame") as service:
        yield service


def test_the_token_is_asked_for(strict: Service) -> None:
    for given in ({}, {"authorization": "Bearer wrong"}, {"authorization": "Basic sesame"}):
        answer = strict.post("/v1/check", {"text": "a"}, **given)
        assert (answer.status, answer.error) == (401, "unauthorised")
        assert answer.headers["www-authenticate"] == "Bearer"
    assert strict.get("/metrics").status == 401
    assert strict.get("/metrics", authorization="Bearer sesame").status == 200
    assert strict.post("/v1/check", {"text": "a"}, authorization="bearer sesame").status == 200
    # The page must load to ask for it, and monitors need none.
    assert strict.get("/").status == strict.get("/healthz").status == 200
    assert strict.get("/v1/settings").json["token"] is True


def test_a_body_that_is_too_large(strict: Service) -> None:
    answer = strict.post("/v1/check", {"text": "a" * 6_000_000}, authorization="Bearer sesame")
    assert (answer.status, answer.error) == (413, "too-large")


@ON_LINUX
def test_a_slow_request_is_ended_and_nobody_suffers(strict: Service) -> None:
    def ask() -> None:
        body = {"text": "ODKB left."}
        answers.append(strict.post("/v1/check", body, authorization="Bearer sesame"))

    answers: list[Any] = []
    os.kill(strict.worker(), signal.SIGSTOP)  # so slow that it never ends
    first, second = Thread(target=ask), Thread(target=ask)
    first.start()
    strict.wait_for("calque_workers_busy", 1)
    assert strict.get("/healthz").status == 200  # answered while the only worker is at work
    second.start()
    strict.wait_for("calque_tasks_waiting", 1)
    busy = strict.post("/v1/check", {"text": "a"}, authorization="Bearer sesame")
    assert (busy.status, busy.error) == (503, "busy")
    assert int(busy.headers["retry-after"]) > 0
    first.join()
    second.join()
    assert [one.status for one in answers] == [504, 200]
    assert answers[0].error == "too-slow"


def test_open_to_others_only_with_a_token(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "calque", "serve", "--host", "0.0.0.0"],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 2
    assert run.stderr == (
        "calque: error: 0.0.0.0 is open to other machines; set CALQUE_TOKEN to a secret first\n"
    )


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--decisions", "mysql://a/b"], "no database of the kind mysql"),
        (["--decisions", "nonsense"], "is no database URL"),
        (["--decisions", "sqlite:////proc/none/a.sqlite"], "cannot be opened"),
        (["--decisions", "postgresql://calque:sesame@127.0.0.1:1/a"], "cannot be opened"),
        (["--config", "none.toml"], "no such file"),
        (["--host", "192.0.2.1"], "192.0.2.1 is open to other machines"),
    ],
)
def test_a_setting_at_fault_is_one_line(tmp_path: Path, options: list[str], message: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "calque", "serve", "--port", "0", *options],
        capture_output=True,
        text=True,
        check=False,
        cwd=tmp_path,
    )
    assert run.returncode == 2
    assert message in run.stderr
    assert run.stderr.count("\n") == 1
    assert "sesame" not in run.stderr


@pytest.mark.parametrize("token", ["salainen sana", "säsämi", "sesame\n"])
def test_a_token_that_no_header_can_hold_is_refused(tmp_path: Path, token: str) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "calque", "serve", "--port", "0"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CALQUE_DATA": str(tmp_path), "CALQUE_TOKEN": token},
    )
    assert run.returncode == 2
    assert "CALQUE_TOKEN: must be ASCII without blanks" in run.stderr
    assert token.strip() not in run.stderr


def test_a_port_that_is_taken(strict: Service, tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-m", "calque", "serve", "--port", str(strict.port)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "CALQUE_DATA": str(tmp_path)},
    )
    assert run.returncode == 2
    assert run.stderr.endswith(
        "cannot listen (Address already in use); choose another --host or --port\n"
    )


@ON_LINUX
def test_what_is_under_way_is_answered_before_the_end(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1") as service:
        answers: list[Any] = []
        worker = service.worker()
        os.kill(worker, signal.SIGSTOP)
        asking = Thread(target=lambda: answers.append(service.post("/v1/check", {"text": "a"})))
        asking.start()
        service.wait_for("calque_workers_busy", 1)
        service.process.terminate()
        until(lambda: _refuses(service.port))
        os.kill(worker, signal.SIGCONT)
        assert service.stop() == 0
        asking.join()
        assert answers[0].status == 200
        assert service.log[-1]["event"].startswith("Finished server process")


def test_ctrl_c_before_it_is_ready_ends_it_quietly(tmp_path: Path) -> None:
    """A terminal sends the signal to all processes, also to one that is still importing."""
    process = subprocess.Popen(
        [sys.executable, "-m", "calque", "serve", "--port", "0", "--workers", "1"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "CALQUE_DATA": str(tmp_path)},
        start_new_session=True,
    )
    assert process.stderr
    while "Waiting for application startup" not in process.stderr.readline():
        pass
    os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert "Traceback" not in said
    assert "Finished server process" in said.splitlines()[-1]


def _refuses(port: int) -> bool:
    with closing(socket.socket()) as trying:
        return trying.connect_ex(("127.0.0.1", port)) != 0
