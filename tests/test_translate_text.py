"""From text to sentences and back: what models trip over, batches, memory, the cache."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.translate.babble import babbles, known_sentences, loops, runs_away
from calque.translate.batches import batches, windows
from calque.translate.defaults import table
from calque.translate.engine import Attention, Pieces, Settings
from calque.translate.memory import Memory
from calque.translate.sentences import parted
from calque.translate.translator import Translator, open_translator
from tests.marian.sentences import pairs

FLOAT = Settings(engine="ctranslate2", precision="float32", threads=1)


@pytest.fixture(scope="module")
def translator(marian: Path) -> Translator:
    return open_translator(str(marian), "fi", "en", FLOAT, memory=False)


def text(translator: Translator, source: str) -> str:
    return next(translator.texts([source]))


class Odd:
    """An engine that says what it is told to, and how it was asked."""

    name, settings, limit, capacity = "odd", "odd", 127, 2048

    def __init__(self, plain: str, careful: str) -> None:
        self.says = {False: plain.split(), True: careful.split()}
        self.asked: list[bool] = []

    def translate(self, sources: Sequence[Pieces], *, careful: bool = False) -> list[list[str]]:
        self.asked.append(careful)
        return [[f"▁{word}" for word in self.says[careful]] for _ in sources]

    def score(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[list[float]]:
        return [[-1.0] for _ in sources]

    def attention(self, sources: Sequence[Pieces], targets: Sequence[Pieces]) -> list[Attention]:
        raise NotImplementedError


def odd(translator: Translator, plain: str, careful: str) -> tuple[Translator, Odd]:
    engine = Odd(plain, careful)
    return Translator(translator.model, translator.vocabulary, engine, ("fi", "en")), engine


def test_sentences_are_translated_one_by_one(translator: Translator) -> None:
    source = "Anna asuu Oslossa. Tom nukkuu ja Maria ei nuku.\n\nMikko menee Kuopioon."
    said = "Anna lives in Oslo. Tom is sleeping and Maria is not sleeping."
    assert text(translator, source) == f"{said}\n\nMikko is going to Kuopio."


@pytest.mark.parametrize("source", ["", " ", "***", "— — —", "123 456", "😀😀", "\n\n", "…", "«»"])
def test_what_has_no_letters_is_left_alone(translator: Translator, source: str) -> None:
    assert text(translator, source) == source


def test_symbols_between_sentences_stay(translator: Translator) -> None:
    source = "Anna asuu Oslossa.\n* * *\nTom menee Ouluun."
    assert text(translator, source).startswith("Anna lives in Oslo.\n* * *\n")


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_a_sentence_over_the_limit_is_cut_and_nothing_lost(marian: Path, engine: str) -> None:
    settings = Settings(engine=engine, threads=1)
    long = ", ".join(one.fi.rstrip(".") for one in pairs(60, seed=3)) + "."
    translator = open_translator(str(marian), "fi", "en", settings, memory=False)
    apart = translator.parted(long)
    assert len(apart.sentences) > 5
    assert all(
        len(translator.vocabulary.source(s)) <= translator.engine.limit for s in apart.sentences
    )
    assert "".join(apart.parts) == long
    assert text(translator, long).count(".") == len(apart.sentences)


def test_a_word_over_the_limit(translator: Translator) -> None:
    source = "a" * 1000
    assert "".join(translator.parted(source).parts) == source
    assert text(translator, source)


def test_characters_that_the_model_lacks(translator: Translator) -> None:
    assert "<unk>" not in translator.vocabulary.source("Anna — “Tom” – ‘Maria’…")
    assert translator.vocabulary.known("Anna — Tom") == "Anna - Tom"
    assert translator.vocabulary.known("“Anna”") == '"Anna"'
    assert translator.vocabulary.known("Anna 😀") == "Anna  "
    assert text(translator, "Anna asuu Oslossa 😀.") == "Anna lives in Oslo."


@given(st.text(max_size=80))
def test_known_keeps_the_length(translator: Translator, source: str) -> None:
    assert len(translator.vocabulary.known(source)) == len(source)


@given(st.text("aä. \n!?:;,1—", max_size=60), st.integers(1, 30))
def test_parts_make_the_text(source: str, limit: int) -> None:
    apart = parted(source, "fi", lambda part: len(part) <= limit)
    assert "".join(apart.parts) == source
    assert "".join(apart.joined(apart.sentences, "fi").split()) == "".join(source.split())
    assert all(any(map(str.isalpha, sentence)) for sentence in apart.sentences)


def test_no_spaces_between_sentences_in_chinese() -> None:
    apart = parted("Anna asuu Oslossa. Tom nukkuu.", "fi", lambda part: True)
    assert (
        apart.joined(["安娜住在奥斯陆。", "汤姆在睡觉。"], "zh") == "安娜住在奥斯陆。汤姆在睡觉。"
    )


def test_pieces_are_those_of_transformers_own_tokenizer(
    marian: Path, translator: Translator
) -> None:
    from transformers import MarianTokenizer

    theirs = MarianTokenizer.from_pretrained(marian)
    ids = translator.vocabulary.source_ids
    for source in (
        "Anna asuu Oslossa.",
        "  Tom   nukkuu ",
        "ÄÖ-äö 'x'",
        "12 345,6 %",
        "Zhuravljov",
    ):
        ours = translator.vocabulary.source(source)
        assert [ids.get(piece, 1) for piece in ours] + [0] == theirs(source).input_ids


def test_a_loop_is_tried_again_with_loops_forbidden(translator: Translator) -> None:
    looping, engine = odd(translator, "the car " * 9, "the car is red")
    assert looping.translate(["Anna nukkuu."]) == ["the car is red"]
    assert engine.asked == [False, True]


def test_nothing_is_tried_again_too(translator: Translator) -> None:
    silent, _ = odd(translator, "", "Anna sleeps")
    assert silent.translate(["Anna nukkuu."]) == ["Anna sleeps"]


@pytest.mark.parametrize("engine", ["ctranslate2", "transformers"])
def test_careful_never_repeats_four_pieces(marian: Path, engine: str) -> None:
    translator = open_translator(str(marian), "fi", "en", Settings(engine, threads=1), memory=False)
    pieces = translator.vocabulary.source("a b a b a b a b a b a b a b a b")
    (said,) = translator.engine.translate([pieces], careful=True)
    grams = [tuple(said[k : k + 4]) for k in range(len(said) - 3)]
    assert said
    assert len(grams) == len(set(grams))


@pytest.mark.parametrize(
    ("said", "looping"),
    [
        ("the car the car the car is red", True),
        ("no no no", False),
        ("no no no no no", True),
        ("He said that he said that he was ill.", False),
        ("in the city of the king of the north", False),
        ("he went to the shop he went to the shop", True),
        ("", False),
    ],
)
def test_loops(said: str, looping: bool) -> None:
    assert loops(said) == looping


def test_what_runs_away() -> None:
    assert runs_away("Anna nukkuu.", "")
    assert runs_away("Anna nukkuu.", "and then " * 40)
    assert not runs_away("ha ha ha ha ha", "ha ha ha ha ha")
    assert not runs_away("Anna nukkuu.", "Anna is sleeping.")


def test_what_babbles() -> None:
    known = known_sentences("fi")
    assert len(known) == 3
    assert not babbles(known, ["I have two children.", "It is cold.", "Where?"], [-0.5] * 3)
    assert "same whatever" in babbles(known, ["a", "a", "b"], [-0.5] * 3)
    assert "over and over" in babbles(known, ["x x x x x", "y y y y y y", "z"], [-0.5] * 3)
    assert "unsure" in babbles(known, ["a", "b", "c"], [-9.0] * 3)


@given(st.lists(st.integers(1, 600), max_size=200))
def test_batches_hold_everything_once_and_are_bounded(lengths: list[int]) -> None:
    made = list(batches(lengths, 2048))
    assert sorted(index for batch in made for index in batch) == list(range(len(lengths)))
    for batch in made:
        widest = max(lengths[index] for index in batch)
        assert len(batch) == 1 or (widest * len(batch) <= 2048 and len(batch) <= 64)


def test_windows_take_no_more_than_they_need() -> None:
    taken = []

    def stream() -> object:
        for number in range(1000):
            taken.append(number)
            yield number

    first = next(windows(stream(), 10))  # type: ignore[call-overload]
    assert first == list(range(10))
    assert len(taken) == 10


def test_order_is_kept_and_doubles_are_translated_once(marian: Path) -> None:
    translator = open_translator(str(marian), "fi", "en", FLOAT, memory=False)
    some = [one.fi for one in pairs(90, seed=8)]
    once = {source: translator.translate([source])[0] for source in set(some)}
    assert translator.translate(some + some) == [once[source] for source in some + some]


def test_what_was_translated_is_remembered(
    marian: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CALQUE_CACHE", str(tmp_path / "cache"))
    first = open_translator(str(marian), "fi", "en", FLOAT)
    said = first.translate(["Anna asuu Oslossa.", "Tom nukkuu."])
    again = open_translator(str(marian), "fi", "en", FLOAT)
    monkeypatch.setattr(again.engine, "translate", None)
    assert again.translate(["Anna asuu Oslossa.", "Tom nukkuu."]) == said


def test_the_cache_tells_settings_and_models_apart(tmp_path: Path) -> None:
    path = tmp_path / "renderings.sqlite"
    Memory("one model|beam 4", path).keep({"Anna.": "Anna!"})
    assert Memory("one model|beam 4", path).find(["Anna.", "Tom."]) == {"Anna.": "Anna!"}
    assert Memory("one model|beam 1", path).find(["Anna."]) == {}
    assert Memory("other model|beam 4", path).find(["Anna."]) == {}


def test_the_cache_takes_any_text_and_many(tmp_path: Path) -> None:
    memory = Memory("m", tmp_path / "r.sqlite")
    some = {f"Anna \udc80 {number}": "\x00 é 😀" for number in range(1500)}
    memory.keep(some)
    assert memory.find(list(some)) == some


@pytest.mark.parametrize("content", [b"no database at all" * 100, b""])
def test_a_cache_that_is_no_good_is_replaced(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.sqlite"
    path.write_bytes(content)
    memory = Memory("m", path)
    memory.keep({"Anna.": "A"})
    assert memory.find(["Anna."]) == {"Anna.": "A"}


def test_a_cache_that_breaks_meanwhile_is_done_without(tmp_path: Path) -> None:
    memory = Memory("m", tmp_path / "r.sqlite")
    with sqlite3.connect(tmp_path / "r.sqlite") as database:
        database.execute("DROP TABLE rendering")
    memory.keep({"Anna.": "A"})
    assert memory.find(["Anna."]) == {}


def _keeps(path: Path, number: int) -> None:
    memory = Memory("m", path)
    for k in range(100):
        memory.keep({f"{number} {k}": str(k)})


def test_two_processes_write_one_cache(tmp_path: Path) -> None:
    path = tmp_path / "r.sqlite"
    context = multiprocessing.get_context("spawn")
    both = [context.Process(target=_keeps, args=(path, number)) for number in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join()
    assert [process.exitcode for process in both] == [0, 0]
    wanted = {f"{number} {k}": str(k) for number in range(2) for k in range(100)}
    assert Memory("m", path).find(list(wanted)) == wanted


_DOCUMENT = """
import resource, sys
from tests.marian.sentences import pairs
from calque.translate.engine import Settings
from calque.translate.translator import open_translator

translator = open_translator(sys.argv[1], "fi", "en", Settings(threads=1), memory=False)
list(translator.texts([one.fi for one in pairs(64, seed=1)]))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
sentences = [f"{one.fi[:-1]}, {other.fi}" for one, other in zip(pairs(2000, 5), pairs(2000, 6))]
said = list(translator.texts([" ".join(sentences)]))
after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert said[0].count(".") > 1900
print((after - before) // 1024)
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="ru_maxrss is in other units")
def test_a_document_of_two_thousand_sentences_stays_small(marian: Path) -> None:
    root = Path(__file__).parents[1]
    run = subprocess.run(
        [sys.executable, "-c", _DOCUMENT, str(marian)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(run.stdout) < 120  # MiB


def test_every_language_that_has_a_usual_model_has_known_sentences() -> None:
    models = table()
    theirs = {lang for pairs in models["default"].values() for lang in pairs} - {"mul"}
    assert theirs <= models["known"].keys()
    assert all(len(set(sentences)) == 3 for sentences in models["known"].values())
