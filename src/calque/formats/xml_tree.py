"""
XML as a tree of places: where each element and its content stand in the file.

Whether the file is XML at all is for expat to say, which reads it once and expands nothing; the
tree is then cut out of the text by one pattern. Nothing is fetched, and a file that declares
entities is refused.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from calque.errors import InputError

DEEPEST: Final = 200

_TOKEN: Final = re.compile(
    r"""
      <!--.*?--> | <\?.*?\?> | <!\[CDATA\[.*?\]\]> | <!DOCTYPE[^\[>]*(?:\[.*?\]\s*)?>
    | </(?P<end>[^\s>]+)\s*>
    | <(?P<start>[^\s/>!?]+)(?P<attributes>(?:[^"'>/]|"[^"]*"|'[^']*'|/(?!>))*)(?P<empty>/?)>
    """,
    re.VERBOSE | re.DOTALL,
)
_ATTRIBUTE: Final = re.compile(r"""([^\s=]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


@dataclass(slots=True)
class Element:
    """
    An element: `[start, end)` with its tags, `[inner_start, inner_end)` without.

    `name` is without its prefix, `tag` as written.
    """

    tag: str
    start: int
    inner_start: int
    inner_end: int
    end: int
    raw_attributes: str = ""
    children: list[Element] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The local name."""
        return self.tag.rpartition(":")[2]

    def attributes(self) -> dict[str, str]:
        """The attributes under the names they are written with."""
        return {
            found[1]: html.unescape(found[2] if found[2] is not None else found[3])
            for found in _ATTRIBUTE.finditer(self.raw_attributes)
        }

    def get(self, name: str) -> str:
        """The value of an attribute, empty where it has none."""
        return self.attributes().get(name, "") if name in self.raw_attributes else ""

    def all(self, *names: str) -> Iterator[Element]:
        """The children of these names."""
        return (child for child in self.children if child.name in names)

    def first(self, *names: str) -> Element | None:
        """The first child of these names."""
        return next(self.all(*names), None)

    def below(self) -> Iterator[Element]:
        """Every element below this one, in the order of the file."""
        for child in self.children:
            yield child
            yield from child.below()


def parse(id: str, text: str) -> Element:
    """
    Return the root of an XML text; `id` is what errors call it.

    Raises InputError where it is not well-formed, declares entities or is nested too deeply.
    """
    _check(id, text)
    top = Element("", 0, 0, len(text), len(text))
    stack = [top]
    for token in _TOKEN.finditer(text):
        start, end = token.span()
        if token["start"]:
            element = Element(token["start"], start, end, end, end, token["attributes"])
            stack[-1].children.append(element)
            if not token["empty"]:
                stack.append(element)
            if len(stack) > DEEPEST:
                line = line_of(text, start)
                raise InputError(f"{id}: line {line}: over {DEEPEST} tags deep; flatten it")
        elif token["end"] and len(stack) > 1:
            element = stack.pop()
            element.inner_end, element.end = start, end
    if not top.children:
        raise InputError(f"{id}: line 1: its XML cannot be followed; save it without a DOCTYPE")
    return top.children[0]


def line_of(text: str, offset: int) -> int:
    """The line, from 1, that an offset is in."""
    return text.count("\n", 0, offset) + 1


def _check(id: str, text: str) -> None:
    def refuse(*_: object) -> None:
        line = parser.CurrentLineNumber
        raise InputError(f"{id}: line {line}: declares entities; save it without a DOCTYPE")

    parser = expat.ParserCreate("utf-8")
    parser.EntityDeclHandler = refuse
    try:
        parser.Parse(text.encode("utf-8", "surrogatepass"), True)
    except expat.ExpatError as error:
        why = expat.ErrorString(error.code)
        raise InputError(
            f"{id}: line {error.lineno}: broken XML ({why}); mend it or export it again"
        ) from error
