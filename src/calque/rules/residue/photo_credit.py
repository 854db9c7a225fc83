"""
A picture's credit or caption is run into a paragraph, or its label is left on a line of its own.

Why it matters: the picture is gone, and the credit reads as a broken sentence of the story.
Fix: what is run in is deleted, for review, since the picture may still be there. A line with a
page's own label ("Image source, Getty Images") is deleted. A plain credit on a line of its own, or
after one sentence as in a caption, is ordinary and left alone; at a page's edges it goes with the
rest, in the languages whose files say so.
Source: the credit lines of news agencies' pictures ("Photo: Ministry / EPA") and the BBC's labels;
the word for picture in the languages that news is translated from.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.glossary.left_over import left_over
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
    message="a picture's credit or caption left in the text: {line}",
)
_LEADS: Final = (
    *("photo", "photos", "photograph", "photographer", "picture", "pictures", "image", "images"),
    *("photo credit", "image credit", "photo source", "image source", "source of photo"),
    *("source of the photo", "photo courtesy", "file photo", "credit", "foto", "fotos", "kuva"),
    *("kuvat", "bild", "bilder", "imagen", "immagine", "imagem", "zdjęcie", "fot", "fotoğraf"),
    *("фото", "автор фото", "источник фото"),
)
_LEAD: Final = "|".join(map(re.escape, _LEADS))
_NAME: Final = (
    rf"(?:[{UPPER}А-ЯЁІЇЄҐ©@(][^\s!?;:]*|of|the|and|for|via|by|de|del|di|van|von|[/|&–—-])"
)
# Whose name closes a credit, so that the story may go on after it without a full stop.
_AGENCY: Final = (
    r"(?:Reuters|AFP|AP|EPA(?:-EFE)?|EFE|ANSA|dpa|DPA|TASS|ТАСС|RIA\ Novosti|РИА\ Новости|Interfax"
    r"|Интерфакс|Getty(?:\ Images)?|AP\ Photo|Lehtikuva|STT|TT|NTB|Scanpix|PAP|Anadolu(?:\ Agency)?"
    r"|Ukrinform|Укринформ|УНІАН|UNIAN|Xinhua|Shutterstock|Alamy|Bloomberg|IMAGO|Imago|Lusa"
    r"|Belga|ANP|Keystone|APA|Sputnik|Unsplash|iStock|Depositphotos)"
)
_MARK: Final = re.compile("[:©]")
_LED: Final = Cues(
    f"{lead.split()[-1]}{stop}{mark}"
    for lead in _LEADS
    for stop in ("", ".", " ", ". ")
    for mark in ":©"
)
_LONGEST_LEAD: Final = 30
_WORD: Final = r"(?:photos?|photograph|pictures?|images?|illustration|video)"
_NAMES: Final = rf"{_NAME}(?:\ ?[/|]\ ?{_NAME}|\ {_NAME}){{0,11}}"
# One of them is in all that it finds.
_PICTURED: Final = Cues(("photo", "picture", "image", "illustration", "video", "©"))
_CAPTION_LENGTH: Final = 140
_CLOSES: Final = Evidence("pattern", "the word for picture, a colon and names close a paragraph")
_ENDS: Final = Evidence("pattern", "a credit, and no full stop, closes a paragraph")
_AGENCYS: Final = Evidence("pattern", "the word for picture, a colon and a picture agency")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield labelled lines, and credits run into paragraphs that are more than a caption."""
    yield from left_over(RULE, "photo-credit", scan, res.furniture(scan))
    for mark in _MARK.finditer(scan.text) if scan.has(_LED) else ():
        start = max(0, mark.start() - _LONGEST_LEAD)
        if before := _before().search(scan.text, start, mark.start()):
            yield from _run_in(scan, before.start("lead"), mark.end())
    if scan.has(_PICTURED):
        for credit in _no_colon().finditer(scan.text):
            span = Span(*credit.span("credit"))
            if not _is_caption(scan, scan.line(span.start), span.start):
                yield from _finding(scan, Edit(span.start - 1, span.end, ""), span, _ENDS)


def _run_in(scan: Scan, start: int, colon: int) -> Iterator[Finding]:
    line = scan.line(start)
    if closing := _to_end().match(scan.text, colon):
        if start > line.start and not _is_caption(scan, line, start):
            end = closing.end()
            yield from _finding(scan, Edit(start - 1, end, ""), Span(start, end), _CLOSES)
    elif inside := _to_agency().match(scan.text, colon):
        end = inside.end()
        yield from _finding(scan, Edit(start, end + 1, ""), Span(start, end), _AGENCYS)


def _finding(scan: Scan, edit: Edit, credit: Span, evidence: Evidence) -> Iterator[Finding]:
    block = scan.view.block(credit.start)
    if block and block.kind == "caption":
        return
    fix = Fix((edit,), Safety.REVIEW, "Delete the credit")
    message = RULE.message.format(line=scan.text[credit.start : credit.end])
    yield Finding(RULE, credit, message, 0.85, (fix,), (evidence,))


def _is_caption(scan: Scan, line: Span, end: int) -> bool:
    """Whether just one short sentence stands on the line before `end`."""
    said = [sentence for sentence in scan.sentences if line.start <= sentence.start < end]
    return end - line.start <= _CAPTION_LENGTH and len(said) < 2


@cache
def _before() -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|(?<=[.!?…”\"’'»)])\ )(?P<lead>\(?(?i:{_LEAD}))\.?\ ?$", re.VERBOSE | re.MULTILINE
    )


@cache
def _to_end() -> re.Pattern[str]:
    return re.compile(
        rf"""\ ?{_NAME}(?:
            (?:\ ?[/|]\ ?{_NAME}|\ {_NAME}){{0,11}} | (?:\ [\w'’.-]+){{0,5}}\ ?/\ ?{_AGENCY}
        )$""",
        re.VERBOSE | re.MULTILINE,
    )


@cache
def _to_agency() -> re.Pattern[str]:
    return re.compile(
        rf"""\ ?(?:{_NAME}(?:\ ?[/|]\ ?|\ )){{0,11}}?{_AGENCY}\b[.)]?
            (?=\ [{UPPER}А-ЯЁІЇЄҐ“"«][^\n]{{40}})""",
        re.VERBOSE,
    )


@cache
def _no_colon() -> re.Pattern[str]:
    # "Photo by Jane Roe/Reuters", "© Reuters", "AP Photo/Jane Roe", "File photo".
    return re.compile(
        rf"""(?<=[.!?…”"’'»)])\ (?P<credit>\(?(?:
            (?:(?i:file|archive|stock)\ )?(?i:{_WORD})\ (?:by|from|courtesy\ of|credit),?\ {_NAMES}
            | ©\ ?{_NAMES} | (?:AP\ Photo|Getty\ Images)(?:\ ?[/|]\ ?{_NAMES})?
            | (?i:file|archive|stock|illustrative)\ (?i:photo|picture|image)
        )\)?)$""",
        re.VERBOSE | re.MULTILINE,
    )
