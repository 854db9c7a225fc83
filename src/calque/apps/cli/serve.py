"""
`calque serve`: the service and its review page.
"""

from __future__ import annotations

import os
import re
import signal
import socket
import sys
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

import click

from calque.apps.cli.options import CONFIG, GLOSSARY, language
from calque.errors import ConfigError, missing

_LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")
_IN_A_HEADER: Final = re.compile(r"[\x21-\x7e]+")


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
@click.option(
    "--decisions",
    metavar="URL",
    help="Keep decisions here: sqlite:///FILE or postgresql://USER@HOST/NAME.  "
    "[default: SQLite in the user's data folder]",
)
@click.option(
    "--propose-articles",
    type=click.IntRange(1),
    default=3,
    show_default=True,
    metavar="N",
    help="Propose to learn what was decided in this many articles ...",
)
@click.option(
    "--propose-people",
    type=click.IntRange(1),
    default=1,
    show_default=True,
    metavar="N",
    help="... by this many people.",
)
@click.option(
    "--hold-on",
    type=click.Choice(["minor", "major", "critical"]),
    default="major",
    show_default=True,
    help="The webhook holds an article with a finding as grave as this.",
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
    decisions: str | None,
    propose_articles: int,
    propose_people: int,
    hold_on: str,
) -> None:
    """
    Serve checking and fixing over HTTP, with a page to review in.

    Only this machine is served unless CALQUE_TOKEN is set; then callers must send it:
    Authorization: Bearer TOKEN. CALQUE_WEBHOOK_SECRET turns the webhook on. Ends on SIGTERM or
    Ctrl-C, when what is under way is answered. Exits 2 where an option or setting is at fault.
    """
    token = os.environ.get("CALQUE_TOKEN") or None
    if token and not _IN_A_HEADER.fullmatch(token):
        raise ConfigError("CALQUE_TOKEN: must be ASCII without blanks, or no header can hold it")
    if host not in _LOOPBACK and not token:
        raise ConfigError(f"{host} is open to other machines; set CALQUE_TOKEN to a secret first")
    try:
        import uvicorn

        from calque.apps.web import House, Settings, app, log, webhook, work
        from calque.decisions.tables import default_url
    except ImportError as error:
        raise ConfigError(missing(error.name, "web")) from None
    from calque.config import find_config
    from calque.processes import cores

    secret = os.environ.get("CALQUE_WEBHOOK_SECRET") or None
    if secret:
        webhook.secret_key(secret)

    found = config or find_config(Path.cwd())
    house = House(
        found.resolve() if found else None, lang, tuple(path.resolve() for path in glossary)
    )
    settings = Settings(
        house=house,
        decisions=decisions or default_url(),
        token=token,
        webhook_secret=secret,
        workers=workers or cores(),
        waiting=waiting,
        body=body_limit,
        seconds=time_limit,
        hold_on=hold_on,
        articles=propose_articles,
        people=propose_people,
        hosts=None if token else (*_LOOPBACK, host),
    )
    service = app(settings)
    work.checker(house)  # a fault in it is told now, and workers find the glossaries compiled
    log.start()
    with closing(_socket(host, port)) as listening:
        served = uvicorn.Config(
            service,
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_graceful_shutdown=int(time_limit) + 1,
        )
        shown = f"[{host}]" if ":" in host else host
        url = f"http://{shown}:{listening.getsockname()[1]}"
        click.echo(f"calque: serving {url} (Ctrl-C ends it)")
        # When all is answered, uvicorn raises the signal again that asked it to end.
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        with suppress(KeyboardInterrupt):
            uvicorn.Server(served).run([listening])


def _socket(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises ConfigError where that can't be."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=2048
        )
    except OSError as error:
        reason = str(error.strerror).partition(" (while")[0]
        raise ConfigError(
            f"{host}:{port}: cannot listen ({reason}); choose another --host or --port"
        ) from None
