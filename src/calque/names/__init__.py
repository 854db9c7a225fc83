"""
Names across alphabets: `read` them back, `render` them in another language, `compare` two.

>>> from calque import names
>>> names.render("Tokajev", "fi")[0].text
'Tokayev'
>>> names.compare("Tokajev", "Tokaïev").same
True
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from calque.names.comparison import Comparison, compare
    from calque.names.reading import Reading, read
    from calque.names.rendering import Rendering, render

__all__ = ["Comparison", "Reading", "Rendering", "compare", "read", "render"]
_HOMES = {
    "Comparison": "comparison",
    "compare": "comparison",
    "Reading": "reading",
    "read": "reading",
    "Rendering": "rendering",
    "render": "rendering",
}


def __getattr__(name: str) -> Any:
    """Import what is asked for on first use: a check that needs no names must start fast."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
