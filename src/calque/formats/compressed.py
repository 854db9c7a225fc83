"""
Files that are too long for memory, maybe compressed: as a stream, or a line at a time.

Compression is told by the first bytes, whatever the file's suffix.
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path
from typing import IO, Any, BinaryIO, Final, cast

from calque.errors import InputError, missing
from calque.formats.files import compression, unreadable

# A line is one entity of a knowledge base; the longest seen have some 10 MB.
_LONGEST: Final = 64_000_000  # bytes
_BROKEN: Final = (EOFError, gzip.BadGzipFile, lzma.LZMAError, zlib.error)
SUFFIXES: Final = (".gz", ".bz2", ".xz", ".zst")
_CHUNK: Final = 1 << 20


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
        if error.errno is None:  # what bzip2 and Zstandard say of their data
            raise InputError(f"{path}: broken or cut short ({error}); fetch it again") from error
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


def without_suffix(name: str) -> str:
    """The name that a file has once decompressed: `news.jsonl` for `news.jsonl.gz`."""
    return next((name[: -len(end)] for end in SUFFIXES if name.lower().endswith(end)), name)


def compressed(chunks: Iterable[bytes], suffix: str) -> Iterator[bytes]:
    """Yield what compresses `chunks` as `suffix` says, the same bytes for the same chunks."""
    if suffix == ".zst":
        yield from _zstandard(chunks)
        return
    squeeze: dict[str, Callable[[], Any]] = {
        ".gz": lambda: zlib.compressobj(wbits=31),
        ".bz2": bz2.BZ2Compressor,
        ".xz": lzma.LZMACompressor,
    }
    if suffix not in squeeze:
        yield from chunks
        return
    compressor = squeeze[suffix]()
    for chunk in chunks:
        yield compressor.compress(chunk)
    yield compressor.flush()


def _zstandard(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """One frame for each stretch of about a megabyte: together they are one file."""
    codec = pyarrow("a .zst file").Codec("zstd")
    stretch = bytearray()
    for chunk in chunks:
        stretch += chunk
        if len(stretch) >= _CHUNK:
            yield codec.compress(bytes(stretch), asbytes=True)
            stretch.clear()
    yield codec.compress(bytes(stretch), asbytes=True)


def pyarrow(wanted_for: str) -> Any:
    """The module, or InputError that says how to have it."""
    try:
        return import_module("pyarrow")
    except ImportError:
        raise InputError(f"{wanted_for}: {missing('pyarrow', 'batch')}") from None


def _plain(file: IO[bytes]) -> BinaryIO:
    import io

    buffered = file if hasattr(file, "peek") else io.BufferedReader(cast("io.RawIOBase", file))
    suffix = compression(buffered.peek(6)[:6])
    if suffix == ".gz":
        return cast("BinaryIO", gzip.open(buffered))
    if suffix == ".bz2":
        return cast("BinaryIO", bz2.open(buffered))
    if suffix == ".xz":
        return cast("BinaryIO", lzma.open(buffered))
    if suffix == ".zst":
        arrow = pyarrow("a .zst file")
        stream = arrow.CompressedInputStream(arrow.PythonFile(buffered, mode="r"), "zstd")
        return cast("BinaryIO", io.BufferedReader(stream, _CHUNK))
    return cast("BinaryIO", buffered)
