"""Two engines on a small real model: what one says, the other says."""

from __future__ import annotations

from pathlib import Path

import pytest

from calque.translate.engine import Engine, Settings
from calque.translate.translator import Translator, open_translator
from tests.marian.sentences import pairs

HELD_OUT = pairs(120, seed=1234)
FAST = Settings(engine="ctranslate2", precision="float32", threads=1)
REFERENCE = Settings(engine="transformers", threads=1)


@pytest.fixture(scope="module")
def fast(marian: Path) -> Translator:
    return open_translator(str(marian), "fi", "en", FAST, memory=False)


@pytest.fixture(scope="module")
def reference(marian: Path) -> Translator:
    return open_translator(str(marian), "fi", "en", REFERENCE, memory=False)


def test_the_model_is_good_enough_to_test_with(fast: Translator) -> None:
    said = fast.translate([one.fi for one in HELD_OUT])
    right = sum(text == one.en for text, one in zip(said, HELD_OUT, strict=True))
    assert right / len(HELD_OUT) > 0.95


@pytest.mark.parametrize("beams", [1, 4])
def test_engines_agree_in_float32(marian: Path, beams: int) -> None:
    sources = [one.fi for one in HELD_OUT]
    said = []
    for name in ("ctranslate2", "transformers"):
        settings = Settings(engine=name, beams=beams, precision="float32", threads=1)
        translator = open_translator(str(marian), "fi", "en", settings, memory=False)
        said.append(translator.translate(sources))
    same = sum(one == other for one, other in zip(*said, strict=True))
    assert same == len(sources) if beams == 1 else same >= 0.97 * len(sources)


def test_engines_score_alike(fast: Translator, reference: Translator) -> None:
    both = [(one.fi, one.en) for one in HELD_OUT]
    for one, other in zip(fast.score(both), reference.score(both), strict=True):
        assert one is not None
        assert one == pytest.approx(other, abs=1e-3)


def test_engines_attend_alike(fast: Translator, reference: Translator) -> None:
    both = [("Anna näki 12 koiraa.", "Anna saw 12 dogs."), ("Tom nukkuu.", "Tom is sleeping.")]
    for one, other in zip(fast.align(both), reference.align(both), strict=True):
        assert one.source == other.source
        assert len(one.attention) == len(one.target)
        for row, same in zip(one.attention, other.attention, strict=True):
            assert list(row) == pytest.approx(list(same), abs=1e-3)
            assert len(row) == len(one.source) + 1
            assert sum(row) == pytest.approx(1, abs=1e-3)


def test_int8_translates_as_well_though_not_the_same(marian: Path) -> None:
    translator = open_translator(str(marian), "fi", "en", Settings(threads=1), memory=False)
    assert "int8" in translator.engine.settings
    said = translator.translate([one.fi for one in HELD_OUT])
    right = sum(text == one.en for text, one in zip(said, HELD_OUT, strict=True))
    assert right / len(HELD_OUT) > 0.9


def test_scores_are_in_float32_whatever_translates(marian: Path, fast: Translator) -> None:
    both = [(one.fi, one.en) for one in HELD_OUT[:20]]
    small = open_translator(str(marian), "fi", "en", Settings(threads=1), memory=False)
    assert small.score(both) == pytest.approx(fast.score(both), abs=1e-5)


def test_half_precision(marian: Path, reference: Translator) -> None:
    settings = Settings(engine="transformers", precision="half", device="cpu", threads=1)
    translator = open_translator(str(marian), "fi", "en", settings, memory=False)
    assert translator.translate(["Anna asuu Oslossa."]) == ["Anna lives in Oslo."]
    both = [("Anna asuu Oslossa.", "Anna lives in Oslo.")]
    assert translator.score(both) == pytest.approx(reference.score(both))


@pytest.mark.parametrize("engine", ["fast", "reference"])
def test_a_better_translation_scores_higher(engine: str, request: pytest.FixtureRequest) -> None:
    translator: Translator = request.getfixturevalue(engine)
    good, worse, denied = translator.score(
        [
            ("Anna osti kolme kirjaa.", "Anna bought three books."),
            ("Anna osti kolme kirjaa.", "Anna bought three boats."),
            ("Anna osti kolme kirjaa.", "Anna did not buy three books."),
        ]
    )
    assert good is not None
    assert worse is not None
    assert denied is not None
    assert good > worse
    assert good > denied


def test_no_score_where_there_is_none(fast: Translator) -> None:
    long = "Anna nukkuu ja Tom lukee. " * 40
    assert (
        fast.score([("", "Anna."), ("Anna.", ""), (long, "Anna."), ("Anna.", long)]) == [None] * 4
    )


def test_an_engine_is_one(fast: Translator, reference: Translator) -> None:
    engines: list[Engine] = [fast.engine, reference.engine]
    assert [engine.name for engine in engines] == ["ctranslate2", "transformers"]
    assert all(engine.limit == 127 for engine in engines)
