"""
`calque serve`: the service and its review page.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import click

from calque.apps.cli.options import CONFIG, GLOSSARY, language
from calque.errors import ConfigError

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8765, show_default=True, help="Its port."
)
@click.option("--lang", callback=language, help="Language of texts that don't say.  [default: en]")
@GLOSSARY
@CONFIG
@click.option(
    "--workers", type=click.IntRange(1), metavar="N", help="Processes that check.  [default: cores]"
)
@click.option(
    "--waiting",
    type=click.IntRange(0),
    default=256,
    show_default=True,
    metavar="N",
    help="Requests that may wait for a worker; more are told to come back.",
)
@click.option(
    "--body-limit",
    type=click.IntRange(1000),
    default=10_000_000,
    show_default=True,
    metavar="BYTES",
    help="The largest request.",
)
@click.option(
    "--time-limit",
    type=click.FloatRange(0, min_open=True),
    default=30,
    show_default=True,
    metavar="SECONDS",
    help="What a request may take of a worker.",
)
def command(
    host: str,
    port: int,
    lang: str | None,
    glossary: tuple[Path, ...],
    config: Path | None,
    workers: int | None,
    waiting: int,
    body_limit: int,
    time_limit: float,
) -> None:
    """
    Serve checking and fixing over HTTP, with a page to review in.

    Only this machine is served unless CALQUE_TOKEN is set; then callers must send it:
    Authorization: Bearer TOKEN. Ends on SIGTERM or Ctrl-C, when what is under way is answered.
    Exits 2 where an option or setting is at fault.
    """
    token = os.environ.get("CALQUE_TOKEN") or None
    if host not in _LOOPBACK and not token:
        raise ConfigError(f"{host} is open to other machines; set CALQUE_TOKEN to a secret first")
    try:
        import uvicorn

        from calque.apps.web import House, Settings, app, log, work
    except ImportError as error:
        raise ConfigError(f"{error.name} is missing; pip install 'calque[web]'") from None
    from calque.config import find_config

    found = config or find_config(Path.cwd())
    house = House(
        found.resolve() if found else None, lang, tuple(path.resolve() for path in glossary)
    )
    work.checker(house)  # a fault in it is told now, and workers find the glossaries compiled
    settings = Settings(
        house=house,
        token=token,
        workers=workers or os.cpu_count() or 1,
        waiting=waiting,
        body=body_limit,
        seconds=time_limit,
        hosts=None if token else (*_LOOPBACK, host),
    )
    log.start()
    server = uvicorn.Config(
        app(settings),
        host=host,
        port=port,
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=int(time_limit) + 1,
    )
    uvicorn.Server(server).run()
