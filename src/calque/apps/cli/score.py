"""
`calque score`: figures for translations, side by side.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from calque.apps.cli.console import Console, send
from calque.apps.cli.options import ENGINE, Options, shared

if TYPE_CHECKING:
    from calque.translate.engine import Settings
    from calque.translate.score.text import Text
    from calque.translate.translator import Translator

_FILE: Final = click.Path(path_type=Path)
# How many segments are listed where one text is scored and nothing else is said.
_WORST: Final = 5


def _with_engine(command: Callable[..., Any]) -> Callable[..., Any]:
    for option in reversed(ENGINE):
        command = option(command)
    return command


@click.command("score")
# Over `shared`, which takes it into its options.
@click.option("--source", type=_FILE, help="The source, segment by segment.")
@shared("Write the scores to this file.", without=("source", "baseline"))
@click.option("--ref", type=_FILE, help="The reference translation, segment by segment.")
@click.option("--baseline", "first", type=_FILE, help="Compare the others with this text.")
@click.option(
    "--model",
    "names",
    multiple=True,
    metavar="NAME",
    help="Score with this model; without PATHS, score what each of several makes of --source.",
)
@_with_engine
@click.option(
    "--worst",
    type=click.IntRange(0),
    metavar="N",
    help="List the N segments that most need an editor.  [default: 5 of one text, 0 of several]",
)
@click.option(
    "--format",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help="How to show the scores.",
)
def command(
    options: Options,
    ref: Path | None,
    first: Path | None,
    names: tuple[str, ...],
    engine: str,
    device: str,
    target_token: str,
    precision: str,
    worst: int | None,
    format: str,
) -> None:
    """
    Score translations: against a reference, a source, each other.

    Each of PATHS is a translation: lines, rows, XLIFF and what else check reads. With --ref: BLEU,
    chrF and TER. With a source or reference: numbers, names and terms kept. Always: findings in
    1,000 words. Of two texts, such as one before and after fix, also what changed and whether it
    helped. Exits 0, or 2 where an input, option or model is at fault.
    """
    from calque.apps.cli.scored import Reading, check_lengths
    from calque.pipeline import Checker
    from calque.translate.engine import Settings
    from calque.translate.score.change import change
    from calque.translate.score.scored import score

    console = Console(options.color)
    checker = Checker(options.configuration())
    reading = Reading(options, checker, console)
    settings = Settings(engine, device, precision=precision)
    paths = [*([first] if first else []), *options.paths]
    judge = None
    references = reading.lines(ref) if ref else None
    if paths:
        source = reading.lines(options.source) if options.source else None
        texts = [reading.text(path, source) for path in paths]
        judge = _judge(names, texts, settings, target_token)
    elif names:
        texts = list(reading.translated(names, settings, target_token))
        paths = [options.source or Path()] * len(texts)
    else:
        raise click.UsageError("name a translation, or --source and --model to make one")
    for path, text in zip(paths, texts, strict=True):
        if ref and references is not None:
            check_lengths(path, len(text.segments), ref, len(references))
    scores = score(texts, checker.resources, references, judge)
    changed = change(*scores.systems) if len(texts) == 2 else None
    if worst is None:
        worst = _WORST if len(texts) == 1 else 0
    if format == "json":
        from calque.render.scores_json import scores_json

        send(console, iter([scores_json(scores, changed)]), options.output)
    else:
        from calque.render.scores import View

        view = View(colour=console.colour and not options.output, width=console.width)
        send(console, view.scores(scores, changed, worst), options.output)
    console.finish(0)


def _judge(
    names: tuple[str, ...], texts: list[Text], settings: Settings, token: str
) -> Translator | None:
    """The model that scores the texts, all beside a source in one language."""
    from calque.translate.translator import open_translator

    if not names:
        return None
    if len(names) > 1:
        raise click.UsageError("one --model scores texts; several go without PATHS")
    every = [one for text in texts for one in text.segments]
    pairs = {(one.source_lang, one.lang) for one in every if one.source is not None}
    if any(one.source is None for one in every):
        raise click.UsageError("--model needs the source: --source, or rows that have one")
    if len(pairs) > 1:
        raise click.UsageError("--model scores texts of one pair of languages")
    (theirs, ours) = pairs.pop()
    return open_translator(names[0], theirs or "", ours, settings, token=token)
