"""
The engine past one machine: Ray Data, with an actor for each worker that holds one `Rows`.

Sources are cut where the cluster has room, so this machine only sends out what there is to read and
keeps what comes back; the same chunks as on one machine give the same results. On a cluster all
machines must see the input under the same paths. `Normalise` is for pipelines of one's own.
"""

from __future__ import annotations

import json
import logging
import os
import pickle
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from calque.batch.chunk import Batch, Chunk, Done, Key, Outer
from calque.batch.job import Job
from calque.batch.rows import Rows
from calque.batch.sources import Cutting, Source
from calque.errors import CalqueError, ConfigError, missing

if TYPE_CHECKING:
    import pyarrow as pa


class Cluster:
    """
    The engine: `workers` actors, None for one a processor, or one a GPU where a model runs on them.

    It joins the cluster that `RAY_ADDRESS` names or this machine belongs to, or else makes one of
    this machine alone. Raises ConfigError where Ray is not installed.
    """

    def __init__(self, workers: int | None = None) -> None:
        self._workers = workers
        self._ray = _ray()
        self._began = False

    def __call__(self, sources: Sequence[Source], cutting: Cutting, job: Job) -> Iterator[Done]:
        """
        Yield what comes of each chunk, in the order in which they are done.

        Raises the worker's error where it would be the same for every row.
        """
        ray = self._ray
        if not ray.is_initialized():
            ray.init(include_dashboard=False, log_to_driver=False, logging_level=logging.ERROR)
            self._began = True
        on_gpu = job.model is not None and job.model.settings.device != "cpu"
        have = ray.cluster_resources()
        gpus = int(have.get("GPU", 0)) if on_gpu else 0
        workers = self._workers or gpus or max(int(have.get("CPU", 1)), 1)
        logging.getLogger("ray.data").setLevel(logging.ERROR)
        context = ray.data.DataContext.get_current()
        context.enable_progress_bars = False
        # One chunk a block: what is read together is not worked on by one actor alone.
        context.target_max_block_size = 1
        sources = [_anywhere(source) for source in sources]
        # A limit counts through all sources, so they are cut as one.
        parts = [sources] if cutting.picked.limit else [[one] for one in sources]
        dataset = ray.data.read_datasource(
            _datasource(ray, parts, cutting),
            override_num_blocks=max(len(parts), 1),
            num_cpus=0,
            concurrency=workers,
        ).map_batches(
            _Actor,
            fn_constructor_args=([ray.put(job)],),
            batch_size=1,
            compute=ray.data.ActorPoolStrategy(size=workers),
            num_cpus=1,
            num_gpus=1 if gpus else 0,
        )
        for row in dataset.iter_rows():
            result = pickle.loads(row["done"])
            if isinstance(result, Exception):
                raise result
            yield result

    def survey(self, chunks: Iterable[Chunk], job: Job) -> Iterator[Outer]:
        """Yield what opens and closes the texts of each chunk; looked at by this process."""
        return map(Rows(job).survey, chunks)

    def close(self) -> None:
        """Leave the cluster, or end the one that was made."""
        if self._began:
            self._ray.shutdown()


class _Actor:
    """What works on the chunks."""

    def __init__(self, held: Sequence[Any]) -> None:
        self._rows = Rows(_ray().get(held[0]))

    def __call__(self, batch: dict[str, Any]) -> dict[str, list[bytes]]:
        return {"done": [pickle.dumps(self._done(data)) for data in batch["chunk"]]}

    def _done(self, data: bytes) -> Done | CalqueError:
        try:
            return self._rows(pickle.loads(data))
        except CalqueError as error:
            return error


class Normalise:
    """
    For `Dataset.map_batches(Normalise, fn_constructor_args=(job,), batch_format="pyarrow", …)`.

    A batch comes back with the text normalised and two more columns: `findings`, a JSON list for
    each row, and `rejected`, why a row could not be normalised, which then is as it was.
    """

    def __init__(self, job: Job) -> None:
        self._rows = Rows(job)

    def __call__(self, table: pa.Table) -> pa.Table:
        """Normalise a batch."""
        import pyarrow as pa

        if not table.num_rows:
            return _with_columns(table, [], [])
        (rows,) = table.combine_chunks().to_batches()
        name = "table.parquet"
        done = self._rows(Chunk(Key(0, 0), name, name, Batch(1, rows), 0))
        findings: list[list[Any]] = [[] for _ in range(table.num_rows)]
        for line in done.findings.splitlines():
            finding = json.loads(line)
            findings[finding["row"] - 1].append(finding)
        rejected: list[str | None] = [None] * table.num_rows
        for line in done.rejects.splitlines():
            reject = json.loads(line)
            rejected[reject["line"] - 1] = reject["reason"]
        # Those that were rejected are put back among the others, in their places.
        mended = pa.Table.from_batches([done.corpus])
        good = iter(range(mended.num_rows))
        both = pa.concat_tables([mended, table])
        order = [
            next(good) if reason is None else mended.num_rows + at
            for at, reason in enumerate(rejected)
        ]
        said = [json.dumps(each, ensure_ascii=False) for each in findings]
        return _with_columns(both.take(order), said, rejected)


def _with_columns(
    table: pa.Table, findings: Sequence[str], rejected: Sequence[str | None]
) -> pa.Table:
    import pyarrow as pa

    return table.append_column("findings", pa.array(findings, pa.string())).append_column(
        "rejected", pa.array(rejected, pa.string())
    )


def _anywhere(source: Source) -> Source:
    """A source whose files are found from any folder."""
    files = (file._replace(path=file.path.absolute()) for file in source.files)
    return source._replace(files=tuple(files))


def _datasource(ray: Any, parts: Sequence[Sequence[Source]], cutting: Cutting) -> Any:
    """What Ray Data reads: a task for each part, which yields its chunks one by one."""
    from ray.data.block import BlockMetadata

    class Chunks(ray.data.Datasource):  # type: ignore[misc]
        def estimate_inmemory_data_size(self) -> int:
            return sum(file.size for part in parts for one in part for file in one.files)

        def get_read_tasks(self, parallelism: int, *args: Any, **more: Any) -> list[Any]:
            return [
                ray.data.ReadTask(
                    partial(_cut, part, cutting), BlockMetadata(None, None, None, None)
                )
                for part in parts
            ]

    return Chunks()


def _cut(part: Sequence[Source], cutting: Cutting) -> Iterable[pa.Table]:
    import pyarrow as pa

    for chunk in cutting.chunks(part):
        yield pa.table({"chunk": pa.array([pickle.dumps(chunk)], pa.large_binary())})


def _ray() -> Any:
    # It tells of its own affairs; what concerns a run comes as an exception.
    os.environ.setdefault("RAY_BACKEND_LOG_LEVEL", "fatal")
    try:
        import ray
        import ray.data
    except ImportError:
        raise ConfigError(f"--engine ray: {missing('ray', 'cluster')}") from None
    return ray
