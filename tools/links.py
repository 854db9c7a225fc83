"""
The links of Markdown pages: for the site, which moves pages, and for the test that follows them.

A link counts where it is prose: not in a fence, not in `code`.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator
from typing import Final

# A fence, code, or a link: [words](target), where the words may hold `code` or a picture.
_PART: Final = re.compile(
    r"^ *(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^ *(?P=fence) *$"
    r"|(?P<picture>!?)\[(?P<words>(?:!\[[^]]*\]\([^)]*\)|`[^`]*`|[^][`])*)\]\((?P<target>[^()\s]*)\)"
    r"|(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)"
    r'|(?P<before>(?:src|href)=")(?P<place>[^"]*)"',
    re.MULTILINE | re.DOTALL,
)
_FENCE: Final = re.compile(r"^ *(`{3,}|~{3,})[^\n]*\n.*?^ *\1 *$", re.MULTILINE | re.DOTALL)
_HEADING: Final = re.compile(r"^#{1,6} +(.+?)(?: +#+)?$", re.MULTILINE)


def links(text: str) -> Iterator[str]:
    """Yield the targets of all links and pictures."""
    for found in _PART.finditer(text):
        target = found["target"] if found["target"] is not None else found["place"]
        if target is not None:
            yield target
        if found["words"]:
            yield from links(found["words"])


def relinked(text: str, moved: Callable[[str], str | None]) -> str:
    """Return the text with each target replaced; a link whose target is None leaves its words."""

    def new(found: re.Match[str]) -> str:
        if found["place"] is not None:
            return f'{found["before"]}{moved(found["place"]) or ""}"'
        if found["target"] is None:
            return found[0]
        words, target = relinked(found["words"], moved), moved(found["target"])
        return words if target is None else f"{found['picture']}[{words}]({target})"

    return _PART.sub(new, text)


def resolved(page: str, target: str) -> tuple[str, str] | None:
    """Return the file a link of `page` points to and its anchor; None for one that leaves."""
    if re.match(r"[a-z][a-z0-9+.-]*:|//", target):
        return None
    path, _, anchor = target.partition("#")
    if not path:
        return page, anchor
    return posixpath.normpath(posixpath.join(posixpath.dirname(page), path)), anchor


def anchors(text: str) -> set[str]:
    """The anchors of a page's headings, as GitHub and the site make them."""
    found: set[str] = set()
    for heading in _HEADING.findall(_FENCE.sub("", text)):
        words = relinked(heading, lambda _: None).replace("`", "").strip().lower()
        slug = re.sub(r"[^\w\- ]", "", words).replace(" ", "-")
        count = 0
        while (one := f"{slug}-{count}" if count else slug) in found:
            count += 1
        found.add(one)
    return found
