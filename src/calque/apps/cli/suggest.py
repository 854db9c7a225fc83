"""
`calque glossary suggest`: propose entries from a corpus.
"""

from __future__ import annotations

from dataclasses import replace

import click

from calque.apps.cli.console import Console, send
from calque.apps.cli.options import Options, shared


@click.command("suggest")
@shared("Write the proposals to this file.", without=("source", "select", "ignore", "baseline"))
@click.option(
    "--at-least",
    type=click.IntRange(1),
    default=2,
    show_default=True,
    metavar="N",
    help="Only what stands in this many texts.",
)
def command(options: Options, at_least: int) -> None:
    """
    Propose glossary entries from a corpus, as TOML to review.

    PATHS are as for check. Looked for are names in more than one spelling, names as another
    language spells them, and acronyms, all unknown to the glossaries in use; each entry comes with
    its evidence, and without the reference that an editor has to find.
    """
    from calque.apps.cli.inputs import Inputs, documents
    from calque.growth.mine import Miner
    from calque.growth.propose import proposals
    from calque.pipeline import Checker

    console = Console(options.color)
    # Every rule looks, whatever the house reports: together they tell the source language.
    config = replace(options.configuration(), select=(), ignore=(), baseline=None)
    checker = Checker(config)
    inputs = Inputs(options, checker)
    miner = Miner()
    done = 0
    for document, _ in documents(inputs, console.error):
        miner.add(document, checker)
        done += 1
        console.progress(done, inputs.total)
    send(console, proposals(miner.without_nouns(), config.lang, done, at_least), options.output)
    console.finish(0)
