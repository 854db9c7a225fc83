"""
HTML by elements: text is escaped unless it was made here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Final
from unicodedata import category

from calque.language.plural import counted

# A notebook keeps what it shows, so a page has so many findings or edits; the report has them all.
MOST: Final = 500
REST: Final = ", and the rest of the text"
_LONGEST_REST: Final = 1000  # characters of a line behind the last that is marked
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


def cut(text: str, ends: Sequence[int]) -> tuple[str, int]:
    """
    Return as much of a text as a page shows, and how much of it is marked.

    `ends` are where what is to be marked ends, in order.
    """
    if len(ends) <= MOST:
        return text, len(ends)
    last = max(ends[:MOST])
    feed = text.find("\n", last, last + _LONGEST_REST)
    return text[: feed + 1 if feed >= 0 else last], MOST


def unshown(number: int, what: str, where: str, *, text: str = "") -> Markup | None:
    """Return the sentence on what a page does not show; `where` has it all."""
    if not number:
        return None
    said = f"Not shown: {counted(number, f'more {what}')}{text}; {where} has all."
    return element("p", said, class_="soft")


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
