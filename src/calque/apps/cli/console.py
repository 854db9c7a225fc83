"""
The streams of a run: results to standard output, errors, notes and progress to standard error.

Output is UTF-8 whatever the locale says, so that a pipe gets what a file would.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import monotonic
from typing import Final

import click

from calque.errors import CalqueError, OutputError
from calque.language.plural import counted

# What half a surrogate pair, which UTF-8 can't hold, becomes: in JSON this is its escape.
_HALF_PAIRS: Final = "backslashreplace"
_PIPED_WIDTH: Final = 100
_WIDEST: Final = 140
# Progress is shown for work that is longer than this, and not oftener than every tick.
_SECONDS: Final = 2.0
_TEXTS: Final = 50
_TICK: Final = 0.1
# So many rows with the same fault are told of one by one; the rest is counted.
_ALIKE: Final = 5
_ROW: Final = re.compile(r": line \d+: ")


class Console:
    """
    What a command says, and whether anything went wrong: `errors` are the lines, in order.

    `colour` is `auto`, `always` or `never`; `auto` means on a terminal, unless NO_COLOR is set.
    """

    def __init__(self, colour: str = "auto") -> None:
        self.errors: list[str] = []
        self._colour = colour
        self._out = sys.stdout.buffer
        self._began = monotonic()
        self._last = 0.0
        self._shown = False
        self._alike: Counter[str] = Counter()

    @property
    def colour(self) -> bool:
        """Whether standard output takes colours."""
        return self._takes_colour(sys.stdout.isatty())

    @property
    def width(self) -> int:
        """Cells a line may take on standard output."""
        columns = shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns
        return min(columns, _WIDEST) if sys.stdout.isatty() else _PIPED_WIDTH

    def write(self, parts: Iterable[str]) -> None:
        """Send text to standard output. Raises OutputError where it can't take it."""
        for part in parts:
            self.write_bytes(part.encode("utf-8", _HALF_PAIRS))

    def write_bytes(self, data: bytes) -> None:
        """Send bytes to standard output. Raises OutputError where it can't take them."""
        self._clear()
        try:
            rest = memoryview(data)
            while rest:  # unbuffered (PYTHONUNBUFFERED), a write takes what fits and no more
                rest = rest[self._out.write(rest) :]
            self._out.flush()
        except OSError as error:
            if error.errno == errno.EPIPE:  # who reads has seen enough: click ends the run
                raise
            self._silence()
            raise OutputError(
                f"standard output: cannot be written ({error.strerror}); write elsewhere with -o"
            ) from error

    def error(self, error: CalqueError | str) -> None:
        """Say what went wrong in one line; the run goes on and exits 2."""
        self._clear()
        line = " ".join(str(error).splitlines())
        self.errors.append(line)
        if _ROW.search(line):
            fault = _ROW.sub(": ", line, count=1)
            self._alike[fault] += 1
            if self._alike[fault] > _ALIKE:
                return
        self._complain(line)

    def _complain(self, line: str) -> None:
        label = "calque: error:"
        if self._takes_colour(sys.stderr.isatty()):
            label = click.style(label, fg="red", bold=True)
        click.echo(f"{label} {line}", err=True, color=True)

    def note(self, message: str) -> None:
        """Say something to the person who runs it."""
        self._clear()
        click.echo(message, err=True)

    def status(self, line: str) -> None:
        """Show how far a long run is in a line of its own, on a terminal only."""
        now = monotonic()
        if now - self._last > _TICK and sys.stderr.isatty():
            self._last = now
            width = shutil.get_terminal_size((_PIPED_WIDTH, 24)).columns
            self._tell(line[: width - 1])

    def progress(self, done: int, total: int) -> None:
        """Show how far a long run is, on a terminal only; `total` 0 means not known."""
        now = monotonic()
        is_long = done > _TEXTS or now - self._began > _SECONDS
        if is_long and now - self._last > _TICK and sys.stderr.isatty():
            self._last = now
            of = f" of {total:,}" if total > 1 else ""
            rate = done / max(now - self._began, 1e-9)
            self._tell(f"{done:,}{of} texts, {rate:,.0f} a second")

    def sentences(self, done: int, total: int) -> None:
        """Show how far the translating of a text is, on a terminal only."""
        if sys.stderr.isatty() and total > _TEXTS:
            self._tell(f"{done:,} of {total:,} segments translated")

    def finish(self, code: int) -> None:
        """End the run: exit 2 where anything went wrong, else `code`."""
        self._clear()
        for fault, count in self._alike.items():
            if count > _ALIKE:
                file, _, reason = fault.partition(": ")
                rows = counted(count - _ALIKE, "more row")
                self._complain(f"{file}: {rows} like these: {reason}")
        click.get_current_context().exit(2 if self.errors else code)

    def _clear(self) -> None:
        if self._shown:
            self._tell("")
            self._shown = False

    def _tell(self, line: str) -> None:
        """Show a line in place of the one that was shown."""
        sys.stderr.write(f"\r\033[K{line}")
        sys.stderr.flush()
        self._shown = True

    def _takes_colour(self, terminal: bool) -> bool:
        if self._colour != "auto":
            return self._colour == "always"
        plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
        return terminal and not plain

    @staticmethod
    def _silence() -> None:
        """Keep Python from trying again, and complaining, when it closes standard output."""
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def send(console: Console, parts: Iterator[str], output: Path | None) -> None:
    """Send parts to a file, all or nothing, or to standard output as they come."""
    from calque.formats.files import write_text

    if output:
        write_text(output, (part.encode("utf-8", _HALF_PAIRS).decode() for part in parts))
    else:
        console.write(parts)
