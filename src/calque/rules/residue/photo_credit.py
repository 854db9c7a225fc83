"""
A picture's credit is run into the end of a paragraph.

Why it matters: the picture is gone, and the credit reads as a broken last sentence of the story.
Fix: deleted, for review, since the picture may still be there. A credit on a line of its own, or
after one sentence as in a caption, is ordinary and left alone.
Source: the credit lines of news agencies' pictures ("Photo: Ministry / EPA"); the word for picture
in the languages that news is translated from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.letters import UPPER
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="RES007",
    name="photo-credit",
    category="accuracy/addition",
    its_type="other",
    severity="minor",
    message="a picture's credit run into the paragraph: {line}",
    cues=("photo", "picture", "image", "credit", "fot", "kuva", "bild", "immag", "zdj", "фото"),
)
_LEAD: Final = (
    r"photos?|photograph|photographer|pictures?|images?|photo\ credit|image\ credit"
    r"|photo\ courtesy|file\ photo|credit|foto|kuva|kuvat|bild|bilder|imagen|immagine|zdjęcie|fot"
    "|fotoğraf|фото"
)
_NAME: Final = (
    rf"(?:[{UPPER}А-ЯЁІЇЄҐ©@(][^\s!?;:]*|of|the|and|for|via|by|de|del|di|van|von|[/|&–—-])"
)
_CREDIT: Final = re.compile(
    rf"""(?<=[.!?…”"’'»)])\ (?P<credit>
        (?i:{_LEAD})\.?\ ?[:©]\ ?{_NAME}(?:\ ?[/|]\ ?{_NAME}|\ {_NAME}){{0,11}})$""",
    re.VERBOSE | re.MULTILINE,
)
_CAPTION_LENGTH: Final = 140


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield credits at the ends of paragraphs that are more than a caption."""
    for match in _CREDIT.finditer(scan.text):
        start, end = match.span("credit")
        line = scan.line(start)
        if start - line.start <= _CAPTION_LENGTH and not _has_sentences(scan, line, start):
            continue
        block = scan.view.block(start)
        if block and block.kind == "caption":
            continue
        credit = scan.text[start:end]
        fix = Fix((Edit(start - 1, end, ""),), Safety.REVIEW, "Delete the credit")
        evidence = Evidence("pattern", "the word for picture, a colon and names close a paragraph")
        message = RULE.message.format(line=credit)
        yield Finding(RULE, Span(start, end), message, 0.85, (fix,), (evidence,))


def _has_sentences(scan: Scan, line: Span, end: int) -> bool:
    """Whether two sentences or more stand on the line before `end`."""
    return sum(line.start <= sentence.start < end for sentence in scan.sentences) > 1
