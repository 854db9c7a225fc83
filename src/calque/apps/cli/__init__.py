"""
The command line: `calque check`, `fix`, `batch`, `retranslate`, `score`, `names`, `explain`,
`rules`, `glossary`, `serve`, `hook` and `lsp`.

A command's module is imported when it is called, and imports the rest of calque when it runs, so
that `calque --version` is quick.
"""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any, Final

import click

from calque._version import __version__
from calque.errors import CalqueError

_COMMANDS: Final = (
    *("check", "fix", "batch", "retranslate", "score"),
    *("names", "explain", "rules", "glossary"),
    *("serve", "hook", "lsp"),
)
_STOPPED: Final = 130  # what shells call the end by Ctrl-C: 128 and the signal's number


class _Calque(click.Group):
    """The commands, found by name; an error of ours is one line and exit 2, Ctrl-C is another."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        command: click.Command = import_module(f"calque.apps.cli.{name}").command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except CalqueError as error:
            click.echo(f"calque: error: {error}", err=True)
            ctx.exit(2)
        except KeyboardInterrupt as stopped:
            behind = "\n" if sys.stderr.isatty() else ""  # the terminal has written ^C
            click.echo(f"{behind}calque: {str(stopped) or 'stopped'}", err=True)
            ctx.exit(_STOPPED)


@click.group(cls=_Calque, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="calque %(version)s")
def main() -> None:
    """Find what machine translation left behind in a news text, and put it right."""
