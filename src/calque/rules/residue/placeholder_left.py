"""
A template's slot, a shortcode or an escape code shows where its content should be.

Why it matters: the reader sees machinery (`%d bloggers like this:`, `{{ title }}`, `[caption …]`,
`&nbsp;`) and may miss the word that belonged there.
Fix: a line that is nothing but slots, or that the glossary knows, is deleted; an escape code
becomes its character; the brackets of a shortcode are for review, its text stays. A slot inside a
sentence is only shown: what belongs there can't be known.
Source: printf(3) and ICU message formats; WordPress Shortcode API; HTML's named character
references (`html.entities`).
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.furniture import left_over, without_line
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES006",
    name="placeholder-left",
    category="accuracy/addition",
    its_type="pattern-problem",
    severity="major",
    message="template code left in the text: {line}",
    in_quotes=True,
)
_PLACEHOLDER: Final = re.compile(
    r"""
      (?<![\w%])%(?:\d{1,2}\$)?[sd@](?!\w)                    # %s %d %1$s
    | \{\{[^{}\n]{1,60}\}\}                                   # {{ title }}
    | \$?\{[A-Za-z_0-9][\w.]{0,30}\}                          # {0} ${name}
    | %%?(?-i:[A-Z]+_[A-Z_]+|[a-z]+_[a-z_]+)%%?               # %TOTAL_PAGES%
    | \[object\x20Object\]
    | (?P<short>\[/?(?:caption|gallery|embed|playlist|audio|video|contact-form-7|vc_\w+|et_pb_\w+
        |adrotate|toc|social_\w+)(?:\s+\w+=[^\]\n]{0,200})?\s*/?\]
      | \[\w+(?:\s+\w+=["'”“][^\]\n]{0,200})\s*/?\])          # [caption id="…"]
    | (?P<escape>&(?:[A-Za-z]{2,8}|\#\d{2,5}|\#x[0-9A-Fa-f]{2,5});)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BEGUN: Final = re.compile(r"%[\w@%]|\{|\[[/\w]|&[A-Za-z#]")
_EDITORS: Final = re.compile(r"\[/?(?:audio|video|gallery|embed|playlist|toc)\]", re.IGNORECASE)
_CODE: Final = Evidence("pattern", "code that a template fills in before a page is shown")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield left-over lines that the glossary knows, and slots by their form."""
    known = list(left_over(RULE, "placeholder", scan, res.hits(scan).residue))
    yield from known
    if not any(mark in scan.text for mark in "%{[&") or not _BEGUN.search(scan.text):
        return
    taken = {finding.span for finding in known}
    worded: set[Span] = set()
    for match in _PLACEHOLDER.finditer(scan.text):
        line = scan.line(match.start())
        if line in taken or _is_editors_note(match):
            continue
        bare = line not in worded and _is_bare(scan.text[line.start : line.end])
        if bare and len(scan.lines) > 1:
            taken.add(line)
            yield without_line(RULE, scan, line, sure=True, evidence=_CODE)
            continue
        worded.add(line)
        if finding := _inline(scan, match):
            yield finding


def _is_editors_note(match: re.Match[str]) -> bool:
    """[VIDEO] in a headline is an editor's word; a shortcode of that name has attributes."""
    return _EDITORS.fullmatch(match.group()) is not None


def _is_bare(line: str) -> bool:
    """Whether a line has slots or shortcodes and no word beside them, or only escaped spaces."""
    rest = _PLACEHOLDER.sub(lambda slot: html.unescape(slot["escape"] or ""), line)
    slots = any(not slot["escape"] for slot in _PLACEHOLDER.finditer(line))
    return not any(char.isalnum() for char in rest) if slots else not rest.strip()


def _inline(scan: Scan, match: re.Match[str]) -> Finding | None:
    start, end = match.span()
    message = RULE.message.format(line=match.group())
    if match["escape"]:
        char = html.unescape(match.group())
        if len(char) != 1 or (not char.isprintable() and char != "\u00a0"):
            return None
        edit = _unescaped(scan.text, start, end, char)
        fix = Fix((edit,), Safety.SAFE, f"Write {edit.text!r}")
        return Finding(RULE, Span(start, end), message, 0.97, (fix,), (_CODE,))
    if match["short"]:
        right = end + (scan.text[start - 1 : start] == scan.text[end : end + 1] == " ")
        fix = Fix((Edit(start, right, ""),), Safety.REVIEW, "Delete the shortcode")
        return Finding(RULE, Span(start, end), message, 0.9, (fix,), (_CODE,))
    return Finding(RULE, Span(start, end), message, 0.9, (), (_CODE,))


def _unescaped(text: str, start: int, end: int, char: str) -> Edit:
    """The edit that puts in the character; a space takes the spaces around it along."""
    if not char.isspace():
        return Edit(start, end, char)
    while text[start - 1 : start] == " ":
        start -= 1
    while text[end : end + 1] == " ":
        end += 1
    return Edit(start, end, " ")
