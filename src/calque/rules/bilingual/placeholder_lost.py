"""
A placeholder or tag of the source is not in the translation, or one is there that it lacks.

Why it matters: the program that fills the text in breaks, or shows braces to the reader.
Fix: none; where it belongs takes reading.
Source: Python str.format and printf-style formatting; Mustache and Jinja; HTML.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, aligned, wording
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="BIL009",
    name="placeholder-lost",
    category="design-and-markup/markup",
    its_type="markup",
    severity="critical",
    message="{mark} of the source is missing here",
    in_quotes=True,
    needs=("source",),
)
_PLACEHOLDER: Final = r"""
    \{\{\s*[\w.\#/^-]+\s*\}\} | \$?\{\w*\}
    | %\(\w+\)[sdif] | %(?:\d+\$)?[sd](?!\w) | %(?:\d+\$)?\.\d+f
"""
_TAG: Final = r"</?(?:a|abbr|b|br|code|em|g|i|p|ph|small|span|strong|sub|sup|u|x)(?:\s[^<>]*)?/?>"
_MARK: Final = re.compile(_PLACEHOLDER, re.VERBOSE)
_MARK_OR_TAG: Final = re.compile(f"{_PLACEHOLDER}|{_TAG}", re.VERBOSE)
_ATTRIBUTES: Final = re.compile(r"\s.*?(?=/?>)|\s(?=\}\})|(?<=\{\{)\s", re.DOTALL)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding at each part for each mark that it lacks."""
    # A format that reads tags as markup has none in its text.
    pattern = _MARK_OR_TAG if scan.doc.format == "text" else _MARK
    for part in aligned(scan):
        if part.sure and part.span.start < part.span.end:
            yield from _lacking(scan, part, pattern)


def _lacking(scan: Scan, part: Aligned, pattern: re.Pattern[str]) -> Iterator[Finding]:
    here = Counter(_bare(match[0]) for match in pattern.finditer(scan.text, *part.span))
    for match in pattern.finditer(part.source):
        mark = _bare(match[0])
        if here[mark]:
            here[mark] -= 1
            continue
        yield Finding(
            rule=RULE,
            span=wording(scan, part.span),
            message=RULE.message.format(mark=mark),
            confidence=0.9,
            evidence=(Evidence("source", f"the source has {match[0]}"),),
            source_span=part.place(*match.span()),
        )


def _bare(mark: str) -> str:
    """A mark without a tag's attributes and without blanks, which a translation may change."""
    return _ATTRIBUTES.sub("", mark)
