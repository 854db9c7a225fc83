"""A desk: the page in a window, what its editor does, and what is read there."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.patience import PATIENCE, until
from tests.serving import Service

ROOT = Path(__file__).parents[2]
HARBOUR = (ROOT / "examples" / "harbour.txt").read_text("utf-8")
SOURCE = (
    "Satamapäällikkö Sergei Žuravljov kertoi, että ODKB:n harjoitus peruttiin.\n\n"
    "Rannikolla odotti 500 laivaa. Satama suljettiin."
)
TRANSLATION = (
    "Harbour master Sergei Zhuravlyov said that the exercise of the ODKB was cancelled.\n\n"
    "Off the coast waited 300 ships. The harbour was closed."
)
HTML = (
    "<!doctype html><html><head><title>Port</title><script>window.hacked = 1</script></head>"
    "<body onload='window.hacked = 1'><h1>Port open &amp; calm</h1><img src=x "
    "onerror='window.hacked = 1'>\r\n<p>😀 Forces of the <a href='javascript:window.hacked = 1'>"
    "ODKB</a> left <b>Kiova</b>.\r\n   Ships &lt; 100 m stayed.</p>\r\n"
    "<p>The ETYJ &amp; others \u202ereversed\u202c came.</p></body></html>"
)
XLIFF = (
    '<xliff version="1.2"><file source-language="fi" target-language="en"><body>'
    '<trans-unit id="1"><source>ODKB lähti.</source><target>The ODKB left.</target></trans-unit>'
    '<trans-unit id="2"><source>Hän maksoi 500 euroa.</source>'
    "<target>He paid 300 euros in <g id='1'>Kiova</g>.</target></trans-unit></body></file></xliff>"
)
DECISIONS = "review-page.db"


class Desk:
    """A page and what its editor does."""

    def __init__(self, page: Any) -> None:
        self.page = page

    def paste(self, text: str, source: str = "", **chosen: str) -> None:
        self.page.fill("#paste-text", text)
        self.page.fill("#paste-source", source)
        for name, value in chosen.items():
            self.page.select_option(f"#{name}", value)
        self.page.click("#go")
        self.opened()

    def open(self, name: str, data: bytes) -> None:
        sent = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        self.page.set_input_files("#file-text", sent)
        self.page.wait_for_selector("#chip-text:not([hidden])")
        self.page.click("#go")
        self.opened()

    def drop(self, name: str, data: bytes, where: str = "#drop-text") -> None:
        """Drop a file as a file manager does."""
        carried = self.page.evaluate_handle(
            """([name, data]) => {
                const bytes = Uint8Array.from(atob(data), (char) => char.charCodeAt(0));
                const carried = new DataTransfer();
                carried.items.add(new File([bytes], name));
                return carried;
            }""",
            [name, b64encode(data).decode()],
        )
        for event in ("dragenter", "dragover", "drop"):
            self.page.dispatch_event(where, event, {"dataTransfer": carried})

    def opened(self) -> None:
        self.page.wait_for_selector("#review:not([hidden])")
        self.page.wait_for_selector("#busy", state="hidden")

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def choose(self, text: str) -> None:
        """Bring the finding with these words into focus, by a click in the article."""
        self.page.click(f".hit:has-text('{text}')")

    def sent(self) -> None:
        """Wait until the service has every choice."""
        waiting = "sessionStorage.getItem('calque-outbox')"
        rest = lambda: self.page.wait_for_timeout(20)  # noqa: E731
        until(lambda: self.page.evaluate(waiting) == "[]", rest)

    def download(self) -> bytes:
        with self.page.expect_download() as waiting:
            self.page.click("#download")
        return Path(waiting.value.path()).read_bytes()

    @property
    def progress(self) -> str:
        return str(self.page.inner_text("#progress-text"))

    @property
    def current(self) -> str:
        return str(self.page.inner_text(".item.current .line"))

    @property
    def article(self) -> str:
        return str(self.page.inner_text("#text"))


@contextmanager
def at_desk(browser: Any, service: Service, **context: Any) -> Iterator[Desk]:
    """A fresh window on the service; nothing may go wrong in it, nothing come from elsewhere."""
    home = f"http://127.0.0.1:{service.port}/"
    window = browser.new_context(
        viewport=context.pop("viewport", {"width": 1440, "height": 900}),
        permissions=["clipboard-read", "clipboard-write"],
        reduced_motion="reduce",
        **context,
    )
    page = window.new_page()
    page.set_default_timeout(PATIENCE * 1000)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((home, "blob:")) else wrong.append(asked.url),
    )
    page.goto(home)
    page.wait_for_selector("#lang option", state="attached")
    desk = Desk(page)
    desk.wrong = wrong  # type: ignore[attr-defined]
    yield desk
    window.close()
    assert not wrong
