"""
What a run keeps beside its results until it is done: which chunks are ready, and what came of them.

Every result is written whole (`calque.disk`), the report last: a chunk is done when its report is
there. A run that was killed goes on from what is there, if input and settings are those that the
manifest names.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tarfile
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, Final, NamedTuple

from calque.batch.chunk import Done, Key, Text
from calque.batch.sources import Found, is_gone, kind_of
from calque.disk import write_whole
from calque.errors import OutputError

if TYPE_CHECKING:
    import pyarrow as pa

FOLDER: Final = ".calque"
LAYER: Final = "consistent.toml"
_HEAD: Final = 1 << 16  # bytes of a file by which it is known, beside its size and time


class Shard(NamedTuple):
    """The report on a chunk."""

    counts: dict[str, Any]
    names: dict[str, Any]
    findings: bytes
    rejects: bytes
    weight: int


class Work:
    """
    The folder `.calque` in that of the results.

    Raises OutputError where it can't be used, or another run is at work in it.
    """

    def __init__(self, results: Path) -> None:
        self.results = results
        self.folder = results / FOLDER
        self._lock: IO[bytes] | None = None

    @contextmanager
    def held(self) -> Iterator[None]:
        """Make the folders, and keep other runs out of them."""
        with said(self.results):
            self.folder.mkdir(parents=True, exist_ok=True)
            self._lock = (self.folder / "lock").open("wb")
        with self._lock:
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError as error:
                raise OutputError(
                    f"{self.results}: another run is at work there; wait for it, or name another "
                    "folder"
                ) from error
            yield

    def check(self, *, restart: bool) -> None:
        """Raise OutputError where the folder has other things in it than a run's results."""
        if not self.results.exists():
            return
        if not self.results.is_dir():
            raise OutputError(f"{self.results}: is a file; name a folder")
        with said(self.results):
            names = {path.name for path in self.results.iterdir()}
        if names and FOLDER not in names:
            raise OutputError(f"{self.results}: has other things in it; name a new folder")
        if restart:
            with self.held(), said(self.results):
                for name in sorted(names & {*RESULTS, FOLDER}):
                    path = self.results / name
                    shutil.rmtree(path) if path.is_dir() else path.unlink()

    def begin(self, manifest: Mapping[str, Any]) -> bool:
        """
        Begin a run, or go on with one; whether one is done already.

        Raises OutputError where what began here had other input or settings.
        """
        path = self.folder / "manifest.json"
        if path.exists():
            before = json.loads(path.read_text("utf-8"))
            if before["done"]:
                self._clear()  # standard input was kept to be compared
            _compare(self.results, before, json.loads(json.dumps(manifest)))
            return bool(before["done"])
        _put(self.results, path, json.dumps({**manifest, "done": False}).encode())
        return False

    def finish(self) -> None:
        """Say that all results are in place, and let go of what they were made of."""
        path = self.folder / "manifest.json"
        manifest = json.loads(path.read_text("utf-8"))
        done = json.dumps({**manifest, "done": True})
        _put(self.results, path, done.encode())
        self._clear()

    def _clear(self) -> None:
        for path in self.folder.iterdir():
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)

    def spool(self, name: str, stream: IO[bytes]) -> Path:
        """Keep a stream as a file until the run is done, since it can be read only once."""
        with said(self.results):
            path = self.folder / "input" / name
            path.parent.mkdir(exist_ok=True)
            with path.open("wb") as file:
                shutil.copyfileobj(stream, file, 1 << 20)
        return path

    def shards(self, step: str) -> Shards:
        """What is kept of the chunks in a step of the run."""
        return Shards(self.results, self.folder / step)


