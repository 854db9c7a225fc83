"""
The one place where the texts of a corpus are looked at, one by one or by several processes.

What comes back of each is small and plain, so that it may come from anywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any, Final, NamedTuple, TypeVar

from calque.config import Config
from calque.document import Document
from calque.finding import Safety
from calque.formats.rows import split_segments
from calque.language.repeats import Repeats
from calque.language.scan import scan
from calque.language.view import readable
from calque.pipeline import Checker
from calque.processes import context
from calque.provenance import UNKNOWN
from calque.recurring import Recurring
from calque.report import finding_row

T = TypeVar("T")
# Texts that go to a process together.
_TOGETHER: Final = 64
# A bar for what takes less than this (seconds) would only flicker.
_DELAY: Final = 1


class Looked(NamedTuple):
    """
    What came of one text: its words, a row for each finding, and the language it came from.

    `source` is `und` where that is not clear.
    """

    words: int
    findings: list[dict[str, Any]]
    source: str


class Mended(NamedTuple):
    """
    The text of a row once mended (its segments, where it has some).

    `left` are the ids of the rules that still find something in it.
    """

    text: str | list[str]
    fixes: int
    left: list[str]


class Looking:
    """Looks at texts with one configuration; with `workers` above 1 in that many processes."""

    def __init__(self, config: Config, workers: int) -> None:
        self._checker = Checker(config)
        self._config = config
        self._workers = workers

    @property
    def signature(self) -> str:
        """What was looked with: calque, its rules and the glossary."""
        return self._checker.signature

    def check(self, docs: Sequence[Document]) -> Iterator[Looked]:
        """Yield what came of each text; lines that many of them share are found as such."""
        if len(docs) > 1:
            self._checker.survey(_shown(docs, "reading"))
        for doc, looked in zip(docs, self._each(_looked, docs, "checking"), strict=True):
            for row in looked.findings:
                row["document"] = readable(doc.id)  # it may have come under another before
            yield looked

    def fix(self, docs: Sequence[Document], level: Safety) -> Iterator[Mended]:
        """Yield each text with its fixes made; `check` looked at all of the corpus before."""
        return self._each(partial(_mended, level=level), docs, "mending")

    def _each(
        self, work: Callable[[Checker, Document], T], docs: Sequence[Document], doing: str
    ) -> Iterator[T]:
        if self._workers == 1:
            recurring: Recurring[T] = Recurring(self._config)
            for doc in _shown(docs, doing):
                yield recurring(doc, partial(work, self._checker, doc))
            return
        with ProcessPoolExecutor(
            self._workers,
            mp_context=context(),
            initializer=_prepare,
            initargs=(_sendable(self._config), self._checker.resources.repeats),
        ) as pool:
            sent = map(_fields, docs)
            done = pool.map(partial(_in_process, work), sent, chunksize=_TOGETHER)
            yield from _shown(done, doing, len(docs))


def _mended(checker: Checker, doc: Document, *, level: Safety) -> Mended:
    report = checker.fix(doc, level)
    text = split_segments(doc, report.applied) if doc.segments else report.text
    return Mended(text, report.mended, [finding.rule.id for finding in report.left])


# What a process works with; it has one of each.
_checkers: list[Checker] = []
_recurring: list[Recurring[Any]] = []


def _prepare(config: Config, repeats: Repeats | None) -> None:
    _checkers[:] = [Checker(config)]
    _checkers[0].resources.repeats = repeats
    _recurring[:] = [Recurring(config)]


def _in_process(work: Callable[[Checker, Document], T], fields: Mapping[str, Any]) -> T:
    doc = Document(**fields)
    said: T = _recurring[0](doc, partial(work, _checkers[0], doc))
    return said


def _fields(doc: Document) -> dict[str, Any]:
    """Return what a document of a table has, in a form that can be sent to a process."""
    names = ("id", "text", "lang", "source", "source_lang", "segments")
    return {name: getattr(doc, name) for name in names}


def _sendable(config: Config) -> Config:
    return replace(
        config, concepts=dict(config.concepts), per_file_ignores=dict(config.per_file_ignores)
    )


def _looked(checker: Checker, doc: Document) -> Looked:
    words = scan(doc).word_count
    report = checker.check(doc)
    source = report.source_language
    rows = [finding_row(doc, finding) for finding in report.findings]
    return Looked(words, rows, source.best if source.given or source.is_clear else UNKNOWN)


def _shown(items: Iterable[T], doing: str, total: int | None = None) -> Iterator[T]:
    """Yield the items; a bar shows how far it is if it takes long."""
    from tqdm.auto import tqdm

    bar: Iterable[T] = tqdm(items, desc=doing, unit="text", total=total, delay=_DELAY, leave=False)
    return iter(bar)
