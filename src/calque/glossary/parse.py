"""
From TOML tables to concepts and entries, with every fault in them named.

This is the one validator: loading, `calque glossary lint` and the tests all go through it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, NamedTuple

from calque.glossary.concept import (
    EVERY,
    KINDS,
    PLACES,
    RESIDUE_KINDS,
    Concept,
    Entry,
    Term,
)
from calque.glossary.pattern import PatternError, compile_pattern, compile_template
from calque.language.codes import language_code

Report = Callable[[str], None]

_LONGEST_ACRONYM: Final = 8
# The key of terms that no language translates.
KEEP: Final = "keep"
_CONCEPT_KEYS: Final = {"kind", "ref", "near", "guard", "examples", "family", "origin"}
_TERM_TYPES: Final = {"full": "fullForm", "acronym": "acronym", "short": "shortForm"}
_TERM_KEYS: Final = {*_TERM_TYPES, "romanised", "also", "avoid"}
_ENTRY_KEYS: Final = {
    "phrases": {
        *("id", "lang", "also", "wrong", "right", "cue", "why", "ref", "unless", "examples"),
        "weak",
    },
    "quantities": {
        *("id", "lang", "also", "wrong", "right", "cue", "why", "ref", "unless", "examples"),
        "value",
    },
    "residue": {
        *("id", "kind", "line", "why", "ref", "place", "translated", "examples", "unless"),
    },
}


_WANTED: Final = {
    "ref": "name the dictionary, grammar or page that shows it",
    "why": "say in a clause what makes it wrong",
    "examples": "give at least one sentence with ⟦wrong⇒right⟧ in it",
}


class Fault(NamedTuple):
    """Something wrong with one entry: its id and a remedy in words."""

    entry: str
    message: str


def parse_concept(
    concept_id: str, table: Any, base: Concept | None = None
) -> tuple[Concept | None, list[Fault]]:
    """
    Read one concept table; `base` is the concept of a lower layer that it overrides.

    Returns the concept, or None where the table is beyond use, and the faults found.
    """
    if not isinstance(table, Mapping):
        return None, [Fault(concept_id, f"write it as a table: [{concept_id}]")]
    faults: list[Fault] = []

    def fault(message: str) -> None:
        faults.append(Fault(concept_id, message))

    kind = table.get("kind", base.kind if base else None)
    if kind not in KINDS:
        fault(f"kind must be one of {', '.join(KINDS)}, not {kind!r}")
    ref = _strings(table.get("ref"), "ref", fault) or (base.ref if base else ())
    if not ref:
        fault("no ref: name the page or standard where the forms were seen")
    terms: list[Term] = []
    for key, value in table.items():
        if key in _CONCEPT_KEYS:
            continue
        langs = [EVERY] if key == KEEP else key.split()
        if key != KEEP and not all(map(is_language, langs)):
            fault(
                f"unknown key {key!r}: expected language codes or one of "
                f"{_listed({*_CONCEPT_KEYS, KEEP})}"
            )
            continue
        for lang in langs:
            terms += _terms(lang, value, fault)
    terms = _override(base.terms, terms) if base else terms
    _check_terms(terms, fault)
    concept = Concept(
        id=concept_id,
        kind=str(kind),
        terms=tuple(terms),
        ref=ref,
        near=_near(table["near"], terms, fault) if "near" in table else _inherited(base, terms),
        guard=_strings(table.get("guard"), "guard", fault) or (base.guard if base else ()),
        examples=_strings(table.get("examples"), "examples", fault),
        origin=_origin(table, base, fault),
        family_first=table.get("family") == "first" or bool(base and base.family_first),
    )
    return concept, faults


def _check_terms(terms: Sequence[Term], fault: Report) -> None:
    if not terms:
        fault("no terms: give at least one language")
    avoided = {(term.lang, term.text) for term in terms if term.status == "deprecated"}
    for term in terms:
        if term.status == "preferred" and (term.lang, term.text) in avoided:
            fault(f"{term.lang}: {term.text!r} is both preferred and avoided")


def _origin(
    table: Mapping[str, Any], base: Concept | None, fault: Report
) -> tuple[str, ...] | None:
    if "origin" not in table:
        return base.origin if base else None
    return _strings(table["origin"], "origin", fault)


def _inherited(base: Concept | None, terms: Sequence[Term]) -> dict[str, tuple[str, ...]]:
    """What the lower layer says of forms that are still there."""
    texts = {term.text for term in terms}
    return {form: words for form, words in base.near.items() if form in texts} if base else {}


def _near(value: Any, terms: Sequence[Term], fault: Report) -> dict[str, tuple[str, ...]]:
    if not isinstance(value, Mapping):
        fault("near must be a table: { FORM = [words] }")
        return {}
    for form in value:
        if form not in {term.text for term in terms}:
            fault(f"near names {form!r}, which is not a form of this concept")
    return {form: _strings(words, "near", fault) for form, words in value.items()}


def parse_entry(family: str, lang: str, table: Any) -> tuple[Entry | None, list[Fault]]:
    """Read one `[[entry]]` of a phrases, quantities or residue file for language `lang`."""
    entry_id = str(table.get("id", "?")) if isinstance(table, Mapping) else "?"
    faults: list[Fault] = []

    def fault(message: str) -> None:
        faults.append(Fault(entry_id, message))

    if not isinstance(table, Mapping):
        fault("write it as a table: [[entry]]")
        return None, faults
    for key in table:
        if key not in _ENTRY_KEYS[family]:
            fault(f"unknown key {key!r}: expected one of {_listed(_ENTRY_KEYS[family])}")
    if entry_id == "?":
        fault("no id")
    wrong = _strings(table.get("line" if family == "residue" else "wrong"), "wrong", fault)
    if not wrong:
        fault("no pattern: give line = [...]" if family == "residue" else "no wrong = [...]")
    right = _strings(table.get("right"), "right", fault)
    unless = _strings(table.get("unless"), "unless", fault)
    text_lang = lang if family == "residue" else str(table.get("lang", ""))
    for pattern in (*wrong, *unless):
        _try_pattern(pattern, text_lang, right if pattern in wrong else (), family, fault)
    for key, remedy in _WANTED.items():
        if not table.get(key):
            fault(f"no {key}: {remedy}")
    value = table.get("value")
    if value is not None and not _is_interval(value):
        fault("value must be two numbers, low then high: [100, 200]")
        value = None
    weak = table.get("weak", False)
    if not isinstance(weak, bool):
        fault("weak must be true or false")
    kind = table.get("kind", "")
    if family == "residue" and kind not in RESIDUE_KINDS:
        fault(f"kind must be one of {', '.join(RESIDUE_KINDS)}, not {kind!r}")
    place = table.get("place", "any")
    if place not in PLACES:
        fault(f"place must be one of {', '.join(PLACES)}, not {place!r}")
    entry = Entry(
        id=entry_id,
        family=family,
        lang=text_lang,
        source_lang=lang,
        wrong=wrong,
        right=right,
        why=str(table.get("why", "")),
        ref=_strings(table.get("ref"), "ref", fault),
        cue=_strings(table.get("cue"), "cue", fault),
        also=_strings(table.get("also"), "also", fault),
        weak=bool(weak),
        unless=unless,
        value=(float(value[0]), float(value[1])) if value else None,
        kind=kind,
        place=place,
        translated=_strings(table.get("translated"), "translated", fault),
        examples=_strings(table.get("examples"), "examples", fault),
    )
    _check_languages(entry, fault)
    return entry, faults


def _check_languages(entry: Entry, fault: Report) -> None:
    if not entry.lang:
        fault("no lang: the language of the translation")
    for code in sorted({entry.lang, *entry.langs, *entry.translated} - {""}):
        if not is_language(code):
            fault(
                f"{code!r} is no language code; lang, also, translated and the file's name are some"
            )


def _terms(lang: str, value: Any, fault: Report) -> list[Term]:
    if isinstance(value, str):
        value = {"full": value}
    if not isinstance(value, Mapping):
        fault(f"{lang}: write a string or a table of {_listed(_TERM_KEYS)}")
        return []
    terms: list[Term] = []
    for key, form in value.items():
        if key in _TERM_TYPES:
            terms += [Term(text, lang, _TERM_TYPES[key], "preferred") for text in _one(form, fault)]
        elif key == "romanised":
            terms += [
                Term(text, lang, type_of(text), "admitted", romanised=True)
                for text in _strings(form, key, fault)
            ]
        elif key == "also":
            terms += [
                Term(text, lang, type_of(text), "admitted") for text in _strings(form, key, fault)
            ]
        elif key == "avoid":
            terms += [
                Term(text, lang, type_of(text), "deprecated") for text in _strings(form, key, fault)
            ]
        else:
            fault(f"{lang}: unknown key {key!r}: expected one of {_listed(_TERM_KEYS)}")
    return terms


def type_of(text: str) -> str:
    """An admitted or avoided form is an acronym when it is written as one."""
    letters = text.replace(".", "")
    if text.isupper():  # T-MEC, SNV-3
        letters = letters.replace("-", "")
    capitals = sum(letter.isupper() for letter in letters)
    short = letters.isalnum() and len(letters) <= _LONGEST_ACRONYM
    return "acronym" if short and (letters.isupper() or capitals > 1) else "variant"


def _override(base: Sequence[Term], terms: Sequence[Term]) -> list[Term]:
    """A higher layer's languages replace the lower's; what the lower preferred is superseded."""
    overridden = {term.lang for term in terms}
    named = {(term.lang, term.text) for term in terms}
    kept = [term for term in base if term.lang not in overridden]
    superseded = [
        Term(term.text, term.lang, term.type, "superseded")
        for term in base
        if term.lang in overridden
        and term.status == "preferred"
        and (term.lang, term.text) not in named
        and any(new.type == term.type and new.status == "preferred" for new in terms)
    ]
    untouched = [
        term
        for term in base
        if term.lang in overridden
        and term.status == "preferred"
        and not any(new.type == term.type and new.status == "preferred" for new in terms)
        and (term.lang, term.text) not in named
    ]
    return [*kept, *untouched, *terms, *superseded]


def _try_pattern(pattern: str, lang: str, right: Sequence[str], family: str, fault: Report) -> None:
    try:
        compiled = compile_pattern(pattern, lang, whole_line=family == "residue")
        for template in right:
            compile_template(template, compiled)
    except PatternError as error:
        fault(str(error))


def _strings(value: Any, key: str, fault: Report) -> tuple[str, ...]:
    if not value:
        return ()
    if isinstance(value, str):
        return (value,)
    if isinstance(value, Sequence) and all(isinstance(item, str) and item for item in value):
        return tuple(value)
    fault(f"{key} must be a string or a list of strings")
    return ()


def _one(value: Any, fault: Report) -> tuple[str, ...]:
    if isinstance(value, str) and value.strip():
        return (value,)
    fault(f"{value!r} is not a term: write one non-empty string")
    return ()


def is_language(key: str) -> bool:
    """Whether a key of a concept is a language's code."""
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z]{2,8})?", key):
        return False
    try:
        return key.startswith(language_code(key))
    except ValueError:
        return False


def _is_interval(value: Any) -> bool:
    return (
        isinstance(value, Sequence)
        and len(value) == 2
        and all(isinstance(number, int | float) for number in value)
        and value[0] <= value[1]
    )


def _listed(keys: set[str]) -> str:
    return ", ".join(sorted(keys))
