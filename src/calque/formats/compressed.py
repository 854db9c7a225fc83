"""
Files that are too long for memory, maybe compressed: as a stream, or a line at a time.

Compression is told by the first bytes, whatever the file's suffix.
"""

from __future__ import annotations

import bz2
import gzip
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, BinaryIO, Final, cast

from calque.errors import InputError
from calque.formats.files import unreadable

# A line is one entity of a knowledge base; the longest seen have some 10 MB.
_LONGEST: Final = 64_000_000  # bytes
_BROKEN: Final = (EOFError, gzip.BadGzipFile, zlib.error)


@contextmanager
def opened(path: Path, stream: IO[bytes] | None = None) -> Iterator[BinaryIO]:
    """
    Open a file, or read `stream` that `path` names, decompressed.

    Raises InputError where it can't be read, also while it is being read.
    """
    try:
        with stream or path.open("rb") as file:
            yield _plain(file)
    except _BROKEN as error:
        raise InputError(f"{path}: broken or cut short ({error}); fetch it again") from error
    except OSError as error:
        raise unreadable(path, error) from error


def lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    """Yield the lines of a file. Raises InputError for one of over 64 million bytes."""
    number = 0
    while line := file.readline(_LONGEST + 1):
        number += 1
        if len(line) > _LONGEST:
            raise InputError(
                f"{name}: line {number} has over {_LONGEST // 10**6} MB; put one entity on a line"
            )
        yield line


def _plain(file: IO[bytes]) -> BinaryIO:
    import io

    buffered = file if hasattr(file, "peek") else io.BufferedReader(cast("io.RawIOBase", file))
    magic = buffered.peek(3)[:3]
    if magic.startswith(b"\x1f\x8b"):
        return cast("BinaryIO", gzip.open(buffered))
    if magic == b"BZh":
        return cast("BinaryIO", bz2.open(buffered))
    return cast("BinaryIO", buffered)
