"""A source given as one text is set beside its translation, and only where that is sure."""

from __future__ import annotations

import pytest

from calque.document import Document
from calque.language.aligned import Aligned, aligned
from calque.language.alignment import Side, align, letters
from calque.language.scan import scan

SOURCE = """Шторм в гавани

В понедельник шторм потопил три лодки. Никто не пострадал, сообщил начальник порта.

Ремонт причала займёт около месяца, и паром пока ходить не будет, сказали в мэрии города."""


def parts(source: str, text: str, lang: str = "ru") -> tuple[Aligned, ...]:
    return aligned(scan(Document("a", text, source=source, source_lang=lang)))


def pairs(source: str, text: str) -> list[tuple[str, str]]:
    return [(part.source[:9], text[slice(*part.span)][:9]) for part in parts(source, text)]


def test_sentences_within_paragraphs() -> None:
    text = """Storm in the harbour

On Monday a storm sank three boats. Nobody was hurt, said the head of the port.

Repairs to the pier will take a month or so and no ferry will run, the town hall said."""
    assert pairs(SOURCE, text) == [
        ("Шторм в г", "Storm in "),
        ("В понедел", "On Monday"),
        ("Никто не ", "Nobody wa"),
        ("Ремонт пр", "Repairs t"),
    ]
    assert all(part.sure for part in parts(SOURCE, text))


def test_places_in_the_source_are_those_of_the_whole() -> None:
    text = SOURCE.replace("Никто", "Nikto")
    for part in parts(SOURCE, text):
        assert SOURCE[slice(*part.whole)] == part.source


def test_two_sentences_made_one() -> None:
    text = """Storm in the harbour

On Monday a storm sank three boats, but nobody was hurt, said the head of the port.

Repairs to the pier will take a month or so and no ferry will run, the town hall said."""
    assert pairs(SOURCE, text)[1] == ("В понедел", "On Monday")
    assert len(pairs(SOURCE, text)) == 3


def test_a_paragraph_left_out_has_no_text() -> None:
    long = "В понедельник шторм потопил в гавани три лодки и повредил причал. " * 5
    source = SOURCE.replace("В понедельник", f"{long}В понедельник")
    text = """Storm in the harbour

Repairs to the pier will take a month or so and no ferry will run, the town hall said."""
    gaps = [part for part in parts(source, text) if part.span.start == part.span.end]
    assert [part.source[:9] for part in gaps] == ["В понедел"]


def test_lines_are_paragraphs_where_no_empty_line_parts_them() -> None:
    text = "Storm in the harbour\n\nNobody was hurt at all.\n\nThe ferry will not run."
    source = "Шторм в гавани\nНикто не пострадал.\nПаром ходить не будет."
    assert len(parts(source, text)) == 3


def test_what_does_not_fit_is_not_sure() -> None:
    source = "Нет.\n\n" + "Цены на рыбу выросли, и рыбаки довольны уловом. " * 9
    text = "The ferry runs again after repairs that took a month. " * 9 + "\n\nYes, it does."
    assert not any(part.sure and part.source == "Нет." for part in parts(source, text))


def test_nothing_without_a_source() -> None:
    assert aligned(scan(Document("a", "Storm in the harbour"))) == ()


@pytest.mark.parametrize(("source", "text"), [([], []), (["Да."], []), ([], ["Yes.", "It is."])])
def test_an_empty_side(source: list[str], text: list[str]) -> None:
    matches = align(Side(source), Side(text))
    assert sum(match.source[1] - match.source[0] for match in matches) == len(source)
    assert sum(match.text[1] - match.text[0] for match in matches) == len(text)


def test_characters_of_east_asia_count_as_several_letters() -> None:
    assert letters("港口关闭") > letters("port")


def test_other_paragraphs_on_both_sides() -> None:
    text = """Storm in the harbour. On Monday a storm sank three boats.

Nobody was hurt, said the head of the port. Repairs to the pier will take a month or so and no
ferry will run, the town hall said."""
    assert pairs(SOURCE, text) == [
        ("Шторм в г", "Storm in "),
        ("В понедел", "On Monday"),
        ("Никто не ", "Nobody wa"),
        ("Ремонт пр", "Repairs t"),
    ]


def test_a_long_stretch_on_one_side_only() -> None:
    source = [f"Rivi {number} kertoo satamasta, lautasta ja myrskystä." for number in range(60)]
    text = [f"Line {number} tells of the harbour, ferry and storm." for number in range(60)]
    added = [f"Something else is said here by nobody, {number}." for number in range(7000, 7025)]
    for first, second in (
        (source, text[:20] + added + text[20:]),
        (source[:20] + added, text[:20]),
    ):
        matches = align(Side(first), Side(second))
        sure = [match for match in matches if match.confidence > 0.8]
        assert [match.source for match in sure if match.text[0] < match.text[1]][:15] == [
            (number, number + 1) for number in range(15)
        ]


def test_lines_on_both_sides_are_paragraphs_where_there_are_as_many() -> None:
    source, text = "Шторм в гавани\nПаром не ходит", "Storm in the harbour\nNo ferry runs"
    assert pairs(source, text) == [("Шторм в г", "Storm in "), ("Паром не ", "No ferry ")]
