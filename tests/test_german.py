"""What tells German nouns from names."""

from __future__ import annotations

import pytest

from calque.language.german import follows_article, is_small, one_noun


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("Sie baut eine neue ⟦Fähre", True),
        ("Der ⟦Leiter", True),
        ("Im ⟦Sommer", True),
        ("Es fehlen 40 ⟦Arbeiter", True),
        ("Es fehlen vierzig erfahrene ⟦Arbeiter", True),
        ("Gestern kam ⟦Schurawljow", False),
        ("Der Leiter ⟦Schurawljow", False),
        ("Die Werft, sagte ⟦Schurawljow", False),
        ("Der Vertrag, den ⟦Schurawljow", False),
        ("Das sagte ⟦Schurawljow", False),
        ("Ein Haus.\n\n⟦Schurawljow", False),
        ("⟦Schurawljow", False),
    ],
)
def test_nouns_have_an_article(text: str, noun: bool) -> None:
    assert follows_article(text.replace("⟦", ""), text.index("⟦")) == noun


def test_forms_of_one_noun() -> None:
    assert one_noun("Boot", "Boote")
    assert one_noun("Angestellte", "Angestellter")
    assert one_noun("Ampelstreit", "Ampel-Streit")
    assert one_noun("Mechanismus", "Mechanismen")
    assert one_noun("Prinzip", "Prinzipien")
    assert not one_noun("Alkaida", "Al-Kaida")
    assert not one_noun("Schuravljov", "Schurawljow")


def test_what_has_a_capital_where_a_sentence_begins() -> None:
    assert all(map(is_small, ("nach", "diese", "meinem")))
    assert not is_small("annegret")
