"""
Write `src/calque/language/quantities/cldr/*.json`: how each language writes numbers, from CLDR.

Babel carries CLDR's separators, month and weekday names, units and scale words. Kept is what
reading and writing a quantity needs.

    python -m tools.quantities            write the files
    python -m tools.quantities --check    exit 1 where a file is not what this would write
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path
from typing import Any

from babel import Locale, localedata
from babel.core import get_cldr_version

from tools.generated import written

LANGS = (
    *("cs", "da", "de", "en", "es", "et", "fi", "fr", "ha", "he", "is", "it", "ja", "ko", "lt"),
    *("lv", "nl", "no", "pl", "pt", "ru", "sv", "tr", "uk", "zh"),
)
UNITS = (
    *("length-millimeter", "length-centimeter", "length-meter", "length-kilometer", "length-inch"),
    *("length-foot", "length-yard", "length-mile", "length-nautical-mile", "length-light-year"),
    *("area-square-kilometer", "area-square-meter", "area-square-mile", "area-square-foot"),
    *("area-hectare", "area-acre", "mass-milligram", "mass-gram", "mass-kilogram", "mass-tonne"),
    *("mass-ounce", "mass-pound", "volume-milliliter", "volume-liter", "volume-cubic-meter"),
    *("volume-gallon", "volume-barrel", "speed-kilometer-per-hour", "speed-meter-per-second"),
    *("speed-mile-per-hour", "temperature-celsius", "temperature-fahrenheit", "power-watt"),
    *("power-kilowatt", "power-megawatt", "power-gigawatt", "power-horsepower"),
    *("energy-kilowatt-hour", "digital-kilobyte", "digital-megabyte", "digital-gigabyte"),
    *("digital-terabyte", "duration-second", "duration-minute", "duration-hour", "duration-day"),
    *("duration-week", "duration-month", "duration-year"),
)
# One letter a plural form, so that those of the numbers 0 to 199 fit in a string; larger ones go
# by their last two figures.
PLURALS = {"zero": "z", "one": "o", "two": "t", "few": "f", "many": "m", "other": "x"}
SCALES = (10**3, 10**6, 10**9, 10**12)
FOLDER = Path(__file__).parents[1] / "src" / "calque" / "language" / "quantities" / "cldr"


def table(lang: str) -> dict[str, Any]:
    """What is kept of CLDR for a language."""
    # Babel resolves an alias of one language in tables that the next one shares.
    localedata._cache.clear()
    locale = Locale.parse(lang)
    symbols = locale.number_symbols["latn"]
    return {
        "source": f"CLDR {get_cldr_version()}",
        "decimal": symbols["decimal"],
        "group": symbols["group"],
        "percent": locale.percent_formats[None].pattern,
        "currency": locale.currency_formats["standard"].pattern,
        "time": str(locale.time_formats["short"].pattern),
        "date": str(locale.date_formats["short"].pattern),
        "long_date": str(locale.date_formats["long"].pattern),
        "plural": "".join(PLURALS[locale.plural_form(number)] for number in range(200)),
        "plural_fraction": PLURALS[locale.plural_form(1.5)],
        "months": _names(locale.months, range(1, 13)),
        "weekdays": _names(locale.days, range(7)),
        "ago": _ago(locale),
        "units": {
            unit.partition("-")[2]: forms for unit in UNITS if (forms := _unit(locale, unit))
        },
        "scales": _scales(locale),
    }


def _names(names: Any, keys: range) -> list[list[str]]:
    """Each month's or weekday's names: stand-alone and in a date, in full and short."""
    forms = (("format", "wide"), ("format", "abbreviated"), ("stand-alone", "wide"))
    contexts = [names[context][width] for context, width in forms]
    return [sorted({str(context[key]).lower() for context in contexts}) for key in keys]


def _ago(locale: Locale) -> list[str]:
    """How long ago something was: `{0} hours ago`, `vor {0} Std.`."""
    fields = locale._data["date_fields"]
    found = {
        " ".join(pattern.split())
        for unit in ("minute", "hour", "day")
        for width in ("", "-short")
        for pattern in fields.get(f"{unit}{width}", {}).get("past", {}).values()
    }
    return sorted(found)


def _unit(locale: Locale, unit: str) -> list[str]:
    patterns = locale._data["unit_patterns"].get(unit, {})
    found = {
        re.sub(r"\{0\}", "", pattern).strip("\u00a0\u202f ")
        for width in patterns.values()
        for key, pattern in width.items()
        if key not in ("per", "gender", "case")
    }
    return sorted(form for form in found if form)


def _scales(locale: Locale) -> dict[str, dict[str, str]]:
    """The word for each power of a thousand, by plural form, and short (`s`)."""
    found: dict[str, dict[str, str]] = {}
    for scale in SCALES:
        words = {}
        for width in ("long", "short"):
            for plural, patterns in locale._data["compact_decimal_formats"].get(width, {}).items():
                if str(scale) in patterns and (plural in PLURALS):
                    word = re.sub(r"[0'\u200f]", "", patterns[str(scale)].pattern)
                    words[PLURALS[plural] if width == "long" else "s"] = " ".join(word.split())
        found[str(scale)] = {plural: word for plural, word in words.items() if word}
    return {scale: words for scale, words in found.items() if words}


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def files() -> dict[Path, str]:
    """Every file with what is to stand in it."""
    return {FOLDER / f"{lang}.json": _file(lang) for lang in LANGS}


def _file(lang: str) -> str:
    rows = (f" {_json(key)}: {_json(value)}" for key, value in table(lang).items())
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    sys.exit(written(files(), "python -m tools.quantities", sys.argv[1:]))
