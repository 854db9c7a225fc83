"""A PostgreSQL server of the tests' own, from the programs that Debian's package installs."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import pytest

from tests.patience import PATIENCE

_OWNER = "postgres"


@contextmanager
def postgres() -> Iterator[str]:
    """The URL of a running server, empty; it listens at a socket and is gone afterwards."""
    programs = _programs()
    if not programs:
        reason = "NOT TESTED: PostgreSQL is not installed; apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    # PostgreSQL doesn't run as root. A socket's path may have a hundred letters.
    folder = Path(mkdtemp(prefix="calque-pg-", dir="/tmp"))
    demote = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam(_OWNER)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        demote = {"user": owner.pw_uid, "group": owner.pw_gid}

    def run(program: str, *options: str) -> None:
        subprocess.run(
            [programs / program, *options],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=folder,
            **demote,  # type: ignore[call-overload]
        )

    data = str(folder / "data")
    try:
        run("initdb", "-D", data, "-U", "calque", "-A", "trust", "-N", "-E", "UTF8", "--locale=C")
        server = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run(
            "pg_ctl",
            "-D",
            data,
            "-w",
            "-t",
            str(PATIENCE),
            "-l",
            str(folder / "log"),
            "-o",
            server,
            "start",
        )
        try:
            yield f"postgresql://calque@/postgres?host={folder}"
        finally:
            run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder)


def _programs() -> Path | None:
    """The folder of the newest version."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None
