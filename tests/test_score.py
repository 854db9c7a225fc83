"""Figures of translations: against sacrebleu itself, a source, a reference, another version."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from calque.config import Config
from calque.document import Document, Span
from calque.errors import ModelError
from calque.pipeline import Checker
from calque.resources import Resources
from calque.translate.engine import Settings
from calque.translate.score.change import BETTER, EQUAL, MIXED, SAME, WORSE, Change, change
from calque.translate.score.metrics import corpus, segment_scores
from calque.translate.score.retained import (
    Kept,
    names_kept,
    names_kept_of_source,
    numbers_kept,
    terms_kept,
    terms_kept_of_source,
)
from calque.translate.score.scored import Scores, score
from calque.translate.score.text import Text, beside, places, said, segments, sources
from calque.translate.translator import open_translator

FI_EN = ("fi", "en")
REFERENCES = [
    "The ferry left the harbour at noon.",
    "Nobody was hurt in the accident.",
    "The mayor opened the new library on Friday.",
    "Two bridges will be closed for repairs.",
    "The river rose by half a metre overnight.",
    "Schools stay open until the end of June.",
]
FIRST = [
    "The ferry left harbour at noon.",
    "Nobody was hurt in accident.",
    "Mayor opened the new library on Friday.",
    "Two bridges are closed for the repairs.",
    "The river rose half a metre in the night.",
    "The schools are open until end of June.",
]
SECOND = [*REFERENCES[:5], "The schools stay open until the end of June."]


@pytest.fixture(scope="module")
def res() -> Resources:
    return Resources(Config())


def text_of(checker: Checker, text: str, name: str = "t", **more: object) -> Text:
    doc = Document(name, text, **more)  # type: ignore[arg-type]
    return Text(name, tuple(segments(doc, checker.check(doc).findings)), len(text.split()))


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker(Config())


# Metrics


def test_figures_are_those_of_the_library() -> None:
    from sacrebleu.metrics import BLEU, CHRF, TER

    (found,) = corpus([FIRST], REFERENCES, "en").systems
    for metric, own in zip(found, (BLEU(), CHRF(), TER()), strict=True):
        assert metric.score == pytest.approx(own.corpus_score(FIRST, [REFERENCES]).score)
        assert metric.p is None
        assert metric.interval > 0


def test_figures_are_those_of_its_command_line(tmp_path: Path) -> None:
    ref, hyp = tmp_path / "ref", tmp_path / "hyp"
    ref.write_text("\n".join(REFERENCES) + "\n", encoding="utf-8")
    hyp.write_text("\n".join(FIRST) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "sacrebleu", ref, "-i", hyp, "-m", "bleu", "chrf", "ter"]
    out = subprocess.run([*command, "-b", "-w", "4"], capture_output=True, text=True, check=True)
    theirs = [float(line.strip(' ",[]')) for line in out.stdout.split() if line.strip("[] ")]
    (ours,) = corpus([FIRST], REFERENCES, "en").systems
    assert [round(metric.score, 4) for metric in ours] == theirs


def test_the_bootstrap_is_the_same_every_time() -> None:
    one, other = (corpus([FIRST, SECOND], REFERENCES, "en") for _ in range(2))
    assert one == other
    bleu = one.systems[1][0]
    assert bleu.p is not None
    assert bleu.p < 0.05
    assert "seed:12345" in one.signatures["BLEU"]
    assert list(one.signatures) == ["BLEU", "chrF2", "TER"]


def test_the_p_value_is_that_of_the_library() -> None:
    from sacrebleu.metrics import BLEU
    from sacrebleu.significance import PairedTest

    test = PairedTest([("a", FIRST), ("b", SECOND)], {"BLEU": BLEU()}, [REFERENCES], "bs", 1000)
    assert corpus([FIRST, SECOND], REFERENCES, "en").systems[1][0].p == test()[1]["BLEU"][1].p_value


def test_one_text_twice_differs_by_chance() -> None:
    same = corpus([FIRST, FIRST], REFERENCES, "en").systems[1]
    assert all(metric.p is not None and metric.p > 0.9 for metric in same)


def test_chinese_goes_by_characters() -> None:
    (found,) = corpus([["今天天气很好。"]], ["今天天气不好。"], "zh").systems
    assert 0 < found[0].score < 100
    assert found[2].score < 50
    assert "tok:zh" in corpus([["好"]], ["好"], "zh").signatures["BLEU"]


def test_a_right_segment_scores_highest() -> None:
    scores = segment_scores([REFERENCES[0], FIRST[1], ""], REFERENCES[:3])
    assert scores[0] == pytest.approx(100)
    assert 0 < scores[1] < 100
    assert scores[2] == 0


def test_without_sacrebleu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu.metrics", None)
    with pytest.raises(ModelError, match=r"is not installed; pip install 'calque\[score\]'"):
        corpus([FIRST], REFERENCES, "en")
    with pytest.raises(ModelError, match="is not installed"):
        segment_scores(FIRST, REFERENCES)


# What is kept


@pytest.mark.parametrize(
    ("standard", "text", "langs", "total", "lost"),
    [
        ("Hän osti 12 kirjaa.", "She bought twelve books.", FI_EN, 1, ()),
        ("Hän osti 12 kirjaa.", "She bought 21 books.", FI_EN, 1, ("12",)),
        ("2,5 miljoonaa euroa", "2.5 million euros", FI_EN, 1, ()),
        ("2,5 miljoonaa euroa", "2.5 billion euros", FI_EN, 1, ("2,5 miljoonaa",)),
        ("Hän osti yhden kirjan.", "She bought a book.", FI_EN, 0, ()),
        ("12 and 12", "12", ("xx", "en"), 2, ("12",)),
        ("", "12", FI_EN, 0, ()),
    ],
)
def test_numbers(
    standard: str, text: str, langs: tuple[str, str], total: int, lost: tuple[str, ...]
) -> None:
    assert numbers_kept(standard, text, langs) == Kept(total, lost)


def test_names_of_a_source_may_be_in_any_case_or_spelling(res: Resources) -> None:
    source = "Eilen Zhuravljov tapasi Pekan Turussa."
    found = names_kept_of_source(source, "Yesterday Zhuravlyov met Pekka in Turku.", FI_EN, res)
    assert found == Kept(3)
    found = names_kept_of_source(source, "Yesterday he met Pekka in Turku.", FI_EN, res)
    assert found.lost == ("Zhuravljov",)
    assert found.share == pytest.approx(2 / 3)


def test_names_of_a_reference_are_spelled_as_there() -> None:
    reference = "Yesterday Zhuravlyov met Pekka of NATO."
    assert names_kept(reference, "Pekka of NATO met Zhuravlyov.", "en") == Kept(3)
    assert names_kept(reference, "Pekka of Nato met Zhuravljov.", "en").lost == ("Zhuravlyov",)


def test_a_headline_in_title_case_has_few_names() -> None:
    assert names_kept("Mayor Opens New Library", "The mayor opens a library", "en").total == 0


def test_terms(res: Resources) -> None:
    source = "ODKB kokoontui."
    assert terms_kept_of_source(source, "The CSTO met.", FI_EN, res) == Kept(1)
    assert terms_kept_of_source(source, "The ODKB met.", FI_EN, res) == Kept(1, ("CSTO",))
    assert terms_kept("The CSTO met.", "CSTO met.", "en", res) == Kept(1)
    assert terms_kept("The CSTO met.", "The ODKB met.", "en", res) == Kept(1, ("CSTO",))


def test_what_the_reference_does_not_keep_need_not_be_kept() -> None:
    found = Kept(3, ("12", "Oslo")).where(Kept(3, ("Oslo", "Turku")))
    assert found == Kept(1, ("12",))


def test_a_capital_after_a_colon_is_no_name(res: Resources) -> None:
    source = "Hän sanoi: Hyvä on. Pekka nukkui."
    assert names_kept_of_source(source, "He said: fine. Pekka slept.", FI_EN, res).lost == ()


def test_nothing_to_keep_has_no_share() -> None:
    assert Kept(0).share is None
    assert Kept(2, ("a",)) + Kept(1) == Kept(3, ("a",))


# Segments


def test_lines_are_segments_empty_ones_too() -> None:
    doc = Document("t", "One.\r\n\r\nTwo  words.\r\n")
    assert [said(doc, place) for place in places(doc)] == ["One.", "", "Two words."]
    assert places(doc, whole=True) == [Span(0, len(doc.text))]


def test_every_finding_belongs_to_one_segment(checker: Checker) -> None:
    text = "It rained.\n\nThe ODKB met.\nThe internet was broken for two days.\n\nLeave a Reply\n"
    found = text_of(checker, text)
    assert [len(one.findings) for one in found.segments] == [0, 0, 1, 1, 0, 1]
    assert found.segments[2].found == ("ODKB",)
    assert found.segments[2].penalty == 5


def test_a_text_beside_its_source() -> None:
    doc = beside(Document("t", "One.\nTwo.\n", source_lang="fi"), ["Yksi.", "Kaksi."])
    assert [said(doc, place) for place in places(doc)] == ["One.", "Two."]
    assert sources(doc, 2) == ["Yksi.", "Kaksi."]
    assert doc.is_row


# All together


def test_against_a_reference(checker: Checker) -> None:
    texts = [text_of(checker, "\n".join(said)) for said in (FIRST, SECOND)]
    found = score(texts, checker.resources, REFERENCES)
    assert found.standard == "reference"
    assert found.systems[1].metrics[0].score > found.systems[0].metrics[0].score
    assert found.systems[0].segments[0].chrf == pytest.approx(
        segment_scores(FIRST[:1], REFERENCES[:1])[0]
    )


def test_what_most_needs_an_editor_comes_first(checker: Checker) -> None:
    said = "All is well.\nThe ODKB met.\nThe 12 dogs of Anna barked."
    source = ("Kaikki on hyvin.", "ODKB kokoontui.", "Annan 21 koiraa haukkui.")
    doc = beside(Document("t", said, source_lang="fi"), source)
    text = Text("t", tuple(segments(doc, checker.check(doc).findings)), 12)
    (system,) = score([text], checker.resources).systems
    assert [one.segment.label for one in system.worst(5)] == ["3", "2"]
    # The number counts once: a finding is about it.
    assert system.segments[2].need == system.segments[2].segment.penalty == 25
    assert system.kept("numbers") == Kept(1, ("21",))


def test_a_lost_name_without_a_finding_counts(checker: Checker) -> None:
    doc = beside(Document("t", "He slept.", source_lang="fi"), ["Eilen Zhuravljov nukkui."])
    text = Text("t", tuple(segments(doc, ())), 2)
    (system,) = score([text], checker.resources).systems
    assert system.segments[0].need == 5


def test_findings_in_a_thousand_words(checker: Checker) -> None:
    (system,) = score([text_of(checker, "The ODKB met in the town.")], checker.resources).systems
    assert system.per_thousand(system.of_family("ACR")) == pytest.approx(1000 / 6)
    assert system.by_category() == {"accuracy/untranslated": 1}


def test_the_model_chooses_within_a_segment(checker: Checker, marian: Path) -> None:
    source = ("Anna ei asu Oslossa.", "Leena näki 12 koiraa.", "Mikko menee Kuopioon.")
    right = ["Anna does not live in Oslo.", "Leena saw 12 dogs.", "Mikko is going to Kuopio."]
    wrong = ["Anna does not live in Oslo.", "Leena saw 12 chairs.", "Mikko is going to Oslo."]
    texts = []
    for lines in (wrong, right):
        doc = beside(Document("t", "\n".join(lines), source_lang="fi"), source)
        texts.append(Text("t", tuple(segments(doc, ())), 15))
    judge = open_translator(str(marian), "fi", "en", Settings(threads=1), memory=False)
    found = score(texts, checker.resources, judge=judge)
    assert found.judged == 2
    assert [system.preferred for system in found.systems] == [0, 2]
    assert "float32" in found.judge
    own = found.systems[1].segments[0].model
    assert own == pytest.approx(judge.score([(source[0], right[0])])[0])


# Before and after


def changed(checker: Checker, before: str, after: str) -> Change:
    found = score([text_of(checker, text) for text in (before, after)], checker.resources)
    return change(*found.systems)


@pytest.mark.parametrize(
    ("before", "after", "verdict"),
    [
        ("The ODKB met.", "The CSTO met.", BETTER),
        ("The CSTO met.", "The ODKB met.", WORSE),
        ("The CSTO met.", "The CSTO met.", SAME),
        ("The group met on a hill.", "The group met on the hill.", EQUAL),
        ("The ODKB sent 12 men.", "The CSTO sent 21 men.", MIXED),
        ("It sent 12 men to Turku.", "It sent 12 men to Oulu.", WORSE),
        ("It rained.\n\nLeave a Reply\n", "It rained.\n", BETTER),
        ("It rained.\nThen it snowed.\n\nLeave a Reply\n", "It rained.\n", MIXED),
        ("It rained.", "It rained.\nThe ODKB met.", WORSE),
    ],
)
def test_whether_it_helped(checker: Checker, before: str, after: str, verdict: str) -> None:
    assert changed(checker, before, after).verdict == verdict


def test_what_was_mended_and_what_was_lost(checker: Checker) -> None:
    found = changed(
        checker,
        "The ODKB sent 12 men to Turku.\nIt rained.\n\nLeave a Reply\n",
        "The CSTO sent 21 men to Turku.\nIt rained.\n",
    )
    assert found.lost == ["12"]
    assert found.removed == 1
    assert found.dropped == ()
    assert [row[:1] + row[2:] for row in found.rules()] == [("ACR001", 1, 0), ("RES002", 1, 0)]
    assert [step.outcome for step in found.steps] == [MIXED]


def test_a_name_that_a_finding_is_about_may_change(checker: Checker) -> None:
    before = "President Tokajev spoke. Kassym-Jomart Tokayev is 70."
    assert changed(checker, before, before.replace("Tokajev", "Tokayev")).verdict == BETTER


def test_a_reference_has_its_say(checker: Checker) -> None:
    texts = [text_of(checker, "\n".join(said)) for said in (FIRST, SECOND)]
    scores: Scores = score(texts, checker.resources, REFERENCES)
    assert change(*scores.systems).verdict == BETTER
    scores = score(texts[::-1], checker.resources, REFERENCES)
    assert change(*scores.systems).verdict == WORSE
