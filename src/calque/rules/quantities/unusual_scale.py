"""
Thousands of a scale word: 1,200 million, 2700 million dollars, 7600 billion yen.

Why it matters: English says 1.2 billion; a translation that does not has often kept the figures of
a Japanese or Chinese number and got its scale wrong.
Fix: the same number in the usual scale, or, where it is written out to the last unit (2,210,534
million), without the scale; for review.
Source: CLDR: the scale words of the language; a scale is left for the next at a thousand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from calque.cues import Cues
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.quantities import quantities_of
from calque.language.quantities.lexicon import lexicon
from calque.language.quantities.write import written
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM015",
    name="unusual-scale",
    category="accuracy/mistranslation",
    its_type="numbers",
    severity="minor",
    message="“{found}” is {right}: was the scale meant?",
    in_quotes=True,
    needs=("number",),
)
_SCALES: Final = (1e3, 1e6, 1e9)
# What every such number has in English: four figures or more, or a smaller scale, before the scale.
_FIGURES: Final = re.compile(
    r"\d\W{0,2}\d{3}[ -]?(?:thousand|million|billion|mi?l|mn|mio|bl?n|mrd|mld)", re.IGNORECASE
)
_WORDS: Final = (
    re.compile(r"thousand[ -](?:[a-z]+[ -]){0,4}?(?:m|b)illion"),
    re.compile(r"illion (?:thousand|.illion)"),
)
_WORDED: Final = Cues(("thousand ", "thousand-", *(f"illion {scale}" for scale in "tmbzg")))
# To the last unit: here the scale word is what is too much.
_WRITTEN_OUT: Final = re.compile(r"(\d{1,3}(?:[,.]\d{3}){2,})\W+[a-z]+", re.IGNORECASE)
_ARTICLE: Final = re.compile(r"\b[Aa][ \n]$")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number that runs over its scale word."""
    lex = lexicon(scan.doc.lang)
    # Spanish has no word of its own for the next scale: 1.200 millones is right there.
    if lex is None or " " in lex.cldr["scales"].get("1000000000", {}).get("x", " "):
        return
    if lex.lang == "en" and not (
        _FIGURES.search(scan.figures)
        or (scan.has(_WORDED) and any(words.search(scan.folded) for words in _WORDS))
    ):
        return
    for one in quantities_of(scan):
        found = " ".join(scan.text[slice(*one.number)].split())
        # 6000K is a colour.
        worded = found[-2:].isalpha()
        if one.factor in _SCALES and one.value / one.factor >= 1000 and worded:
            right = written(one.value, scan.doc.lang)
            # "A thousand million" is one number, article and all.
            begun = _ARTICLE.search(scan.text, max(0, one.number.start - 3), one.number.start)
            written_out = _WRITTEN_OUT.match(found)
            wanted = written_out[1] if written_out else right
            edit = Edit(begun.start() if begun else one.number.start, one.number.end, wanted)
            yield Finding(
                rule=RULE,
                span=one.number,
                message=RULE.message.format(found=found, right=right),
                confidence=0.7,
                fixes=(Fix((edit,), Safety.REVIEW, f"{found} → {wanted}"),),
                evidence=(Evidence("pattern", "a thousand or more of a scale"),),
            )
