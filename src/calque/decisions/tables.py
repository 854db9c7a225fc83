"""
The tables, and how a database is opened: SQLite in a file, PostgreSQL by URL.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Engine,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
    create_engine,
    event,
    insert,
    select,
)
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlalchemy.pool import StaticPool

from calque.disk import journal_ahead
from calque.errors import ConfigError, missing

_VERSION: Final = 1
_BUSY_S: Final = 30.0  # how long a writer waits for another
_CONNECT_S: Final = 10
_ALONE: Final = {
    "sqlite": "BEGIN IMMEDIATE",
    # Until the transaction ends; the number spells CALQ.
    "postgresql": "SELECT pg_advisory_xact_lock(1128352849)",
}
_FORMS: Final = "sqlite:///FILE or postgresql://USER@HOST/NAME"


class _Utc(TypeDecorator[datetime]):
    """A moment; SQLite forgets time zones, so all are UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value and not value.tzinfo else value


_SEQUENCE: Final = BigInteger().with_variant(Integer, "sqlite")
METADATA: Final = MetaData()

DECISIONS: Final = Table(
    "decisions",
    METADATA,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("id", String(64), nullable=False, unique=True),
    Column("at", _Utc, nullable=False),
    Column("who", String(200), nullable=False),
    Column("article", String(200), nullable=False),
    Column("choice", String(10), nullable=False),
    Column("rule", String(20), nullable=False),
    Column("lang", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("replacement", Text),
    Column("fingerprint", String(32), nullable=False),
    Column("before", Text, nullable=False),
    Column("after", Text, nullable=False),
    # The glossary has it already, so there is nothing to learn.
    Column("known", Boolean, nullable=False),
    # The text with case and blanks evened out.
    Column("folded", Text, nullable=False),
    Index("decisions_by_finding", "article", "fingerprint", "seq"),
    Index("decisions_by_time", "at"),
)
# What editors said to proposals; the last answer to one counts.
ANSWERS: Final = Table(
    "answers",
    METADATA,
    Column("seq", _SEQUENCE, primary_key=True, autoincrement=True),
    Column("proposal", String(16), nullable=False, index=True),
    Column("at", _Utc, nullable=False),
    Column("who", String(200), nullable=False),
    Column("yes", Boolean, nullable=False),
    # What an entry is about; empty for an exception.
    Column("kind", String(20), nullable=False),
    Column("rule", String(20), nullable=False),
    Column("lang", String(10), nullable=False),
    Column("text", Text, nullable=False),
    Column("replacement", Text),
    Column("ref", Text, nullable=False),
)
# What a webhook has answered, so that a message that comes again gets the same answer.
DELIVERIES: Final = Table(
    "deliveries",
    METADATA,
    Column("id", String(200), primary_key=True),
    Column("at", _Utc, nullable=False, index=True),
    Column("digest", String(64), nullable=False),
    Column("answer", LargeBinary),
)
_SCHEMA: Final = Table("calque_schema", METADATA, Column("version", Integer, primary_key=True))


def default_url() -> str:
    """
    Where decisions are kept when nothing is said: a file in the user's data folder.

    Raises ConfigError for a user without a home, as in containers.
    """
    given = os.environ.get("CALQUE_DATA")
    try:
        home = Path.home()
    except RuntimeError:
        if not given:
            raise ConfigError("there is no home to keep decisions in; say --decisions") from None
    if given:
        folder = Path(given)
    elif sys.platform == "win32":
        folder = Path(os.environ.get("LOCALAPPDATA") or home / "AppData/Local") / "calque"
    elif sys.platform == "darwin":
        folder = home / "Library/Application Support/calque"
    else:
        folder = Path(os.environ.get("XDG_DATA_HOME") or home / ".local/share") / "calque"
    return f"sqlite:///{folder / 'decisions.sqlite'}"


def open_database(url: str) -> Engine:
    """
    The database at `url`, its tables made where they are not there.

    Raises ConfigError where it can't be reached, is of another kind or of a later calque.
    """
    try:
        parsed = make_url(url)
        kind = parsed.get_backend_name()
        if kind == "postgresql":
            engine = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_pre_ping=True,
                pool_size=10,
                connect_args={"connect_timeout": _CONNECT_S},
            )
        elif kind == "sqlite":
            engine = _sqlite(url, parsed.database)
        else:
            raise ConfigError(f"--decisions: no database of the kind {kind}; use {_FORMS}")
        _make_tables(engine)
    except (ArgumentError, NoSuchModuleError):
        raise ConfigError(f"--decisions: {url!r} is no database URL; use {_FORMS}") from None
    except ImportError:
        raise ConfigError(f"--decisions: {missing('psycopg', 'postgres')}") from None
    except (OSError, SQLAlchemyError) as error:
        reason = str(getattr(error, "orig", None) or error).strip()
        where = parsed.render_as_string(hide_password=True)
        raise ConfigError(f"--decisions: {where} cannot be opened ({reason})") from None
    return engine


def _sqlite(url: str, path: str | None) -> Engine:
    if not path or path == ":memory:":  # one connection, or each would see a database of its own
        return create_engine(
            "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
        )
    Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    engine = create_engine(url, connect_args={"timeout": _BUSY_S})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _: object) -> None:
        journal_ahead(connection, _BUSY_S)
        # What is acknowledged is on disk, also after a power cut.
        connection.execute("PRAGMA synchronous = FULL")

    return engine


def _make_tables(engine: Engine) -> None:
    with engine.begin() as connection:
        # Services that start at once on a new database make them one after the other.
        connection.exec_driver_sql(_ALONE[engine.dialect.name])
        METADATA.create_all(connection)
        version = connection.scalar(select(_SCHEMA.c.version))
        if version is None:
            connection.execute(insert(_SCHEMA).values(version=_VERSION))
        elif version != _VERSION:
            raise ConfigError(
                f"--decisions: made by another calque (version {version} of its tables, here "
                f"{_VERSION}); use that calque or another database"
            )
