"""A newsroom for the tests of the command line: a folder, a house glossary, and calque in it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from calque.apps.cli import main
from tests.patience import PATIENCE

SOURCE = Path(__file__).parents[1] / "src"
# A body of our own, so that nothing here depends on what the built-in glossaries say.
HOUSE = """
[northern-harbour-pact]
kind = "organisation"
ref = "house style"
en = { full = "Northern Harbour Pact", acronym = "NHPX" }
ru = { full = "Пакт северных гаваней", acronym = "ПСГВ", romanised = "PSGV" }
"""
CONFIG = 'select = ["ACR001"]\nglossaries = ["house.toml"]\n'
WRONG, RIGHT = "Ships of the PSGV left.\n", "Ships of the NHPX left.\n"


class Newsroom:
    """A folder with a configuration in which calque is run."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Make it; in this process the built-in glossaries, which take long to load, stay out."""
        self.folder = folder / "desk"
        small = folder / "builtin" / "concepts"
        small.mkdir(parents=True)
        (small / "some.toml").write_text('[oslo]\nkind = "place"\nref = "map"\nen = "Oslo"\n')
        monkeypatch.setattr("calque.resources.builtin_folder", lambda: small.parent)
        self.write("house.toml", HOUSE)
        self.write("calque.toml", CONFIG)

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def read(self, name: str) -> str:
        return (self.folder / name).read_bytes().decode()

    def names(self) -> list[str]:
        """Every file there is, to see that none was left behind."""
        return sorted(
            str(path.relative_to(self.folder)) for path in self.folder.rglob("*") if path.is_file()
        )

    def run(self, *arguments: str, stdin: str | bytes | None = None) -> Result:
        """Run calque here, in this process."""
        before = Path.cwd()
        os.chdir(self.folder)
        try:
            return CliRunner().invoke(main, arguments, input=stdin, prog_name="calque")
        finally:
            os.chdir(before)

    def batch(self, *arguments: str, stdin: str | None = None) -> Result:
        """Run `calque batch` here, in this process."""
        return self.run("batch", "--workers", "1", *arguments, stdin=stdin)

    def lines(self, name: str) -> list[dict[str, Any]]:
        """The rows of a file."""
        return [json.loads(line) for line in self.read(name).splitlines()]

    def process(
        self, *arguments: str, env: dict[str, str] | None = None, **options: Any
    ) -> subprocess.CompletedProcess[str]:
        """Run calque here as a program of its own."""
        streams = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "encoding": "utf-8"}
        return subprocess.run(
            [sys.executable, "-m", "calque", *arguments],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(SOURCE), **(env or {})},
            timeout=PATIENCE,
            check=False,
            **{**streams, **options},
        )


def rows(*texts: str) -> str:
    return "".join(
        json.dumps({"id": f"r{number}", "text": text, "desk": "world"}) + "\n"
        for number, text in enumerate(texts, 1)
    )


def contents(folder: Path) -> dict[str, bytes]:
    """Every result by its name; not what a run keeps for itself."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".calque" not in path.parts
    }
