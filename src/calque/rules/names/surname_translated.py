"""
A family name was translated as if it were a word.

Why it matters: Oleg Moroz is nobody's Oleg Frost; the reader will not find the man.
Fix: the name in English letters, for review: the source may have it in a case form.
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
    yield from misnamed(RULE, scan, word=True)
