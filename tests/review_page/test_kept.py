"""What is kept over a reload and in the service, what is learned, and what goes wrong."""

from __future__ import annotations

from typing import Any

from tests.review_page.desk import (
    HARBOUR,
    Desk,
)
from tests.serving import Service

# What is kept


def test_a_reload_loses_nothing(desk: Desk) -> None:
    desk.paste(HARBOUR)
    desk.press("Shift+S", "r", "j")
    before = desk.progress, desk.current, desk.article
    desk.sent()
    desk.page.reload()
    desk.opened()
    assert (desk.progress, desk.current, desk.article) == before
    desk.press("u")
    assert desk.progress != before[0]


def test_choices_reach_the_service_and_stay(desk: Desk, service: Service) -> None:
    text = "Minutes of the third meeting\n\nThe ODKB left Kiova."
    desk.page.click("#keys-open")
    desk.page.fill("#who", "Anna")
    desk.press("Escape")
    desk.paste(text)
    desk.press("a", "r", "u", "r")
    desk.sent()
    asked = service.get("/v1/decisions?article=Minutes+of+the+third+meeting&who=Anna").json
    kept = [(one["choice"], one["text"], one["replacement"]) for one in asked["decisions"]]
    assert kept == [
        ("reject", "Kiova", None),
        ("undo", "Kiova", None),
        ("reject", "Kiova", None),
        ("accept", "ODKB", "CSTO"),
    ]
    desk.page.click("#new")
    desk.paste(text)
    assert desk.page.locator(".hit").all_inner_texts() == ["ODKB"]
    assert "1 finding is silent" in desk.page.inner_text("#silent")


def test_always_means_here_too(desk: Desk, service: Service) -> None:
    desk.page.fill("#start .who", "Berta")
    desk.page.keyboard.press("Tab")
    desk.paste("Kiova is near. The ODKB left.\n\nThen Kiova was far.")
    desk.choose("Kiova")
    desk.press("i")
    assert desk.progress == "2 of 3 decided"
    desk.sent()
    asked = service.get("/v1/decisions?who=Berta").json["decisions"]
    assert [one["choice"] for one in asked] == ["ignore", "ignore"]
    desk.page.click("#new")
    desk.paste("A new text on Kiova and the ODKB.")
    assert desk.page.locator(".hit").all_inner_texts() == ["ODKB"]


def test_choices_wait_for_a_service_that_is_away(desk: Desk, service: Service) -> None:
    desk.paste("Notes of the fourth meeting\n\nThe ETYJ left.")
    desk.page.route("**/v1/decisions", lambda route: route.abort())
    desk.press("r")
    desk.page.wait_for_selector("#post:has-text('1 decision not sent yet')")
    desk.page.unroute("**/v1/decisions")
    desk.page.wait_for_selector("#post:empty", state="attached")
    asked = service.get("/v1/decisions?article=Notes+of+the+fourth+meeting").json
    assert [one["choice"] for one in asked["decisions"]] == ["reject"]
    desk.wrong.clear()  # type: ignore[attr-defined]


def test_nothing_is_learned_without_a_yes(desk: Desk, service: Service) -> None:
    desk.paste("Agenda of the fifth meeting\n\nMangistau is far.\n\nThe ODKB is near.")
    desk.choose("Mangistau")
    desk.press("r")
    desk.page.wait_for_selector("#proposals-count:not(:empty)")
    desk.page.click("#learn")
    asked = desk.page.locator(".proposal:has-text('Mangistau')")
    asked.wait_for()
    asked.locator("button:has-text('No')").click()
    asked.wait_for(state="detached")


# What goes wrong


def test_errors_are_sentences(desk: Desk) -> None:
    desk.page.click("#go")
    assert "Paste an article" in desk.page.inner_text("#start-error")
    for name, said in (("a.pdf", "can't be read"), ("rows.jsonl", "rows of many articles")):
        desk.page.set_input_files("#file-text", {"name": name, "mimeType": "a/b", "buffer": b"x"})
        desk.page.wait_for_selector(f'#start-error:has-text("{said}")')
    desk.page.set_input_files(
        "#file-text", {"name": "a.txt", "mimeType": "text/plain", "buffer": b"caf\xe9"}
    )
    desk.page.click("#go")
    desk.page.wait_for_selector("#start-error:has-text('not UTF-8')")
    desk.wrong.clear()  # type: ignore[attr-defined]  # the browser notes the 422


def test_a_slow_check_can_be_stopped(desk: Desk) -> None:
    desk.page.route("**/v1/check", lambda route: None)
    desk.page.fill("#paste-text", "The ODKB left.")
    desk.page.click("#go")
    desk.page.wait_for_selector("#stop:focus")
    desk.press("Enter")
    desk.page.wait_for_selector("#go:focus")
    assert desk.page.input_value("#paste-text") == "The ODKB left."


def test_a_token_is_asked_for(desk: Desk) -> None:
    def guard(route: Any) -> None:
        if route.request.headers.get("authorization") == "Bearer secret":
            route.continue_()
        else:
            route.fulfill(status=401, json={"error": {"code": "unauthorised", "message": "no"}})

    desk.page.route("**/v1/check", guard)
    desk.page.fill("#paste-text", "The ODKB left.")
    desk.page.click("#go")
    desk.page.fill("#token", "wrong")
    desk.press("Enter")
    desk.page.wait_for_selector("#token-wrong:not([hidden])")
    desk.page.fill("#token", "secret")
    desk.press("Enter")
    desk.opened()
    desk.wrong.clear()  # type: ignore[attr-defined]
