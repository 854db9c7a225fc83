"""
Options that commands share, and what they make of them: a configuration and a checker.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

if TYPE_CHECKING:
    from calque.batch.job import Model
    from calque.config import Config
    from calque.formats.row import Fields
    from calque.translate.retranslation import Retranslation

ROW_FORMATS: Final = ("jsonl", "csv", "tsv")
_FILE: Final = click.Path(path_type=Path)
Decorator = Callable[[Callable[..., Any]], Callable[..., Any]]


class OutputFile(click.Path):
    """
    A path to write to; `-` would make a file of that name, which nobody means.

    `instead` says how to get standard output.
    """

    def __init__(self, instead: str = "leave the option out for standard output") -> None:
        super().__init__(path_type=Path)
        self._instead = instead

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path, unless it is `-`."""
        if value == "-":
            self.fail(f"name a file; {self._instead}", param, ctx)
        return super().convert(value, param, ctx)


# Where mended texts go; without it, those of files are shown as a diff.
MENDED: Final = OutputFile("without -o, standard input (< FILE) comes back on standard output")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line said of input and configuration; None or empty: nothing."""

    paths: tuple[Path, ...]
    config: Path | None
    lang: str | None
    source_lang: str | None
    glossary: tuple[Path, ...]
    input_format: str
    id_field: str
    text_field: str
    source_field: str
    lang_field: str
    source_lang_field: str
    output: Path | None = None
    color: str = "auto"
    source: Path | None = None
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    baseline: Path | None = None

    def configuration(self, **more: Any) -> Config:
        """
        The configuration, the command line over the file; `more` are further settings, None: none.

        Lists given here replace the file's, but glossaries are layered over them.
        """
        base = configuration(self.config)
        given = {
            "lang": self.lang,
            "source_lang": self.source_lang,
            "select": self.select,
            "ignore": self.ignore,
            "baseline": self.baseline,
            "glossaries": (*base.glossaries, *self.glossary),
            **more,
        }
        return replace(base, **{key: value for key, value in given.items() if value})

    @property
    def row_fields(self) -> Fields:
        """What the fields of rows are called."""
        from calque.formats.row import Fields

        return Fields(
            self.id_field,
            self.text_field,
            self.source_field,
            self.lang_field,
            self.source_lang_field,
        )


def configuration(path: Path | None) -> Config:
    """The configuration in `path`, or in the nearest file from here upwards, or the defaults."""
    from calque.config import Config, find_config, load_config

    path = path or find_config(Path.cwd())
    return load_config(path) if path else Config()


def layers(extra: Iterable[Path]) -> list[Path]:
    """The built-in glossaries and `extra` over them, each once."""
    from calque.glossary.load import builtin_folder

    return list({path.resolve(): path for path in (builtin_folder(), *extra)}.values())


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """What the command line said of a translation model; None: the usual one of the pair."""

    model: str | None
    engine: str
    device: str
    target_token: str
    precision: str

    def retranslation(self, progress: Callable[[int, int], None] | None = None) -> Retranslation:
        """The models of a run, none of them opened yet."""
        from calque.translate.engine import Settings
        from calque.translate.retranslation import Retranslation

        settings = Settings(self.engine, self.device, precision=self.precision)
        return Retranslation(self.model, settings, self.target_token, progress)

    def for_workers(self) -> Model:
        """The same as a value that workers make their models by."""
        from calque.batch.job import Model
        from calque.translate.engine import Settings

        settings = Settings(self.engine, self.device, precision=self.precision)
        return Model(self.model, settings, self.target_token)


def with_model(command: Callable[..., Any], flag: str = "--engine") -> Callable[..., Any]:
    """
    Give a command the options of a translation model; it gets them as one `ModelOptions`.

    `flag` is what the option is called that says what runs the model.
    """

    @wraps(command)
    def called(*args: Any, **given: Any) -> Any:
        names = {field.name for field in fields(ModelOptions)}
        model = ModelOptions(**{name: given.pop(name) for name in names})
        return command(*args, models=model, **given)

    decorated: Callable[..., Any] = called
    options: tuple[Decorator, ...] = (_MODEL, *_engine(flag))
    for option in reversed(options):
        decorated = option(decorated)
    return decorated


def with_writing(shown: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """The options of a command that changes texts: what to show, and whether to write."""

    def decorate(called: Callable[..., Any]) -> Callable[..., Any]:
        decorated: Callable[..., Any] = _WRITE(called)
        return click.option(
            "--format",
            type=click.Choice(["terminal", "json"]),
            default="terminal",
            show_default=True,
            help=f"What to show: {shown} or a diff, or the reports with the edits made.",
        )(decorated)

    return decorate


def split(ctx: click.Context, param: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:
    """`--select NAM,ACR --select NUM005` as one list."""
    return tuple(item.strip() for value in values for item in value.split(",") if item.strip())


def language(ctx: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """`--lang en-GB` as `en`."""
    from calque.language.codes import language_code

    try:
        return language_code(value) if value else None
    except ValueError as error:
        raise click.BadParameter(str(error)) from error


CONFIG: Final = click.option(
    "--config", type=_FILE, help="Read this instead of the nearest calque.toml or pyproject.toml."
)
GLOSSARY: Final = click.option(
    "--glossary", type=_FILE, multiple=True, help="Lay a glossary file or folder over the others."
)
COLOUR: Final = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; auto means on a terminal, unless NO_COLOR is set.",
)
_WRITE: Final = click.option("--write", is_flag=True, help="Write the files in place.")
_MODEL: Final = click.option(
    "--model", metavar="NAME", help="A model's folder, or its name on the hub."
)


def _engine(flag: str) -> tuple[Decorator, ...]:
    return (
        click.option(
            flag,
            "engine",
            type=click.Choice(["auto", "ctranslate2", "transformers"]),
            default="auto",
            show_default=True,
            help="What runs the model; auto means the first that is installed.",
        ),
        click.option(
            "--device",
            type=click.Choice(["auto", "cpu", "cuda"]),
            default="auto",
            show_default=True,
            help="Where it runs.",
        ),
        click.option(
            "--target-token",
            default="",
            metavar=">>xxx<<",
            help="For a model of several languages.",
        ),
        click.option(
            "--precision",
            type=click.Choice(["auto", "float32", "half", "int8"]),
            default="auto",
            show_default=True,
            help="What it translates in; auto is int8 on CTranslate2 and float32 on transformers.",
        ),
    )


ENGINE: Final = _engine("--engine")
_OPTIONS: Final = (
    click.argument("paths", nargs=-1, type=click.Path(path_type=Path, allow_dash=True)),
    click.option("--lang", callback=language, help="Language of the texts.  [default: en]"),
    click.option("--source", type=_FILE, help="The original of the one text that is given."),
    click.option(
        "--source-lang", callback=language, help="Language the texts were translated from."
    ),
    GLOSSARY,
    click.option("--select", multiple=True, callback=split, help="Only these: NAM,NUM005."),
    click.option("--ignore", multiple=True, callback=split, help="All but these: PHR,RES001."),
    CONFIG,
    click.option("--baseline", type=_FILE, help="Leave out the findings listed in this file."),
    click.option(
        "--input-format",
        type=click.Choice(["text", "markdown", "html", "xliff", "tmx", "po", *ROW_FORMATS]),
        default="text",
        show_default=True,
        help="What standard input is.",
    ),
    *(
        click.option(
            f"--{name}-field",
            default=name.replace("-", "_"),
            metavar="NAME",
            help=f"What rows call the field {name.replace('-', '_')}.",
        )
        for name in ("id", "text", "source", "lang", "source-lang")
    ),
    COLOUR,
)


def shared(
    output_help: str, without: tuple[str, ...] = (), output: OutputFile | None = None
) -> Decorator:
    """Give a command the shared options but for some; it gets them as one `Options`."""
    where = click.option("-o", "--output", type=output or OutputFile(), help=output_help)

    def decorate(command: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(command)
        def called(**given: Any) -> Any:
            names = {field.name for field in fields(Options)} & given.keys()
            options = Options(**{name: given.pop(name) for name in names})
            return command(options, **given)

        decorated: Callable[..., Any] = called
        for option in reversed((*_OPTIONS[:1], where, *_OPTIONS[1:])):
            decorated = option(decorated)
        taken: Any = decorated
        taken.__click_params__ = [
            param for param in taken.__click_params__ if param.name not in without
        ]
        return decorated

    return decorate
