"""
From chunks to results: the corpus in the form it came in, tables, rejects, the summary.

Everything is made aside and moved into place at the end, so that what stands in the folder is
whole.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby
from operator import attrgetter
from pathlib import Path
from typing import Any, Final

from calque.batch.chunk import Counts, Key
from calque.batch.names import COLUMNS, entities
from calque.batch.page import page
from calque.batch.sources import Found, Source, is_gone
from calque.batch.summary import Summary
from calque.batch.tables import Format, table
from calque.batch.work import LAYER, RESULTS, Shards, Work, unpacked
from calque.disk import flush
from calque.errors import InputError
from calque.formats import parquet
from calque.formats.compressed import compressed, pyarrow
from calque.formats.files import compression, write_bytes
from calque.growth.mine import Miner

_FINDINGS: Final = {
    "document": str,
    "segment": int,
    "rule": str,
    "name": str,
    "start": int,
    "end": int,
    "text": str,
    "message": str,
    "mqm": str,
    "its": str,
    "severity": str,
    "confidence": float,
    "fixes": [
        {"safety": str, "title": str, "edits": [{"start": int, "end": int, "text": str}]},
    ],
    "evidence": [{"kind": str, "detail": str, "ref": str}],
    "source_start": int,
    "source_end": int,
    "file": str,
    "row": int,
    "outlet": str,
    "fixed": bool,
}
_NAMES: Final = dict(zip(COLUMNS, (str, str, str, str, int, int, str, [str]), strict=True))


def join(
    work: Work,
    shards: Shards,
    sources: Sequence[Source],
    tables: Format,
    about: dict[str, Any],
    *,
    whole: bool,
) -> Summary:
    """
    Make the results of all chunks and move them into place.

    `about` is what the summary says of the run. Where the `whole` corpus was asked for, a file
    without a row in it is there as well.
    """
    aside = work.folder / "joined"
    shutil.rmtree(aside, ignore_errors=True)
    (aside / "corpus").mkdir(parents=True)
    keys = sorted(shards.done())
    counts, miner = Counts(), Miner()
    with (
        _findings(aside / f"findings.{tables}") as write,
        (aside / "rejects.jsonl").open("wb") as rejects,
    ):
        for key in keys:
            shard = shards.shard(key)
            counts.add(shard.counts)
            miner.update(shard.names)
            write(shard.findings)
            rejects.write(shard.rejects)
    by_source = {number: list(own) for number, own in groupby(keys, attrgetter("source"))}
    for source in sources:
        if (own := by_source.get(source.number, [])) or whole:
            _corpus(shards, source, own, aside / "corpus")
    found = entities(miner.without_nouns())
    with table(aside / f"names.{tables}", _NAMES) as write:
        write(row for entity in found for row in entity)
    summary = Summary.made(about, counts, found)
    write_bytes(aside / "summary.json", [summary.to_json().encode()])
    write_bytes(aside / "summary.html", [page(summary).encode()])
    layer = work.folder / LAYER
    if layer.exists():
        shutil.copyfile(layer, aside / LAYER)
    if not counts.rejects:
        (aside / "rejects.jsonl").unlink()
    _move(aside, work.results)
    return summary


@contextmanager
def _findings(path: Path) -> Iterator[Callable[[bytes], object]]:
    """Open the table of findings, to be written from lines of JSON, which stay what they are."""
    if path.suffix == ".jsonl":
        with path.open("wb") as file:
            yield file.write
        return
    with table(path, _FINDINGS) as write:
        yield lambda lines: write(map(json.loads, lines.splitlines()))


def _corpus(shards: Shards, source: Source, keys: list[Key], folder: Path) -> None:
    """Write the files of a source."""
    if source.kind == "texts":
        by_name = {file.inside: file for file in source.files}
        for key in keys:
            for text in unpacked(shards.corpus(key)):
                assert isinstance(text.data, bytes)
                _write(folder, by_name[text.inside], [text.data])
        return
    (file,) = source.files
    if is_gone(file):  # it is among the rejects
        return
    if source.kind == "parquet":
        _parquet(shards, file, keys, folder)
    else:
        _write(folder, file, map(shards.corpus, keys))


def _write(folder: Path, file: Found, chunks: Iterable[bytes]) -> None:
    path = folder / file.inside
    path.parent.mkdir(parents=True, exist_ok=True)
    with file.path.open("rb") as original:
        codec = compression(original.read(6))
    write_bytes(path, compressed(chunks, codec))


def _parquet(shards: Shards, file: Found, keys: list[Key], folder: Path) -> None:
    path = folder / file.inside
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with parquet.opened(file.path) as original:
            schema, codec = original.schema_arrow, parquet.codec_of(original)
    except InputError:  # it is among the rejects
        return
    writer = parquet.Writer(path, schema, codec)
    for rows in _batches(map(shards.corpus, keys)):
        writer.write(rows)
    writer.close()


def _batches(packed: Iterable[bytes]) -> Iterator[Any]:
    arrow = pyarrow("Parquet")
    for data in packed:
        if data:
            with arrow.ipc.open_stream(data) as stream:
                yield from stream


def _move(aside: Path, results: Path) -> None:
    """Put results into place; those of a run that was killed here are replaced."""
    for name in RESULTS:
        there = results / name
        if there.is_dir():
            shutil.rmtree(there)
        else:
            there.unlink(missing_ok=True)
    for path in sorted(aside.iterdir()):
        if path.is_file():
            flush(path)
        path.replace(results / path.name)
