"""The glossary held to: stand-ins, the model's attention, and terms that are lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from calque.config import Config
from calque.resources import Resources
from calque.translate.attention import edited
from calque.translate.carrier import ATTEMPTS, carried, inflected, put_back
from calque.translate.engine import Settings
from calque.translate.held import ATTENTION, CARRIER, KEPT, LOST, Holder
from calque.translate.terms import Term, keeps, terms
from calque.translate.translator import Translator, open_translator

GLOSSARY = """
[gorvat]
kind = "place"
ref = "our own"
en = "Gorvath"
fi = "Gorvatti"
ru = "Горват"

[belmor-union]
kind = "organisation"
ref = "our own"
en = { full = "Belmor Union", acronym = "BMU" }
fi = { full = "Belmorin liitto", acronym = "BELI" }

[mikko]
kind = "organisation"
ref = "our own"
en = "Mikko"
fi = "Mikko"

[quilla]
kind = "organisation"
ref = "our own"
en = "Quilla"
fi = "Leena"

[leena-hyrvonen]
kind = "person"
ref = "our own"
en = "Ilda Quarn"
fi = "Ilda Kvarn"
"""


@pytest.fixture(scope="module")
def res(tmp_path_factory: pytest.TempPathFactory) -> Resources:
    path = tmp_path_factory.mktemp("glossary") / "house.toml"
    path.write_text(GLOSSARY, encoding="utf-8")
    return Resources(Config(glossaries=(path,)))


@pytest.fixture(scope="module", params=["ctranslate2", "transformers"])
def translator(marian: Path, request: pytest.FixtureRequest) -> Translator:
    settings = Settings(request.param, precision="float32", threads=1)
    return open_translator(str(marian), "fi", "en", settings, memory=False)


def found(sentence: str, res: Resources) -> list[tuple[str, str, str]]:
    return [
        (sentence[term.start : term.end], term.tail, term.text)
        for term in terms(sentence, "fi", "en", res)
    ]


def test_terms_come_from_the_concepts_in_any_case(res: Resources) -> None:
    assert found("Anna asuu Gorvattissa.", res) == [("Gorvattissa", "ssa", "Gorvath")]
    assert found("BELI:n johtaja nukkuu.", res) == [("BELI:n", ":n", "BMU")]
    assert found("Ilda Kvarnin auto", res) == [("Ilda Kvarnin", "in", "Ilda Quarn")]
    assert found("Kvarn nukkuu.", res) == [("Kvarn", "", "Quarn")]
    assert found("Anna nukkuu.", res) == []


def test_names_in_the_cases_of_russian(res: Resources) -> None:
    sentence = "Анна была в Горвате и видела Токаева с Зеленским."
    own = terms(sentence, "ru", "en", res)
    assert [(sentence[t.start : t.end], t.text) for t in own] == [
        ("Горвате", "Gorvath"),
        ("Токаева", "Tokayev"),
        ("Зеленским", "Zelenskyy"),
    ]
    assert terms("Горватом", "sv", "en", res) == []


def test_terms_of_another_language_are_not_ours(res: Resources) -> None:
    russian = terms("Анна живёт в Горват.", "ru", "en", res)
    assert [term.text for term in russian] == ["Gorvath"]
    assert terms("Gorvatti", "sv", "en", res) == []


def test_what_keeps_a_term(res: Resources) -> None:
    (term,) = terms("BELI nukkuu.", "fi", "en", res)
    assert keeps(term, "The BMU is sleeping.", "en", res)
    assert keeps(term, "The Belmor Union's car", "en", res)
    assert keeps(term, "BMU's", "en", res)
    assert not keeps(term, "bmu is sleeping", "en", res)
    assert not keeps(term, "BMUX", "en", res)


@pytest.mark.parametrize(
    ("name", "tail", "lang", "form"),
    [
        ("Anna", "", "fi", "Anna"),
        ("Anna", ":n", "fi", "Annan"),
        ("Anna", "in", "fi", "Annan"),
        ("Anna", "issa", "fi", "Annassa"),
        ("Anna", "ssä", "fi", "Annassa"),
        ("Anna", "iin", "fi", "Annaan"),
        ("Tom", "n", "fi", "Tomin"),
        ("Tom", "iin", "fi", "Tomiin"),
        ("Tom", ":ssa", "fi", "Tomissa"),
        ("Anna", "i", "et", "Anna"),
        ("Anna", "ist", "et", "Annast"),
        ("Anna", "s", "de", "Annas"),
        ("Anna", ":s", "sv", "Annas"),
    ],
)
def test_a_stand_in_wears_the_terms_ending(name: str, tail: str, lang: str, form: str) -> None:
    assert inflected(name, tail, lang) == form


def test_the_stand_in_is_a_name_that_the_model_knows(
    translator: Translator, res: Resources
) -> None:
    sentence = "BELI:n auto on vanha."
    own = terms(sentence, "fi", "en", res)
    one = carried(sentence, own, translator.vocabulary, "fi", 0)
    assert one
    name = one.names[0][0]
    assert f"▁{name}" in translator.vocabulary.source_ids
    assert one.sentence == f"{inflected(name, ':n', 'fi')} auto on vanha."
    bare = carried(sentence, own, translator.vocabulary, "fi", 1)
    assert bare
    assert bare.sentence == f"{name} auto on vanha."


def test_a_name_of_the_sentence_itself_is_no_stand_in(
    translator: Translator, res: Resources
) -> None:
    sentence = "Anna, Tom, Maria, Peter ja BELI"
    own = terms(sentence, "fi", "en", res)
    chosen = [carried(sentence, own, translator.vocabulary, "fi", k) for k in range(len(ATTEMPTS))]
    names = {one.names[0][0] for one in chosen if one}
    assert names
    assert names.isdisjoint({"Anna", "Tom", "Maria", "Peter"})


def test_terms_are_put_back_only_if_all_came_back_as_often_as_sent(
    translator: Translator, res: Resources
) -> None:
    sentence = "BELI ja Gorvatti"
    own = terms(sentence, "fi", "en", res)
    one = carried(sentence, own, translator.vocabulary, "fi", 1)
    assert one
    (first, _), (second, _) = one.names
    assert put_back(f"{first} and {second}'s car", one, "en") == "BMU and Gorvath's car"
    assert put_back(f"{second} saw an {first}.", one, "en") == "Gorvath saw a BMU."
    assert put_back(f"{first} and {first}", one, "en") is None
    assert put_back(f"{first}", one, "en") is None
    assert put_back(f"{first}{second}", one, "en") is None


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("Anna asuu Gorvattissa.", "Anna lives in Gorvath."),
        ("Maria ei asu Gorvattissa.", "Maria does not live in Gorvath."),
        ("BELI osti kolme kirjaa.", "BMU bought three books."),
        ("BELI:n auto on punainen.", "BMU's car is red."),
        ("Kvarnin auto on vanha.", "Quarn's car is old."),
        ("Tom sanoo, että BELI nukkuu.", "Tom says that BMU is sleeping."),
        ("BELI ja Kvarn tapasivat Turussa.", "BMU and Quarn met in Turku."),
    ],
)
def test_a_term_comes_through(
    translator: Translator, res: Resources, source: str, wanted: str
) -> None:
    (held,) = Holder(translator, res).texts([source])
    assert held.text == wanted
    assert {outcome.how for outcome in held.outcomes} <= {CARRIER, ATTENTION}


def test_what_the_model_knows_itself_is_left_to_it(translator: Translator, res: Resources) -> None:
    (held,) = Holder(translator, res).texts(["Mikko asuu Oslossa."])
    assert held.text == "Mikko lives in Oslo."
    assert [outcome.how for outcome in held.outcomes] == [KEPT]


def test_the_models_attention_says_where_a_term_belongs(
    translator: Translator, res: Resources
) -> None:
    sentence = "Tom ja Leena tapasivat Oslossa."
    own = [term for term in terms(sentence, "fi", "en", res) if term.text == "Quilla"]
    text, lost = edited(translator, sentence, "Tom and Leena met in Oslo.", own)
    assert text == "Tom and Quilla met in Oslo."
    assert not lost


def test_a_possessive_stays_where_attention_puts_a_term(
    translator: Translator, res: Resources
) -> None:
    sentence = "Leena näki kolme kirjaa."
    own = terms(sentence, "fi", "en", res)
    text, _ = edited(translator, sentence, "Leena's saw three books.", own)
    assert text == "Quilla's saw three books."


def test_where_there_is_no_place_a_term_is_lost(translator: Translator, res: Resources) -> None:
    sentence = "Tom ja BELI tapasivat Oslossa."
    own = terms(sentence, "fi", "en", res)
    for rendering in ("", "…", "x " * 200):
        text, lost = edited(translator, sentence, rendering, own)
        assert text == rendering
        assert lost == own


def test_without_stand_ins_attention_is_tried(
    translator: Translator, res: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("calque.translate.held.carried", lambda *args: None)
    (held,) = Holder(translator, res).texts(["BELI osti kolme kirjaa."])
    assert {outcome.how for outcome in held.outcomes} <= {ATTENTION, LOST}
    assert ("BMU" in held.text) == (held.outcomes[0].how == ATTENTION)


def test_what_became_of_terms_is_told_for_each_text(translator: Translator, res: Resources) -> None:
    texts = ["Anna nukkuu.", "Anna asuu Gorvattissa. BELI osti kolme kirjaa.", "", "Mikko"]
    told = [[o.term.text for o in held.outcomes] for held in Holder(translator, res).texts(texts)]
    assert told == [[], ["Gorvath", "BMU"], [], ["Mikko"]]


def test_a_term_says_what_stands_in_for_it(res: Resources) -> None:
    kinds: dict[str, Term] = {t.text: t for t in terms("BELI, Gorvatti, Kvarn", "fi", "en", res)}
    assert kinds["Gorvath"].kind == "place"
    assert kinds["BMU"].kind == kinds["Quarn"].kind == "person"
