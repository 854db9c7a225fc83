"""
`calque explain RULE`: what a rule finds, why it matters, how it is mended, how sure it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from calque.apps.cli.console import Console
from calque.apps.cli.options import COLOUR
from calque.errors import ConfigError

if TYPE_CHECKING:
    from calque.detect import LoadedRule


@click.command("explain")
@click.argument("rule")
@COLOUR
def command(rule: str, color: str) -> None:
    """Explain a rule, by its id (ACR001) or name (foreign-acronym)."""
    from calque.render.rule_docs import read, terminal

    console = Console(color)
    console.write(terminal(read(_named(rule)), colour=console.colour, width=console.width))


def _named(name: str) -> LoadedRule:
    from difflib import get_close_matches

    from calque.detect import all_rules

    by_name = {
        key: loaded for loaded in all_rules() for key in (loaded.rule.id.lower(), loaded.rule.name)
    }
    if name.lower() in by_name:
        return by_name[name.lower()]
    close = get_close_matches(name.lower(), by_name, 1)
    hint = f"; did you mean {by_name[close[0]].rule.id}?" if close else ""
    raise ConfigError(f"unknown rule {name!r}{hint} (calque rules lists them)")
