"""
`calque retranslate`: translate segments anew, held to the glossary.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from calque.apps.cli.console import Console
from calque.apps.cli.options import MENDED, ModelOptions, Options, shared, with_model, with_writing

if TYPE_CHECKING:
    from calque.document import Document
    from calque.report import Report


@click.command("retranslate")
@shared("Write here: a file, or a folder where there are many inputs.", output=MENDED)
@with_writing("the new text")
@click.option(
    "--all", "every", is_flag=True, help="Every segment, whatever speaks against the new rendering."
)
@click.option("--approved", is_flag=True, help="Also segments that are final or approved.")
@with_model
def command(
    options: Options,
    format: str,
    write: bool,
    every: bool,
    approved: bool,
    models: ModelOptions,
) -> None:
    """
    Translate anew the segments in which something is found: show a diff, or write.

    PATHS are as for check: rows with a source, XLIFF, TMX, PO, or a text with --source. A new
    rendering stands only if less is found in it, if it keeps numbers, names, negation and the
    glossary's terms, and if the model holds it to be as likely. Units of XLIFF and PO that nobody
    has translated are filled; what is locked, final or approved is left. In a text without a
    source, sentences in another language are translated in place. Exits 0, or 2 where an input,
    option or model is at fault.
    """
    from calque.apps.cli.fix import Run
    from calque.pipeline import Checker

    console = Console(options.color)
    retranslation = models.retranslation(console.sentences)
    checker = Checker(options.configuration(), retranslation)

    def report(doc: Document) -> Report:
        return checker.retranslate(doc.opened() if approved else doc, every=every)

    mending = Run(options, checker, console, report, write=write).mend(as_json=format == "json")
    shown = " (--write)" if mending.shows_diffs and retranslation.offered else ""
    console.note(f"{retranslation.summary()}{shown}")
    console.finish(2 if retranslation.unable else 0)
