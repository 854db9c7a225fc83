"""The errors that calque means to show: what is wrong, where, what to do; one line each."""

from __future__ import annotations

from importlib.util import find_spec


class CalqueError(Exception):
    """Anything that a user can put right; its `str` is one line."""

    def __str__(self) -> str:
        return " ".join(super().__str__().splitlines())


class InputError(CalqueError):
    """A file, folder or row that cannot be read."""


class OutputError(CalqueError):
    """A file that cannot be written; nothing was changed."""


class ConfigError(CalqueError):
    """A setting, glossary or option that makes no sense."""


class ModelError(CalqueError):
    """A translation model that can't be had, or is of no use."""


class PairError(ModelError):
    """A model that is for another pair of languages, or none that is for this one."""


def missing(library: str | None, extra: str) -> str:
    """What to say where a library that an extra brings is not installed."""
    return f"{library} is not installed; pip install 'calque[{extra}]'"


def need(extra: str, *libraries: str) -> None:
    """Raise CalqueError where a library that an extra brings is not installed."""
    for library in libraries:
        if find_spec(library) is None:
            raise CalqueError(missing(library, extra))
