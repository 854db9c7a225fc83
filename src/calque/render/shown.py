"""
The forms of what a notebook shows: a report, two names compared.
"""

from __future__ import annotations

from functools import singledispatch

from calque.names.comparison import Comparison
from calque.render import Place
from calque.render.diff import diff
from calque.render.html import changes, names, report
from calque.render.names import View
from calque.render.tally import Tally
from calque.render.terminal import Terminal
from calque.report import Report
from calque.shown import Shown

_WIDTH = 100


@singledispatch
def html(value: Shown) -> str:
    """Return HTML that needs nothing around it."""
    raise TypeError(f"{type(value).__name__} has no form in HTML")


@singledispatch
def plain(value: Shown) -> str:
    """Return lines of text, without a line end."""
    raise TypeError(f"{type(value).__name__} has no plain form")


@html.register
def _(value: Report) -> str:
    return changes.page(value) if value.applied else report.page(value)


@html.register
def _(value: Comparison) -> str:
    return names.page(value)


@plain.register
def _(value: Report) -> str:
    place = Place(value.document.id)
    if not value.applied:
        terminal = Terminal(colour=False, width=_WIDTH)
        return "".join((*terminal.report(value, place), *terminal.end(()))).rstrip()
    lines = diff(place.path, value.document.text, value.text, colour=False)
    tally = Tally()
    tally.add(value, place)
    said = "; ".join(filter(None, (f"mended {value.mended:,}", tally.left())))
    return "".join((*lines, "\n", said))


@plain.register
def _(value: Comparison) -> str:
    return "".join(View(colour=False, width=_WIDTH).comparison(value)).rstrip()
