"""
Quantities: numbers in text, in many languages, as values.

`quantities(text, lang)` reads them: figures with every habit of grouping, number words in their
case forms, scales, ranges, "about" and "at least", percentages, money, units, dates, times. What a
language calls things is data, see `lexicon`.
"""

from calque.language.quantities.quantity import Interval, Quantity
from calque.language.quantities.read import (
    quantities,
    quantities_in,
    quantities_near,
    quantities_of,
)

__all__ = [
    "Interval",
    "Quantity",
    "quantities",
    "quantities_in",
    "quantities_near",
    "quantities_of",
]
