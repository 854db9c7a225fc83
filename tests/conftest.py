"""What all tests share: a cache that is theirs alone, a small translation model, no deadlines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

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


@pytest.fixture(scope="session")
def marian(trained: Path) -> Path:
    """The folder of a Finnish-English model, for either engine."""
    _require("ctranslate2")
    return trained


@pytest.fixture(scope="session")
def trained(pytestconfig: pytest.Config, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same for torch alone; trained once and kept in pytest's cache."""
    _require("torch", "transformers", "sentencepiece")
    from tests.marian import sentences, train

    code = "".join(Path(str(module.__file__)).read_text("utf-8") for module in (sentences, train))
    cache = getattr(pytestconfig, "cache", None)
    kept = cache.mkdir("marian") if cache else tmp_path_factory.mktemp("marian")
    folder = kept / sha256(code.encode()).hexdigest()[:16]
    if not folder.exists():
        making = Path(mkdtemp(dir=kept))
        train.train(making)
        try:
            making.rename(folder)
        except OSError:  # another run was quicker
            shutil.rmtree(making)
    return folder


def _require(*libraries: str) -> None:
    for library in libraries:
        if find_spec(library) is None:
            pytest.skip(f"NOT TESTED: {library} is not installed; pip install -e '.[test]'")
