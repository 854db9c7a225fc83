"""
A number whose figures can't be grouped so: 12800,000, 1.3169,000, 1.2.8 million.

Why it matters: no reader can tell what it is; machine translation leaves such numbers where it
converts one scale to another (万 to thousands) and stops half-way.
Fix: none, only the source can tell.
Source: CLDR: figures are grouped by three, and a number has one decimal sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calque.document import Span
from calque.finding import Evidence, Finding
from calque.language.quantities.lexicon import lexicon
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM014",
    name="malformed-number",
    category="accuracy/mistranslation",
    its_type="numbers",
    severity="major",
    message="“{found}”: no number is grouped like this",
    in_quotes=True,
    needs=("number",),
)

# What all such numbers have, found more quickly since it begins with a figure.
_HINT: Final = re.compile(r"\d(?:[.,]\d+[.,]\d|\d{3}[.,]\d{3}|[.,]\d{4})")
# What stands before the figures of an id, a version, co-ordinates.
_TOUCHING: Final = (*".,:/-", *"_")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number that can't be read."""
    lex = lexicon(scan.doc.lang)
    if lex is None or lex.han or lex.group not in ".,":
        return
    pattern = _pattern(lex.lang)
    if not _HINT.search(scan.figures) or not pattern.search(scan.figures):
        return
    for start, end in scan.numbers:
        if scan.text[start:end].isdecimal() or scan.text[start - 1 : start] in _TOUCHING:
            continue
        if found := pattern.match(scan.text, start):
            yield Finding(
                rule=RULE,
                span=Span(*found.span()),
                message=RULE.message.format(found=found.group()),
                confidence=0.8,
                evidence=(Evidence("pattern", "figures not in threes"),),
            )


@cache
def _pattern(lang: str) -> re.Pattern[str]:
    lex = lexicon(lang)
    assert lex is not None
    group, point = re.escape(lex.group), re.escape(lex.decimal)
    scales = "|".join(
        re.escape(word)
        for words in lex.cldr["scales"].values()
        for plural, word in words.items()
        if plural != "s"
    )
    return re.compile(
        rf"""(?<!\d)(?:
            \d{{4,}}{group}\d{{3}}(?![\w.,])
          | \d+{point}\d+{group}\d{{3}}(?![\w.,])
          | \d+{point}\d+{point}\d+(?=\ (?:{scales})\b)
          | \d{{1,3}}{group}(?!20\d\d\b|19\d\d\b)\d{{4,}}(?=\ (?:{scales})\b)
        )""",
        re.VERBOSE,
    )
