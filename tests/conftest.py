"""What all tests share: a cache of compiled glossaries that is theirs alone, and no deadlines."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings

# A busy machine is no fault of a law.
settings.register_profile("calque", deadline=None)
settings.load_profile("calque")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CALQUE_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield
