"""
HTML by elements: text is escaped unless it was made here.
"""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final
from unicodedata import category

# Jupyter would set what stands between two dollar signs as a formula.
_NO_MATHS: Final = "mathjax_ignore tex2jax_ignore"
# What HTML has no place for: control characters but blanks, and halves of pairs.
_UNSHOWN: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]")


class Markup(str):
    """HTML that needs no escaping any more."""

    __slots__ = ()


def element(name: str, *children: str | None, **attributes: str | None) -> Markup:
    """
    Return an element; a child that is no `Markup` is text, and `None` is nothing.

    A `_` at the end of an attribute's name is dropped, another is a hyphen (`class_`, `data_n`);
    an attribute that is None is left out.
    """
    said = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(visible(value))}"'
        for key, value in attributes.items()
        if value is not None
    )
    return Markup(f"<{name}{said}>{joined(*children)}</{name}>")


def joined(*children: str | None) -> Markup:
    """Return children one after another."""
    return Markup("".join(map(_escaped, filter(None, children))))


def page(*children: str | None) -> Markup:
    """Return a whole page: one element, with its style."""
    return element(
        "div", Markup(f"<style>{style()}</style>"), *children, class_=f"calque {_NO_MATHS}"
    )


def visible(text: str) -> str:
    """
    Return text as a browser can show it: line ends as line feeds, control characters as pictures.
    """
    return _UNSHOWN.sub(_picture, text.replace("\r\n", "\n"))


def link(text: str, address: str) -> Markup | str:
    """Return a link to another page where `address` is one on the web, else the text."""
    if not re.match(r"https?://[^\s]+$", address):
        return text
    return element("a", text, href=address, target="_blank", rel="noopener noreferrer")


def _escaped(child: str) -> str:
    return child if isinstance(child, Markup) else escape(visible(child), quote=False)


def _picture(match: re.Match[str]) -> str:
    char = match[0]
    if category(char) != "Cc" or ord(char) > 0x7F:
        return "\ufffd"
    return "␡" if char == "\x7f" else chr(0x2400 + ord(char))


@cache
def style() -> str:
    """Return the style of all that is shown, all of it below `.calque`."""
    text = (files("calque.render.html") / "style.css").read_text("utf-8")
    return " ".join(re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL).split())
