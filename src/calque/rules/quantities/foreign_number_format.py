"""
A number is written as another language writes it: 2,5 million, 10 000, 12.1.2022, 5 %; or two of
the source stand side by side and read as one: 2 500 ml bottles.

Why it matters: a comma for a point changes the number by a thousand for a reader who does not know
where the text comes from.
Fix: the language's own signs. Safe for a blank before the per-cent sign, and where the source has
the number; otherwise for review.
Source: CLDR: decimal and grouping signs, the pattern of percentages, short dates; BIPM, The
International System of Units, 9th edition, 5.4.4: figures in threes, parted by blanks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from string import digits
from typing import Final

from calque.cues import Cues
from calque.document import Span
from calque.finding import Edit, Evidence, Finding, Fix, Safety
from calque.language.codes import language_name
from calque.language.letters import UPPER
from calque.language.quantities import Quantity, quantities_near
from calque.language.quantities.differences import are_two_in_source, said_in_source
from calque.language.quantities.lexicon import Lexicon, lexicon
from calque.language.scan import Scan
from calque.resources import Resources
from calque.rule import Rule

RULE = Rule(
    id="NUM004",
    name="foreign-number-format",
    category="locale-conventions/number-format",
    its_type="locale-violation",
    severity="minor",
    message="“{found}” is not how {language} writes it: {right}",
    in_quotes=True,
    needs=("number",),
)
_FIGURES: Final = re.compile(r"\d+(?:[.,' \u00a0\u202f’]\d+)*")
_BLANK_PERCENT: Final = re.compile(r"(?P<figures>\d[\d.,]*)(?P<blank>[ \u00a0\u202f]%)")
_SIGNS: Final = "€$£"
_PARTED_PERCENT: Final = Cues((" %",))
_SIGNED: Final = Cues(
    f"{digit}{blank}{sign}" for digit in digits for blank in ("", " ") for sign in _SIGNS
)
_CLOCKED: Final = Cues(("clock",))
_SIGN_AFTER: Final = re.compile(
    rf"(?P<number>\d(?:[\d,.]*\d)?)[ \u00a0]?(?P<sign>[{_SIGNS}])(?!\w|[ \u00a0]\d)"
)
# What stands before the last part of a telephone number.
_DIALLED: Final = re.compile(r"\d[ )]*[-–/] ?$")
_CLOCK: Final = re.compile(r"(?P<hour>[01]?\d|2[0-3])[.:](?P<minute>[0-5]\d) o['’]clock")
_IN_SENTENCE: Final = re.compile(r"[a-z] $")
_IN_WORDS: Final = (*("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),)
_NEAR_YEAR: Final = 2039
# The address of a computer, not a number in thousands.
_ADDRESS: Final = re.compile(r"(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}")
# Which one of a program, a standard or a fashion: USB 3.0, Web 2.0, Industrie 4.0.
_VERSION: Final = re.compile(r"\d[.,]0")
_VERSIONED: Final = re.compile(rf"[{UPPER}][^\W_]*[ \u00a0]$")
_NOUGHTS: Final = re.compile(r"\d{1,3}[.,]000")
# What is measured or paid is not known to a thousandth by chance with two noughts at its end.
_HUNDREDS: Final = re.compile(r"[1-9]\d{1,2}[.,][1-9]00")


def check(scan: Scan, res: Resources) -> Iterator[Finding]:
    """Yield a finding for each number in another language's signs."""
    lex = lexicon(scan.doc.lang)
    if lex is None or lex.han:
        return
    foreign = _foreign(lex.decimal)
    if foreign.search(scan.figures):
        found = quantities_near(scan, foreign)
        for one in found:
            yield from _number(scan, lex, one)
        yield from _dates(scan, lex, found)
    if "0%" in lex.cldr["percent"] and scan.has(_PARTED_PERCENT):
        for blank in _BLANK_PERCENT.finditer(scan.text):
            first = blank.start("figures")
            edit = Edit(blank.start("blank"), blank.end(), "%")
            yield _finding(scan, Span(first, blank.end()), edit, Safety.SAFE)
    if lex.lang == "en":
        yield from _english(scan)


@cache
def _foreign(decimal: str) -> re.Pattern[str]:
    """What some number has that is not written with this decimal sign, or some date."""
    point, comma = ("\\.", ",") if decimal == "." else (",", "\\.")
    return re.compile(
        rf"\d(?:{comma}\d{{1,2}}(?!\d)|[ \u00a0\u202f]\d{{3}}|{point}\d{{3}}|\.\d+\.\d)"
    )


