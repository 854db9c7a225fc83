"""
Cutting HTML into text, entities and tags, each with its place in the file.

The standard library's parser raises on some broken declarations and does not say where an end tag
ends, so the cutting is done here: one pattern, which matches at every `<` and in linear time, and
which never loses a character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_TOKEN = re.compile(
    r"""
      (?P<comment> <!--.*?(?:-->|\Z) | <![^>]*>? | <\?[^>]*>? )
    | </(?P<end>[a-zA-Z][^\s/>]*)[^>]*>?
    | <(?P<start>[a-zA-Z][^\s/><]*)
      (?P<attributes>(?: [^"'<>=] | =\s*(?:"[^"]*"|'[^']*')? | ["'] )*+)>?
    | (?P<entity> &(?:\#[0-9]+|\#[xX][0-9a-fA-F]+|[a-zA-Z][a-zA-Z0-9]{0,40});?)
    """,
    re.VERBOSE | re.DOTALL,
)
# Their content is text up to the end tag, whatever it looks like.
_RAW = frozenset(("script", "style", "textarea", "xmp", "iframe", "noembed", "noframes"))
_VOID = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr
    """.split()  # noqa: SIM905
)


class Token(NamedTuple):
    """A stretch of HTML; `kind` is text, entity, start, end or comment; `name` a tag's."""

    kind: str
    start: int
    end: int
    name: str = ""
    attributes: str = ""

    @property
    def holds_nothing(self) -> bool:
        """Whether a start tag has no end tag: `<br>`, `<path/>`."""
        return self.name in _VOID or self.attributes.endswith("/")


def tokens(text: str) -> Iterator[Token]:
    """Yield the stretches of an HTML text in order; together they are the text."""
    position = 0
    raw = ""
    while position < len(text):
        if raw:
            stop = re.compile(rf"</{raw}\b", re.IGNORECASE).search(text, position)
            end = stop.start() if stop else len(text)
            raw = ""
            if position < end:
                yield Token("text", position, end)
                position = end
                continue
        match = _TOKEN.search(text, position)
        if match is None:
            yield Token("text", position, len(text))
            return
        if position < match.start():
            yield Token("text", position, match.start())
        token = _token(match)
        position = token.end
        if token.kind == "start" and token.name in _RAW and not token.holds_nothing:
            raw = token.name
        yield token


def _token(match: re.Match[str]) -> Token:
    start, end = match.span()
    name = match["start"] or match["end"]
    if name:
        kind = "start" if match["start"] else "end"
        return Token(kind, start, end, name.lower(), match["attributes"] or "")
    return Token("entity" if match["entity"] else "comment", start, end)
