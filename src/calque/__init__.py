"""
calque: a sub-editor for machine-translated news.

    >>> import calque
    >>> report = calque.check("ODKB forces left.", lang="en")
    >>> report.findings[0].message
    'ODKB is Finnish or Russian; English says CSTO'

Nothing heavy is imported before the first check.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from calque._version import __version__
from calque.shown import show_with

if TYPE_CHECKING:
    from collections.abc import Sequence

    from calque import names
    from calque.apps.jupyter.review import Review
    from calque.config import Config
    from calque.document import Document
    from calque.pipeline import Checker
    from calque.report import Report
    from calque.shown import Forms
    from calque.study.corpus import Corpus

__all__ = [
    "Checker",
    "Config",
    "Document",
    "Report",
    "__version__",
    "check",
    "corpus",
    "fix",
    "names",
    "review",
]

_HOMES = {
    "Checker": "calque.pipeline",
    "Config": "calque.config",
    "Document": "calque.document",
    "Report": "calque.report",
}


# What shows a report or a comparison is above what makes it; nothing below may know it.
show_with(lambda: cast("Forms", import_module("calque.render.shown")))


def check(text: str, **options: Any) -> Report:
    """
    Check one text and return the report.

    Options: `lang` ("en"), `source`, `source_lang`, `format` ("text", "markdown", "html"), `id`,
    and `config`, a `Config`. For many texts make one `Checker`.
    """
    checker, doc = _prepared(text, **options)
    return checker.check(doc)


def fix(text: str, *, review: bool = False, **options: Any) -> Report:
    """Mend one text: safe fixes, with `review` those that want a look as well. See `check`."""
    from calque.finding import Safety

    checker, doc = _prepared(text, **options)
    return checker.fix(doc, Safety.REVIEW if review else Safety.SAFE)


def corpus(
    texts: Any,
    text: str = "text",
    *,
    id: str | None = None,
    source: str | None = None,
    lang: str = "en",
    source_lang: str | None = None,
    by: Sequence[str] = (),
    config: Config | None = None,
    workers: int = 1,
) -> Corpus:
    """
    Check all texts of a table: a data frame (pandas, polars, pyarrow) or a file of one.

    `text` names the column with the texts (strings, or lists of aligned segments), `id` and
    `source` others where there are some; `lang` and `source_lang` are columns, or a language for
    all. `by` are columns that tell texts apart: an outlet, a system, a date (counted by month).
    `workers` processes look at them; in a script, below `if __name__ == "__main__":`. Needs the
    extra `jupyter`. Raises InputError where the texts can't be read.
    """
    from calque.config import Config
    from calque.study.corpus import Corpus
    from calque.study.table import Columns

    columns = Columns(text, id, source, lang, source_lang, tuple(by))
    return Corpus(texts, columns, config or Config(), workers)


def review(text: str, source: str | None = None, **options: Any) -> Review:
    """
    Show a text to be gone through: accept, reject or edit each finding. See `check`.

    The widget's `text` is the text with what was accepted, its `decisions` what was said of each
    finding by number. Needs the extra `jupyter`.
    """
    from calque.errors import need

    need("jupyter", "anywidget")
    from calque.apps.jupyter.review import Review

    return Review(check(text, source=source, **options))


def _prepared(
    text: str,
    *,
    lang: str = "en",
    source: str | None = None,
    source_lang: str | None = None,
    format: str = "text",
    id: str = "text",
    config: Config | None = None,
) -> tuple[Checker, Document]:
    checker = _checker(config)
    doc = checker.read(text, id, lang=lang, source=source, source_lang=source_lang, format=format)
    return checker, doc


_default_checker: Checker | None = None


def _checker(config: Config | None) -> Checker:
    """A checker for `config`; the one for the defaults is kept."""
    global _default_checker  # noqa: PLW0603
    from calque.pipeline import Checker

    if config is not None:
        return Checker(config)
    if _default_checker is None:
        _default_checker = Checker()
    return _default_checker


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    if name == "names":
        return import_module("calque.names")
    raise AttributeError(f"module 'calque' has no attribute {name!r}")
