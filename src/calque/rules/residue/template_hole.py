"""
A word is missing after a preposition: a template's slot was empty ("a journalist at and he").

Why it matters: the sentence has lost the very fact it was built to state.
Fix: for review, the preposition becomes a comma where a new clause follows; else only shown, since
the missing word can't be known.
Source: by form: a preposition between the noun for a job and a new clause, as in "a journalist at
and he", or at the head of a byline, as in "Posted on by", has nothing to govern.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

_VERBS: Final = ("posted", "published", "updated", "written")
_STRANDED: Final = Cues(
    f" {preposition} {conjunction} "
    for preposition in ("at", "for", "with", "from", "of", "in")
    for conjunction in ("and", "but")
)
_POSTED: Final = Cues(
    f"{posted} {after}"
    for posted in (
        *(f"{verb} {preposition}" for verb in _VERBS for preposition in ("on", "by", "at", "in")),
        "by",
    )
    for after in ("by", "on", "at", "in", "and", *",.|")
)
RULE = Rule(
    id="RES008",
    name="template-hole",
    category="accuracy/addition",
    its_type="pattern-problem",
    severity="major",
    message="a word is missing after “{preposition}”: {found}",
    cues=Cues((*_STRANDED, *_POSTED)),
)
_ROLE: Final = (
    "journalist|reporter|editor|writer|correspondent|columnist|author|blogger|contributor|producer"
    "|photographer|analyst|researcher|professor|lecturer|student|graduate|spokesman|spokeswoman"
    "|spokesperson|director|manager|consultant|engineer|developer|fellow|adviser|advisor"
)
_AFTER_ROLE: Final = re.compile(
    rf"""\b(?:an?|the)\ (?:[\w-]+\ ){{0,3}}?(?:{_ROLE})
        (?P<gap>\ (?P<preposition>at|for|with|from|of|in)\ )(?P<conjunction>and|but)\ 
        (?P<subject>he|she|they|it|has|is|was|works|covers|writes)\b""",
    re.VERBOSE | re.IGNORECASE,
)
_BYLINE: Final = re.compile(
    r"""^(?:(?:last\ )?(?:posted|published|updated|written)\ (?P<preposition>on|by|at|in)
        \ (?=(?:by|on|at|in|and)\b|[,.|])|by\ (?=(?:on|in|at|and)\ ))[^\n]{0,80}$""",
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield prepositions with nothing to govern."""
    if scan.doc.lang != "en":
        return
    for match in _AFTER_ROLE.finditer(scan.text) if scan.has(_STRANDED) else ():
        gap = Edit(match.start("gap"), match.end("gap"), ", ")
        fix = Fix((gap,), Safety.REVIEW, f"Put a comma in place of “{match['preposition']}”")
        yield _finding(match, (fix,))
    for match in _BYLINE.finditer(scan.text) if scan.has(_POSTED) else ():
        yield _finding(match, ())


def _finding(match: re.Match[str], fixes: tuple[Fix, ...]) -> Finding:
    preposition = (match["preposition"] or "by").lower()
    return Finding(
        RULE,
        Span(*match.span()),
        RULE.message.format(preposition=preposition, found=match.group()),
        0.9,
        fixes,
        (Evidence("pattern", f"“{preposition}” has no noun after it"),),
    )
