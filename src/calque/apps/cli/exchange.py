"""
`calque glossary import` and `export`: glossaries from and for other programs.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from calque.apps.cli.console import Console, send
from calque.apps.cli.options import COLOUR, CONFIG, OutputFile, configuration, layers, split
from calque.errors import ConfigError

if TYPE_CHECKING:
    from calque.config import Config
    from calque.glossary.concept import Concept
    from calque.glossary.exchange import Bad, Read, Wanted
    from calque.glossary.exchange.draft import Ledger

_READ: Final = ("tbx", "csv", "tsv", "ftm", "popolo", "wikidata", "jrc-names")
_WRITTEN: Final = ("tbx", "tbx-dct", "tbx-core", *_READ[1:])
_KINDS: Final = ("organisation", "person", "place", "term")
_STDIN: Final = Path("-")
_OUTPUT: Final = click.option("-o", "--output", type=OutputFile(), help="Write to this file.")
_LANG: Final = click.option(
    "--lang", multiple=True, callback=split, help="Only these languages: en,fi,ru."
)


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True))
@_OUTPUT
@click.option("--format", type=click.Choice(_READ), help="What the file is, if not by its suffix.")
@_LANG
@click.option(
    "--only",
    multiple=True,
    callback=split,
    help="Only these ids, or classes: Q5 (wikidata), Person (ftm), P (jrc-names).",
)
@click.option(
    "--kind",
    type=click.Choice(_KINDS),
    default="term",
    show_default=True,
    help="What entries are that do not say.",
)
@CONFIG
@COLOUR
def import_command(
    file: Path,
    output: Path | None,
    format: str | None,
    lang: tuple[str, ...],
    only: tuple[str, ...],
    kind: str,
    config: Path | None,
    color: str,
) -> None:
    """
    Make a glossary in TOML of another program's FILE.

    A bad entry is named and left out, the others are read. Forms that a glossary in use has for
    another concept are silenced; an entry with the id of one there overrides it. Exits 0, or 2
    where something could not be read or there was no entry at all.
    """
    from calque.glossary.exchange import Ledger, Wanted
    from calque.glossary.load import load

    console = Console(color)
    settings = configuration(config)
    format = format or _by_suffix(None if file == _STDIN else file, _READ)
    name = "standard input" if file == _STDIN else str(file)
    known = load(layers(settings.glossaries), settings.concepts).concepts.values()
    wanted = Wanted(frozenset(lang), frozenset(only), kind, Path(name).name)
    ledger = Ledger()
    with ExitStack() as stack:
        read = _read(file, name, format, wanted, ledger, stack)
        entries = _Entries(read, name, known, ledger, console)
        if entries.has_any():
            send(console, iter(entries), output)
            console.note(entries.summary())
        elif not console.errors:
            console.error(f"{name}: no entry to import; check the file, --format, --lang, --only")
    _tell(console, ledger)
    console.finish(0)


@click.command("export")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@_OUTPUT
@click.option(
    "--format", type=click.Choice(_WRITTEN), help="What to write, if not by the suffix of -o."
)
@_LANG
@CONFIG
@COLOUR
def export_command(
    paths: tuple[Path, ...],
    output: Path | None,
    format: str | None,
    lang: tuple[str, ...],
    config: Path | None,
    color: str,
) -> None:
    """
    Write glossaries for another program.

    PATHS are glossary files or folders; without any, all in use are written. What the format has no
    room for is counted on standard error.
    """
    from calque.glossary.exchange import Ledger, writer
    from calque.language.plural import counted

    console = Console(color)
    format = format or _by_suffix(output, _WRITTEN)
    ledger = Ledger()
    concepts = _exported(paths, configuration(config), frozenset(lang), ledger)
    if not concepts:
        raise ConfigError("no concept to export; check PATHS and --lang")
    send(console, _marked(writer(format)(concepts, ledger), format), output)
    console.note(counted(len(concepts), "concept"))
    _tell(console, ledger)
    console.finish(0)


class _Entries:
    """The entries of the glossary that is made, as TOML; counted on the way."""

    def __init__(
        self,
        read: Iterator[Read | Bad],
        name: str,
        known: Iterable[Concept],
        ledger: Ledger,
        console: Console,
    ) -> None:
        from calque.glossary.exchange.clash import without_clashes

        self._name = name
        self._console = console
        self._entries = self._good(without_clashes(read, known, ledger))
        self._first = next(self._entries, None)
        self._count = 0

    def has_any(self) -> bool:
        """Whether there is an entry; what is bad before the first has been named then."""
        return self._first is not None

    def __iter__(self) -> Iterator[str]:
        from calque.glossary.toml import entry

        yield f"# From {self._name}.\n\n"
        for concept in filter(None, chain((self._first,), self._entries)):
            self._count += 1
            yield entry(concept)

    def _good(self, read: Iterator[Read | Bad]) -> Iterator[Concept]:
        from calque.glossary.exchange import Bad

        for item in read:
            if isinstance(item, Bad):
                self._console.error(f"{self._name}: line {item.line}: {item.message}")
            else:
                yield item.concept

    def summary(self) -> str:
        """How many there were."""
        from calque.language.plural import counted

        return counted(self._count, "concept")


def _read(
    file: Path, name: str, format: str, wanted: Wanted, ledger: Ledger, stack: ExitStack
) -> Iterator[Read | Bad]:
    """What a format's reader makes of a file; `stack` closes it."""
    from calque.formats.compressed import lines, opened
    from calque.formats.files import decode_data
    from calque.glossary.exchange import FORMATS, reader

    stream = sys.stdin.buffer if file == _STDIN else None
    data: Any = stack.enter_context(opened(Path(name), stream))
    takes = FORMATS[format].takes
    if takes == "text":
        data = decode_data(data.read(), name).text
    elif takes == "lines":
        data = lines(data, name)
    return reader(format)(data, wanted, ledger)


def _by_suffix(path: Path | None, formats: tuple[str, ...]) -> str:
    """The format of a file by its name; a stream has none."""
    from calque.glossary.exchange import FORMATS

    called = path.name.lower() if path else ""
    for name in formats:
        if called.endswith(FORMATS[name].suffixes):
            return name
    what = f"say what {path} is" if path else "say the format"
    raise click.UsageError(f"{what} with --format: {', '.join(formats)}")


def _exported(
    paths: tuple[Path, ...], settings: Config, langs: frozenset[str], ledger: Ledger
) -> list[Concept]:
    """The concepts of the glossaries at `paths`, or of all; each with the terms in `langs`."""
    from dataclasses import replace

    from calque.glossary.load import load, read

    glossary = load(layers((*settings.glossaries, *paths)), settings.concepts)
    # An entry at PATHS may override one below it, and then it is whole only together with that.
    own, _ = read(paths)
    ids = own.concepts if paths else glossary.concepts
    ledger.drop("wordings", len(own.entries if paths else glossary.entries))
    concepts = []
    for concept in (glossary.concepts[id] for id in ids):
        terms = tuple(term for term in concept.terms if not langs or term.lang in langs)
        texts = {term.text for term in terms}
        near = {form: words for form, words in concept.near.items() if form in texts}
        concepts += [replace(concept, terms=terms, near=near)] if terms else []
    return concepts


def _marked(parts: Iterator[str], format: str) -> Iterator[str]:
    """Put a byte-order mark before a table: spreadsheets take it for another encoding else."""
    if format in ("csv", "tsv"):
        yield "\ufeff"
    yield from parts


def _tell(console: Console, ledger: Ledger) -> None:
    for line in ledger:
        console.note(line)
