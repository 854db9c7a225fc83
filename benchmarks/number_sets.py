"""
Translations with right and wrong numbers, made from CLDR's patterns (Babel) and our own sentences.

The source is English; the translation has the same number as its language writes it, or another:
another scale, a figure off, another currency, another day. The seed is fixed, so that two runs are
of one set.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from calque.document import Document, Span

LANGS: Final = ("de", "fr", "es", "ru")
_COUNT: Final = 40
# What is said around a number: a count, a sum of money, a share, a day, a length.
_SENTENCES: Final = {
    "count": {
        "en": "The port counted {} gulls last year.",
        "de": "Der Hafen zählte im letzten Jahr {} Möwen.",
        "fr": "Le port a compté {} mouettes l'an dernier.",
        "es": "El puerto contó {} gaviotas el año pasado.",
        "ru": "В прошлом году порт насчитал {} чаек.",
    },
    "scale": {
        "en": "The harbour fund holds {}.",
        "de": "Der Hafenfonds hat {}.",
        "fr": "Le fonds du port possède {}.",
        "es": "El fondo del puerto tiene {}.",
        "ru": "В портовом фонде {}.",
    },
    "money": {
        "en": "The new crane cost {}.",
        "de": "Der neue Kran kostete {}.",
        "fr": "La nouvelle grue a coûté {}.",
        "es": "La nueva grúa costó {}.",
        "ru": "Новый кран стоил {}.",
    },
    "share": {
        "en": "Fares rose by {} in spring.",
        "de": "Die Fahrpreise stiegen im Frühling um {}.",
        "fr": "Les tarifs ont augmenté de {} au printemps.",
        "es": "Las tarifas subieron un {} en primavera.",
        "ru": "Весной проезд подорожал на {}.",
    },
    "day": {
        "en": "The ferry sank on {}.",
        "de": "Die Fähre sank am {}.",
        "fr": "Le ferry a coulé le {}.",
        "es": "El ferry se hundió el {}.",
        "ru": "Паром затонул {}.",
    },
    "length": {
        "en": "The mole is {} long.",
        "de": "Die Mole ist {} lang.",
        "fr": "La jetée mesure {}.",
        "es": "El muelle mide {}.",
        "ru": "Длина мола {}.",
    },
}


class Made(NamedTuple):
    """A source, its translation, and whether a number in it is wrong."""

    source: str
    target: str
    wrong: bool

    def document(self, lang: str) -> Document:
        """The pair as a document of one segment."""
        return Document(
            "made",
            self.target,
            lang=lang,
            source=(self.source,),
            source_lang="en",
            segments=(Span(0, len(self.target)),),
        )


def made(lang: str) -> Iterator[Made]:
    """The pairs for translations into a language, half of them wrong."""
    rng = random.Random(f"numbers {lang}")
    for kind, sentences in _SENTENCES.items():
        for number in range(_COUNT):
            wrong = number % 2 == 1
            said, found = _numbers(kind, lang, rng, wrong=wrong)
            yield Made(sentences["en"].format(said), sentences[lang].format(found), wrong)


def _numbers(kind: str, lang: str, rng: random.Random, *, wrong: bool) -> tuple[str, str]:
    """A number as English and as the translation's language writes it."""
    if kind == "day":
        return _day(lang, rng, wrong=wrong)
    if kind == "scale":
        return _scale(lang, rng, wrong=wrong)
    if kind == "share":
        return _share(lang, rng, wrong=wrong)
    return _count(kind, lang, rng, wrong=wrong)


def _day(lang: str, rng: random.Random, *, wrong: bool) -> tuple[str, str]:
    from babel.dates import format_date

    said = date(rng.randint(1950, 2025), rng.randint(1, 12), rng.randint(1, 28))
    found = said.replace(year=said.year - 10) if wrong else said
    return format_date(said, "long", "en"), format_date(found, "long", lang)


def _scale(lang: str, rng: random.Random, *, wrong: bool) -> tuple[str, str]:
    from babel.numbers import format_compact_decimal

    said = rng.randint(2, 900) * rng.choice([10**6, 10**9])
    found = said * rng.choice([1000, 0.1]) if wrong else said
    long: dict[str, Any] = {"format_type": "long", "fraction_digits": 1}
    return (
        format_compact_decimal(said, locale="en", **long),
        format_compact_decimal(found, locale=lang, **long),
    )


def _share(lang: str, rng: random.Random, *, wrong: bool) -> tuple[str, str]:
    from babel import Locale
    from babel.numbers import format_percent

    said = rng.randint(21, 999) / 1000
    found = said + 0.1 if wrong else said
    pattern = Locale.parse(lang).percent_formats[None].pattern.replace("##0", "##0.0")
    return format_percent(said, "#,##0.0%", "en"), format_percent(found, pattern, lang)


def _count(kind: str, lang: str, rng: random.Random, *, wrong: bool) -> tuple[str, str]:
    """A plain number, a sum of euros or a length."""
    from babel.numbers import format_currency, format_decimal
    from babel.units import format_unit

    said = rng.randint(13, 900) if kind == "length" else rng.randint(1100, 999_999)
    found = _misread(said, rng) if wrong else said
    if kind == "length":
        unit = "length-kilometer"
        return format_unit(said, unit, locale="en"), format_unit(found, unit, locale=lang)
    if kind == "count":
        return format_decimal(said, locale="en"), format_decimal(found, locale=lang)
    other = wrong and rng.random() < 0.5
    return (
        format_currency(said, "EUR", locale="en", format_type="name"),
        format_currency(
            said if other else found, "USD" if other else "EUR", locale=lang, format_type="name"
        ),
    )


def _misread(value: int, rng: random.Random) -> int:
    """Another number of the same look: a figure off, two swapped, a nought too many."""
    figures = list(str(value))
    at = rng.randrange(1, len(figures))
    change = rng.randrange(3)
    if change == 0:
        figures[at] = str((int(figures[at]) + 3) % 10)
    elif change == 1 and figures[at] != figures[at - 1] and figures[at] != "0":
        figures[at], figures[at - 1] = figures[at - 1], figures[at]
    else:
        figures.append("0")
    return int("".join(figures))
