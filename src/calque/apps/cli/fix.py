"""
`calque fix`: mend texts, or show what would be mended.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calque.apps.cli.console import Console
from calque.apps.cli.options import MENDED, ModelOptions, Options, shared, with_model, with_writing
from calque.errors import CalqueError, InputError, ModelError, OutputError

if TYPE_CHECKING:
    from calque.apps.cli.inputs import RowFile, TextFile
    from calque.document import Document
    from calque.pipeline import Checker
    from calque.render import Place
    from calque.report import Report


@click.command("fix")
@shared("Write here: a file, or a folder where there are many inputs.", output=MENDED)
@with_writing("the mended text")
@click.option("--review", is_flag=True, help="Make the fixes that want a look as well.")
@click.option(
    "--retranslate",
    is_flag=True,
    help="Translate segments anew where nothing else mends them; a fix that wants a look.",
)
@with_model
def command(
    options: Options,
    format: str,
    write: bool,
    review: bool,
    retranslate: bool,
    models: ModelOptions,
) -> None:
    """
    Mend texts: show a diff, or write with --write or -o.

    PATHS are as for check; standard input comes back mended on standard output. Of rows only the
    text changes. What is left is counted at the end. Exits 0, or 2 where an input, option, setting
    or model is at fault.
    """
    from calque.finding import Safety
    from calque.pipeline import Checker

    if models.model and not retranslate:
        raise click.UsageError("--model goes with --retranslate")
    console = Console(options.color)
    retranslation = models.retranslation(console.sentences) if retranslate else None
    checker = Checker(options.configuration(), retranslation)
    level = Safety.REVIEW if review else Safety.SAFE
    run = Run(options, checker, console, lambda doc: checker.fix(doc, level), write=write)
    mending = run.mend(as_json=format == "json")
    console.note(mending.summary())
    if retranslation:
        console.note(retranslation.summary())
    console.finish(2 if retranslation and retranslation.unable else 0)


class Run:
    """The inputs of a command that changes texts, mended one by one by `report`."""

    def __init__(
        self,
        options: Options,
        checker: Checker,
        console: Console,
        report: Callable[[Document], Report],
        *,
        write: bool,
    ) -> None:
        from calque.apps.cli.inputs import Inputs

        if write and options.output:
            raise click.UsageError("--write or -o: choose one")
        self._console = console
        self._report = report
        self._inputs = Inputs(options, checker)
        self._inputs.survey()
        self._target = _Target(options.output, write=write, many=self._inputs.many)

    def mend(self, *, as_json: bool) -> Mending:
        """Mend all inputs; one that can't be read or written is an error among the others."""
        mending = Mending(self._report, self._console, self._inputs.total, as_json=as_json)
        for item in self._inputs:
            try:
                if isinstance(item, CalqueError):
                    raise item
                mending.mend(item, self._target.path(item.name, item.inside))
            except ModelError:  # it would be the same for every input
                raise
            except CalqueError as error:
                self._console.error(error)
        mending.end()
        return mending


