"""
An English pronoun was read as an acronym: "It rains" became "IT regnet".

Why it matters: the sentence now speaks of a trade, a country or a body that nobody mentioned.
Fix: none; the pronoun follows the gender of what it stands for.
Source: the source, which has the pronoun in that part, the acronym nowhere, and thereabouts no word
of what it may stand for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from calque.document import Span, holder
from calque.finding import Evidence, Finding
from calque.language.aligned import Aligned, sure_parts
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT007",
    name="pronoun-as-acronym",
    category="accuracy/mistranslation",
    its_type="mistranslation",
    severity="major",
    message="“{found}” is the source’s pronoun “{said}”, read as an acronym",
    in_quotes=True,
    needs=("source",),
)
# Each acronym that a pronoun looks like, with what says in an English source that it is meant.
_MEANT: Final = {
    "IT": r"techn|informati|comput|digital|software|cyber",
    "US": r"United States|America|Washington|\bU\.?N\b",
    "WHO": r"world health|health (?:body|agency|organi[sz]ation|authorit)",
}
# So many parts of the source before it may say so too.
_BACK: Final = 2
_SHOUTED: Final = 0.5


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the acronyms that stand where the source has a pronoun."""
    if scan.doc.source_lang != "en" or scan.doc.lang == "en":
        return
    marks = [mark for mark in scan.marks if mark.text in _MEANT]
    parts = sure_parts(scan) if marks else []
    spans = [part.span for part in parts]
    pronouns = {
        acronym: _pronouns(acronym, scan, parts) for acronym in {mark.text for mark in marks}
    }
    for mark in marks:
        span = Span(mark.start, mark.end)
        at = holder(spans, span)
        said = pronouns[mark.text][at] if at is not None else None
        if said:
            yield Finding(
                rule=RULE,
                span=span,
                message=RULE.message.format(found=mark.text, said=said.word),
                confidence=0.9,
                evidence=(Evidence("source", "a pronoun there, and no word of what this means"),),
                source_span=said.place,
            )


class _Said(NamedTuple):
    word: str
    place: Span


def _pronouns(acronym: str, scan: Scan, parts: Sequence[Aligned]) -> list[_Said | None]:
    """For each part the pronoun that its source has, None where the acronym may be meant."""
    spelled = re.compile(r"\b" + r"\.?".join(acronym))
    if any(spelled.search(part.source) for part in parts):
        return [None] * len(parts)
    meant = [bool(re.search(f"(?i){_MEANT[acronym]}", part.source)) for part in parts]
    said: list[_Said | None] = []
    for at, part in enumerate(parts):
        pronoun = re.search(rf"(?i)\b{acronym}\b", part.source)
        clear = not any(meant[max(0, at - _BACK) : at + 1]) and not _is_shouted(scan, part.span)
        found = pronoun and _Said(pronoun[0], part.place(*pronoun.span()))
        said.append(found if clear else None)
    return said


def _is_shouted(scan: Scan, span: Span) -> bool:
    """Whether a part is in capitals, where any word looks like an acronym."""
    letters = [char for char in scan.text[slice(*span)] if char.isalpha()]
    return sum(map(str.isupper, letters)) > _SHOUTED * len(letters)
