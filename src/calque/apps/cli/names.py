"""
`calque names`: compare, render and explain names, one at a time or a table of them.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from calque.apps.cli.console import Console, send
from calque.apps.cli.options import COLOUR, OutputFile
from calque.errors import InputError

if TYPE_CHECKING:
    from calque.formats.columns import Row
    from calque.names.reading import Reading
    from calque.render.names import View

_FILE: Final = click.Path(path_type=Path, allow_dash=True)
_STDIN: Final = Path("-")


@dataclass(frozen=True, slots=True)
class _Options:
    """What the command line said of input and output."""

    tsv: Path | None
    output: Path | None
    format: str
    color: str

    def check(self, names: Sequence[str | None], metavar: str) -> None:
        """Raise click.UsageError where there are both names and a table, or neither."""
        given = [name for name in names if name is not None]
        if self.tsv and (given or self.format != "terminal"):
            raise click.UsageError(f"--tsv takes the place of {metavar} and --format")
        if not self.tsv and len(given) != len(names):
            raise click.UsageError(f"name {metavar}, or a table with --tsv")

    def view(self, console: Console) -> View:
        """Return what shows names on the terminal."""
        from calque.render.names import View

        return View(colour=console.colour and not self.output, width=console.width)

    def table(
        self,
        needed: tuple[str, ...],
        new: tuple[str, ...],
        work: Callable[[Row], Sequence[str]],
    ) -> None:
        """Write the table with new columns, and end the run."""
        from calque.formats.columns import Columns, extended
        from calque.formats.files import write_text
        from calque.render import STDIN

        console = Console(self.color)
        stream = sys.stdin.buffer if self.tsv == _STDIN else None
        path = Path(STDIN) if stream else self.tsv
        if path:
            rows = extended(path, Columns(needed, new), work, console.error, stream)
            if self.output:
                write_text(self.output, rows)
            else:
                # Bytes that are no UTF-8 come back as they were.
                for part in rows:
                    console.write_bytes(part.encode("utf-8", "surrogateescape"))
        console.finish(0)


def _shared(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command the shared options; it gets them as one `_Options`."""

    @wraps(command)
    def called(**given: Any) -> Any:
        options = _Options(**{field.name: given.pop(field.name) for field in fields(_Options)})
        return command(options, **given)

    decorated: Callable[..., Any] = called
    for option in (
        COLOUR,
        click.option(
            "--format",
            type=click.Choice(["terminal", "json"]),
            default="terminal",
            show_default=True,
            help="How to answer for a single name.",
        ),
        click.option("-o", "--output", type=OutputFile(), help="Write here, all or nothing."),
        click.option(
            "--tsv",
            type=_FILE,
            metavar="FILE",
            help="Take names from a tab-separated table with a header (- is standard input).",
        ),
    ):
        decorated = option(decorated)
    return decorated


@click.group("names")
def command() -> None:
    """
    Compare names, spell them as another language does, or explain a spelling.

    With --tsv a table comes back with more columns, its own untouched; quotes in it are ordinary
    characters.
    """


@command.command("compare", short_help="Say whether two names are one, and why.")
@click.argument("a", required=False)
@click.argument("b", required=False)
@_shared
def compare_(options: _Options, a: str | None, b: str | None) -> None:
    """
    Say whether A and B are one name, and why.

    A table has the columns name_a and name_b, and lang_a and lang_b if you know the languages of
    the texts; it gets score (0 to 1) and same (1 or 0).
    """
    from calque.names import compare

    def scored(row: Row) -> tuple[str, str]:
        langs = (_any_language(row.get("lang_a")), _any_language(row.get("lang_b")))
        found = compare(row["name_a"], row["name_b"], *langs)
        return f"{found.score:.4f}", str(int(found.same))

    options.check((a, b), "A and B")
    if options.tsv:
        options.table(("name_a", "name_b"), ("score", "same"), scored)
    found = compare(a or "", b or "")
    if options.format == "json":
        from calque.render.names_json import comparison

        _show(options, lambda view: [comparison(found)])
    _show(options, lambda view: view.comparison(found))


