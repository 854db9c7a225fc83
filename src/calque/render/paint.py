"""
Colours, where they are wanted.
"""

from __future__ import annotations

from typing import Final

import click

SEVERITY_COLOURS: Final = {"critical": "red", "major": "yellow", "minor": "cyan"}


def paint(
    text: str,
    *,
    on: bool,
    fg: str | None = None,
    bold: bool = False,
    dim: bool = False,
    underline: bool = False,
) -> str:
    """Return `text` in a colour and style, or as it is where `on` is false."""
    if not on:
        return text
    return click.style(text, fg, bold=bold or None, dim=dim or None, underline=underline or None)
