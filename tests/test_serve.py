"""`calque serve` over real sockets: texts, files, limits, and what it keeps to itself."""

from __future__ import annotations

import asyncio
import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from calque.apps.web import House, Settings, log
from calque.apps.web.desk import Desk
from calque.apps.web.guard import Guard
from calque.apps.web.metrics import Metrics
from tests.patience import until
from tests.serving import Service, serving
from tests.test_formats_docx import package

TEXT = "😀 ODKB forces left. Later ODKB forces came."


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    with serving(tmp_path_factory.mktemp("desk"), "--workers", "1") as service:
        yield service


def file(name: str, data: bytes) -> dict[str, str]:
    return {"name": name, "data": b64encode(data).decode()}


# Texts


def test_check_says_what_and_where_in_code_points(service: Service) -> None:
    answer = service.post("/v1/check", {"text": TEXT, "name": "a"})
    found = answer.json["findings"]
    assert answer.status == 200
    assert [(one["rule"], one["text"], one["before"], one["after"]) for one in found] == [
        ("ACR001", "ODKB", "😀 ", " forces left."),
        ("ACR001", "ODKB", "Later ", " forces came."),
    ]
    assert [TEXT[one["start"] : one["end"]] for one in found] == ["ODKB", "ODKB"]
    assert len({one["fingerprint"] for one in found}) == 2
    assert answer.json["prose"] == [{"start": 0, "end": len(TEXT)}]
    assert answer.json["words"] == 7


def test_a_source_is_laid_beside_the_text(service: Service) -> None:
    said = {
        "text": "He paid 300 euros.\n\nThe harbour closed.",
        "source": "Hän maksoi 500 euroa.\n\nSatama suljettiin.",
        "source_lang": "fi",
    }
    answer = service.post("/v1/check", said).json
    pairs = [
        (
            said["text"][one["start"] : one["end"]],
            said["source"][one["source_start"] : one["source_end"]],
        )
        for one in answer["segments"]
    ]
    assert pairs == [
        ("He paid 300 euros.", "Hän maksoi 500 euroa."),
        ("The harbour closed.", "Satama suljettiin."),
    ]
    wrong = next(one for one in answer["findings"] if one["rule"].startswith("NUM"))
    assert said["source"][wrong["source_start"] : wrong["source_end"]] == "500 euroa"
    assert answer["source_language"]["sentence"] is None


def test_a_bilingual_file_shows_its_sources(service: Service) -> None:
    xliff = (
        '<xliff version="1.2"><file source-language="fi" target-language="en"><body>'
        '<trans-unit id="1"><source>Satama.</source><target>Harbour.</target></trans-unit>'
        '<trans-unit id="2"><source>Hän maksoi 500 euroa.</source>'
        "<target>He paid 300 euros.</target></trans-unit></body></file></xliff>"
    )
    answer = service.post("/v1/check", {"file": file("a.xlf", xliff.encode())}).json
    second = answer["segments"][1]
    assert answer["source"][second["source_start"] : second["source_end"]] == (
        "Hän maksoi 500 euroa."
    )
    assert xliff[second["start"] : second["end"]] == "He paid 300 euros."
    wrong = next(one for one in answer["findings"] if one["rule"].startswith("NUM"))
    assert answer["source"][wrong["source_start"] : wrong["source_end"]] == "500 euroa"


def test_fix_mends_and_says_how(service: Service) -> None:
    answer = service.post("/v1/fix", {"text": TEXT}).json
    assert answer["fixed"] == TEXT.replace("ODKB", "CSTO")
    assert answer["mended"] == 2
    assert answer["left"] == 0
    assert answer["file"] is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_file_comes_back_as_it_came(service: Service, encoding: str) -> None:
    data = "<p>ODKB &amp; co. left.</p>\r\n".encode(encoding)
    answer = service.post("/v1/fix", {"file": file("a.html", data)}).json
    assert answer["format"] == "html"
    assert b64decode(answer["file"]["data"]) == "<p>CSTO &amp; co. left.</p>\r\n".encode(encoding)


def test_a_word_file_comes_back_as_a_word_file(service: Service) -> None:
    body = "<w:p><w:r><w:t>ODKB forces left.</w:t></w:r></w:p>"
    sent = {"file": file("a.docx", package(body))}
    found = service.post("/v1/check", sent).json["findings"]
    choices = {
        "accept": [found[0]["fingerprint"]],
        "edits": [{"start": 5, "end": 11, "text": "<a>"}],
    }
    answer = service.post("/v1/apply", {**sent, **choices}).json
    assert answer["text"] == "CSTO <a> left."
    with ZipFile(BytesIO(b64decode(answer["file"]["data"]))) as archive:
        assert b"CSTO &lt;a&gt; left." in archive.read("word/document.xml")


# Choices


