"""
Marks of the translation engine's own show: `<unk>`, `▁`, `<0xE2>`, `@@ `, `&quot;`, U+FFFD.

Why it matters: a letter or word of the text is gone, and the reader sees machinery instead.
Fix: what says where words part or join (`▁`, `@@ `, `@-@`) and whole runs of byte marks are turned
back into text, safely; an apostrophe lost before “s” is for review, and so are dashes and quotation
marks where the source has as many as were lost. Other lost letters are only shown: what stood there
can't be known. What an entity (`&apos;`) stands for is for review.
Source: SentencePiece (`<unk>`, U+2581, U+2047 for the unknown piece, `<0xHH>` byte fallback);
subword-nmt (`@@`); Moses tokenizer (`@-@`, `&apos;`); Unicode Standard, U+FFFD replacement
character.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.aligned import aligned
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT004",
    name="unknown-token",
    category="design-and-markup/character-encoding",
    its_type="characters",
    severity="major",
    message="a mark of the translation engine left in the text: {mark}",
    in_quotes=True,
    cues=Cues(
        (
            *("<0x", "<unk>", "<pad>", "</s>", "[unk]", "▁", "⁇", "\ufffd"),
            *("@@", "@-@", "@,@", "@.@", "@/@"),
            *("&amp;", "&quot;", "&apos;", "&lt;", "&gt;", "&nbsp;", "&bar;", "&#"),
        )
    ),
)
_MARK: Final = re.compile(
    r"""
      (?P<bytes>(?:<0x[0-9A-Fa-f]{2}>)+)
    | (?P<piece>\ ?(?<![\u2580-\u259f])▁(?![\u2580-\u259f\s]))
    | (?P<joint>(?<=[^\W_])@@(?:\ (?=[^\W_])|(?=[\s.,;:!?]|$)))
    | (?P<glue>\ ?@(?P<sign>[-,./])@\ ?)
    | (?P<entity>&(?:amp|quot|apos|lt|gt|nbsp|bar|\#91|\#93|\#0?39|\#x27|\#34|\#160|\#124|\#8217);)
    | (?P<apostrophe>(?<=[a-z])\ufffd(?=(?:s|t|re|ve|ll|d)\b))
    | (?P<lost>(?:<unk>\ ?)*<unk>|\[UNK\]|⁇|\ufffd+|<pad>|</s>(?=\s*$))
    """,
    re.VERBOSE | re.IGNORECASE | re.MULTILINE,
)
_SAID: Final = Evidence("pattern", "no reader's alphabet has this mark")
# Signs that engines have no piece for, and English ones for them.
_SIGNS: Final = {
    **dict.fromkeys("—–―", "—"),
    **dict.fromkeys("«„", "“"),
    **dict.fromkeys("»“”", "”"),
    "…": "…",
}


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the marks, each with the text it stands for where that is known."""
    signs = _signs_of_source(scan)
    for match in _MARK.finditer(scan.text):
        span = Span(*match.span())
        message = RULE.message.format(mark=match.group().strip())
        if sign := signs.get(span.start):
            wanted, said = _SIGNS[sign], Evidence("source", f"{sign} is in the source")
            span = _without_blank(scan.text, span, wanted)
            fixes = _fix(*span, wanted, Safety.REVIEW)
            yield Finding(RULE, span, message, 0.97, fixes, (_SAID, said))
        else:
            yield Finding(RULE, span, message, 0.97, _fixes(match, scan.text), (_SAID,))


def _signs_of_source(scan: Scan) -> dict[int, str]:
    """Where signs of the source were lost, and which: as many marks stand there, and none else."""
    found: dict[int, str] = {}
    for part in aligned(scan):
        ours = scan.text[slice(*part.span)]
        signs = [char for char in part.source if char in _SIGNS]
        lost = [match.start() for match in _MARK.finditer(ours) if match["lost"]]
        if part.sure and len(lost) == len(signs) and _SIGNS.keys().isdisjoint(ours):
            found.update(zip((part.span.start + at for at in lost), signs, strict=True))
    return found


def _without_blank(text: str, span: Span, sign: str) -> Span:
    """A mark with the blank beside it that a quotation mark in its place would not have."""
    before = sign == "”" and text[span.start - 1 : span.start] == " "
    after = sign == "“" and text[span.end : span.end + 1] == " "
    return Span(span.start - before, span.end + after)


def _fixes(match: re.Match[str], text: str) -> tuple[Fix, ...]:
    start, end = match.span()
    if match["bytes"]:
        letters = _decoded(match["bytes"])
        return _fix(start, end, letters, Safety.SAFE) if letters else ()
    if match["piece"]:
        space = "" if start == 0 or text[start - 1] == "\n" else " "
        return _fix(start, end, space, Safety.SAFE)
    if match["joint"]:
        return _fix(start, end, "", Safety.SAFE)
    if match["glue"]:
        return _fix(start, end, match["sign"], Safety.SAFE)
    if match["entity"]:
        return _fix(start, end, unescape(match["entity"]).replace("\u00a0", " "), Safety.REVIEW)
    return _fix(start, end, "’", Safety.REVIEW) if match["apostrophe"] else ()


def _fix(start: int, end: int, wanted: str, safety: Safety) -> tuple[Fix, ...]:
    title = f"Write {wanted!r}" if wanted.strip() else "Take the mark out"
    return (Fix((Edit(start, end, wanted),), safety, title),)


def _decoded(marks: str) -> str | None:
    try:
        return bytes.fromhex(re.sub(r"[<>]|0[xX]", "", marks)).decode("utf-8")
    except UnicodeDecodeError:
        return None
