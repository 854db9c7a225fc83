"""
An acronym is explained only after it has been used.

Why it matters: the reader meets the letters first and the name paragraphs later; translated pieces
often lose the order of the original.
Fix: for review, the name at the first mention that is in no heading. Silent for acronyms that
English dictionaries have.
Source: AP and Reuters style: spell out at first mention, acronym in brackets if used again; what
readers know (NATO, FBI) needs no explaining.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.concept import Concept
from calque.language.common import is_acronym
from calque.language.expansions import Expansion, expansions, is_heading
from calque.language.scan import Mark, Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="ACR005",
    name="late-expansion",
    category="style/organization-style",
    its_type="style",
    severity="minor",
    message="{acronym} is explained only later; say {phrase} ({acronym}) here",
    needs=("acronym",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for the first mention of each acronym that is explained later."""
    explained: dict[str, Expansion] = {}
    for expansion in expansions(scan):
        explained.setdefault(expansion.letters, expansion)
    if not explained:
        return
    seen: set[str] = set()
    for mark in scan.marked("acronym"):
        if mark.text not in explained or mark.text in seen or _in_heading(scan, mark):
            continue
        if scan.doc.lang == "en" and is_acronym(mark.text):
            continue
        if scan.text[mark.start - 1 : mark.start] == "(":  # it explains another name itself
            continue
        seen.add(mark.text)
        if scan.text.startswith(" (", mark.end):  # it is explained there
            continue
        expansion = explained[mark.text]
        if mark.start < expansion.phrase.start:
            yield _finding(mark, expansion, _wanted(scan, res, mark, expansion))


def _in_heading(scan: Scan, mark: Mark) -> bool:
    """Whether an acronym stands where nobody explains one: in the headline or another heading."""
    line = scan.line(mark.start)
    at_head = scan.headline is not None and mark.start < scan.headline.end
    return at_head or is_heading(scan.text[line.start : line.end])


def _wanted(scan: Scan, res: Resources, mark: Mark, expansion: Expansion) -> tuple[str, str]:
    """The name and acronym to write: the glossary's where it knows the body, else the text's."""
    concept: Concept | None = next(
        (hit.form.concept for hit in res.hits(scan).terms if hit.start == mark.start), None
    )
    name = concept.preferred(scan.doc.lang) if concept else None
    letters = concept.preferred(scan.doc.lang, "acronym") if concept else None
    return (
        name.text if name else " ".join(expansion.words),
        letters.text if letters else mark.text,
    )


def _finding(mark: Mark, expansion: Expansion, wanted: tuple[str, str]) -> Finding:
    phrase, letters = wanted
    text = f"{phrase} ({letters})"
    return Finding(
        rule=RULE,
        span=Span(mark.start, mark.end),
        message=RULE.message.format(acronym=letters, phrase=phrase),
        confidence=0.8,
        fixes=(Fix((Edit(mark.start, mark.end, text),), Safety.REVIEW, f"{mark.text} → {text}"),),
        evidence=(Evidence("document", f"explained at the later {expansion.letters}"),),
        related=(expansion.phrase,),
    )