def test_choices_are_made_together(service: Service) -> None:
    sent = {"text": TEXT}
    found = service.post("/v1/check", sent).json["findings"]
    answer = service.post(
        "/v1/apply",
        {
            **sent,
            "accept": [found[1]["fingerprint"]],
            "edits": [{"start": found[0]["start"], "end": found[0]["end"], "text": "Allied"}],
        },
    ).json
    assert answer["text"] == "😀 Allied forces left. Later CSTO forces came."
    assert answer["skipped"] == []


def test_what_is_typed_is_written_as_the_format_needs(service: Service) -> None:
    sent = {"text": "<p>They left <b>now</b>.</p>", "format": "html"}
    edits = [{"start": 16, "end": 19, "text": "<script>"}]
    answer = service.post("/v1/apply", {**sent, "edits": edits}).json
    assert answer["text"] == "<p>They left <b>&lt;script&gt;</b>.</p>"


@pytest.mark.parametrize(
    "edits",
    [
        [(0, 3, "x")],  # a tag
        [(3, 16, "x")],  # over a tag
        [(5, 99, "x")],  # outside
        [(9, 3, "x")],  # backwards
        [(3, 7, "x"), (5, 9, "y")],  # over each other
        [(3, 3, "x"), (3, 3, "y")],  # at one point
        [(3, 7, "a\x01b")],  # a control character
    ],
)
def test_an_edit_that_does_not_fit_is_refused(
    service: Service, edits: list[tuple[int, int, str]]
) -> None:
    sent = {
        "text": "<p>They left <b>now</b>.</p>",
        "format": "html",
        "edits": [{"start": start, "end": end, "text": text} for start, end, text in edits],
    }
    answer = service.post("/v1/apply", sent)
    assert (answer.status, answer.error) == (422, "invalid")


def test_a_choice_on_another_text_is_refused(service: Service) -> None:
    answer = service.post("/v1/apply", {"text": TEXT, "accept": ["0" * 32]})
    assert answer.status == 422
    assert "check it again" in answer.json["error"]["message"]


# What else there is


def test_glossary_is_looked_up(service: Service) -> None:
    answer = service.get("/v1/glossary?term=ODKB").json
    csto = next(one for one in answer["concepts"] if one["id"] == "csto")
    assert csto["says"].endswith("English says CSTO")
    assert not csto["house"]


def test_scores_are_those_of_the_command(service: Service) -> None:
    systems = [{"name": "draft", "segments": ["ODKB left."]}]
    answer = service.post(
        "/v1/score", {"systems": systems, "source": ["ODKB lähti."], "source_lang": "fi"}
    ).json
    assert answer["systems"][0]["terms_kept"] == {"total": 1, "kept": 0, "share": 0.0}
    assert service.post("/v1/score", {"systems": systems, "source": ["a", "b"]}).status == 422


def test_the_page_is_served_and_runs_nothing_foreign(service: Service) -> None:
    answer = service.get("/")
    assert answer.status == 200
    assert answer.headers["content-type"].startswith("text/html")
    policy = answer.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_settings_tell_a_page_what_it_needs(service: Service) -> None:
    answer = service.get("/v1/settings").json
    assert answer["token"] is False
    assert {"format": "docx", "suffixes": [".docx"]} in answer["formats"]
    assert {"code": "fi", "name": "Finnish"} in answer["languages"]


def test_health_and_figures(service: Service) -> None:
    assert service.get("/healthz").json == {"status": "ok"}
    assert service.get("/readyz").json == {"status": "ready"}
    service.post("/v1/check", {"text": TEXT})
    text = service.get("/metrics").content.decode()
    assert 'calque_requests_total{method="POST",route="/v1/check",status="200"}' in text
    assert 'calque_request_seconds_bucket{le="0.5",route="/v1/check"}' in text


def test_half_a_surrogate_pair_stops_nothing(service: Service) -> None:
    sent = {"text": "ODKB \ud800 left.", "source": "ODKB \udfff lähti.", "source_lang": "fi"}
    for path in ("/v1/check", "/v1/fix"):
        answer = service.post(path, sent)
        assert answer.status == 200
        assert [one["text"] for one in answer.json["findings"] if one["rule"] == "ACR001"] == [
            "ODKB"
        ]


# What it will not do