class _Target:
    """Where mended texts go: in place, to a file or folder, or nowhere (they are shown)."""

    def __init__(self, output: Path | None, *, write: bool, many: bool) -> None:
        self._in_place = write
        self._output = output
        self._is_folder = output is not None and (many or output.is_dir())
        self._taken: set[Path] = set()

    def path(self, name: str, inside: Path) -> Path | None:
        """
        The file to write for an input, or None.

        Raises OutputError where it can't be, or another input went there already.
        """
        from calque.render import STDIN

        if self._in_place:
            if name == STDIN:
                raise OutputError("standard input cannot be written in place; leave out --write")
            return Path(name)
        if self._output is None or not self._is_folder:
            return self._output
        path = self._output / inside
        if path in self._taken:
            raise OutputError(f"{name}: {path} is taken by another input; fix them one by one")
        self._taken.add(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(
                f"{path.parent}: cannot be made ({error.strerror}); write elsewhere with -o"
            ) from error
        return path


class Mending:
    """Mends one input after the other, by `report`, and counts what came of it."""

    def __init__(
        self,
        report: Callable[[Document], Report],
        console: Console,
        total: int,
        *,
        as_json: bool,
    ) -> None:
        from calque.render.json_ import Json
        from calque.render.tally import Tally

        self._make = report
        self._console = console
        self._total = total
        self._tally = Tally()  # of all inputs
        self._current = Tally()  # of the one at hand, which may yet fail
        self._json = Json() if as_json else None
        self._done = 0
        self.shows_diffs = False

    def mend(self, item: TextFile | RowFile, path: Path | None) -> None:
        """
        Mend an input and write it to `path`, or show it.

        Raises InputError or OutputError; then nothing was written, and nothing counts.
        """
        from calque.apps.cli.inputs import RowFile
        from calque.render.tally import Tally

        self._current = Tally()
        if isinstance(item, RowFile):
            self._rows(item, path)
        else:
            self._text(item, path)
        self._tally.update(self._current)

    def _text(self, item: TextFile, path: Path | None) -> None:
        from calque.formats.files import write_bytes
        from calque.render import Place

        report = self._report(item.document, Place(item.name))
        mended = item.written.mended(report.text, report.applied)
        if path is None:
            self._show(report, item.name, mended)
        elif report.applied or str(path) != item.name:
            write_bytes(path, mended)

    def _rows(self, item: RowFile, path: Path | None) -> None:
        from calque.formats.files import write_text

        if path:
            write_text(path, (raw for _, _, raw in self._mended(item)))
            return
        for report, name, raw in self._mended(item):
            self._show(report, name, [raw.encode("utf-8", "surrogateescape")])

    def end(self) -> None:
        """Close the output."""
        if self._json:
            self._console.write(self._json.end(self._console.errors))

    def summary(self) -> str:
        """What was done, and what is left to do."""
        mended, left = self._tally.mended, self._tally.left()
        if not self._tally.texts:
            return "nothing was mended"
        done = f"mended {mended:,} in {self._tally.texts}"
        if not mended:
            done = f"nothing to mend in {self._tally.texts}"
        elif self.shows_diffs:
            done = f"would mend {mended:,} in {self._tally.texts} (--write)"
        return f"{done}; {left}" if left else done

    def _mended(self, item: RowFile) -> Iterator[tuple[Report | None, str, str]]:
        """Every part of a file of rows: its report if it is a good row, its name, its new text."""
        from calque.formats.row import BadRow, Row
        from calque.render import Place

        for part in item.rows:
            if isinstance(part, Row):
                try:
                    report = self._report(part.document, Place(item.name, part.line))
                except InputError as error:
                    self._console.error(f"{item.name}: line {part.line}: {error}")
                    yield None, item.name, part.raw
                    continue
                yield report, f"{item.name}:{part.line}", part.replace(_texts(report))
                continue
            if isinstance(part, BadRow):
                self._console.error(part.error)
            yield None, item.name, part.raw

    def _report(self, document: Document, place: Place) -> Report:
        report = self._make(document)
        self._current.add(report, place)
        self._done += 1
        self._console.progress(self._done, self._total)
        if self._json:
            self._console.write(self._json.report(report, place))
        else:
            name = place.path if place.row is None else f"{place.path}:{place.row}"
            for note in report.notes:
                self._console.note(f"{name}: {note}")
        return report

    def _show(self, report: Report | None, name: str, mended: Iterable[bytes]) -> None:
        """Show what nobody wants written: standard input whole, of a file what changes."""
        from calque.render import STDIN
        from calque.render.diff import diff

        if self._json:
            return
        if name.startswith(STDIN):
            self._console.write_bytes(b"".join(mended))
        elif report:
            self.shows_diffs = True
            before, after = report.document.text, report.text
            self._console.write(diff(name, before, after, colour=self._console.colour))


def _texts(report: Report) -> str | list[str]:
    """The mended text, or its segments where the document has some."""
    from calque.formats.rows import split_segments

    if report.document.segments:
        return split_segments(report.document, report.applied)
    return report.text
