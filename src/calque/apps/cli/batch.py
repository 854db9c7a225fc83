"""
`calque batch`: a corpus normalised, with tables of what was found.
"""

from __future__ import annotations

import sys
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from calque.apps.cli.console import Console
from calque.apps.cli.options import ModelOptions, Options, shared, with_model
from calque.errors import InputError

if TYPE_CHECKING:
    from calque.batch.job import Job
    from calque.batch.run import Engine, Progress
    from calque.batch.sources import Found, Picked
    from calque.batch.tables import Format

_STDIN: Final = Path("-")


@click.command("batch")
# Over `shared`, which takes it into its options.
@click.option(
    "--input-format",
    type=click.Choice(["jsonl", "csv", "tsv", "parquet"]),
    default="jsonl",
    show_default=True,
    help="What standard input is.",
)
@shared("", without=("source", "output", "input_format"))
@click.option(
    "--outlet-field",
    default="outlet",
    metavar="NAME",
    help="What rows call who published them.",
)
@click.option("--review", is_flag=True, help="Make the fixes that want a look as well.")
@click.option(
    "--retranslate",
    is_flag=True,
    help="Translate segments anew where nothing else mends them; goes with --review.",
)
@partial(with_model, flag="--model-engine")
@click.option(
    "--engine",
    "where",
    type=click.Choice(["local", "ray"]),
    default="local",
    show_default=True,
    help="Processes of this machine, or Ray actors, which may be on many.",
)
@click.option(
    "--workers",
    type=click.IntRange(1),
    metavar="N",
    help="How many processes or actors.  [default: one a processor, or a GPU with a model]",
)
@click.option(
    "--tables",
    type=click.Choice(["jsonl", "csv", "parquet"]),
    help="How to write findings and names.  [default: parquet where all input is, else jsonl]",
)
@click.option(
    "--consistent",
    is_flag=True,
    help="One spelling for each person and place across all texts; reads everything twice.",
)
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Only the first N texts.")
@click.option(
    "--sample",
    type=click.FloatRange(0, 1, min_open=True),
    metavar="SHARE",
    help="Only a share of the texts, such as 0.01.",
)
@click.option("--seed", type=int, default=0, help="Another number chooses another sample.")
@click.option("--restart", is_flag=True, help="Remove what an earlier run left, and start anew.")
@click.option("--dry-run", is_flag=True, help="Say what would be read and written, and stop.")
def command(
    options: Options,
    outlet_field: str,
    review: bool,
    retranslate: bool,
    models: ModelOptions,
    where: str,
    workers: int | None,
    tables: Format | None,
    consistent: bool,
    limit: int | None,
    sample: float | None,
    seed: int,
    restart: bool,
    dry_run: bool,
) -> None:
    """
    Normalise a corpus: safe fixes made, and tables of what was found.

    The last of PATHS is the folder for the results; the others are files, folders, globs, or - for
    standard input: rows (.jsonl, .csv, .tsv, .parquet) and texts as for check, also compressed. A
    run that was cut off goes on where it was when it is started again. Exits 0, 1 where rows were
    rejected, or 2 where an input, option or setting is at fault.
    """
    from calque.batch.run import Run
    from calque.batch.summary import lines
    from calque.batch.work import Work

    if len(options.paths) < 2:
        raise click.UsageError("name an input and a folder for the results")
    if retranslate and not review:
        raise click.UsageError("--retranslate goes with --review: a new rendering wants a look")
    if models.model and not retranslate:
        raise click.UsageError("--model goes with --retranslate")
    *paths, results = options.paths
    if results == _STDIN:
        raise click.UsageError("the last of PATHS is the folder for the results, and - is none")
    console = Console(options.color)
    picked = _picked(limit, sample, seed)
    job = _job(options, outlet_field, picked, models if retranslate else None, review=review)
    engine = _engine(where, workers)
    work = Work(results)
    work.check(restart=restart and not dry_run)
    spooled = (f"stdin.{options.input_format}",) if _STDIN in paths else ()
    files = _found(paths, results, job, spooled)
    tables = tables or _tables(files, options)
    if dry_run:
        for line in _told(files, _STDIN in paths, results, tables, job):
            console.write([f"{line}\n"])
        console.finish(0)
    with work.held():
        for name in spooled:
            files.append(_spooled(work.spool(name, sys.stdin.buffer), name, job))
        teller = _Teller(console)
        run = Run(
            tuple(files),
            work,
            job,
            engine,
            tables,
            teller,
            consistent=consistent,
            spooled=spooled,
        )
        try:
            summary = run()
        except KeyboardInterrupt:
            raise KeyboardInterrupt("stopped; the same command goes on from here") from None
    console.write(
        f"{line}\n" for line in lines(summary, colour=console.colour, width=console.width)
    )
    console.note(f"results in {results}{teller.summary()}")
    console.finish(1 if summary.counts["rejects"] else 0)


