"""What the guide to names shows is what the program prints, and all that it knows."""

from __future__ import annotations

import doctest
import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from calque.apps.cli import main
from calque.language.codes import language_name
from calque.names.scheme import load, origins

PAGE = Path(__file__).parents[1] / "docs" / "names.md"
TEXT = PAGE.read_text(encoding="utf-8")
SHOWN = re.findall(r"```console\n\$ calque ([^\n]+)\n(.*?)```", TEXT, re.DOTALL)


@pytest.mark.parametrize("command, shown", SHOWN, ids=[command for command, _ in SHOWN])
def test_output_is_real(command: str, shown: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    assert CliRunner().invoke(main, shlex.split(command)).output == shown


def test_python_is_real() -> None:
    (example,) = re.findall(r"```pycon\n(.*?)```", TEXT, re.DOTALL)
    test = doctest.DocTestParser().get_doctest(example, {}, PAGE.name, str(PAGE), 0)
    assert doctest.DocTestRunner().run(test).failed == 0


def known() -> Iterator[str]:
    """Yield the table of what is known, line by line."""
    yield "| from | as these languages spell them | other systems | through Russian |"
    yield "|---|---|---|---|"
    for origin in origins():
        ways = load(origin).conventions
        own = [way for way in ways.values() if way.then is None and f"{way.id}-en" not in ways]
        langs = sorted({lang for way in own for lang in way.langs})
        others = "; ".join(way.name for way in own if not way.langs)
        through = "yes" if len(own) < len(ways) else ""
        yield f"| {language_name(origin)} | {' '.join(langs)} | {others} | {through} |"


def test_all_that_is_known_is_listed() -> None:
    assert "\n".join(known()) in TEXT
