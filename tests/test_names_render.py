"""Rendering names: respelled where they were romanised otherwise, left alone where not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque import names
from calque.names import render


@pytest.mark.parametrize(
    ("name", "lang", "english"),
    [
        ("Tokajev", "fi", "Tokayev"),
        ("TOKAJEV", "fi", "TOKAYEV"),
        ("Wladimir Putin", "de", "Vladimir Putin"),
        ("A. P. Tšehov", "fi", "A. P. Chekhov"),
        ("Chruščov", "cs", "Khrushchev"),
        ("Volodimir Zelenszkij", "hu", "Volodymyr Zelenskyi"),
        ("Ivano-Frankivs'k", "it", "Ivano-Frankivsk"),
        ("Tjernihiv", "sv", "Chernihiv"),
        ("Obsjtina Ivanovo", "sv", "Obshtina Ivanovo"),
        ("Serguéi Lavrov", "es", "Sergey Lavrov"),
    ],
)
def test_respelled(name: str, lang: str, english: str) -> None:
    assert render(name, lang)[0].text == english


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("Müller", "de"),
        ("Lehtonen", "fi"),
        ("Virtanen", "fi"),
        ("García", "es"),
        ("Bērziņš", "lv"),
        ("Nausėda", "lt"),
        ("Erdoğan", "tr"),
        ("Angela Merkel", "fi"),
        ("Macron", "fi"),
        ("Popescu", "ro"),
        ("Novosibirsk", "et"),
        ("Putin", "fi"),
        ("Vučić", "nl"),
        ("", "fi"),
        ("2022", "fi"),
        ("習近平", "fi"),
    ],
)
def test_left_alone(name: str, lang: str) -> None:
    assert render(name, lang)[0].text == name


@pytest.mark.xfail(strict=True, reason="told from Ковальский by nothing in the letters")
def test_polish_surname_left_alone() -> None:
    assert render("Kowalski", "pl")[0].text == "Kowalski"


def test_renderings_are_ranked_and_say_why() -> None:
    found = render("Tokajev", "fi")
    assert [r.confidence for r in found] == sorted((r.confidence for r in found), reverse=True)
    assert sum(r.confidence for r in render("Tokajev", "fi", limit=100)) == pytest.approx(1)
    reading = found[0].reading
    assert reading
    assert (reading.text, reading.origin, reading.convention) == ("Токаев", "ru", "fi")


def test_origin_decides() -> None:
    assert render("Horlivka", "cs", origin="uk")[0].text == "Horlivka"
    assert render("Andrej", "cs", origin="ru")[0].text == "Andrey"


def test_other_target_languages() -> None:
    assert render("Tokayev", "en", "fi", origin="ru")[0].text == "Tokajev"
    assert render("Tokajew", "de", "fr", origin="ru")[0].text == "Tokaïev"


def test_languages_as_people_write_them() -> None:
    assert render("Tsjeboksary", "nb", "en-GB", origin="ru?")[0].text == "Cheboksary"
    assert render("Tsjeboksary", "nb-NO") == render("Tsjeboksary", "no")


def test_the_package_offers_its_operations() -> None:
    from calque.names.comparison import compare

    assert names.compare is compare
    with pytest.raises(AttributeError, match="no attribute 'spell'"):
        _ = names.spell


@given(st.text(max_size=20), st.sampled_from(["fi", "de", "pl"]))
def test_any_text_can_be_rendered(name: str, lang: str) -> None:
    assert render(name, lang)[0].confidence > 0
