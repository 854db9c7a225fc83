"""
Write `src/calque/language/quantities/words/*.tsv`: number words and their values, from CLDR.

CLDR spells out numbers by rules (RBNF), for many languages in every case form. Babel does not carry
them, so the rules are read from the npm package `cldr-rbnf` (Unicode licence), unpacked:

    npm pack cldr-rbnf && tar xzf cldr-rbnf-*.tgz
    python tools/number_words.py package

Kept is the least that spells the rest: what can be put together from shorter words is left out.
"""

from __future__ import annotations

import json
import re
import sys
from collections import defaultdict
from functools import cached_property
from pathlib import Path

from babel import Locale

LANGS = (
    *("cs", "da", "de", "en", "es", "et", "fi", "fr", "he", "is", "it", "lt", "lv", "nl", "no"),
    *("pl", "pt", "ru", "sv", "tr", "uk"),
)
FOLDER = Path(__file__).parents[1] / "src" / "calque" / "language" / "quantities" / "words"
SMALL = (*range(100), *range(100, 1000, 100))
SCALES = (10**3, 10**6, 10**9, 10**12, 10**15)
# How many of a scale: each calls for another form in some language.
COUNTS = (1, 2, 5)
# What stands between the parts of a word: fünf·und·zwanzig, fem·og·tyve, vijf·en·twintig.
LINKS = ("und", "og", "en", "ën", "-")
SOFT_HYPHEN = "\u00ad"
# <<  >>  >>>  <%rule<  >%rule>  =%rule=  $(cardinal,one{…}other{…})$
PART = re.compile(
    r"(?P<less><(?P<less_rule>%[^<]*)?<)|(?P<more>>(?P<more_rule>%[^>]*)?>>?)"
    r"|=(?P<same>%[^=]*)=|\$\(\w+,(?P<plural>[^)]*)\)\$|(?P<text>[^<>=$]+)"
)
Words = dict[str, dict[int, set[str]]]


class Rules:
    """The spell-out rules of one language."""

    def __init__(self, folder: Path, lang: str) -> None:
        self.path = folder / "rbnf" / f"{lang}.json"
        self.locale = Locale.parse(lang)

    @cached_property
    def sets(self) -> dict[str, list[tuple[int, int, str]]]:
        """Each rule set: (base value, radix, body) by base value."""
        table = json.loads(self.path.read_text(encoding="utf-8"))["rbnf"]["rbnf"]["SpelloutRules"]
        return {name: sorted(_rules(rules)) for name, rules in table.items()}

    def spell(self, number: int, name: str) -> str:
        """The words for a number; raises LookupError where the rules fall back to digits."""
        rules = [rule for rule in self.sets[name] if rule[0] <= number]
        if not rules:
            raise LookupError(number)
        base, radix, body = rules[-1]
        divisor = 1
        while base and divisor * radix <= base:
            divisor *= radix
        if divisor > 1 and number % divisor == 0 and base % divisor and ">" in body and "<" in body:
            base, radix, body = rules[-2]
        more = number % divisor if base else 0
        kept = re.sub(r"\[([^]]*)\]", r"\1" if more else "", body)
        parts = []
        for part in PART.finditer(kept):
            if part["less"]:
                parts.append(self.spell(number // divisor, part["less_rule"] or name))
            elif part["more"]:
                parts.append(self.spell(more, part["more_rule"] or name))
            elif part["same"]:
                parts.append(self.spell(number, str(part["same"])))
            elif part["plural"]:
                forms = dict(re.findall(r"(\w+)\{([^}]*)\}", part["plural"]))
                form = str(self.locale.plural_form(number // divisor))
                parts.append(str(forms.get(form, forms["other"])))
            else:
                parts.append(part["text"].lstrip("'"))
        return "".join(parts)

    def words(self) -> Words:
        """The shortest words by kind and value, from every public rule set."""
        found: Words = {}
        known: dict[str, int] = {}
        for kind in ("cardinal", "ordinal"):
            forms: dict[int, set[str]] = defaultdict(set)
            for name in self.sets:
                if name.startswith(f"%spellout-{kind}"):
                    self._collect(forms, known, name)
            known |= {word: value for value, words in forms.items() for word in words}
            found[kind] = _shortest(forms, known)
        return found

    def _collect(self, forms: dict[int, set[str]], known: dict[str, int], name: str) -> None:
        for number in (*SMALL, *(scale * count for scale in SCALES for count in COUNTS)):
            try:
                spelled = self.spell(number, name).lower()
            except LookupError:
                continue
            if re.search(r"[\d#,]", spelled):
                continue
            parts = re.split(rf"[{SOFT_HYPHEN} ]+", spelled)
            if " " not in spelled and (number < 1000 or number in SCALES):
                forms[number].add("".join(parts))
            if len(parts) == 2:
                # zwei·hundert, две тысячи: the last part is a hundred, a thousand.
                for count in range(1, 10):
                    first = parts[0] in forms[count] or known.get(parts[0]) == count
                    if first and number % count == 0 and number // count in (10, 100, *SCALES):
                        forms[number // count].add(parts[1])


def _rules(rules: list[list[str]]) -> list[tuple[int, int, str]]:
    found = []
    for base, body in (rule for rule in rules if len(rule) == 2):
        value, _, radix = base.partition("/")
        if value.isdigit():
            plain = body.removesuffix(";").replace("→", ">").replace("←", "<")
            found.append((int(value), int(radix or 10), plain))
    return found


def _shortest(found: dict[int, set[str]], known: dict[str, int]) -> dict[int, set[str]]:
    """Leave out what the reader puts together: einundzwanzig, kaksikymmentä, hundertzehn."""
    return {
        value: kept
        for value, words in found.items()
        if (kept := {word for word in words if not _is_made_of(word, value, known)})
    }


def _is_made_of(word: str, value: int, known: dict[str, int]) -> bool:
    for cut in range(2, len(word) - 1):
        first = known.get(word[:cut])
        links = [link for link in LINKS if word.startswith(link, cut)]
        for begin in (cut, *(cut + len(link) for link in links)):
            last = known.get(word[begin:])
            if first and last and value in (_sum(first, last), _product(first, last)):
                return True
    return False


def _sum(first: int, last: int) -> int | None:
    """What the reader makes of hundred · twenty, twenty · five, five · and · twenty."""
    tens = 20 <= first < 100 and last < 10
    units_first = 20 <= last < 100 and first < 10
    return first + last if first >= 100 > last or tens or units_first else None


def _product(first: int, last: int) -> int | None:
    """What the reader makes of two · ten (kaksi·kymmentä), two · hundred."""
    many = last in (100, *SCALES) or (last == 10 and first > 1)
    return first * last if 1 <= first < 10 and many else None


def write(folder: Path) -> None:
    """Write one file a language."""
    version = json.loads((folder / "package.json").read_text(encoding="utf-8"))["version"]
    for lang in LANGS:
        rules = Rules(folder, lang)
        lines = [f"# Number words of {lang}: value, forms. CLDR {version}, spell-out rules."]
        for kind, words in rules.words().items():
            lines += [
                f"{kind}\t{value}\t{' '.join(sorted(forms))}"
                for value, forms in sorted(words.items())
            ]
        (FOLDER / f"{lang}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write(Path(sys.argv[1]))
