"""
The quantities of a Chinese, Japanese or Korean text.

Figures and numerals mix (1億7500万, 3만5천, 二〇二二年), what is counted stands right behind, and
no spaces help: a numeral with nothing countable after it is no number (一方, 千葉).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from calque.document import Span
from calque.language.quantities.around import SIGNS
from calque.language.quantities.figures import clock, read_figures, years
from calque.language.quantities.lexicon import Lexicon, plain
from calque.language.quantities.quantity import BOUNDS, Interval, Quantity

_FIGURES: Final = r"\d+(?:(?:[.,:/×\-–—−~〜・])\d+)*"
_BEFORE: Final = 8
_SMALL: Final = 12
# Two and a half days, but not two and a half metres.
_HALVED: Final = frozenset(["", "hour", "day", "week", "month", "year", "minute"])


@dataclass(frozen=True)
class _Script:
    """The language's numerals and counters, compiled; see the `han` table of its data file."""

    digits: dict[str, float]
    small: dict[str, float]
    big: dict[str, float]
    run: re.Pattern[str]
    piece: re.Pattern[str]
    counter: re.Pattern[str]
    unit: re.Pattern[str]
    units: dict[str, str]
    marks: dict[str, re.Pattern[str]]
    eras: dict[str, float]


@cache
def _script(lex: Lexicon) -> _Script:
    table = lex.han
    digits, small, big = (_pairs(table[key]) for key in ("digits", "small", "big"))
    numerals = "".join([*digits, *small, *big])
    gap = "[ ]?" if table["spaced"] else ""
    more = table["more"]
    units = {plain(form): unit for unit, forms in table["units"].items() for form in forms.split()}
    return _Script(
        digits=digits,
        small=small,
        big=big,
        run=re.compile(
            rf"(?:{_FIGURES}|[{numerals}])(?:(?<=[{''.join(big)}]){gap}{_FIGURES}|{_FIGURES}"
            rf"|{gap}[{numerals}]|[{more}](?=[{''.join(big)}]))*"
        ),
        piece=re.compile(rf"{_FIGURES}|[{numerals}{more}]"),
        counter=_alternatives(table["counters"].split(), gap),
        unit=_alternatives(units, "[ ]?"),
        units=units,
        marks={name: re.compile(pattern) for name, pattern in table["marks"].items()},
        eras={name: float(first) for name, first in table.get("eras", {}).items()},
    )


def _pairs(text: str) -> dict[str, float]:
    """`一1 二2` as a table."""
    return {pair[0]: float(pair[1:]) for pair in text.split()}


def _alternatives(forms: Any, gap: str) -> re.Pattern[str]:
    ranked = sorted(map(plain, forms), key=len, reverse=True)
    # A Latin abbreviation is a word of its own: m is no part of Mbps.
    ends = (
        form + "(?![a-z])" if form.isascii() and form.isalpha() else re.escape(form)
        for form in ranked
    )
    return re.compile(gap + "(" + "|".join(ends) + ")")


def read_han(text: str, lex: Lexicon) -> Iterator[Quantity]:
    """The quantities of a plain text, in order."""
    script = _script(lex)
    done = 0
    for run in script.run.finditer(text):
        if run.start() < done:
            continue
        for quantity in _read(text, run, lex, script):
            done = max(done, quantity.end)
            yield quantity


def _read(text: str, run: re.Match[str], lex: Lexicon, script: _Script) -> Iterator[Quantity]:
    start, end = run.span()
    cluster = re.match(_FIGURES, run.group())
    touches = start > 0 and text[start - 1].isascii() and text[start - 1].isalpha()
    figures: list[Any] = []
    if cluster:
        figures = read_figures(cluster.group(), start, lex.decimal, str(lex.cldr["date"]))
        whole = cluster.end() == len(run.group())
        for one in figures[:-1]:
            yield _plain(one.start, one.end, one.value, one.kind, one.others)
        last = figures[-1]
        if (
            whole
            and start
            and text[start - 1] == "."
            and last.kind == "cardinal"
            and not (start > 1 and text[start - 2].isascii())
        ):
            # Batting .346.
            yield _plain(start - 1, end, last.value / 10 ** (end - start), "cardinal", ())
            return
        if touches or last.kind not in ("cardinal", "label") or (last.kind == "label" and whole):
            kind = "label" if touches and last.kind == "cardinal" else last.kind
            yield _plain(last.start, last.end, last.value, kind, last.others)
            return
        start = last.start
        value, factor = _value(last.value, text[last.end : end], script)
    else:
        value, factor = _value(None, run.group(), script)
        if not _counts(text, run, script):
            return
    written = figures and figures[-1].end == end
    weak = not figures and (value <= _SMALL or (factor == 1 and end - start == 1))
    number = _Found(start, end, value, factor, weak, bool(written), script, text)
    yield from number.quantities()


