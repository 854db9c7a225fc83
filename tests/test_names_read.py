"""Reading a Latin spelling back: what each convention wrote comes out again."""

from __future__ import annotations

import math
from collections import defaultdict
from importlib.resources import files

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tools.followers import lines

from calque.language import ngrams
from calque.names import read
from calque.names.fold import fold
from calque.names.scheme import load
from calque.names.write import write


@pytest.mark.parametrize(
    ("name", "lang", "origin", "native"),
    [
        ("Tokajev", "fi", "ru", "Токаев"),
        ("Tokajew", "de", "ru", "Токаев"),
        ("Tokaïev", "fr", "ru", "Токаев"),
        ("Hruštšov", "fi", "ru", "Хрущёв"),
        ("Tschaikowski", "de", "ru", "Чайковский"),
        ("Wolodymyr Selenskyj", "de", "uk", "Володимир Селенський"),
        ("Petriwka", "de", None, "Петрівка"),
        ("Sergueï", "fr", None, "Сергей"),
        ("LAVROV", "nl", "ru", "ЛАВРОВ"),
        ("Ivanov-Razumnik, A. P.", "cs", "ru", "Иванов-Разумник, А. П."),
    ],
)
def test_read(name: str, lang: str, origin: str | None, native: str) -> None:
    assert read(name, lang, origin)[0].text == native


def test_readings_share_one_probability() -> None:
    found = read("Petrov", "fi")
    assert [r.weight for r in found] == sorted((r.weight for r in found), reverse=True)
    assert sum(r.share for r in found) == pytest.approx(1)
    assert found[0].exact


def test_kazakh_names_come_through_russian() -> None:
    (best, *_) = read("Pawłodar", "pl", "kk")
    assert (best.text, best.origin, best.convention) == ("Павлодар", "ru", "pl")


def test_lost_marks() -> None:
    assert "Шойгу" in {reading.text for reading in read("Sojgu", "cs", "ru")}


@pytest.mark.parametrize("name", ["", "1917", "—", "x" * 60, "漢字"])
def test_nothing_to_read(name: str) -> None:
    assert read(name, "fi") == []


def test_unknown_origin_reads_as_nothing() -> None:
    assert read("Tokajev", "fi", "xx") == []


@given(st.text(st.sampled_from(load("ru").alphabet), min_size=1, max_size=12))
def test_readings_of_what_was_written_are_written_alike(native: str) -> None:
    latin = write(native, "ru", "it")
    exact = [r for r in read(latin, "it", "ru", limit=10) if r.exact]
    assert all(fold(write(r.text, "ru", r.convention)) == fold(latin) for r in exact)


@given(st.text(max_size=20), st.sampled_from(["fi", "de", "lv", None]))
@example("Ꜳ", "fi")
def test_any_text_can_be_read(name: str, lang: str | None) -> None:
    for reading in read(name, lang):
        assert 0 <= reading.share <= 1


def test_table_gives_probabilities() -> None:
    tables = ngrams.parse(lines("xx", {"^^": {"а": 3, "б": 1}, "^а": {"$": 3}, "^б": {"$": 1}}))
    table = tables["xx"]
    assert table["^^а"] > table["^^б"] > table["^^в"]
    assert ngrams.Tables(tables).word("а") == [table["^^а"] + table["^а$"]]
    assert sum(math.exp(table[f"^^{letter}"]) for letter in "аб$") < 1


@pytest.mark.parametrize("file", ["language/letters.tsv", "names/homes.tsv", "names/ngrams.tsv"])
def test_tables_sum_up_what_follows_fewer_letters(file: str) -> None:
    tables: defaultdict[str, dict[str, dict[str, int]]] = defaultdict(dict)
    shown = [
        line for line in (files("calque") / file).read_text("utf-8").splitlines() if line[0] != "#"
    ]
    for line in shown:
        language, context, following = line.split("\t")
        tables[language][context] = {item[0]: int(item[1:]) for item in following.split()}
    again = []
    for language, table in tables.items():
        longest = max(map(len, table))
        again += lines(language, {one: table[one] for one in table if len(one) == longest})
    assert again == shown
