"""
Glossaries from and for other programs; one module a format.

Each module has `read` and `write`. What is read are concepts that load without a fault; what either
side has no room for is counted in a `Ledger`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib import import_module
from typing import Any, Final, NamedTuple

from calque.glossary.concept import Concept
from calque.glossary.exchange.draft import Bad, Ledger, Read, Wanted

__all__ = ["FORMATS", "Bad", "Ledger", "Read", "Wanted", "reader", "writer"]


class Format(NamedTuple):
    """
    A format: its module, what `read` takes (`text`, `lines` or `stream`), its suffixes.

    `options` are passed to `write`; `reads` is False for a variant that is read as another format.
    """

    module: str
    takes: str
    suffixes: tuple[str, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    reads: bool = True


FORMATS: Final = {
    "tbx": Format("tbx", "stream", (".tbx",)),
    "tbx-dct": Format("tbx", "stream", options=(("style", "dct"),), reads=False),
    "tbx-core": Format("tbx", "stream", options=(("style", "core"),), reads=False),
    "csv": Format("table", "text", (".csv",)),
    "tsv": Format("table", "text", (".tsv",), (("delimiter", "\t"),)),
    "ftm": Format("ftm", "lines", (".ftm.json",)),
    "popolo": Format("popolo", "text"),
    "wikidata": Format("wikidata", "lines"),
    "jrc-names": Format("jrc_names", "lines"),
}


def reader(name: str) -> Callable[[Any, Wanted, Ledger], Iterator[Read | Bad]]:
    """The `read` of a format; what it takes is in `FORMATS`."""
    found: Callable[[Any, Wanted, Ledger], Iterator[Read | Bad]] = _module(name).read
    return found


def writer(name: str) -> Callable[[Iterable[Concept], Ledger], Iterator[str]]:
    """The `write` of a format."""
    return partial(_module(name).write, **dict(FORMATS[name].options))


def _module(name: str) -> Any:
    return import_module(f"calque.glossary.exchange.{FORMATS[name].module}")
