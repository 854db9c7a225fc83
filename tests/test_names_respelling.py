"""A name that no glossary knows, spelled as a language plainly does."""

from __future__ import annotations

import pytest

from calque.names.respelling import respelled


@pytest.mark.parametrize(
    ("name", "lang", "wanted"),
    [
        ("Žuravljov", "fi", "Zhuravlyov"),
        ("Tšernenko", "fi", "Chernenko"),
        ("Medwedtschuk", "de", "Medvedchuk"),
        ("Chtcherbakov", "fr", "Shcherbakov"),
        ("Kusnezow", "de", "Kuznetsov"),
        ("Politkovskaïa", "fr", "Politkovskaya"),
    ],
)
def test_respelled(name: str, lang: str, wanted: str) -> None:
    best = respelled(name, lang, "en")
    assert best is not None
    assert best.text == wanted


@pytest.mark.parametrize(
    ("name", "lang"),
    [
        ("Lavrov", "fi"),  # right already
        ("Tolkachev", "fr"),  # English spells it so; as French it would be another name
        ("Lehtonen", "fi"),
        ("Steinmeier", "de"),
        ("Dvořáková", "cs"),  # Czech names look like romanised ones
        ("Orlo", "fi"),
        ("Golikow", "de"),  # so do names from Mecklenburg end
        ("Kalinin", "de"),  # too many others end so
    ],
)
def test_left_alone(name: str, lang: str) -> None:
    assert respelled(name, lang, "en") is None
