"""What a notebook shows, in a real browser: nothing of a text runs, the widget does its work."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

import pytest

import calque
from tests.browser import browser
from tests.patience import PATIENCE, until

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

TEXT = "🙂 ODKB left. In Kiova the internet was broken, Tokajev said."
HOSTILE = (
    "<script>document.title = 'hacked'</script>"
    "<img src=x onerror=\"document.title='hacked'\"> ODKB left.\x00\u202e</style></div>"
)
# What JupyterLab gives a widget: a model whose changes Python hears of.
HOST = """
<!doctype html><meta charset="utf-8"><style>%s</style><body>
<script type="module">
const handlers = {};
const state = await window.python(null);
const model = {
  get: (name) => state[name],
  set: (name, value) => { state[name] = value; },
  save_changes: async () => {
    Object.assign(state, await window.python(state.decisions));
    for (const name of ["decisions", "text", "ignored"])
      (handlers[`change:${name}`] || []).forEach((call) => call());
  },
  on: (event, call) => { (handlers[event] ||= []).push(call); },
  off: () => {},
};
const code = await window.code();
const made = await import(URL.createObjectURL(new Blob([code], { type: "text/javascript" })));
made.default.render({ model, el: document.body });
document.body.dataset.ready = "yes";
</script>
"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    pytest.importorskip("playwright", reason="NOT TESTED: playwright is not installed")
    with browser() as opened:
        yield opened


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page()
    opened.set_default_timeout(PATIENCE * 1000)
    yield opened
    opened.close()


def test_a_hostile_text_does_nothing(page: Page) -> None:
    page.set_content(f"<title>calm</title>{calque.check(HOSTILE)._repr_html_()}")
    page.wait_for_timeout(100)
    assert page.title() == "calm"
    shown = page.locator(".calque .text").text_content()
    assert shown == HOSTILE.replace("\x00", "␀")
    assert page.locator(".calque .text img, .calque .text script").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_page_can_be_read_in_any_theme(page: Page, scheme: Any) -> None:
    page.emulate_media(color_scheme=scheme)
    page.set_content(calque.check(TEXT)._repr_html_())
    contrast = """(element) => {
      const light = (colour) => {
        const [r, g, b] = colour.match(/[0-9.]+/g).map((part) => {
          const c = part / 255;
          return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
      };
      let back = element;
      while (/rgba\\(0, 0, 0, 0\\)|transparent/.test(getComputedStyle(back).backgroundColor))
        back = back.parentElement;
      const both = [getComputedStyle(element).color, getComputedStyle(back).backgroundColor];
      const [low, high] = both.map(light).sort((one, other) => one - other);
      return (high + 0.05) / (low + 0.05);
    }"""
    for part in (".text", "mark.major", "mark.minor", ".soft", ".origin", "ins", ".rule"):
        assert page.locator(f".calque {part}").first.evaluate(contrast) >= 4.5


def test_the_worst_segments_are_sorted_by_a_click(page: Page) -> None:
    pandas = pytest.importorskip("pandas", reason="NOT TESTED: pandas is not installed")
    texts = ["ODKB left, Tokajev said.", "ODKB left.", "ODKB left the city of Kiova on Monday."]
    worst = calque.corpus(pandas.DataFrame({"text": texts})).worst()
    page.set_content(worst._repr_html_())
    words = page.locator("tbody tr td:nth-child(3)")
    assert words.all_inner_texts() == ["4", "8", "2"]
    page.locator("th", has_text="words").click()
    assert words.all_inner_texts() == ["2", "4", "8"]
    page.locator("th", has_text="words").click()
    assert words.all_inner_texts() == ["8", "4", "2"]


def test_the_widget_is_driven(page: Page) -> None:
    pytest.importorskip("anywidget", reason="NOT TESTED: anywidget is not installed")
    from playwright.sync_api import expect

    expect.set_options(timeout=PATIENCE * 1000)

    def reaches(met: Callable[[], bool]) -> None:
        """Wait for Python to have heard of a click."""
        until(met, lambda: page.wait_for_timeout(20))

    review = calque.review(TEXT)
    names = ("findings", "pieces", "head", "text", "decisions", "ignored")

    def python(decisions: dict[str, Any] | None) -> dict[str, Any]:
        if decisions is not None:
            review.decisions = decisions
        return {name: getattr(review, name) for name in names}

    page.expose_function("python", python)
    page.expose_function("code", lambda: str(review._esm))
    page.set_content(HOST % review._css)
    page.wait_for_selector("[data-ready]")
    text = page.locator(".text").first
    assert text.inner_text() == TEXT

    page.get_by_role("button", name="Accept: ODKB → CSTO").click()
    expect(page.locator("b").first).to_have_text("1 of 4 decided")
    reaches(lambda: review.text == TEXT.replace("ODKB", "CSTO"))
    expect(page.locator("ins").first).to_have_text("CSTO")

    page.get_by_role("button", name="Reject").click()  # Kiova
    reaches(lambda: review.decisions == {"1": "accept", "2": "reject"})

    page.get_by_role("textbox").fill('the net <b>"was"</b> down')
    page.get_by_role("textbox").press("Enter")
    reaches(lambda: '<b>"was"</b>' in review.text)
    assert page.locator(".text b").count() == 0

    page.get_by_role("button", name="Accept all safe (1)").click()
    mended = '🙂 CSTO left. In Kiova the the net <b>"was"</b> down, Tokayev said.'
    reaches(lambda: review.text == mended)
    expect(page.locator("b").first).to_have_text("4 of 4 decided")
    page.get_by_text("The text as it is now").click()
    expect(page.locator(".text").nth(1)).to_have_text(mended)

    page.locator("mark", has_text="ODKB").click()
    page.get_by_role("button", name="Accept: ODKB → CSTO").click()  # a second time undoes it
    reaches(lambda: "1" not in review.decisions)
    page.get_by_role("button", name="Undo all").click()
    reaches(lambda: review.text == TEXT)
