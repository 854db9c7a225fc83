"""
An acronym has the wrong article, or none: an NATO ship, a EU law, "outside of EU", "the NATO said".

Why it matters: many languages have no articles or drop them there; in English the sound of the
letters decides between a and an, and bodies whose letters are spelled out take "the".
Fix: the article, for review.
Source: The Chicago Manual of Style, "Acronyms and initialisms" (indefinite articles with acronyms;
"the" before initialisms, none before acronyms that are spoken as words).
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
    id="PHR009",
    name="article-before-acronym",
    category="linguistic-conventions/grammar",
    its_type="grammar",
    severity="minor",
    message="“{found}”: say “{wanted}”",
    needs=("acronym",),
    langs=("en",),
)
_ARTICLE: Final = re.compile(r"(?<![^\W_])(?P<article>[Aa]n?)[ \n]$")
# Whether spelled out or spoken as a word, these begin with a consonant's sound …
_CONSONANT: Final = re.compile(
    r"[BCDGJKPQTVWYZ][A-Z]+|NATO|NASA|U(?:N|S|K|SA|AE|EFA|NESCO|NHCR|NICEF|SSR|SB|FO)"
)
# … and these with a vowel's: the letters F, L, M, N, R, S, X have one in their names, and with
# consonants alone nobody speaks them as a word.
_VOWEL: Final = re.compile(
    r"E[UBCP][A-Z]?|I[MTDRS][FACO]?|A[IU]|O(?:SCE|ECD|PEC)|(?:[FLMNSX]|R(?!B))[BCDFGHJKLMNPQRSTVWXZ]{1,3}|FBI"
)
# A currency before its amount is spoken in full: a RMB 5,000 loan.
_AMOUNT: Final = re.compile(r"[ \n\u00a0]?\d")
_SPELLED: Final = frozenset(
    [
        "EU",
        "UN",
        "UK",
        "USA",
        "UAE",
        "WHO",
        "IMF",
        "CIA",
        "FBI",
        "OSCE",
        "CSTO",
        "EAEU",
        "FSB",
        "BBC",
        "OECD",
    ]
)
_SPOKEN: Final = frozenset(["NATO", "UNESCO", "UNICEF", "OPEC", "ASEAN", "UEFA", "FIFA", "NASA"])
_PREPOSITION: Final = re.compile(
    r"[a-z,;][ \n](?P<before>in|of|by|from|to|with|within|outside|across|inside|into|against"
    r"|joined?|joining|left|leave|leaving)[ \n]$"
)
_THE: Final = re.compile(r"(?<![^\W_])(?P<article>[Tt]he[ \n])$")
# What can't be the noun to which the acronym belongs.
_NO_NOUN: Final = re.compile(
    r"[.;?!)](?![\w’'])|,(?= (?:and|but|which|who|the|as|he|she|it|they)\b)"
    r"|[ \n](?:is|was|has|had|will|would|said|says|must|can|could|should|and the|that|because"
    r"|since|after|before|during|which|where|when|while|by|on|in|at|to|for|with|over|about|as)[ \n]"
)


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each acronym with a wrong article or without one."""
    headline = scan.headline
    for mark in scan.marked("acronym"):
        if headline and mark.start < headline.end:  # headlines leave articles out
            continue
        before = scan.text[max(0, mark.start - 12) : mark.start]
        offset = mark.start - len(before)
        if found := _ARTICLE.search(before):
            wanted = _indefinite(found["article"], mark.text)
            if not wanted or _AMOUNT.match(scan.text, mark.end):
                continue
            edit = Edit(offset + found.start("article"), offset + found.end("article"), wanted)
            yield _finding(scan, edit.start, mark.end, edit, f"{wanted} {mark.text}")
        elif not _NO_NOUN.match(scan.text, mark.end):
            continue
        elif mark.text in _SPOKEN and (found := _THE.search(before)):
            edit = Edit(offset + found.start(), mark.start, "")
            if not scan.opens_sentence(edit.start):
                yield _finding(scan, edit.start, mark.end, edit, mark.text)
        elif mark.text in _SPELLED and (found := _PREPOSITION.search(before)):
            edit = Edit(mark.start, mark.start, "the ")
            start = offset + found.start("before")
            wanted = f"{found['before']} the {mark.text}"
            yield _finding(scan, start, mark.end, edit, wanted)


def _indefinite(article: str, acronym: str) -> str:
    """The article that should stand there, or nothing where it does or nobody can tell."""
    if article in ("an", "An") and _CONSONANT.fullmatch(acronym):
        return article[0]
    return f"{article}n" if article in ("a", "A") and _VOWEL.fullmatch(acronym) else ""


def _finding(scan: Scan, start: int, end: int, edit: Edit, wanted: str) -> Finding:
    found = " ".join(scan.text[start:end].split())
    return Finding(
        rule=RULE,
        span=Span(start, end),
        message=RULE.message.format(found=found, wanted=wanted),
        confidence=0.8,
        fixes=(Fix((edit,), Safety.REVIEW, f"{found} → {wanted}"),),
        evidence=(Evidence("pattern", "an acronym and its article"),),
    )
