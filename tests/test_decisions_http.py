"""Decisions over HTTP: a desk that decides, learns, shares a database and is killed."""

from __future__ import annotations

import signal
import sqlite3
import sys
from collections.abc import Iterator
from http.client import HTTPException
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

pytest.importorskip("sqlalchemy", reason="NOT TESTED: pip install -e '.[test]'")


from tests.patience import until
from tests.postgres import postgres
from tests.serving import Service, serving
from tests.test_decisions import MARK, TEXT


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


def found_in(service: Service, text: str, name: str) -> list[dict[str, Any]]:
    answer: list[dict[str, Any]] = service.post("/v1/check", {"text": text, "name": name}).json[
        "findings"
    ]
    return answer


def choose(
    service: Service, article: str, *choices: tuple[str, str, dict[str, Any], str | None]
) -> int:
    decisions = [
        {"id": id, "choice": choice, "finding": finding, "replacement": put}
        for id, choice, finding, put in choices
    ]
    body = {"who": "Anna", "article": article, "decisions": decisions}
    answer = service.post("/v1/decisions", body)
    assert answer.status == 201, answer.content
    kept: int = answer.json["kept"]
    return kept


def test_a_desk_of_many_shares_a_database(server: str, tmp_path: Path) -> None:
    options = ("--decisions", server, "--workers", "1")
    with serving(tmp_path, *options) as one, serving(tmp_path, *options) as other:
        (finding,) = found_in(one, "ODKB left.", "shared")
        assert choose(one, "shared", ("s1", "reject", finding, None)) == 1
        assert choose(other, "shared", ("s1", "reject", finding, None)) == 0
        assert found_in(other, "ODKB left.", "shared") == []
        choose(other, "elsewhere", ("s2", "ignore", finding, None))
        until(lambda: not found_in(one, "ODKB left.", "new"))


def test_a_desk_decides_and_learns(tmp_path: Path) -> None:
    with serving(tmp_path, "--workers", "1") as service:
        first, second = found_in(service, TEXT, "a0")
        assert choose(service, "a0", ("1", "reject", first, None)) == 1
        assert [one["start"] for one in found_in(service, TEXT, "a0")] == [second["start"]]
        assert len(found_in(service, TEXT, "elsewhere")) == 2
        fixed = service.post("/v1/fix", {"text": TEXT, "name": "a0"}).json
        assert (fixed["fixed"], fixed["silent"]) == (
            "ODKB forces left. Later CSTO forces came.",
            1,
        )
        # What is silent may still be chosen.
        made = service.post(
            "/v1/apply", {"text": TEXT, "name": "a0", "accept": [first["fingerprint"]]}
        )
        assert made.json["text"].startswith("CSTO forces")

        name = {**first, "rule": "NAM002", "text": "Grigorjeff", "evidence": []}
        name["fingerprint"] = "1" * 32
        for number in (1, 2, 3):
            choose(
                service,
                f"a{number}",
                (f"r{number}", "reject", first, None),
                (f"e{number}", "edit", name, "Grigoryevsky"),
            )
        found = {one["kind"]: one for one in service.get("/v1/proposals").json["proposals"]}
        assert found["exception"]["articles"] == 4
        assert found["entry"]["replacement"] == "Grigoryevsky"
        told = "Mr Grigorjeff of the ODKB left."
        assert [one["text"] for one in found_in(service, told, "new")] == ["ODKB"]

        said = {"who": "Bo", "answer": "yes"}
        for one in found.values():
            answer = service.post(f"/v1/proposals/{one['id']}", said)
            assert answer.json["status"] == "accepted"
        learned = found_in(service, told, "new")
        assert [one["fixes"][0]["title"] for one in learned] == ["Grigorjeff → Grigoryevsky"]
        house = service.get("/v1/glossary/house?format=toml").content.decode()
        assert "confirmed by Bo" in house
        assert len(service.get("/v1/glossary/house").json["entries"]) == 2
        assert service.get("/v1/glossary?term=Grigorjeff").json["concepts"][0]["house"]
        assert service.get("/v1/proposals?status=open").json == {"proposals": []}
        assert service.post("/v1/proposals/0", said).status == 404

    with serving(tmp_path, "--workers", "1") as service:  # and it is not forgotten
        assert [one["text"] for one in found_in(service, told, "new")] == ["Grigorjeff"]
        for one in found.values():
            service.post(f"/v1/proposals/{one['id']}", {"who": "Bo", "answer": "no"})
        assert [one["text"] for one in found_in(service, told, "new")] == ["ODKB"]
        assert service.get("/v1/decisions?format=csv").content.count(b"\r\n") == 8
        assert b"[ACR001]" in service.get("/v1/decisions?format=cases").content
        listed = service.get("/v1/decisions?article=a1").json["decisions"]
        assert [one["id"] for one in listed] == ["e1", "r1"]
        text = service.get("/metrics").content.decode()
        assert "calque_decisions" in text


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("desk")
    with serving(folder, "--propose-articles", "1", "--workers", "1") as service:
        yield service