def _plain(start: int, end: int, value: float, kind: str, others: tuple[float, ...]) -> Quantity:
    return Quantity(
        start, end, Span(start, end), value, Interval(value, value), kind, others=others
    )


def _counts(text: str, run: re.Match[str], script: _Script) -> bool:
    """Whether a number in numerals alone counts something, or is long enough to be a number."""
    end = run.end()
    before = max(0, run.start() - 2), run.start()
    if "weekday" in script.marks and script.marks["weekday"].search(text, *before):
        return False
    if more := script.marks["and_some"].match(text, end):
        end = more.end()
    if script.counter.match(text, end) or script.unit.match(text, end):
        return True
    if any(script.marks[mark].search(text, *before) for mark in ("ordinal_before", "some")):
        return True
    if any(
        script.marks[mark].match(text, end) for mark in ("part", "year", "month", "day", "hour")
    ):
        return True
    return len(run.group()) > 2 and any(char in script.digits for char in run.group())


def _started(run: str) -> tuple[float | None, str]:
    """A run that may begin with a figure, as `_value` takes it."""
    return (float(run[0]), run[1:]) if run[0].isdecimal() else (None, run)


def _value(first: float | None, rest: str, script: _Script) -> tuple[float, float]:
    """What figures and numerals in a row come to, and the last scale among them."""
    total, section, number = 0.0, 0.0, first
    factor = 1.0
    positional = False
    for piece in script.piece.findall(rest):
        if piece in script.big:
            factor = script.big[piece]
            whole = section + (number or 0.0)
            if total and not whole:
                total *= factor
            else:
                total += (whole or 1.0) * factor
            section, number = 0.0, None
        elif piece in script.small:
            section += (1.0 if number is None else number) * script.small[piece]
            number = None
        elif piece in script.digits:
            number = (
                (number or 0.0) * 10 + script.digits[piece] if positional else script.digits[piece]
            )
        elif piece[0].isdecimal():
            number = (
                float(piece.replace(",", "")) if re.fullmatch(r"[\d,]+(?:\.\d+)?", piece) else 0.0
            )
        positional = piece in script.digits
    return total + section + (number or 0.0), factor


