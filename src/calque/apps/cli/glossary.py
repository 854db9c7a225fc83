"""
`calque glossary`: look after glossaries, look something up in them, exchange them.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from calque.apps.cli.console import Console
from calque.apps.cli.exchange import export_command, import_command
from calque.apps.cli.options import COLOUR, CONFIG, GLOSSARY, configuration, language, layers
from calque.apps.cli.suggest import command as suggest_command
from calque.errors import ConfigError


@click.group("glossary")
def command() -> None:
    """Look after glossaries, look something up in them, exchange them."""


@command.command("lint")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@CONFIG
@COLOUR
def lint(paths: tuple[Path, ...], config: Path | None, color: str) -> None:
    """
    Name every fault in glossary files or folders, laid over those in use.

    Without PATHS those in use are looked at: the built-in ones and the configuration's. An acronym
    that could be something else is a fault here, though the glossary can be used. Exits 1 where
    there is a fault.
    """
    from calque.glossary.ambiguous import ambiguous
    from calque.glossary.load import placed, read
    from calque.language.plural import counted

    console = Console(color)
    settings = configuration(config)
    all_layers = layers((*settings.glossaries, *paths))
    glossary, problems = read(all_layers, settings.concepts)
    problems += (placed(fault, all_layers) for fault in ambiguous(glossary.concepts.values()))
    console.write(f"{problem}\n" for problem in problems)
    console.note(
        f"{counted(len(glossary.concepts), 'concept')}, "
        f"{counted(len(glossary.entries), 'wording')}: {counted(len(problems), 'fault')}"
    )
    console.finish(1 if problems else 0)


@command.command("show")
@click.argument("term")
@click.option(
    "--lang",
    default="en",
    show_default=True,
    callback=language,
    help="Language of the text it stands in.",
)
@GLOSSARY
@CONFIG
@COLOUR
def show(term: str, lang: str, glossary: tuple[Path, ...], config: Path | None, color: str) -> None:
    """Show what is known of TERM: a spelling, an acronym, a wording or an entry's id."""
    from calque.glossary.load import load
    from calque.render.entries import shown
    from calque.resources import Resources

    if not term.strip():
        raise click.UsageError("name a spelling, an acronym, a wording or an entry's id")
    console = Console(color)
    settings = configuration(config)
    settings = replace(settings, glossaries=(*settings.glossaries, *glossary))
    loaded = load(layers(settings.glossaries), settings.concepts)
    forms = Resources(settings).named(term, lang)
    parts = list(shown(loaded, term, lang, forms, colour=console.colour, width=console.width))
    if not parts:
        raise ConfigError(f"{term!r} is in no glossary; add it with --glossary or in calque.toml")
    console.write(parts)


@command.command("cache")
@click.option("--clear", is_flag=True, help="Remove all that is kept.")
@click.option("--where", is_flag=True, help="Only print the folder, and remove nothing.")
def cache(clear: bool, where: bool) -> None:
    """
    Say what is kept of compiled glossaries, and where.

    Any of it may be removed at any time: the next run that needs it makes it again. CALQUE_CACHE
    names another folder.
    """
    from calque.glossary import cache as shelf
    from calque.language.plural import counted

    console = Console()
    if where:
        console.write([f"{shelf.folder()}\n"])
        return
    files = shelf.clear() if clear else shelf.kept()
    size = sum(files.values()) / 1e6
    done = "removed" if clear else "kept"
    console.write([f"{shelf.folder()}: {counted(len(files), 'file')} {done}, {size:,.1f} MB\n"])


command.add_command(import_command)
command.add_command(export_command)
command.add_command(suggest_command)
