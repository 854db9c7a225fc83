"""
Direct quotations, and words that are spoken of as words.

A quotation is somebody's wording and stays. A word spoken of (*the Finnish form is "Tokajev"*) is
not used at all, so nothing about it is wrong.
"""

from __future__ import annotations

import re

from calque.document import Span

# Opening mark -> closing marks, as the languages that news is translated from and into use them.
_CLOSING = {
    "“": "”",
    "„": "“”‟",
    "«": "»",
    "»": "«»",
    "”": "”",
    "「": "」",
    "『": "』",
    '"': '"',
}
_MARKS = re.compile(
    "[" + "".join(sorted(set("".join(_CLOSING) + "".join(_CLOSING.values())))) + "]"
)
_SPOKEN_OF = re.compile(
    r"""\b(?:
        (?:form|spelling|word|term|name|version|transliteration|romani[sz]ation|acronym
          |abbreviation|spelled|spelt|written|transliterated|romani[sz]ed|rendered)
        (?:\s+(?:is|was|of|as|it|also|sometimes|in|[A-Z]\w+)){0,4}\s*,?\s*
    )$""",
    re.VERBOSE,
)
_ITALIC = re.compile(r"[*_](?=\w)([^*_\n]{1,60})(?<=\w)[*_]")


def quotations(text: str) -> tuple[Span, ...]:
    """
    Return the spans between quotation marks, marks left out.

    A quotation never runs over the end of its paragraph unless the next paragraph opens with a
    mark again, which then is a quotation of its own.
    """
    spans = []
    opened: int | None = None
    closing = ""
    paragraph_end = -1
    for mark in _MARKS.finditer(text):
        position = mark.start()
        if opened is not None and position > paragraph_end:
            spans.append(Span(opened, paragraph_end))
            opened = None
        if opened is None:
            if mark.group() in _CLOSING and _may_open(text, position):
                opened = position + 1
                closing = _CLOSING[mark.group()]
                paragraph_end = _paragraph_end(text, opened)
        elif mark.group() in closing:
            spans.append(Span(opened, position))
            opened = None
    if opened is not None:
        spans.append(Span(opened, paragraph_end))
    return tuple(spans)


def _may_open(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    return not before.isalnum() and bool(after) and not after.isspace()


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return len(text) if end < 0 else end


def spoken_of(text: str, quoted: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return the quoted or starred words that are mentioned rather than used."""
    starred = tuple(Span(*match.span(1)) for match in _ITALIC.finditer(text))
    return tuple(
        span
        for span in (*quoted, *starred)
        if span.end - span.start <= 60
        and _SPOKEN_OF.search(text[max(0, span.start - 60) : span.start - 1])
    )
