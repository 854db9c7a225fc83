"""The webhook: signed, fresh, answered once."""

from __future__ import annotations

import json
import time
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from calque.apps.web.webhook import secret_key, signature
from calque.errors import ConfigError
from tests.serving import Answer, Service, serving

SECRET = "whsec_" + b64encode(b"a key of the tests' own, 32 long").decode()
ARTICLE = {"name": "draft-7", "text": "ODKB forces left.", "lang": "en"}
CALM = {"name": "draft-8", "text": "The harbour was calm.", "lang": "en"}


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("hook")
    secrets = {"CALQUE_WEBHOOK_SECRET": SECRET, "CALQUE_TOKEN": "sesame"}
    with serving(folder, "--workers", "1", **secrets) as service:
        yield service


def deliver(
    service: Service,
    id: str,
    body: Any,
    *,
    age: int = 0,
    secret: str = SECRET,
    before: str = "",
) -> Answer:
    content = json.dumps(body).encode()
    timestamp = str(int(time.time()) - age)
    signed = signature(secret_key(secret), id, timestamp, content)
    return service.post(
        "/v1/webhook",
        content,
        webhook_id=id,
        webhook_timestamp=timestamp,
        webhook_signature=before + signed,
    )


def test_the_signature_is_that_of_the_standard() -> None:
    """The example of the specification's libraries."""
    key = secret_key("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")
    content = b'{"test": 2432232314}'
    assert signature(key, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", content) == (
        "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="
    )


def test_the_example_of_the_guide(service: Service) -> None:
    guide = Path("docs/service.md").read_text("utf-8")
    found: dict[str, Any] = {}
    exec(guide.split("```python\n")[1].split("```")[0], found)
    url = f"http://127.0.0.1:{service.port}"
    assert found["may_pass"](url, SECRET, "draft-9", CALM["text"])["verdict"] == "pass"


def test_what_is_grave_is_held_and_what_is_calm_may_pass(service: Service) -> None:
    held = deliver(service, "m1", ARTICLE)
    assert held.status == 200
    assert (held.json["verdict"], held.json["document"]) == ("hold", "draft-7")
    assert [one["rule"] for one in held.json["findings"]] == ["ACR001"]
    passed = deliver(service, "m2", CALM)
    assert (passed.json["verdict"], passed.json["findings"]) == ("pass", [])


def test_what_an_editor_rejected_does_not_hold(service: Service) -> None:
    (finding,) = deliver(service, "d1", {**ARTICLE, "name": "decided"}).json["findings"]
    decisions = [{"id": "d1", "choice": "reject", "finding": finding}]
    body = {"who": "Anna", "article": "decided", "decisions": decisions}
    assert service.post("/v1/decisions", body, authorization="Bearer sesame").status == 201
    answer = deliver(service, "d2", {**ARTICLE, "name": "decided"}).json
    assert (answer["verdict"], answer["silent"]) == ("pass", 1)


def test_a_message_that_comes_again_gets_its_answer_again(service: Service) -> None:
    first = deliver(service, "again", ARTICLE)
    second = deliver(service, "again", ARTICLE)
    assert "calque-replayed" not in first.headers
    assert second.headers["calque-replayed"] == "true"
    assert second.content == first.content
    other = deliver(service, "again", CALM)
    assert (other.status, other.error) == (409, "conflict")


def test_one_that_was_refused_may_come_again_mended(service: Service) -> None:
    assert deliver(service, "mended", {"name": "x"}).status == 422
    assert deliver(service, "mended", {"text": "no name"}).status == 422
    assert deliver(service, "mended", ARTICLE).status == 200


@pytest.mark.parametrize("age", [301, -310, 10**9])
def test_one_that_is_not_of_now_is_refused(service: Service, age: int) -> None:
    answer = deliver(service, "old", ARTICLE, age=age)
    assert (answer.status, answer.error) == (401, "unauthorised")


def test_one_that_is_signed_otherwise_is_refused(service: Service) -> None:
    other = "whsec_" + b64encode(b"another key of the same length!!").decode()
    assert deliver(service, "forged", ARTICLE, secret=other).status == 401
    # While a secret is being changed, a message is signed with both.
    assert deliver(service, "both", ARTICLE, before="v1,AAAA ").status == 200
    signed = {"webhook_id": "x", "webhook_timestamp": str(int(time.time()))}
    for given in (
        {},
        signed,
        {**signed, "webhook_signature": "v1,"},
        {**signed, "webhook_id": "é"},
    ):
        assert service.post("/v1/webhook", ARTICLE, **given).status == 401


@pytest.mark.parametrize("secret", ["", "sesame", "whsec_", "whsec_c2hvcnQ=", "whsec_?"])
def test_a_secret_that_is_none(secret: str) -> None:
    with pytest.raises(ConfigError, match="openssl rand"):
        secret_key(secret)
