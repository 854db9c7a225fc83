"""
How a value shows itself in a notebook and as text, said by a layer above.

A report must know no renderer, but `report._repr_html_()` is the report's. So what is shown is a
`Shown`, which asks the `Forms` that `calque/__init__.py` names; they are imported when something
is first shown.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Protocol


class Forms(Protocol):
    """What shows values; `calque.render.shown` is one."""

    def html(self, value: Shown) -> str:
        """Return HTML that needs nothing around it."""

    def plain(self, value: Shown) -> str:
        """Return lines of text, without a line end."""


_forms: Callable[[], Forms]


def show_with(forms: Callable[[], Forms]) -> None:
    """Name what shows values from now on."""
    global _forms  # noqa: PLW0603
    _forms = forms


class Shown:
    """A value with a form in HTML and one in plain text; its `repr` stays short."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        return _forms().html(self)

    def __str__(self) -> str:
        return _forms().plain(self)

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(repr(self) if cycle else str(self))
