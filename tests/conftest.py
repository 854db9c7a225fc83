"""What all tests share: a cache of compiled glossaries that is theirs alone."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CALQUE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