def test_an_entry_that_clashes_is_not_learned(service: Service) -> None:
    finding = {"rule": "ACR001", "text": "NATO", "fingerprint": MARK}
    choose(service, "clash", ("clash", "edit", finding, "CSTO"))
    (found,) = service.get("/v1/proposals").json["proposals"]
    answer = service.post(f"/v1/proposals/{found['id']}", {"who": "Bo", "answer": "yes"})
    assert (answer.status, answer.error) == (409, "conflict")
    assert service.get("/v1/glossary/house").json == {"entries": []}
    assert service.get("/v1/proposals?status=open").json["proposals"] == [found]


@pytest.mark.parametrize("value", ["a\x00b", "\ud800"])
def test_what_no_database_takes_is_refused(service: Service, value: str) -> None:
    finding = {"rule": "ACR001", "text": value, "fingerprint": MARK}
    decisions = [{"id": "odd", "choice": "reject", "finding": finding}]
    body = {"who": "Anna", "article": "odd", "decisions": decisions}
    assert service.post("/v1/decisions", body).status == 422
    body["who"], finding["text"] = value, "fine"
    assert service.post("/v1/decisions", body).status == 422
    assert service.get("/v1/decisions?article=odd").json == {"decisions": []}


def test_decisions_since_a_time(service: Service) -> None:
    finding = {"rule": "ZZZ999", "text": "x", "fingerprint": MARK}
    choose(service, "times", ("time", "reject", finding, None))
    for since, found in (("2000-01-01", 1), ("2000-01-01T00:00:00Z", 1), ("9000-01-01", 0)):
        answer = service.get(f"/v1/decisions?article=times&since={since}").json
        assert len(answer["decisions"]) == found
    odd = service.get("/v1/decisions?since=0001-01-01T00:00:00%2B23:59")
    assert (odd.status, odd.error) == (422, "invalid")
    # What a client makes up does not become a figure of its own.
    service.send("WHATEVER", "/")
    text = service.get("/metrics").content.decode()
    assert 'calque_decisions_total{choice="reject",rule="other"}' in text
    assert 'method="other"' in text
    assert "WHATEVER" not in text


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_what_was_acknowledged_survives_a_kill(tmp_path: Path) -> None:
    """Kill the service in the midst of writes, again and again: no decision is lost."""
    told: list[str] = []
    for life in range(2):
        service = Service("--workers", "1", CALQUE_DATA=str(tmp_path))
        writers = [
            Thread(target=_write_on, args=(service, f"{life}-{name}", told)) for name in range(4)
        ]
        for writer in writers:
            writer.start()
        until(lambda enough=40 * (life + 1): len(told) >= enough)
        service.process.send_signal(signal.SIGKILL)
        for writer in writers:
            writer.join()
        service.stop(signal.SIGKILL)
    path = next(tmp_path.glob("*.sqlite"))
    with sqlite3.connect(path) as database:
        kept = {id for (id,) in database.execute("SELECT id FROM decisions")}
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    assert set(told) <= kept
    assert len(told) >= 80


def _write_on(service: Service, name: str, told: list[str]) -> None:
    finding = {"rule": "ACR001", "text": "ODKB", "fingerprint": MARK}
    for number in range(10_000):
        id = f"{name}-{number}"
        decisions = [{"id": id, "choice": "reject", "finding": finding}]
        body = {"who": "Anna", "article": id, "decisions": decisions}
        try:
            answer = service.post("/v1/decisions", body)
        except (OSError, HTTPException):  # nobody there, or the answer broke off
            return
        assert answer.status == 201
        told.append(id)
