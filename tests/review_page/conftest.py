"""One service and one browser for all tests of the page."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest

from tests.browser import browser as chromium
from tests.patience import PATIENCE
from tests.review_page.desk import (
    DECISIONS,
    Desk,
    at_desk,
)
from tests.serving import Service, serving


@pytest.fixture(scope="package")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("desk")
    kept = f"sqlite:///{folder / DECISIONS}"
    options = ("--workers", "1", "--propose-articles", "1", "--decisions", kept)
    with serving(folder, *options) as service:
        yield service


@pytest.fixture(autouse=True)
def _undecided(service: Service, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test hears of what an editor decided in another."""
    yield
    for path in tmp_path_factory.getbasetemp().glob(f"desk*/{DECISIONS}"):
        with closing(sqlite3.connect(path, timeout=PATIENCE)) as kept, kept:
            kept.execute("delete from decisions")


@pytest.fixture(scope="package")
def browser() -> Iterator[Any]:
    with chromium() as opened:
        yield opened


@pytest.fixture
def desk(browser: Any, service: Service) -> Iterator[Desk]:
    with at_desk(browser, service) as desk:
        yield desk
