"""What may be offered in place of a flagged segment, and what never."""

from __future__ import annotations

from pathlib import Path

import pytest

from calque.config import Config
from calque.detect import chosen
from calque.resources import Resources
from calque.translate.engine import Settings
from calque.translate.gate import Candidate, Gate
from calque.translate.held import LOST, Held, Outcome
from calque.translate.kept import names_differ, negation_differs, numbers_differ
from calque.translate.terms import terms
from calque.translate.translator import Translator, open_translator

LANGS = ("fi", "en")


@pytest.fixture(scope="module")
def res() -> Resources:
    return Resources(Config())


@pytest.fixture(scope="module")
def translator(marian: Path) -> Translator:
    return open_translator(str(marian), "fi", "en", Settings(threads=1), memory=False)


@pytest.fixture(scope="module")
def gate(translator: Translator, res: Resources) -> Gate:
    return Gate(translator, res, chosen((), ()))


def judged(gate: Gate, source: str, old: str, new: str, kept: tuple[str, ...] = ()) -> str:
    (verdict,) = gate.judge([Candidate(source, old, Held(new, ()), kept)])
    assert verdict.passes == (not verdict.reasons)
    return "; ".join(verdict.reasons)


def test_a_better_rendering_passes_and_says_why(gate: Gate) -> None:
    source = "Anna ei asu Oslossa."
    held = Held("Anna does not live in Oslo.", ())
    (verdict,) = gate.judge([Candidate(source, "Anna lives in Oslo.", held)])
    assert verdict.passes
    said = [item.detail for item in verdict.evidence]
    assert "ctranslate2" in said[0]
    assert said[1] == "findings: 1 → 0"
    assert "numbers and negation as in the source" in said
    assert said[-1].startswith("score a piece: -")


@pytest.mark.parametrize(
    ("source", "old", "new", "reason"),
    [
        ("Anna osti 12 kirjaa.", "Anna osti 12 kirjaa.", "Anna bought 21 books.", "a number diff"),
        ("Anna osti 12 kirjaa.", "Anna osti 12 kirjaa.", "Anna bought books.", "a number differs"),
        ("Anna osti kirjoja.", "Anna osti kirjoja.", "Anna bought 3 books.", "a number differs"),
        ("Anna osti kaksi kirjaa.", "Anna osti kaksi", "Anna bought books.", "a number differs"),
        ("Anna osti 12 kirjaa.", "Anna osti 12 kirjaa.", "Mary bought 12 books.", "a name differs"),
        ("Anna osti 12 kirjaa.", "Anna osti 12 kirjaa.", "She bought 12 books.", "a name differs"),
        (
            "Anna tapasi Tomin.",
            "Anna tapasi Tomin.",
            "Anna met her friend.",
            "a name differs: Tomin",
        ),
        ("Anna ei asu Oslossa.", "Anna ei asu Oslossa.", "Anna lives in Oslo.", "only one side"),
        (
            "Anna asuu Oslossa.",
            "Anna asuu Oslossa.",
            "Anna does not live in Oslo.",
            "only one side",
        ),
        ("Anna ei asu Oslossa.", "Anna lives in Oslo.", "", "says nothing"),
        ("Anna nukkuu.", "Anna nukkuu", "Anna Anna Anna Anna Anna", "repeats itself"),
        (
            "Anna ei asu Oslossa.",
            "Anna lives in Oslo.",
            "Anna ei asu Oslossa",
            "copy of the source",
        ),
        ("Anna ei asu Oslossa.", "Anna lives in Oslo.", "Anna lives in Oslo.", "what stands there"),
        (
            "Anna asuu Oslossa.",
            "Anna lives in Oslo.",
            "Anna is living in Oslo.",
            "no fewer findings",
        ),
        (
            "Anna osti 3 kirjaa.",
            "Anna bought 4 books.",
            "Bought 3 the books of the old of Anna was.",
            "less likely",
        ),
        (
            "Anna sanoi: ”Tom ei nuku.”",
            "Anna said: “Tom sleeps.”",
            "Anna said that Tom does not sleep.",
            "loses a quotation mark",
        ),
    ],
)
def test_what_is_refused(gate: Gate, source: str, old: str, new: str, reason: str) -> None:
    assert reason in judged(gate, source, old, new)