class Shards:
    """What came of the chunks in one step. Raises OutputError where there is no room."""

    def __init__(self, results: Path, folder: Path) -> None:
        self._results = results
        self._folder = folder
        with said(results):
            folder.mkdir(parents=True, exist_ok=True)

    def done(self) -> set[Key]:
        """The chunks that are ready."""
        return {
            Key(*map(int, name.removesuffix(".report").split("-")))
            for name in os.listdir(self._folder)
            if name.endswith(".report")
        }

    def save(self, done: Done) -> None:
        """Keep what came of a chunk."""
        place = self._place(done.key)
        head = {
            "counts": done.counts,
            "names": done.names,
            "findings": len(done.findings),
            "rejects": len(done.rejects),
            "weight": done.weight,
        }
        report = json.dumps(head).encode() + b"\n" + done.findings + done.rejects
        if done.corpus is not None:
            _put(self._results, place.with_suffix(".corpus"), _packed(done.corpus))
        _put(self._results, place.with_suffix(".report"), zlib.compress(report, 1))

    def shard(self, key: Key) -> Shard:
        """The report on a chunk."""
        data = zlib.decompress(self._place(key).with_suffix(".report").read_bytes())
        line, _, rest = data.partition(b"\n")
        head = json.loads(line)
        cut = head["findings"]
        return Shard(head["counts"], head["names"], rest[:cut], rest[cut:], head["weight"])

    def corpus(self, key: Key) -> bytes:
        """A chunk's part of the corpus, packed as it was kept; empty where there is none."""
        path = self._place(key).with_suffix(".corpus")
        return path.read_bytes() if path.exists() else b""

    def _place(self, key: Key) -> Path:
        return self._folder / f"{key.source:06}-{key.chunk:06}"


def _put(results: Path, path: Path, data: bytes) -> None:
    """Write a file so that it is there whole, or not at all, also after a power cut."""
    with said(results):
        write_whole(path, [data])


# What a run leaves; `findings` and `names` are tables.
RESULTS: Final = (
    "corpus",
    *(f"{name}.{end}" for name in ("findings", "names") for end in ("jsonl", "csv", "parquet")),
    "rejects.jsonl",
    LAYER,
    "summary.json",
    "summary.html",
)


def known_by(files: Iterable[Found], *, whole: Iterable[str] = ()) -> list[list[Any]]:
    """
    What files are known by: size, time of change, and for those of rows how they begin.

    `whole` are paths within the corpus of files of which only the content counts.
    """
    told = []
    for file in files:
        if is_gone(file):
            told.append([file.inside, 0, 0, ""])
            continue
        if file.inside in whole:
            with file.path.open("rb") as stream:
                digest = sha256()
                while block := stream.read(1 << 20):
                    digest.update(block)
            told.append([file.inside, file.size, 0, digest.hexdigest()])
            continue
        begins = ""
        if kind_of(file.inside) != "texts":
            with file.path.open("rb") as stream:
                begins = sha256(stream.read(_HEAD)).hexdigest()
        told.append([file.inside, file.size, file.path.stat().st_mtime_ns, begins])
    return told


def _compare(results: Path, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    remedy = "give the same again, start anew with --restart, or name another folder"
    then, today = ({file[0]: file for file in one["inputs"]} for one in (before, now))
    for inside in sorted(then.keys() ^ today.keys()):
        what = "is new" if inside in today else "is no longer there"
        raise OutputError(f"{results}: {inside} {what} since this run began; {remedy}")
    for inside, file in today.items():
        if then[inside] != file:
            raise OutputError(f"{results}: {inside} has changed since this run began; {remedy}")
    for name, value in now["settings"].items():
        if before["settings"].get(name) != value:
            raise OutputError(
                f"{results}: this run began with {name} {_short(before['settings'].get(name))}, "
                f"not {_short(value)}; {remedy}"
            )


def _short(value: Any) -> str:
    said = json.dumps(value, ensure_ascii=False)
    return said if len(said) <= 60 else f"{said[:60]}…"


@contextmanager
def said(folder: Path) -> Iterator[None]:
    """Say what is to be done where the folder of the results can't be written."""
    try:
        yield
    except (OSError, OutputError) as error:
        cause = error.__cause__ if isinstance(error, OutputError) else error
        if not isinstance(cause, OSError):
            raise
        raise OutputError(
            f"{folder}: cannot be written ({cause.strerror or cause}); make room or name another "
            "folder, then run it again: it goes on from here"
        ) from error


def _packed(corpus: bytes | pa.RecordBatch | tuple[Text, ...]) -> bytes:
    if isinstance(corpus, bytes):
        return corpus
    if isinstance(corpus, tuple):
        packed = BytesIO()
        with tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive:
            for text in corpus:
                assert isinstance(text.data, bytes)
                member = tarfile.TarInfo(text.inside)
                member.size = len(text.data)
                archive.addfile(member, BytesIO(text.data))
        return packed.getvalue()
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, corpus.schema) as stream:
        stream.write_batch(corpus)
    return bytes(sink.getvalue())


def unpacked(data: bytes) -> Iterator[Text]:
    """The files of a part of the corpus."""
    if not data:
        return
    with tarfile.open(fileobj=BytesIO(data)) as archive:
        for member in archive:
            file = archive.extractfile(member)
            yield Text(member.name, member.name, file.read() if file else b"")