@dataclass
class _Found:
    """A number with its place, before what stands around it is looked at."""

    start: int
    end: int
    value: float
    factor: float
    weak: bool
    figures: bool
    script: _Script
    text: str

    def quantities(self) -> Iterator[Quantity]:
        """The quantity that it is."""
        for read in (
            self._part,
            self._either,
            self._vague,
            self._year,
            self._month,
            self._day,
            self._hour,
        ):
            if quantity := read():
                yield quantity
                return
        yield self._counted()

    def _after(self, mark: str, at: int | None = None) -> re.Match[str] | None:
        pattern = self.script.marks.get(mark)
        return pattern.match(self.text, self.end if at is None else at) if pattern else None

    def _before(self, mark: str, start: int | None = None) -> re.Match[str] | None:
        at = self.start if start is None else start
        pattern = self.script.marks.get(mark)
        return pattern.search(self.text, max(0, at - _BEFORE), at) if pattern else None

    def _made(self, value: float, kind: str, **more: Any) -> Quantity:
        start, end = more.pop("start", self.start), more.pop("end", self.end)
        interval = more.pop("interval", Interval(value, value))
        weak = more.pop("weak", self.weak)
        number = Span(self.start, self.end)
        return Quantity(
            start, end, number, value, interval, kind, weak=weak, factor=self.factor, **more
        )

    def _part(self) -> Quantity | None:
        """Three parts in four: 三分の一, 百分之五."""
        found = self._after("part")
        if not found or not self.value:
            return None
        inner = self.script.run.match(self.text, found.end())
        if not inner:
            return None
        count, _ = _value(None, inner.group(), self.script)
        self.end = inner.end()
        if self.value == 100:
            return self._made(count, "cardinal", unit="percent", weak=False)
        return self._made(count / self.value, "fraction", weak=False)

    def _either(self) -> Quantity | None:
        """七八, 六七十: seven or eight, sixty or seventy."""
        numerals, digits = self.text[self.start : self.end], self.script.digits
        if len(numerals) < 2 or numerals[0] not in digits or numerals[2:3] in digits:
            return None
        if digits.get(numerals[1]) != digits[numerals[0]] + 1:
            return None
        less, more = (_value(None, one + numerals[2:], self.script)[0] for one in numerals[:2])
        interval = Interval(less, more)
        return self._made(less, "vague", interval=interval, others=(more,), weak=True)

    def _vague(self) -> Quantity | None:
        """数十, 几百: some tens, some hundreds; 十数, 30多: ten and some."""
        if (
            self._before("some")
            and self.value >= 10
            and self.script.marks["round"].fullmatch(self.text, self.start, self.end)
        ):
            interval = Interval(2 * self.value, 10 * self.value - 1)
            return self._made(
                self.value, "vague", interval=interval, weak=True, start=self.start - 1
            )
        return None

    def _year(self) -> Quantity | None:
        if decade := self._after("decade"):
            value = self.value
            others: tuple[float, ...] = (value % 100,)
            if value < 100:
                others = (1900 + value, 2000 + value)
            return self._made(self.value, "year", end=decade.end(), others=others)
        found = self._after("year")
        if not found:
            return None
        era = self.text[max(0, self.start - 2) : self.start]
        if era in self.script.eras:
            value = self.script.eras[era] + self.value - 1
            return self._made(
                value, "year", start=self.start - 2, end=found.end(), others=(self.value,)
            )
        if self.value >= 1000:
            return self._made(self.value, "year", end=found.end())
        half = self._after("half", found.end())
        value = self.value + (0.5 if half else 0.0)
        end = half.end() if half else found.end()
        # 14年: fourteen years, or 2014.
        others = years(int(self.value)) if not half else ()
        return self._made(value, "cardinal", unit="year", end=end, others=others)

    def _month(self) -> Quantity | None:
        found = self._after("month")
        if found and 1 <= self.value <= 12:
            return self._made(self.value, "month", end=found.end(), weak=False)
        return None

    def _day(self) -> Quantity | None:
        found = self._after("day")
        if found and 1 <= self.value <= 31:
            return self._made(self.value, "day", end=found.end())
        return None

    def _hour(self) -> Quantity | None:
        found = self._after("hour")
        if not found or not 0 <= self.value <= 24:
            return None
        hour, minute, end = int(self.value), 0.0, found.end()
        if half := self._after("half", end):
            minute, end = 30.0, half.end()
        elif (inner := self._run(end)) and (minutes := self._after("minute", inner.end())):
            minute, end = _value(None, inner.group(), self.script)[0], minutes.end()
        others: tuple[float, ...] = (clock((hour + 12) % 24, minute),)
        if self._before("pm"):
            hour, others = hour % 12 + 12, (clock(hour, minute),)
        elif self._before("am"):
            hour, others = hour % 12, ()
        self.end = end
        return self._made(clock(hour, minute), "time", others=others)

    def _run(self, at: int) -> re.Match[str] | None:
        """The number at a place, a space before it skipped."""
        return self.script.run.match(self.text, at + (self.text[at : at + 1] == " "))

    def _tenths(self, value: float, end: int) -> tuple[float, int]:
        """Percentages in tenths: 3割 is 30, 1割8分2厘 is 18.2."""
        value *= 10
        for step, mark in ((1.0, "hundredth"), (0.1, "thousandth")):
            inner = self.script.run.match(self.text, end)
            found = self._after(mark, inner.end()) if inner else None
            if inner and found and len(inner.group()) == 1:
                value += step * _value(*_started(inner.group()), self.script)[0]
                end = found.end()
        return value, end

    def _counted(self) -> Quantity:
        """A number with its unit or counter, its sign, and "about" or "at least"."""
        more = self._after("and_some")
        end = more.end() if more else self.end
        value, unit, end = self._measured(self.value, end)
        start, kind = self.start, "cardinal"
        sign = self.text[start - 1 : start]
        if sign in SIGNS and not unit:
            unit, start = SIGNS[sign], start - 1
        if not unit and self.text[end : end + 1].isascii() and self.text[end : end + 1].isalpha():
            kind = "label"
        if self._before("ordinal_before", start):
            kind, start = "ordinal", start - 1
        if near := self._before("minus", start):
            start, value = near.start(), -value
        start, end, bound = self._bounded(start, end)
        bound = bound or ("over" if more else "")
        others = years(int(value)) if unit == "year" and value == int(value) else ()
        interval = Interval(value, value).bounded(bound)
        return self._made(
            value,
            kind,
            others=others,
            start=start,
            end=end,
            unit=unit,
            bound=bound,
            interval=interval,
        )

    def _measured(self, value: float, end: int) -> tuple[float, str, int]:
        """The value with a half after its unit, the unit, and where both end."""
        unit = ""
        if found := self.script.unit.match(self.text, end):
            unit, end = self.script.units[found[1]], found.end()
        elif counter := self.script.counter.match(self.text, end):
            end = counter.end()
        if unit in _HALVED and (half := self._after("half", end)):
            value, end = value + 0.5, half.end()
        if unit == "tenth":
            value, end = self._tenths(value, end)
            unit, self.end = "percent", end
        return value, unit, end

    def _bounded(self, start: int, end: int) -> tuple[int, int, str]:
        """The span with an approximator before or after it, and what that means."""
        before = [(near, name) for name in BOUNDS if (near := self._before(name, start))]
        if before:
            near, bound = max(before, key=lambda pair: len(pair[0].group()))
            return near.start(), end, bound
        for name in BOUNDS:
            if near_after := self._after(f"{name}-after", end):
                return start, near_after.end(), name
        return start, end, ""
