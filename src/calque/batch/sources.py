"""
What there is to read: files found, told apart, and cut into chunks.

A file of rows, a Parquet file, or a group of small files with a text each is a source. Chunks are
the same for the same input, whoever reads it, and in whatever order.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from pathlib import Path
from typing import BinaryIO, Final, Literal, NamedTuple

from calque.batch.chunk import Batch, Chunk, Data, Key, Text, Unreadable
from calque.errors import InputError
from calque.formats import FORMATS, parquet
from calque.formats.compressed import SUFFIXES, opened, without_suffix
from calque.formats.cut import cut_rows, read_cut
from calque.formats.files import expand, unreadable
from calque.formats.row import Making
from calque.formats.rows import ROW_SUFFIXES, is_table

_PARQUET: Final = ".parquet"
_PLAIN: Final = (*FORMATS, *ROW_SUFFIXES)
# What is looked for in folders.
WANTED: Final = (
    *_PLAIN,
    _PARQUET,
    *(name + end for name in _PLAIN if name != ".docx" for end in SUFFIXES),
)
# A chunk is a five-thousandth of the input, within these bounds (bytes): small enough that little
# is lost with a worker, large enough that there are not too many of them.
_PARTS: Final = 5_000
SMALLEST: Final = 128_000
_LARGEST: Final = 2_000_000

Kind = Literal["rows", "parquet", "texts"]


class Found(NamedTuple):
    """A file: its path, within the corpus too, its size in bytes, and what it was called."""

    path: Path
    inside: str
    size: int
    name: str


class Source(NamedTuple):
    """One file of rows, or several with a text each."""

    number: int
    kind: Kind
    files: tuple[Found, ...]


class Picked(NamedTuple):
    """
    Which rows are wanted: the first `limit` of a share of them that `seed` chooses by hash.

    None means all.
    """

    limit: int | None = None
    share: float | None = None
    seed: int = 0

    def takes(self, inside: str, line: int) -> bool:
        """Whether the row or file is in the share."""
        if self.share is None:
            return True
        said = f"{self.seed} {line} {inside}".encode("utf-8", "surrogateescape")
        return int.from_bytes(blake2b(said, digest_size=8).digest(), "big") < self.share * 2**64


def found(paths: Sequence[Path], results: Path) -> list[Found]:
    """
    The files that the paths mean, in order, each once; what stands in `results` is none of them.

    Raises InputError where a path means nothing, can't be read or is a pipe, or two files would go
    to one place in the corpus.
    """
    ours = os.path.realpath(results) + os.sep
    files: list[Found] = []
    seen: set[str] = set()
    taken: set[str] = set()
    for path in paths:
        for file in expand([path], WANTED):
            real = os.path.realpath(file)
            if real in seen or real.startswith(ours):
                continue
            seen.add(real)
            inside = str(file.relative_to(path)) if path.is_dir() else file.name
            try:
                status = file.stat()
            except OSError as error:
                if file == path or not file.is_symlink():
                    raise unreadable(file, error) from error
                status = None  # a link to nothing among others is one of the rejects
            if status and stat.S_ISFIFO(status.st_mode):  # it can be read only once
                raise InputError(f"{file}: a pipe; send what comes from it to standard input (-)")
            if inside in taken:
                raise InputError(
                    f"{file}: another input is called {inside} as well; "
                    "put both into one folder and name that"
                )
            taken.add(inside)
            files.append(Found(file, inside, status.st_size if status else 0, str(file)))
    return files


def kind_of(inside: str) -> Kind:
    """What a file is, by its name."""
    name = inside.lower()
    if name.endswith(_PARQUET):
        return "parquet"
    return "rows" if without_suffix(name).endswith(ROW_SUFFIXES) else "texts"


def sources(files: Iterable[Found]) -> list[Source]:
    """The sources that files make, in order."""
    files = list(files)
    size = chunk_size(files)
    groups: list[tuple[Kind, list[Found]]] = []
    taken = 0  # bytes of the last group
    for file in files:
        kind = kind_of(file.inside)
        last_kind, last = groups[-1] if groups else (None, [])
        if kind == last_kind == "texts" and taken < size:
            last.append(file)
            taken += file.size
        else:
            groups.append((kind, [file]))
            taken = file.size
    return [Source(number, kind, tuple(group)) for number, (kind, group) in enumerate(groups)]


def chunk_size(files: Iterable[Found]) -> int:
    """How many bytes make a chunk."""
    return min(max(sum(file.size for file in files) // _PARTS, SMALLEST), _LARGEST)


@dataclass(frozen=True, slots=True)
class Cutting:
    """How sources are cut: into how large chunks (bytes), and which of them are `ready`."""

    picked: Picked
    size: int
    ready: frozenset[Key] = frozenset()

    def chunks(self, sources: Iterable[Source]) -> Iterator[Chunk]:
        """Yield the chunks that are not ready; a limit holds for all sources together."""
        cutter = _Cutter(self.picked, self.size)
        for source in sources:
            yield from (one for one in cutter.chunks(source) if one.key not in self.ready)


class _Cutter:
    """Cuts one source after the other, and counts down to the limit."""

    def __init__(self, picked: Picked, size: int) -> None:
        self._picked = picked
        self._size = size
        self._left = picked.limit

    def chunks(self, source: Source) -> Iterator[Chunk]:
        """Yield the chunks of a source; what can't be read is one that says so."""
        parts = {"rows": self._rows, "parquet": self._parquet, "texts": self._texts}[source.kind]
        number = 0
        file = source.files[0]
        single = len(source.files) == 1 and source.kind != "texts"
        name, inside = (file.name, file.inside) if single else ("", "")
        done = 0
        try:
            for data, read in parts(source):
                yield Chunk(Key(source.number, number), name, inside, data, read - done)
                number, done = number + 1, read
        except InputError as error:
            reason = Unreadable(str(error).removeprefix(f"{file.path}: "))
            yield Chunk(Key(source.number, number), name, inside, reason, file.size - done)

    def _stops(self, inside: str, line: int) -> bool:
        """Whether there are enough rows before this one."""
        if self._left is None or not self._picked.takes(inside, line):
            return False
        self._left -= 1
        return self._left < 0

    def _rows(self, source: Source) -> Iterator[tuple[Data, int]]:
        (file,) = source.files
        if self._left == 0:
            return
        with _raw(file.path) as raw, opened(file.path, raw) as stream:
            stops = partial(self._stops, file.inside)
            for cut in cut_rows(without_suffix(str(file.path)), stream, self._size, stops):
                yield cut, raw.tell()

    def _parquet(self, source: Source) -> Iterator[tuple[Data, int]]:
        (file,) = source.files
        if self._left == 0:
            return
        with parquet.opened(file.path) as table:
            total = max(table.metadata.num_rows, 1)
            first = 1
            for rows in parquet.batches(table, self._size):
                taken = self._taken(file.inside, first, rows.num_rows)
                if taken:
                    yield (
                        Batch(first, rows.slice(0, taken)),
                        file.size * (first - 1 + taken) // total,
                    )
                if taken < rows.num_rows:
                    return
                first += taken

    def _taken(self, inside: str, first: int, count: int) -> int:
        """How many of the next `count` rows there are before there are enough."""
        if self._left is None:
            return count
        lines = range(first, first + count)
        return next((n for n, line in enumerate(lines) if self._stops(inside, line)), count)

    def _texts(self, source: Source) -> Iterator[tuple[Data, int]]:
        texts = []
        for file in source.files:
            if not self._picked.takes(file.inside, 0):
                continue
            if self._stops(file.inside, 0):
                break
            texts.append(Text(file.name, file.inside, _bytes(file.path)))
        if texts:
            yield tuple(texts), sum(file.size for file in source.files)


