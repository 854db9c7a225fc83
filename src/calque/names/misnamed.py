"""
The finding that a family name makes which is not the one of the source.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.common import is_known_name, is_word
from calque.language.scan import Scan
from calque.names.people import people
from calque.rule import Rule

_CONFIDENCE: Final = {Safety.REVIEW: 0.8, Safety.SHOW: 0.6}


def misnamed(rule: Rule, scan: Scan, *, word: bool) -> Iterator[Finding]:
    """
    The findings of a rule for family names that do not sound like the source's.

    `word` asks for those that are an English word; the others, unless a dictionary knows the name,
    may be a name of the West in the source's letters, so theirs is only shown. The rule's message
    may use `found`, `name` (the source's full name) and `heard` (its family name in our letters).
    """
    for person in people(scan):
        found = person.family.text
        if not person.unlike or is_word(found) != word or (not word and is_known_name(found)):
            continue
        span = Span(person.family.start, person.family.end)
        safety = Safety.REVIEW if word else Safety.SHOW
        edits = (Edit(*span, person.heard),) if word else ()
        yield Finding(
            rule=rule,
            span=span,
            message=rule.message.format(found=found, name=person.name, heard=person.heard),
            confidence=_CONFIDENCE[safety],
            fixes=(Fix(edits, safety, f"{found} → {person.heard}"),),
            evidence=(Evidence("source", f"{person.name}: {person.heard}"),),
            source_span=person.place,
        )
