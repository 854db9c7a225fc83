"""
`calque hook`: look at texts before they leave the desk, in git or in a folder of drafts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click

from calque.apps.cli.console import Console
from calque.apps.cli.options import COLOUR, CONFIG, configuration
from calque.errors import CalqueError, InputError

if TYPE_CHECKING:
    from calque.apps.hook.git import Staged
    from calque.apps.hook.watch import Drafts
    from calque.document import Document
    from calque.pipeline import Checker
    from calque.render import Place


@click.group("hook")
def command() -> None:
    """Look at texts before they leave the desk: in git, or in a folder of drafts."""


@command.command("install")
def install() -> None:
    """
    Have git check what is staged before each commit.

    The hook goes where git looks for it in this repository. One that is there already stays.
    """
    from calque.apps.hook import git

    path = git.install()
    Console().note(f"{path}: calque looks at what is staged; git commit --no-verify passes it by")


@command.command("uninstall")
def uninstall() -> None:
    """Remove calque's hook from this git repository, and no other."""
    from calque.apps.hook import git

    path = git.uninstall()
    Console().note(f"{path}: removed" if path else "no hook to remove")


@command.command("run")
@CONFIG
@COLOUR
def run(config: Path | None, color: str) -> None:
    """
    Check what is staged in git, as it is staged.

    What has changed in the files since, or is not staged, plays no part. Exits like check: 0 where
    nothing was found at or above fail-on, 1 where something was, 2 where something is at fault.
    """
    from calque.apps.hook.git import staged
    from calque.mqm import severity_rank
    from calque.pipeline import Checker
    from calque.render.tally import most_severe
    from calque.render.terminal import Terminal

    console = Console(color)
    checker = Checker(configuration(config))
    files = staged()
    if len(files) > 1:
        checker.survey(document for document, _ in _documents(files, checker, None))
    renderer = Terminal(colour=console.colour, width=console.width)
    worst = -1
    for document, place in _documents(files, checker, console):
        report = checker.check(document)
        worst = max(worst, most_severe(report.findings))
        console.write(renderer.report(report, place))
    failed = worst >= severity_rank(checker.config.fail_on)
    if worst >= 0:
        console.write(renderer.end(console.errors))
    if failed:
        console.note("not committed; mend, git add and commit again, or git commit --no-verify")
    console.finish(1 if failed else 0)


@command.command("watch")
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--fix", "mends", is_flag=True, help="Make the safe fixes in the file.")
@COLOUR
def watch(folder: Path, mends: bool, color: str) -> None:
    """
    Check each text in FOLDER when it is saved, until Ctrl-C.

    The configuration is read again when it changes.
    """
    from calque.apps.hook.watch import Drafts

    console = Console(color)
    drafts = Drafts(folder, mends=mends)
    announced = False
    with suppress(KeyboardInterrupt):
        for paths in drafts.saved():
            if not announced:
                console.note(f"{folder}: each text is looked at when it is saved; Ctrl-C ends")
                announced = True
            for path in paths:
                _look(drafts, path, console)


def _look(drafts: Drafts, path: Path, console: Console) -> None:
    from calque.render import Place
    from calque.render.terminal import Terminal

    try:
        look = drafts.looked_at(path, console.error)
    except CalqueError as error:
        console.error(error)
        return
    if look:
        if look.mended:
            console.note(f"{path}: mended {look.mended}")
        renderer = Terminal(colour=console.colour, width=console.width)
        console.write(renderer.report(look.report, Place(str(path))))
        console.write(renderer.end(console.errors))


def _documents(
    files: list[Staged], checker: Checker, console: Console | None
) -> Iterator[tuple[Document, Place]]:
    """The documents of staged files; `console` hears of what can't be read."""
    from calque.apps.hook.git import documents
    from calque.formats.row import BadRow
    from calque.render import Place

    for file in files:
        try:
            for item in documents(file, checker):
                if not isinstance(item, BadRow):
                    document, line = item
                    yield document, Place(file.path, line)
                elif console:
                    console.error(item.error)
        except InputError as error:
            if console:
                console.error(error)
