"""
What a run of figures stands for: 1,234.5 and 1 234,5 are numbers, 12.1.2022 is a day, 3:2 a score.

Separators mean what they mean in the language; a run that its habits can't explain is read as
another language would write it, and all else is a row of labels (a phone number, a version).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

from calque.language.quantities.tokens import VULGAR

_GROUPED: Final = re.compile(r"\d{1,3}(?:([., '’])\d{3})(?:\1\d{3})*(?:([.,])\d+)?")
_DECIMAL: Final = re.compile(r"\d+[.,・]\d+")
_SPLIT: Final = re.compile(r"[1-9]\d{0,2}(?:, \d{3})+(?:\.\d+)?")
_LOOSE: Final = re.compile(r"\d+(?:,\d{3})+(?:\.\d+)?")
_TIME: Final = re.compile(r"([01]?\d|2[0-4]): ?([0-5]\d)(?::[0-5]\d)?")
_DATE: Final = re.compile(r"(?P<d>\d{1,2})([./-])(?P<m>\d{1,2})\2(?P<y>\d{4}|\d{2})")
_DATE_YEAR_FIRST: Final = re.compile(r"(?P<y>\d{4})([./-])(?P<m>\d{1,2})\2(?P<d>\d{1,2})")
_DAY_AND_MONTH: Final = re.compile(r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})")
_RANGE: Final = re.compile(r"([^\-–—−~〜]+)[\-–—−~〜]([^\-–—−~〜]+)")
_FRACTION: Final = re.compile(r"(\d) ?/ ?(\d{1,2})")
_RUN: Final = re.compile(r"\d+")
_LISTED: Final = re.compile(r"(?:[^,]|,(?! ))+")
_PIECE: Final = re.compile(r"[^\-–—−~〜×/: ]+")


class Figures(NamedTuple):
    """A number written in figures at `[start, end)`; see `Quantity` for value, others and kind."""

    start: int
    end: int
    value: float
    others: tuple[float, ...] = ()
    kind: str = "cardinal"


def read_figures(text: str, start: int, decimal: str, date: str) -> list[Figures]:
    """
    Read a run of figures that stands at `start`.

    `decimal` is the language's decimal sign, `date` CLDR's pattern for its short dates (`d.M.y`).
    """
    if ", " in text and not _SPLIT.fullmatch(text):
        return [
            figures
            for piece in _LISTED.finditer(text)
            for figures in read_figures(
                piece[0].strip(), start + piece.start() + (piece[0][0] == " "), decimal, date
            )
        ]
    return (
        _single(text, start, decimal)
        or _date(text, start, date)
        or _range(text, start, decimal)
        or list(_pieces(text, start, decimal))
    )


def read_day_and_month(text: str, start: int) -> list[Figures]:
    """Read 6.9 as the sixth of September; empty where it can't be a date."""
    found = _DAY_AND_MONTH.fullmatch(text)
    if not found or not (1 <= int(found["d"]) <= 31 and 1 <= int(found["m"]) <= 12):
        return []
    return [
        Figures(start + found.start(part), start + found.end(part), float(found[part]), kind=kind)
        for part, kind in (("d", "day"), ("m", "month"))
    ]


def clock(hour: float, minute: float) -> float:
    """A time as a number: half past two in the afternoon is 14.30, as it is often written."""
    return round(hour + minute / 100, 2)


def years(year: int) -> tuple[float, ...]:
    """What else a year of two figures may be: '98 is 1998, '14 is 2014."""
    return (2000.0 + year, 1900.0 + year) if 0 <= year < 100 else ()


