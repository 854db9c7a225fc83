"""
`calque lsp`: the language server, which editors start and talk to.
"""

from __future__ import annotations

import click

from calque.errors import ConfigError, missing


@click.command("lsp")
@click.option("--stdio", is_flag=True, help="Talk by standard input and output, as always.")
def command(stdio: bool) -> None:
    """
    Serve an editor: findings while you type, fixes, reasons.

    Started by the editor, which it talks to by standard input and output; docs/editors.md has the
    lines that set it up. Takes the extra: pip install 'calque[editor]'.
    """
    import logging
    import os
    import sys

    if sys.stdin.isatty():
        raise click.UsageError("an editor starts this and talks to it: see docs/editors.md")
    try:
        from calque.apps.lsp.server import server
    except ModuleNotFoundError as error:
        if error.name and error.name.startswith("calque"):
            raise
        raise ConfigError(missing(error.name, "editor")) from None
    logging.basicConfig(level=logging.WARNING, stream=sys.stderr)
    # Whatever else prints something must not do so in the middle of the conversation.
    out = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    # The conversation, and short texts, get their turn beside a long one.
    sys.setswitchinterval(0.001)
    server().start_io(sys.stdin.buffer, out)