def _raw(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        raise unreadable(path, error) from error


def _bytes(path: Path) -> bytes | Unreadable:
    try:
        with opened(path) as stream:
            return stream.read()
    except InputError as error:
        return Unreadable(str(error).removeprefix(f"{path}: "))


def is_gone(file: Found) -> bool:
    """Whether a file is a link to nothing."""
    return not file.size and not file.path.exists()


def check_head(file: Found, made: Making) -> None:
    """
    See whether rows may be read, and a table has the column of the text, before anything is done.

    Raises InputError where it is not so.
    """
    kind = kind_of(file.inside)
    if is_gone(file):
        return
    if kind == "parquet":
        with parquet.opened(file.path) as table:
            parquet.with_text(table.schema_arrow, made)
    elif kind == "rows":
        try:
            _check_rows(file.path, made)
        except InputError as error:
            said = str(error).replace(f"{made.path}: ", f"{file.name}: ", 1)
            raise InputError(said) from error


def _check_rows(path: Path, made: Making) -> None:
    made.check_start(_beginning(path))
    with opened(path) as stream:
        for cut in cut_rows(made.path, stream, 1) if is_table(made.path) else ():
            for _ in read_cut(cut, made):
                return


def _beginning(path: Path) -> str:
    try:
        with opened(path) as stream:
            return stream.read(2).decode("utf-8", "surrogateescape")
    except InputError:  # it is told of when it is read
        return ""
