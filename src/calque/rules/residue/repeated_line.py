"""
A line opens or closes many texts of the batch that have little else in common.

Why it matters: what stands at the foot of forty articles belongs to the page they came from, even
where no list of phrases knows it: a site's motto, a copyright notice, an advertisement.
Fix: the line is deleted; by itself where it stands at the very edge of the text and in forty texts
or more, else for review. The headline is never touched. A single text has no batch, so nothing is
found in it; the same line in translations or versions of one article does not count.
Source: the batch itself (see `language/repeats.py`); the idea is that of site-level boilerplate
removal, as in C. Kohlschütter, P. Fankhauser and W. Nejdl, "Boilerplate detection using shallow
text features", 2010.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Evidence, Finding
from calque.glossary.left_over import without_line
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES009",
    name="repeated-line",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="the same line stands in other texts of the batch: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield outer lines that many texts of the batch share."""
    for line, texts, sure in res.furniture(scan).repeated:
        evidence = (Evidence("batch", f"at the head or foot of {texts} texts"),)
        yield without_line(RULE, scan, line, sure=sure, evidence=evidence)
