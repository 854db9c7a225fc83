"""
`calque check`: look, report, and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calque.apps.cli.console import Console, send
from calque.apps.cli.options import Options, shared

if TYPE_CHECKING:
    from calque.pipeline import Checker
    from calque.render import Place, Renderer
    from calque.report import Report


@click.command("check")
@shared("Write the report to this file.")
@click.option(
    "--format",
    type=click.Choice(["terminal", "json", "jsonl", "sarif", "github", "rdjsonl", "its"]),
    default="terminal",
    show_default=True,
    help="How to report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(["minor", "major", "critical"]),
    help="Exit 1 only for findings as grave as this.  [default: minor]",
)
@click.option(
    "--write-baseline",
    type=click.Path(path_type=Path),
    help="List today's findings in this file, for --baseline, instead of reporting them.",
)
@click.option(
    "--explain-source",
    is_flag=True,
    help="Say of each text what language it was translated from, and what says so.",
)
def command(
    options: Options,
    format: str,
    fail_on: str | None,
    write_baseline: Path | None,
    explain_source: bool,
) -> None:
    """
    Report what translation left behind in texts.

    PATHS are files, folders, globs, or - for standard input; .jsonl, .csv and .tsv hold a text a
    row. Exits 0 where nothing was found, 1 where something was, 2 where an input, option or
    setting is at fault.
    """
    from calque.pipeline import Checker

    if explain_source and format != "terminal":
        raise click.UsageError("--explain-source is for the terminal; --format json has it always")
    if write_baseline and options.output:
        raise click.UsageError("--write-baseline or -o: choose one")
    console = Console(options.color)
    config = options.configuration(fail_on=fail_on)
    if write_baseline:
        config = replace(config, baseline=None)
    checker = Checker(config)
    run = _Run(options, checker, console)
    if write_baseline:
        send(console, _baseline(run, write_baseline.parent), write_baseline)
        console.finish(0)
    renderer = _renderer(format, options, console, checker, explain_source=explain_source)
    send(console, _rendered(run, renderer), options.output)
    console.finish(1 if run.worst >= _threshold(config.fail_on) else 0)


class _Run:
    """The reports of a run as they come, and the gravest severity among them."""

    def __init__(self, options: Options, checker: Checker, console: Console) -> None:
        from calque.apps.cli.inputs import Inputs

        self.console = console
        self.worst = -1
        self._checker = checker
        self._inputs = Inputs(options, checker)
        self._inputs.survey()

    def __iter__(self) -> Iterator[tuple[Report, Place]]:
        from calque.apps.cli.inputs import documents
        from calque.render.tally import most_severe

        found = documents(self._inputs, self.console.error)
        for done, (document, place) in enumerate(found, 1):
            report = self._checker.check(document)
            self.worst = max(self.worst, most_severe(report.findings))
            self.console.progress(done, self._inputs.total)
            yield report, place


def _threshold(severity: str) -> int:
    from calque.mqm import severity_rank

    return severity_rank(severity)


def _rendered(run: _Run, renderer: Renderer) -> Iterator[str]:
    for report, place in run:
        yield from renderer.report(report, place)
    yield from renderer.end(run.console.errors)


def _renderer(
    format: str, options: Options, console: Console, checker: Checker, *, explain_source: bool
) -> Renderer:
    if format == "terminal":
        from calque.render.terminal import Terminal

        colour = console.colour and not options.output
        return Terminal(colour=colour, width=console.width, explain_source=explain_source)
    # Some of these take as long to import as a short text to check.
    from calque.render import github, its, json_, rdjson, sarif

    if format == "sarif":
        return sarif.Sarif(checker.rules)
    if format == "its":
        return its.Its()
    if format == "rdjsonl":
        return rdjson.RdJsonLines()
    if format == "json":
        return json_.Json()
    return json_.JsonLines() if format == "jsonl" else github.GitHub()


def _baseline(run: _Run, folder: Path) -> Iterator[str]:
    from calque.suppress import baseline_json, document_key, fingerprints

    known: dict[str, dict[str, str]] = {}
    for report, _ in run:
        doc = report.document
        keys = fingerprints(doc, report.findings)
        for finding, key in zip(report.findings, keys, strict=True):
            known.setdefault(document_key(doc, folder), {})[key] = (
                f"{finding.rule.id} {doc.text[slice(*finding.span)]}"
            )
    yield baseline_json(known)