@pytest.mark.parametrize(
    ("body", "message"),
    [
        ({}, "send either text or file"),
        ({"text": "a", "file": file("a.txt", b"a")}, "send either text or file"),
        ({"text": "a", "source": "b", "source_file": file("b.txt", b"b")}, "source or source_file"),
        ({"text": "a", "lang": "zz9"}, "no language code"),
        ({"text": "a", "colour": 1}, "colour: Extra inputs are not permitted"),
        ({"file": {"name": "a.txt", "data": "??"}}, "not base64"),
        ({"file": file("a.docx", b"PK")}, "not a Word file"),
        ({"file": file("a.txt", b"a\0b")}, "binary file"),
        ({"file": file("a.txt", b"\xff\xfe\xff")}, "broken UTF-16"),
        (b"{", "not JSON"),
        (b"[]", "Content-Type: application/json"),
    ],
)
def test_what_makes_no_sense_is_told_in_one_line(service: Service, body: Any, message: str) -> None:
    answer = service.post("/v1/check", body)
    assert answer.status == 422
    assert message in answer.json["error"]["message"]
    assert answer.json["error"]["request_id"] == answer.headers["x-request-id"]


def test_no_path_from_a_client_is_opened(service: Service, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("ODKB secret")
    for sent in (
        {"text": "calm", "name": str(secret)},
        {"file": file(str(secret), b"calm")},
        {"text": "calm", "source_file": file(f"../..{secret}", b"tyyni"), "source_lang": "fi"},
    ):
        answer = service.post("/v1/check", sent)
        assert answer.json["text"] == "calm"
        assert b"secret." not in answer.content.replace(b"secret.txt", b"")
    assert service.get("/../../../../etc/passwd").status == 404
    assert service.get("/%2e%2e/%2e%2e/application.py").status == 404


@pytest.mark.parametrize(
    "entity", ['"aaaaaaaaaa"', '"&e;&e;"', 'SYSTEM "file:///etc/passwd"', 'SYSTEM "http://a.b/c"']
)
def test_entities_in_xml_are_not_followed(service: Service, entity: str) -> None:
    xml = (
        f'<!DOCTYPE x [<!ENTITY e {entity}>]><xliff version="1.2"><file><body>'
        "<trans-unit id='1'><source>a</source><target>&e;</target></trans-unit>"
        "</body></file></xliff>"
    )
    answer = service.post("/v1/check", {"text": xml, "format": "xliff"})
    assert answer.status == 422
    assert "declares entities" in answer.json["error"]["message"]


def test_a_zip_bomb_is_not_unpacked(service: Service) -> None:
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(150_000_000))
    answer = service.post("/v1/check", {"file": file("a.docx", made.getvalue())})
    assert answer.status == 422
    assert "unpacked" in answer.json["error"]["message"]


def test_other_names_and_other_sites_are_refused(service: Service) -> None:
    assert service.get("/v1/settings", host="evil.example").error == "host"
    for site in ("cross-site", "same-site"):
        answer = service.post("/v1/check", {"text": "a"}, sec_fetch_site=site)
        assert (answer.status, answer.error) == (403, "foreign")
    assert service.post("/v1/check", {"text": "a"}, sec_fetch_site="same-origin").status == 200
    # What a form of another site could send is no JSON.
    assert service.post("/v1/check", b'{"text": "a"}', content_type="text/plain").status == 422


def test_unknown_places(service: Service) -> None:
    assert service.get("/v1/nothing").error == "not-found"
    assert service.post("/v1/nothing", {}).error == "method"
    assert service.get("/v1/check").status in (404, 405)


def test_the_log_tells_of_requests_and_never_of_texts(service: Service) -> None:
    answer = service.post(
        "/v1/check", {"text": "ODKB quagmire", "name": "xyzzy"}, x_request_id="q-7"
    )
    service.post("/v1/check", b'{"text": "quagmire", "lang": "plugh"}')
    service.get("/v1/decisions?article=xyzzy")
    assert answer.headers["x-request-id"] == "q-7"
    said = until(lambda: [one for one in service.log if one.get("id") == "q-7"])
    assert said[0]["event"] == "request"
    assert said[0]["route"] == "/v1/check"
    assert said[0]["status"] == 200
    written = json.dumps(service.log)
    assert not any(word in written for word in ("quagmire", "xyzzy", "plugh", "ODKB"))


def test_a_fault_of_our_own_is_logged_with_its_time_and_place(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(*_: object) -> None:
        raise RuntimeError("quagmire")

    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {"type": "http", "method": "GET", "path": "/", "headers": []}
    asyncio.run(Guard(broken, Settings(), Metrics())(scope, broken, send))  # type: ignore[arg-type]
    assert sent[0]["status"] == 500
    said = json.loads(log.Json().format(next(r for r in caplog.records if r.msg == "failed")))
    assert datetime.fromisoformat(said["at"]).tzinfo
    assert said["where"].startswith("test_serve.py:")
    assert "quagmire" not in json.dumps(said)


def test_each_house_makes_its_own_of_decisions_that_it_shares(tmp_path: Path) -> None:
    one, other = (
        Desk(Settings(House(lang=lang), decisions=f"sqlite:///{tmp_path / 'd.sqlite'}"))
        for lang in ("en", "de")
    )
    assert one.learned_path != other.learned_path