@command.command("render", short_help="Spell a name as another language does.")
@click.argument("name", required=False)
@click.option("--from", "from_lang", metavar="LANG", help="Language of the text it stands in.")
@click.option(
    "--to", "to_lang", metavar="LANG", default="en", show_default=True, help="Language wanted."
)
@click.option("--origin", metavar="LANG", help="Language the name comes from, if you know it.")
@_shared
def render_(
    options: _Options, name: str | None, from_lang: str | None, to_lang: str, origin: str | None
) -> None:
    """
    Spell NAME, found in a text in one language, as another does; the likeliest comes first.

    What is no romanised name, or right already, stays as it is. A table has the columns name and
    lang, and origin_lang if you know it; it gets rendered.
    """
    from calque.names import render

    from_lang, to_lang = _language(from_lang), _language(to_lang) or "en"
    origin = _origin(origin)

    def rendered(row: Row) -> tuple[str]:
        lang = _language(row.get("lang")) or from_lang
        known = _origin(row.get("origin_lang")) or origin
        return (render(row["name"], lang, to_lang, known, limit=1)[0].text,)

    options.check((name,), "NAME")
    if options.tsv:
        needed = ("name",) if from_lang else ("name", "lang")
        options.table(needed, ("rendered",), rendered)
    found = render(name or "", from_lang, to_lang, origin)
    if options.format == "json":
        from calque.render.names_json import renderings

        _show(options, lambda view: [renderings(name or "", found)])
    _show(options, lambda view: view.renderings(found))


@command.command("explain", short_help="Say what a name was romanised from.")
@click.argument("name", required=False)
@click.option("--lang", metavar="LANG", help="Language of the text it stands in.")
@_shared
def explain_(options: _Options, name: str | None, lang: str | None) -> None:
    """
    Say what NAME was romanised from, by which convention, and how others spell it.

    A table has the column name, and lang if you know it; it gets origin, origin_form and
    convention, all empty where no convention explains the name.
    """
    from calque.names import read, render

    lang = _language(lang)

    def explained(row: Row) -> tuple[str, str, str]:
        found = read(row["name"], _language(row.get("lang")) or lang, limit=1)
        return (found[0].origin, found[0].text, found[0].convention) if found else ("", "", "")

    options.check((name,), "NAME")
    if options.tsv:
        options.table(("name",), ("origin", "origin_form", "convention"), explained)
    found: list[Reading] = read(name or "", lang)
    if options.format == "json":
        from calque.render.names_json import readings

        _show(options, lambda view: [readings(name or "", found)])
    romanised = render(name or "", lang, limit=1)[0].reading is not None
    _show(options, lambda view: view.readings(name or "", found, romanised=romanised))


def _show(options: _Options, shown: Callable[[View], Sequence[str] | Iterator[str]]) -> None:
    """Show an answer and end the run."""
    console = Console(options.color)
    send(console, iter(shown(options.view(console))), options.output)
    console.finish(0)


def _language(code: str | None) -> str | None:
    """Return a language that spells foreign names by conventions we know, None for none."""
    from calque.names.scheme import languages

    known = languages()
    return _known(code, known, f"language whose conventions are known; write {_any_of(known)}")


def _origin(code: str | None) -> str | None:
    from calque.names.scheme import origins

    known = origins()
    return _known(code, known, f"origin whose alphabet is known; write {_any_of(known)}")


def _any_language(code: str | None) -> str | None:
    from calque.language.codes import canonical, language_code

    try:
        return language_code(canonical(code)) if code and code.strip() else None
    except ValueError as error:
        raise InputError(str(error)) from error


def _known(code: str | None, known: Collection[str], what: str) -> str | None:
    """Return a code as we write it. Raises InputError, which says what it should be."""
    from calque.language.codes import canonical

    if not code or not code.strip():
        return None
    found = canonical(code)
    if found not in known:
        raise InputError(f"{code!r} is no {what}")
    return found


def _any_of(codes: Sequence[str]) -> str:
    return f"one of {' '.join(codes)}"
