"""
What `calque serve` was told: limits, secrets, where decisions are kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class House:
    """
    What a checker is made of, in a form that travels to a worker process.

    `learned` names the content of the last glossary, which a desk adds to while it works.
    """

    config: Path | None = None
    lang: str | None = None
    glossaries: tuple[Path, ...] = ()
    learned: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """
    Settings of the service.

    `decisions` is a database URL; `token` is what callers must show, `webhook_secret` what a CMS
    signs with (None: no webhook). `body` is in bytes, `seconds` what a request may take of a
    worker; `waiting` requests may wait for one of `workers` processes. A held text has a finding of
    severity `hold_on` or graver. A proposal needs decisions in `articles` by `people`.
    """

    house: House = House()
    decisions: str = "sqlite://"
    token: str | None = None
    webhook_secret: str | None = None
    workers: int = 1
    waiting: int = 256
    body: int = 10_000_000
    seconds: float = 30.0
    hold_on: str = "major"
    articles: int = 3
    people: int = 1
    # Names that the service answers to, None: any. On loopback it is only asked by those names.
    hosts: tuple[str, ...] | None = None
