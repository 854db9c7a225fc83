"""
Letters went through the wrong encoding: “BrÃ¼ssel” for “Brüssel”, “â€™” for an apostrophe.

Why it matters: the word is unreadable, and names can't be found.
Fix: what the bytes say when read as UTF-8 again; safe, since text that was never damaged hardly
ever decodes. Only the damaged letters are rewritten.
Source: ftfy (`fix_encoding`) and its table of encodings that are mistaken for one another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="UNT002",
    name="mojibake",
    category="design-and-markup/character-encoding",
    its_type="characters",
    severity="major",
    message="{found} is a wrongly decoded {wanted}",
    in_quotes=True,
)
# The first byte of a UTF-8 sequence, read as Latin-1 or Windows-1252, then a later byte; and the
# same read as Windows-1251. ftfy decides; this only says where to ask.
_LATER: Final = "\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_SUSPECT: Final = re.compile(
    rf"[Â-ôЃ][{_LATER}]|Ã|вЂ|[РСÐÑ][^\sа-яА-ЯёЁA-Za-z0-9.,;:!?)»”\"'-]|(?:[РС][°-їЀ-џ]){{2}}"
)
_TOKEN: Final = re.compile(r"[^ \n]+")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield the words in which bytes were read in the wrong encoding."""
    text = scan.text
    if not _SUSPECT.search(scan.odd):
        return
    done = 0
    for match in _SUSPECT.finditer(text):
        if match.start() < done:
            continue
        token = _token(text, match.start())
        done = token.end
        raw = _written(scan, token)
        wanted = _mended(raw)
        if wanted is not None and "\n" not in wanted:
            yield _finding(text, token, wanted, whole="\u00ad" in raw)


def _token(text: str, position: int) -> Span:
    start = max(text.rfind(" ", 0, position), text.rfind("\n", 0, position)) + 1
    match = _TOKEN.match(text, start)
    return Span(start, match.end() if match else position + 1)


def _written(scan: Scan, token: Span) -> str:
    """The word as the file has it where a soft hyphen, unseen by readers, is one of its bytes."""
    below = scan.view.span(*token)
    raw = scan.doc.text[below.start : below.end]
    return raw if "\u00ad" in raw else scan.text[token.start : token.end]


def _mended(raw: str) -> str | None:
    from ftfy import fix_encoding

    fixed = fix_encoding(raw)
    return fixed if fixed != raw and "\ufffd" not in fixed else None


def _finding(text: str, token: Span, wanted: str, *, whole: bool) -> Finding:
    """The finding for a word; unless `whole`, what was sound at both ends is left out."""
    found = text[token.start : token.end]
    head = 0 if whole else _shared(found, wanted)
    tail = 0 if whole else _shared(found[head:][::-1], wanted[head:][::-1])
    edit = Edit(token.start + head, token.end - tail, wanted[head : len(wanted) - tail])
    return Finding(
        RULE,
        Span(edit.start, edit.end),
        RULE.message.format(found=found, wanted=wanted),
        0.98,
        (Fix((edit,), Safety.SAFE, f"Write {wanted}"),),
        (Evidence("pattern", "its bytes are valid UTF-8 read in another encoding", "ftfy"),),
    )


def _shared(one: str, other: str) -> int:
    """How many letters two strings have in common at the beginning."""
    pairs = zip(one, other, strict=False)
    return next((k for k, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
