"""
A family name was translated as if it were a word.

Why it matters: Oleg Moroz is nobody's Oleg Frost; the reader will not find the man.
Fix: the name in English letters, for review: the source may have it in a case form.
Source: the source's full name, of which the given name stands in the translation too.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.common import is_word
from calque.language.scan import Scan
from calque.names.people import people
from calque.names.source import source_of
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM005",
    name="surname-translated",
    category="accuracy/mistranslation",
    its_type="mistranslation",
    severity="critical",
    message="{found} is a word; the source has a name, {name}",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each family name that has become an English word."""
    source = source_of(scan)
    for person in people(scan, source) if source else ():
        found = person.family.text
        if person.unlike and is_word(found):
            span = Span(person.family.start, person.family.end)
            yield Finding(
                rule=RULE,
                span=span,
                message=RULE.message.format(found=found, name=person.name),
                confidence=0.8,
                fixes=(
                    Fix(
                        (Edit(*span, person.heard),),
                        Safety.REVIEW,
                        f"{found} → {person.heard}",
                    ),
                ),
                evidence=(Evidence("source", f"{person.name}: {person.heard}"),),
                source_span=person.place,
            )
