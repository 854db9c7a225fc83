"""
The box about the writer stands in the article: a name line, and a few words on who that is.

Why it matters: it speaks of the writer of another site's page, who did not write this text, and is
often a template filled in badly.
Fix: name line and paragraph are deleted; by themselves where both are there, at the foot of the
article, and the paragraph begins with the name above it. A paragraph without its name line is for
review, and so is one of several.
Source: the author boxes of WordPress themes (Twenty Fifteen's `author-bio.php`); by form, see
`language/layout.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from calque.finding import Evidence, Finding
from calque.glossary.left_over import left_over, without_lines
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES004",
    name="author-box",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="left over from the box about the author: {line}",
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield author's boxes, name line and paragraph, and lines known from one."""
    found = res.furniture(scan)
    yield from left_over(RULE, "author-box", scan, found)
    boxes = found.boxes
    for box in boxes:
        if box.name:
            evidence = Evidence("document", "a name, then what that person does, at the foot")
            sure = len(boxes) == 1
            lines = (box.name, box.text)
            yield from without_lines(RULE, scan, lines, sure=sure, evidence=(evidence,))
        elif box.text.end < len(scan.text.rstrip()):
            evidence = Evidence("document", "who the writer is, with only web furniture after it")
            yield from without_lines(RULE, scan, (box.text,), sure=False, evidence=(evidence,))
