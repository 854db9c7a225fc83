"""
`calque rules`: what there is to find.
"""

from __future__ import annotations

import click

from calque.apps.cli.console import Console
from calque.apps.cli.options import COLOUR


@click.command("rules")
@COLOUR
def command(color: str) -> None:
    """List the rules; explain tells more of one."""
    from calque.detect import all_rules
    from calque.render.rule_docs import listing

    console = Console(color)
    console.write(listing(all_rules(), colour=console.colour, width=console.width))