def _single(text: str, start: int, decimal: str) -> list[Figures]:
    """One number, a time or a fraction."""
    end = start + len(text)
    if text[-1] in VULGAR:
        whole, part = text[:-1].strip(), unicodedata.numeric(text[-1])
        kind = "cardinal" if whole else "fraction"
        return [Figures(start, end, float(whole or 0) + part, kind=kind)]
    if text.isdecimal():
        return [Figures(start, end, float(text), kind="label" if _is_code(text) else "cardinal")]
    if time := _TIME.fullmatch(text):
        hour, minute = int(time[1]), int(time[2])
        others = (clock(hour + 12 if hour < 12 else hour - 12, minute),)
        return [Figures(start, end, clock(hour, minute), others, "time")]
    if _SPLIT.fullmatch(text):
        parts = tuple(float(run) for run in text.split(", "))
        return [Figures(start, end, float(text.replace(", ", "")), parts)]
    if (found := _FRACTION.fullmatch(text)) and 0 < int(found[1]) < int(found[2]):
        over, under = float(found[1]), float(found[2])
        # 4/17 may be a day.
        return [Figures(start, end, over / under, (over, under), "fraction")]
    # No grouped number begins with a nought, as a telephone number does.
    values = [] if _is_code(text) and text[1].isdecimal() else _values(text, decimal)
    return [Figures(start, end, values[0], tuple(values[1:]))] if values else []


def _is_code(text: str) -> bool:
    return len(text) > 1 and text[0] == "0"


def _values(text: str, decimal: str) -> list[float]:
    """The values of one number, the language's own habit first."""
    if (found := _GROUPED.fullmatch(text)) and found[1] != found[2]:
        grouped = float(re.sub(rf"[{found[1]} ]", "", text).replace(",", "."))
        ambiguous = found[1] in ".," and not found[2] and text.count(found[1]) == 1
        if not ambiguous:
            return [grouped]
        small = float(text.replace(",", "."))
        if found[1] == decimal:
            return [small] if decimal == "." else [small, grouped]
        return [grouped] if decimal == "." else [grouped, small]
    if _DECIMAL.fullmatch(text):
        return [float(re.sub(r"[,・]", ".", text))]
    if _LOOSE.fullmatch(text):
        return [float(text.replace(",", ""))]
    return []


def _date(text: str, start: int, pattern: str) -> list[Figures]:
    """Day, month and year; where the order is not sure, each may be the other."""
    found = _DATE.fullmatch(text) or _DATE_YEAR_FIRST.fullmatch(text)
    if not found:
        return []
    day, month, year = (int(found[part]) for part in "dmy")
    spans = {part: (start + found.start(part), start + found.end(part)) for part in "dmy"}
    month_first = pattern.lower().lstrip("'").startswith("m") and found[2] == "/"
    if found.re is _DATE and (month_first or month > 12):
        day, month = month, day
        spans["d"], spans["m"] = spans["m"], spans["d"]
    if not (1 <= day <= 31 and 1 <= month <= 12):
        return []
    unsure = found.re is _DATE and found[2] == "/" and day <= 12
    return [
        Figures(*spans["d"], float(day), (float(month),) if unsure else (), "day"),
        Figures(*spans["m"], float(month), (float(day),) if unsure else (), "month"),
        Figures(*spans["y"], float(year), years(year), "year"),
    ]


def _range(text: str, start: int, decimal: str) -> list[Figures]:
    """The two ends of a range: 2-3, 1900–85."""
    found = _RANGE.fullmatch(text)
    if not found:
        return []
    ends = []
    for part in (1, 2):
        whole = found[part].isdecimal() and not _is_code(found[part])
        values = [float(found[part])] if whole else _values(found[part], decimal)
        if not values:
            return []
        span = start + found.start(part), start + found.end(part)
        ends.append(Figures(*span, values[0], tuple(values[1:])))
    low, high = ends
    if 1000 <= low.value < 2100 and high.value < 100 and found[2].isdecimal():
        century = low.value - low.value % 100
        ends[1] = high._replace(value=century + high.value, others=(high.value,), kind="year")
        ends[0] = low._replace(kind="year")
    return ends


def _pieces(text: str, start: int, decimal: str) -> Iterator[Figures]:
    """The numbers between dashes and strokes, each by itself."""
    for piece in _PIECE.finditer(text):
        at = start + piece.start()
        values = [] if _is_code(piece[0]) else _values(piece[0], decimal)
        if values and len(piece[0]) < len(text):
            yield Figures(at, at + len(piece[0]), values[0], tuple(values[1:]), "label")
        else:
            for run in _RUN.finditer(piece[0]):
                span = at + run.start(), at + run.end()
                yield Figures(*span, float(run.group()), kind="label")
