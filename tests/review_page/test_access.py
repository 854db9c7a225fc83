"""Screen readers, narrow screens, keys: the page for everybody."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.review_page.desk import (
    HARBOUR,
    SOURCE,
    TRANSLATION,
    Desk,
    at_desk,
)
from tests.serving import Service

# For everybody


def violations(desk: Desk) -> list[str]:
    """What axe-core finds at fault."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(desk.page).response["violations"]
    return [
        f"{one['id']}: {node['target']} {node['failureSummary']}"
        for one in found
        for node in one["nodes"]
    ]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_axe_finds_nothing(browser: Any, service: Service, scheme: str, width: int) -> None:
    context = {"color_scheme": scheme, "viewport": {"width": width, "height": 844}}
    with at_desk(browser, service, bypass_csp=True, **context) as desk:
        assert violations(desk) == []
        desk.paste(TRANSLATION + "\n\n" + HARBOUR, SOURCE, **{"source-lang": "fi"})
        desk.page.add_style_tag(content="* { transition: none !important }")
        assert violations(desk) == []
        desk.press("j", "a", "r", "i", "Shift+S", "e")
        assert violations(desk) == []
        desk.press("Escape", "d")
        assert violations(desk) == []
        desk.page.click("[data-filter=all]", force=True) if width > 860 else None
        desk.press("d", "?")
        assert violations(desk) == []
        desk.press("Escape")
        desk.page.click("#learn")
        desk.page.wait_for_selector("#proposals[open]")
        assert violations(desk) == []


@pytest.mark.parametrize("width", [320, 390, 768, 861, 1100, 1281])
def test_nothing_sticks_out(browser: Any, service: Service, width: int) -> None:
    with at_desk(browser, service, viewport={"width": width, "height": 800}) as desk:
        overflow = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        assert desk.page.evaluate(overflow) == 0
        desk.paste(TRANSLATION, SOURCE)
        assert desk.page.evaluate(overflow) == 0
        for name in ("#accept-safe", "#download", "#keys-open", ".item.current"):
            box = desk.page.locator(name).bounding_box()
            assert box["x"] >= 0, name
            assert box["x"] + box["width"] <= width, name


def test_on_a_phone_the_list_opens_from_below(browser: Any, service: Service) -> None:
    context = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
    with at_desk(browser, service, **context) as desk:
        desk.paste(HARBOUR)
        assert desk.page.locator(".item:visible").count() == 1
        desk.page.tap("#next")
        desk.page.tap("#sheet")
        assert desk.page.locator(".item:visible").count() > 5
        desk.page.tap(".item:has-text('ODKB') .head")
        assert "ODKB" in desk.current
        assert desk.page.locator(".item:visible").count() == 1


def test_every_action_is_spoken(desk: Desk) -> None:
    desk.paste("The ODKB left Kiova.")
    desk.press("a")
    said = desk.page.inner_text("#said")
    assert re.fullmatch(r"Accepted: ODKB → CSTO\. 1 of 2 decided\.", said)
    hit = desk.page.locator(".hit.is-accept")
    assert hit.get_attribute("aria-description").startswith("finding 1, accepted: ")
