"""
A family name is not the one that the source has.

Why it matters: a letter or syllable is wrong and the reader will not find the person.
Fix: the source's name in English letters is shown, never made: the source may have it in a case
form, and a name of the West goes back to its own spelling.
Source: the source's full name, of which the given name stands in the translation too.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.document import Span
from calque.finding import Evidence, Finding, Fix, Safety
from calque.language.common import is_known_name, is_word
from calque.language.scan import Scan
from calque.names.people import people
from calque.names.source import source_of
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NAM007",
    name="unlike-source-name",
    category="accuracy/mistranslation",
    its_type="mistranslation",
    severity="major",
    message="{found} is unlike the source's {name} ({heard})",
    in_quotes=True,
    needs=("source",),
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each unknown family name that does not sound like the source's."""
    source = source_of(scan)
    for person in people(scan, source) if source else ():
        found = person.family.text
        if person.unlike and not (is_word(found) or is_known_name(found)):
            span = Span(person.family.start, person.family.end)
            yield Finding(
                rule=RULE,
                span=span,
                message=RULE.message.format(found=found, name=person.name, heard=person.heard),
                confidence=0.6,
                fixes=(Fix((), Safety.SHOW, f"{found} → {person.heard}"),),
                evidence=(Evidence("source", f"{person.name}: {person.heard}"),),
                source_span=person.place,
            )
