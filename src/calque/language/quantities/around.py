"""
What belongs to a number: its sign, its unit or currency, "about" or "at least".
"""

from __future__ import annotations

import re
from typing import Final

from calque.document import Span
from calque.language.quantities.quantity import Interval, Quantity
from calque.language.quantities.reader import Number, Reader

_UNIT_WORDS: Final = 4
_SHORT: Final = 3
_MINUS: Final = re.compile(r"(?:^|(?<=[\s(\[]))[-−–]$")
SIGNS: Final = {
    "€": "euro",
    "$": "dollar",
    "£": "pound",
    "¥": "yen",
    "₽": "rouble",
    "₴": "hryvnia",
    "₺": "lira",
    "₹": "rupee",
    "₩": "won",
    "₪": "shekel",
    "₦": "naira",
    "₸": "tenge",
    "₫": "dong",
    "฿": "baht",
    "%": "percent",
    "‰": "permille",
    "″": "inch",
    "°": "degree",
}
CURRENCIES: Final = frozenset(
    [
        *("euro", "dollar", "pound", "yen", "rouble", "hryvnia", "lira", "rupee", "won", "shekel"),
        *("naira", "tenge", "dong", "baht", "yuan", "crown", "franc", "zloty", "forint", "real"),
        *("peso", "dinar", "dirham", "rial", "lev", "leu", "lari", "rand", "rupiah", "som"),
    ]
)


def dressed(reader: Reader, number: Number) -> Quantity:
    """The quantity that a number is, with what stands around it."""
    start, end, value = number.start, number.end, number.value
    if number.kind in ("day", "month", "weekday", "year", "time", "label"):
        return _quantity(number, start, end, value)
    unit, end = ("", end) if number.kind == "implied" else _unit_after(reader, number)
    if unit and (half := reader.lex.mark("half", reader.text, end)):
        # Deux heures et demie.
        value, end = value + 0.5, half.end()
    if not unit and number.kind != "implied":
        unit, start = _currency_before(reader, number)
    if _MINUS.search(reader.text, max(0, start - 2), start):
        start, value = start - 1, -value
    article = reader.last(start) if reader.lex.articles else None
    if article and article.text in reader.lex.articles:
        start = article.start
    bound = ""
    while near := _approximator(reader, start):
        start = near[0]
        if near[1] == "minus":
            value = -value
        else:
            bound = bound or near[1]
    if not bound and reader.lex.after and (following := reader.lex.after.match(reader.text, end)):
        end = following.end()
        bound = reader.lex.bounds[" ".join(following.group().split())]
    return _quantity(number, start, end, value, unit, bound)


def _quantity(
    number: Number, start: int, end: int, value: float, unit: str = "", bound: str = ""
) -> Quantity:
    high = number.high if number.kind == "vague" else value
    sign = -1 if value < 0 else 1
    return Quantity(
        start=start,
        end=end,
        number=Span(number.start, number.end),
        value=value,
        interval=Interval(min(value, high), max(value, high)).bounded(bound),
        kind=number.kind,
        unit=unit,
        bound=bound,
        others=tuple(sign * other for other in number.others),
        weak=number.weak,
        factor=number.factor,
    )


def _approximator(reader: Reader, start: int) -> tuple[int, str] | None:
    """The longest approximator that ends before a number: where it begins, and what it means."""
    word = reader.last(start)
    if word is None:
        return None
    for phrase, bound in reader.lex.before.get(word.text, ()):
        begin = word.end - len(phrase)
        inside = begin > 0 and reader.text[begin - 1].isalnum()
        if begin >= 0 and not inside and reader.text.startswith(phrase, begin):
            return begin, bound
    return None


def _unit_after(reader: Reader, number: Number) -> tuple[str, int]:
    """The unit after a number and where it ends; a currency may have one word before it."""
    end = number.through
    token = reader.next(end)
    if token is None:
        return "", number.end
    if token.kind == "sign":
        return SIGNS.get(token.text, ""), token.end if token.text in SIGNS else number.end
    words = [token]
    while len(words) < _UNIT_WORDS and (following := reader.next(words[-1].end)):
        words.append(following)
    texts = [word.text for word in words]
    if found := reader.lex.units.find(texts):
        return found[1], words[found[0] - 1].end
    # Five million Australian dollars, but not one to a dollar.
    skipped = len(texts) > 1 and len(texts[0]) > _SHORT
    if skipped and (found := reader.lex.units.find(texts[1:])) and found[1] in CURRENCIES:
        return found[1], words[found[0]].end
    return "", number.end


def _currency_before(reader: Reader, number: Number) -> tuple[str, int]:
    """The currency written before a number and where it begins: $5, US$5, NIS 5, naira 5."""
    token = reader.last(number.start)
    if token is None:
        return "", number.start
    unit = ""
    if token.kind == "sign":
        unit = SIGNS.get(token.text, "")
    elif found := reader.lex.units.find([token.text]):
        unit = found[1]
    if unit not in CURRENCIES:
        return "", number.start
    start = token.start
    code = reader.last(start) if token.kind == "sign" else None
    if code and code.end == start and code.kind == "word" and len(code.text) <= 3:
        start = code.start
    return unit, start