def _picked(limit: int | None, sample: float | None, seed: int) -> Picked:
    from calque.batch.sources import Picked

    return Picked(limit, None if sample == 1 else sample, seed)


def _job(
    options: Options, outlet: str, picked: Picked, models: ModelOptions | None, *, review: bool
) -> Job:
    from calque.batch.job import Job
    from calque.finding import Safety

    return Job(
        options.configuration(),
        Safety.REVIEW if review else Safety.SAFE,
        replace(options.row_fields, outlet=outlet),
        picked,
        models.for_workers() if models else None,
    )


def _engine(where: str, workers: int | None) -> Engine:
    if where == "ray":
        from calque.batch.ray import Cluster

        return Cluster(workers)
    from calque.batch.local import Local
    from calque.processes import cores

    return Local(workers or cores())


def _found(paths: list[Path], results: Path, job: Job, spooled: tuple[str, ...]) -> list[Found]:
    """
    The files to be read, each seen to have a column for the text where it is a table.

    `spooled` is what standard input is called, where it is read as well.
    """
    from calque.batch.sources import check_head, found

    files = found([path for path in paths if path != _STDIN], results)
    for file in files:
        if file.inside in spooled:
            raise InputError(f"{file.name}: standard input is called so as well; rename the file")
        check_head(file, job.making(file.name))
    if not files and not spooled:
        raise InputError(f"{paths[0]}: nothing to read there; check the path")
    return files


def _spooled(path: Path, name: str, job: Job) -> Found:
    from calque.batch.sources import Found, check_head

    file = Found(path, name, path.stat().st_size, str(path))
    check_head(file, job.making(str(path)))
    return file


def _tables(files: list[Found], options: Options) -> Format:
    from calque.batch.sources import kind_of

    kinds = {kind_of(file.inside) for file in files}
    if _STDIN in options.paths:
        kinds.add("parquet" if options.input_format == "parquet" else "rows")
    return "parquet" if kinds == {"parquet"} else "jsonl"


def _told(
    files: list[Found], from_stdin: bool, results: Path, tables: Format, job: Job
) -> list[str]:
    """What a run would read and write."""
    from collections import Counter

    from calque.batch.sources import kind_of
    from calque.language.plural import counted

    kinds = Counter(kind_of(file.inside) for file in files)
    names = {"rows": "of rows", "parquet": "in Parquet", "texts": "with a text each"}
    said = [f"{count:,} {names[kind]}" for kind, count in sorted(kinds.items())]
    if from_stdin:
        said.append("standard input")
    size = _bytes(sum(file.size for file in files))
    checker = job.checker()
    signature = job.signature(checker)
    return [
        f"would read {counted(len(files), 'file')}, {size}: {', '.join(said)}",
        f"would check with {len(checker.rules)} rules ({signature}), fixes: {job.level}",
        f"would write {results}/corpus, findings.{tables}, names.{tables}, summary.html",
    ]


class _Teller:
    """Shows how far a run is and how long it will take, and says in the end how fast it was."""

    def __init__(self, console: Console) -> None:
        self._console = console
        self._last: Progress | None = None

    def __call__(self, progress: Progress) -> None:
        """Show it, on a terminal only."""
        if not progress.done:
            self._console.status(f"{progress.step} …")
            return
        self._last = progress
        share = 100 * (progress.before + progress.done) / max(progress.total, 1)
        self._console.status(
            f"{progress.step}: {share:.0f} % of {_bytes(progress.total)}, "
            f"{progress.texts:,} texts, {_bytes(progress.rate)}/s, {_time(progress.left)} left"
        )

    def summary(self) -> str:
        """`: 12.3 MB in 40 s, 0.3 MB/s`; empty where there was nothing left to do."""
        from calque.batch.run import CHECKING

        last = self._last
        if not last or last.step != CHECKING:
            return ""
        return f": {_bytes(last.done)} in {_time(last.seconds)}, {_bytes(last.rate)}/s"


def _bytes(number: float) -> str:
    """`12.3 MB`."""
    for unit in ("bytes", "kB", "MB", "GB"):
        if number < 1000:
            return f"{number:,.0f} {unit}" if unit == "bytes" else f"{number:,.1f} {unit}"
        number /= 1000
    return f"{number:,.1f} TB"


def _time(seconds: float) -> str:
    """`4 s`, `12 min`, `3 h 20 min`."""
    if seconds < 60:
        return f"{seconds:.0f} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"