def _number(scan: Scan, lex: Lexicon, one: Quantity) -> Iterator[Finding]:
    figures = _FIGURES.match(scan.text, one.number.start, one.number.end)
    if figures is None or one.kind not in ("cardinal", "ordinal", "label"):
        return
    if _DIALLED.search(scan.text, max(0, one.number.start - 4), one.number.start):
        return
    if _is_label(scan.text, one, figures.group()):
        return
    two = are_two_in_source(scan, one)
    if two:
        right = _side_by_side(figures.group(), lex)
    elif one.kind == "label":
        right = None
    else:
        right = _own(figures.group(), lex, measured=bool(one.unit) or one.factor > 1)
    if right and right != figures.group():
        safety = Safety.SAFE if not two and said_in_source(scan, one) else Safety.REVIEW
        yield _finding(scan, Span(*figures.span()), Edit(*figures.span(), right), safety)


def _is_label(text: str, one: Quantity, figures: str) -> bool:
    """Whether figures count nothing: a computer's address, or the version of what stands before."""
    if _VERSION.fullmatch(figures) and one.end == one.number.end:
        return _VERSIONED.search(text, max(0, one.start - 40), one.start) is not None
    return _ADDRESS.fullmatch(figures) is not None


def _side_by_side(figures: str, lex: Lexicon) -> str | None:
    """Two numbers that read as one, the first of them in words: "2 500 ml" as "two 500 ml"."""
    first, _, second = figures.partition(" ")
    if lex.lang != "en" or len(first) > 1 or first == "0":
        return None
    return f"{_IN_WORDS[int(first)]} {second}"


def _own(figures: str, lex: Lexicon, *, measured: bool) -> str | None:
    """The figures in the language's own signs, or None where they are right or not to be told."""
    point, comma = (".", ",") if lex.decimal == "." else (",", ".")
    group = re.escape(comma)
    if re.fullmatch(rf"\d+{group}\d{{1,2}}", figures):
        # 2,5 alone may be two numbers; 2,5 million is not.
        return figures.replace(comma, point) if measured else None
    if figures.startswith("0"):  # of a telephone number; no grouped number begins so
        return None
    if re.fullmatch(r"\d{1,3}(?:[ \u00a0\u202f]\d{3})+", figures):
        # Where the comma is the decimal sign, blanks are right beside the language's own sign.
        spaced = lex.decimal == "," or lex.group in "\u00a0\u202f"
        return None if spaced else re.sub(r"\s", comma, figures)
    grouped = re.fullmatch(rf"\d{{1,3}}(?:{re.escape(point)}\d{{3}})+", figures)
    if grouped is None:
        return None
    rounded = _HUNDREDS if measured else _NOUGHTS
    sure = figures.count(point) > 1 or rounded.fullmatch(figures)
    return figures.replace(point, lex.group) if sure else None


def _dates(scan: Scan, lex: Lexicon, found: Sequence[Quantity]) -> Iterator[Finding]:
    """12.1.2022 in a running sentence of a language that does not write dates with full stops."""
    if "." in lex.cldr["date"] or lex.lang != "en":
        return
    for (day, month), year in zip(pairwise(found), found[2:], strict=False):
        between = scan.text[day.end : month.start] + scan.text[month.end : year.start]
        parts = (day.kind, month.kind, year.kind, between) == ("day", "month", "year", "..")
        if parts and _IN_SENTENCE.search(scan.text, max(0, day.start - 2), day.start):
            span = Span(day.start, year.end)
            name = max(lex.cldr["months"][int(month.value) - 1], key=len).capitalize()
            right = f"{day.value:g} {name} {_whole_year(year):g}"
            yield _finding(scan, span, Edit(*span, right), Safety.REVIEW)


def _whole_year(year: Quantity) -> float:
    """A year of four figures; of the two that '98 may be, the one of this century if it is near."""
    near = [other for other in year.others if other <= _NEAR_YEAR]
    return year.value if year.value >= 100 or not near else near[0]


def _english(scan: Scan) -> Iterator[Finding]:
    for found in _SIGN_AFTER.finditer(scan.text) if scan.has(_SIGNED) else ():
        right = f"{found['sign']}{found['number']}"
        yield _finding(scan, Span(*found.span()), Edit(*found.span(), right), Safety.REVIEW)
    for found in _CLOCK.finditer(scan.text) if scan.has(_CLOCKED) else ():
        hour = int(found["hour"])
        minutes = "" if found["minute"] == "00" else f":{found['minute']}"
        half = "a.m." if hour < 12 else "p.m."
        right = f"{hour % 12 or 12}{minutes} {half}"
        yield _finding(scan, Span(*found.span()), Edit(*found.span(), right), Safety.REVIEW)


def _finding(scan: Scan, span: Span, edit: Edit, safety: Safety) -> Finding:
    found = scan.text[slice(*span)]
    right = scan.text[span.start : edit.start] + edit.text + scan.text[edit.end : span.end]
    language = language_name(scan.doc.lang)
    return Finding(
        rule=RULE,
        span=span,
        message=RULE.message.format(found=found, language=language, right=right),
        confidence=0.95 if safety is Safety.SAFE else 0.75,
        fixes=(Fix((edit,), safety, f"{found} → {right}"),),
        evidence=(Evidence("pattern", f"CLDR's number format for {language}"),),
    )
