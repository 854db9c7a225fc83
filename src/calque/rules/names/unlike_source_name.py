"""
A family name is not the one that the source has.

Why it matters: a letter or syllable is wrong and the reader will not find the person.
Fix: the source's name in English letters is shown, never made: the source may have it in a case
form, and a name of the West goes back to its own spelling.
Source: the source's full name, of which the given name stands in the translation too.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Finding
from calque.language.scan import Scan
from calque.names.misnamed import misnamed
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
    yield from misnamed(RULE, scan, word=False)
