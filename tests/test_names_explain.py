"""What a comparison says of its reasons: origin, conventions, letters side by side, remarks."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calque.names import compare
from calque.names.explanation import Explanation, explain
from calque.names.reconciliation import Column, spread
from calque.names.words import raw_words


def why(one: str, other: str, *langs: str) -> Explanation:
    return compare(one, other, *langs).explanation


@pytest.mark.parametrize(
    ("one", "other", "origin", "form", "langs"),
    [
        ("Tokajev", "Tokayev", "ru", "Токаев", ("fi", "en")),
        (
            "Kassym-Jomart Tokayev",
            "Kasym-Žomart Tokajev",
            "kk",
            "Касым-Жомарт Тоқаев",
            ("en", "fi"),
        ),
        ("Khrushchev", "Chruschtschow", "ru", "Хрущёв", ("en", "de")),
        ("Zelensky", "Selenskyj", "uk", "Зеленський", ("en", "de")),
        ("Wladimir Putin", "Poutine Vladimir", "ru", "Владимир Путин", ("de", "fr")),
        ("Lavrov", "Lavrovs", "ru", "Лавров", ("en", "lv")),
        ("Saakashvili", "Saakachvili", "ka", "სააკაშვილი", ("en", "fr")),
        ("Mitsotakis", "Micotakis", "el", "Μιτσωτακης", ("en", "it")),
        ("Xi Jinping", "Si Tszinpin", "zh", "Xi Jinping", ("en", "fi")),
        ("Shinzō Abe", "Abe Sindzo", "ja", "しんぞう あべ", ("", "fi")),
        ("Kim Jong-un", "Kim Chŏng-ŭn", "ko", "김 정-은", ("", "")),
    ],
)
def test_reconciled(one: str, other: str, origin: str, form: str, langs: tuple[str, str]) -> None:
    found = why(one, other)
    assert (found.origin, found.origin_form) == (origin, form)
    for side, lang in zip(found.spelled, langs, strict=True):
        spelled_by = {lang for part in side for way in part.conventions for lang in way.langs}
        assert not lang or lang in spelled_by


def test_letters_side_by_side() -> None:
    assert why("Tokajev", "Tokayev").differences == (Column("е", "je", "ye"),)
    assert why("Hruštšov", "Khrushchev").differences == (
        Column("Х", "H", "Kh"),
        Column("щ", "štš", "shch"),
        Column("ё", "o", "e"),
    )


def test_lost_marks_are_shown_as_they_stand() -> None:
    assert Column("щ", "sts", "shch") in why("Hrustsov", "Khrushchev").differences


def test_the_languages_of_the_texts_narrow_the_conventions() -> None:
    found = why("Tokajev", "Tokayev", "fi", "en")
    assert [str(part) for side in found.spelled for part in side] == ["Finnish", "English"]


def test_a_name_may_follow_two_conventions() -> None:
    side = why("Vladimir Putin", "Vladimir Poutine").spelled[1]
    assert [part.text for part in side] == ["Vladimir Poutine"]
    side = why("Serguei Lawrow", "Sergei Lavrov").spelled[0]
    assert [part.text for part in side] == ["Serguei", "Lawrow"]


def test_in_one_line() -> None:
    assert (
        str(why("Tokajev", "Tokayev", "fi", "en")) == "je↔ye е; Finnish ↔ English; Russian Токаев"
    )
    assert str(why("Kyiv", "Kiev")) == "yi↔ie"
    assert str(why("Petrov", "Petrov")) == ""


@pytest.mark.parametrize(
    ("one", "other", "remark"),
    [
        ("Xi Jinping", "Jinping Xi", "the words change places"),
        ("V. Putin", "Vladimir Putin", "V. stands for Vladimir"),
        ("Vladimir Putin", "Vladimir V. Putin", "the initial V. is left out"),
        ("Bashar al-Assad", "Bashar Assad", "al is left out"),
        ("Ivan Ivanovich Petrov", "Ivan Petrov", "the patronymic Ivanovich is left out"),
        ("Mao Zedong", "Mao Tse-tung", "Zedong is written together"),
    ],
)
def test_what_was_let_pass(one: str, other: str, remark: str) -> None:
    found = compare(one, other)
    assert found.same
    assert [r.text for r in found.explanation.remarks] == [remark]


@pytest.mark.parametrize(
    ("one", "other", "remark"),
    [
        ("Petrov", "Petrova", "-ov ends a man's surname, -ova a woman's surname"),
        ("Petrovich", "Petrov", "-ovich ends a man's patronymic, -ov a man's surname"),
        ("Ivanovo", "Ivanov", "-ovo ends the name of a place, -ov a man's surname"),
        ("Valentin Orlov", "Valentina Orlov", "Valentin is a man's name, Valentina a woman's"),
        ("Russia", "Russian", "-n is what English adds to a name"),
        ("Minsk", "Pinsk", "no convention has p where another has m"),
        ("Ivanov", "Ivankov", "nothing in Ivanov stands for the k of Ivankov"),
        ("Hafez al-Assad", "Bashar al-Assad", "Hafez and Bashar are different words"),
        ("A. Petrov", "B. Petrov", "A. and B. begin differently"),
        ("Ivan Petrov", "Petrov", "Ivan is in one of them only"),
        ("Pyotr", "Peter", "each difference may be a convention's; together they are too many"),
    ],
)
def test_what_tells_two_names_apart(one: str, other: str, remark: str) -> None:
    found = compare(one, other)
    assert not found.same
    assert [r.text for r in found.explanation.remarks if r.apart] == [remark]


NAMES = st.text(st.sampled_from("abekostuvyzhjičšžïÄD.-' "), max_size=20)


# The first call turns all conventions round.
@settings(deadline=None)
@given(NAMES | st.text(max_size=12), NAMES | st.text(max_size=12))
def test_the_letters_are_those_of_the_names(one: str, other: str) -> None:
    found = explain(one, other, ("", ""))
    for side, name in (("one", one), ("other", other)):
        shown = "".join(getattr(column, side) for column in found.columns)
        wanted = "".join(raw_words(name))
        assert sorted(filter(str.isalnum, shown)) == sorted(filter(str.isalnum, wanted))
    assert isinstance(str(found), str)


def test_text_is_cut_like_its_parts() -> None:
    assert spread("Hrustsov", ["H", "r", "u", "štš", "o", "v"]) == ["H", "r", "u", "sts", "o", "v"]
    assert spread("Kam'janec", ["Kam", "ja", "nec"]) == ["Kam'", "ja", "nec"]
