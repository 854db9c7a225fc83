"""
Direct quotations, and words that are spoken of as words.

A quotation is somebody's wording and stays. A word spoken of (*the Finnish form is "Tokajev"*) or
given as another language's (*Kyiv (Finnish: Kiova)*) is not used at all, so nothing about it is
wrong.
"""

from __future__ import annotations

import re
from functools import cache

from calque.cues import Cues
from calque.document import Span
from calque.language.codes import KNOWN_LANGUAGES

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
_SINGLE = "‘‚"
_MARKS = re.compile(
    "[" + "".join(sorted(set("".join(_CLOSING) + "".join(_CLOSING.values()) + _SINGLE))) + "]"
)
# An apostrophe closes a quotation only where no letter follows, best after a stop or comma.
_SINGLE_END = re.compile(r"[’‘](?!\w)")
_SINGLE_STOP = re.compile(r"(?<=[.,!?…])’(?!\w)")
_SPOKEN_OF = re.compile(
    r"""\b(?:
        (?:form|spelling|word|term|name|version|transliteration|romani[sz]ation|acronym
          |abbreviation|(?<!so-)called|known|titled|entitled|spelled|spelt|written|transliterated|romani[sz]ed|rendered)
        (?:\s+(?:is|was|of|as|it|also|sometimes|in|[A-Z]\w+)){0,4}\s*,?\s*
    )$""",
    re.VERBOSE,
)
# Nobody wraps lines at more than this.
_WRAPPED = 120
_LANGUAGE = "|".join(KNOWN_LANGUAGES)
_KINDS = ("name", "acronym", "abbreviation", "form", "spelling")
_TRANSLATED = Cues(
    cue
    for language in map(str.lower, KNOWN_LANGUAGES)
    for cue in (f"in {language}", f"{language}:", *(f" {kind}:" for kind in _KINDS))
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
    parted = _paragraph_break(text)
    done = 0
    for mark in _MARKS.finditer(text):
        position = mark.start()
        if position < done:
            continue
        if opened is not None and position > paragraph_end:
            spans.append(Span(opened, paragraph_end))
            opened = None
        if opened is None:
            if mark.group() in _SINGLE and (end := _single_end(text, position, parted)):
                spans.append(Span(position + 1, end))
                done = end + 1
            elif mark.group() in _CLOSING and _may_open(text, position):
                opened = position + 1
                closing = _CLOSING[mark.group()]
                paragraph_end = _end_of(text, parted, opened)
        elif mark.group() in closing:
            spans.append(Span(opened, position))
            opened = None
    if opened is not None:
        spans.append(Span(opened, paragraph_end))
    return tuple(spans)


def _single_end(text: str, opening: int, parted: str) -> int | None:
    """Where the quotation that ‘ opens is closed; None where it is an apostrophe."""
    if not _may_open(text, opening) or text[opening + 1].isdigit():
        return None
    paragraph_end = _end_of(text, parted, opening)
    limit = text.find("‘", opening + 1, paragraph_end)
    limit = paragraph_end if limit < 0 or text[opening] == "‚" else limit
    end = _SINGLE_STOP.search(text, opening, limit) or _SINGLE_END.search(text, opening + 1, limit)
    return end.start() if end else None


def _may_open(text: str, position: int) -> bool:
    before = text[position - 1 : position]
    after = text[position + 1 : position + 2]
    if before.isalnum() or not after or after == "\n":
        return False
    if text[position] == "«":  # French sets a blank inside
        return True
    return after.isalnum() or not (after.isspace() or text[position] == "»")


def _paragraph_break(text: str) -> str:
    """A blank line; where there is none, the end of a line, unless lines are wrapped."""
    if "\n\n" in text or max(map(len, text.split("\n"))) <= _WRAPPED:
        return "\n\n"
    return "\n"


def _end_of(text: str, paragraph_break: str, start: int) -> int:
    end = text.find(paragraph_break, start)
    return len(text) if end < 0 else end


def spoken_of(text: str, cues: frozenset[str], quoted: tuple[Span, ...]) -> tuple[Span, ...]:
    """
    Return the words that are mentioned rather than used: quoted, starred, or a translation.

    `cues` are those that the text has.
    """
    italic = _ITALIC.finditer(text) if "*" in text or "_" in text else ()
    starred = tuple(Span(*match.span(1)) for match in italic)
    mentioned = tuple(
        span
        for span in (*quoted, *starred)
        if span.end - span.start <= 60
        and _SPOKEN_OF.search(text[max(0, span.start - 60) : span.start - 1])
    )
    if _TRANSLATED.isdisjoint(cues):
        return mentioned
    given = (Span(*match.span(match.lastgroup or 0)) for match in _given().finditer(text))
    return (*mentioned, *given)


@cache
def _given() -> re.Pattern[str]:
    return re.compile(
        rf"""[(;,](?:
      (?<=\()\s*in\s+(?:{_LANGUAGE})[:,]?\s+(?P<after>[^()\n]{{1,60}}?)\s*\)
    | (?<=\()\s*(?P<before>[^()\n]{{1,60}}?)\s+in\s+(?:{_LANGUAGE})\s*\)
    | \s*(?:in\s+)?(?:{_LANGUAGE})(?:\s+(?:{"|".join(_KINDS)}))?:
      \s*(?P<listed>[^()\[\],;\n]{{1,60}}?)\s*(?=[),;])
    )""",
        re.VERBOSE,
    )