def test_a_term_that_was_lost_is_refused(gate: Gate, res: Resources) -> None:
    source = "ETYJ ei nuku."
    (term,) = terms(source, *LANGS, res)
    held = Held("The group is not sleeping.", (Outcome(term, LOST),))
    (verdict,) = gate.judge([Candidate(source, "ETYJ is sleeping.", held)])
    assert any("the glossary's OSCE is not in it" in reason for reason in verdict.reasons)


def test_what_must_stay_stays(gate: Gate) -> None:
    source, old = "Anna ei asu Oslossa.", "Anna lives in Oslo."
    new = "Anna does not live in Oslo."
    assert "must stay: www.example.org" in judged(gate, source, old, new, ("www.example.org",))


def test_what_is_too_long_to_score_is_refused(gate: Gate) -> None:
    source = "Anna ei asu Oslossa. " * 30
    new = "Anna does not live in Oslo. " * 30
    assert "can't score" in judged(gate, source, "Anna lives in Oslo. " * 30, new)


@pytest.mark.parametrize(
    ("source", "rendering", "langs", "differ"),
    [
        ("2,5 miljoonaa", "2.5 million", ("fi", "en"), False),
        ("2,5 miljoonaa", "2.5 billion", ("fi", "en"), True),
        ("kolme koiraa", "three dogs", ("fi", "en"), False),
        ("kolme koiraa", "two dogs", ("fi", "en"), True),
        ("13万人", "130,000 people", ("zh", "en"), False),
        ("vuonna 2013", "in 2013", ("fi", "en"), False),
        ("vuonna 2013", "in 2031", ("fi", "en"), True),
        ("pari", "a couple", ("fi", "en"), False),
        ("12 34", "34 12", ("xx", "en"), False),
        ("12 34", "12", ("xx", "en"), True),
    ],
)
def test_numbers(source: str, rendering: str, langs: tuple[str, str], differ: bool) -> None:
    assert bool(numbers_differ(source, rendering, langs)) == differ


@pytest.mark.parametrize(
    ("source", "rendering", "differ"),
    [
        ("Anna asuu Turussa.", "Anna lives in Turku.", []),
        ("Hän tapasi Pekan Helsingissä.", "He met Pekka in Helsinki.", []),
        ("Hän tapasi Zhuravljovin.", "He met Zhuravlyov.", []),
        ("Hän tapasi Zhuravljovin.", "He met Shevchenko.", ["Zhuravljovin"]),
        ("Hän tapasi Marian.", "He met Mary.", ["Marian", "Mary"]),
        ("Hän asuu Venäjällä.", "He lives in Russia.", []),
        ("Hän asuu Venäjällä.", "He lives there.", ["Venäjällä"]),
        ("Hän tuli maanantaina.", "He came on Monday.", []),
        ("Eilen satoi.", "It rained yesterday.", []),
        ("NASA kertoi.", "The agency said so.", ["NASA"]),
        ("NASA:n mukaan", "According to NASA", []),
        ("Hän on täällä.", "He is here with Peter.", ["Peter"]),
    ],
)
def test_names(
    source: str, rendering: str, differ: list[str], res: Resources, shared_model: Translator
) -> None:
    assert names_differ(source, rendering, LANGS, res, shared_model.vocabulary) == differ


@pytest.fixture(scope="module")
def shared_model(translator: Translator) -> Translator:
    return translator


@pytest.mark.parametrize(
    ("source", "rendering", "differ"),
    [
        ("Мария Иванова купила дом.", "Maria Ivanova bought a house.", []),
        ("Токаев встретился с Зеленским в Москве.", "Tokayev met Zelenskyy in Moscow.", []),
        ("вчера он встретил Журавлёва.", "He met Zhuravlyov.", []),
        ("вчера он встретил Журавлёва.", "He met a friend.", ["Журавлёва"]),
    ],
)
def test_names_in_cyrillic(
    source: str, rendering: str, differ: list[str], res: Resources, translator: Translator
) -> None:
    found = names_differ(source, rendering, ("ru", "en"), res, translator.vocabulary)
    assert found == differ


def test_negation() -> None:
    assert negation_differs("Anna ei nuku.", "Anna is sleeping.", LANGS)
    assert negation_differs("Anna nukkuu.", "Anna is not sleeping.", LANGS)
    assert not negation_differs("Anna ei nuku.", "Anna never sleeps.", LANGS)
    assert not negation_differs("Eikö Anna nuku?", "Is Anna sleeping?", LANGS)
    assert not negation_differs("x", "not", ("xx", "en"))
