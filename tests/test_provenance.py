"""Where a text came from: what counts as a cue, what cues amount to, and what follows."""

from __future__ import annotations

import re

import pytest
from click.testing import CliRunner

import calque
from calque.apps.cli import main
from calque.config import Config
from calque.document import Document
from calque.language.codes import language_name
from calque.language.quantities.lexicon import LANGS, lexicon
from calque.language.scan import scan
from calque.names.homes import at_home, country
from calque.provenance import UNKNOWN, Cue, about, inferred, likely, shows_translation
from calque.provenance.cues import _WRITTEN
from calque.provenance.habits import _asked_for
from calque.provenance.posterior import ratios, source_language, weighed_cues
from calque.resources import Resources

RES = Resources(Config())
FINNISH = (
    "At least another hundred people left Harkova and Kiova for Riika, the ODKB said.\n\n"
    "Zhuravljov met Lehtonen in Joensuu. Lehtonen did not comment."
)


def cues(text: str, **fields: str) -> dict[str, tuple[str, tuple[str, ...]]]:
    looked = scan(Document("x", text, **fields))
    return {cue.text: (cue.kind, cue.langs) for cue in inferred(looked, RES).cues}


@pytest.mark.parametrize(
    ("text", "words", "kind", "lang"),
    [
        ("They fled to Kiova.", "Kiova", "spelling", "fi"),
        ("The ODKB met.", "ODKB", "acronym", "fi"),
        ("At least another hundred people came.", "At least another hundred", "wording", "fi"),
        ("They went by joukkoliikenteessä there.", "joukkoliikenteessä", "word", "fi"),
        ("The word їжак stayed.", "їжак", "script", "uk"),
        ("He said 「no」 to it.", "「", "mark", "ja"),
        ("He said «no» to it.", "«", "mark", "ru"),
        ("It cost 12 500 euros.", "12 500", "number", "fi"),
        ("It rose by 2,5 percent.", "2,5", "number", "de"),
        ("He came on 12.10.2023 to stay.", "12.10.2023", "number", "uk"),
        ("They sent 40 thousand tonnes.", "40 thousand", "number", "ru"),
        ("On the 14th, they sailed.", "on the 14th", "number", "ja"),
        ("“We sail,” - said the captain.", "”, - said", "mark", "uk"),
        ("It sold the ship “Polar Star” to us.", "ship “Polar Star”", "mark", "ru"),
        ("We recall that the port shut.", "We recall that", "habit", "uk"),
        ("On the evening of the 14th, they sailed.", "evening of the 14th", "number", "ja"),
        ("According to him, it sank.", "According to him", "habit", "ru"),
        ("In her opinion, it sank.", "In her opinion", "habit", "uk"),
        ("Earlier it was reported that it sank.", "Earlier it was reported that", "habit", "ru"),
        ("At present, it is afloat.", "At present", "habit", "zh"),
        ("It sank on June 3, local time.", "June 3, local time", "habit", "zh"),
        ("On the 3rd local time it sank.", "the 3rd local time", "habit", "zh"),
        ("Harbour News Agency, Oslo, June 3", "News Agency, Oslo, June 3", "habit", "zh"),
        ("Oslo (Reporter Li Wen) The ship sank.", "(Reporter Li Wen)", "habit", "zh"),
        ("It is learned that it sank.", "It is learned that", "habit", "zh"),
        ("Olga Petrovna Orlova sang.", "Olga Petrovna Orlova", "habit", "ru"),
        ("Olha Petrivna Orlenko sang.", "Olha Petrivna Orlenko", "habit", "uk"),
        ("They met in Joensuu again.", "Joensuu", "name", "fi"),
        ("They left Finland again.", "Finland", "home", "fi"),
    ],
)
def test_a_cue(text: str, words: str, kind: str, lang: str) -> None:
    found_kind, langs = cues(text)[words]
    assert found_kind == kind
    assert lang in langs


@pytest.mark.parametrize(
    "text",
    [
        "Mr Smith met Mrs Jones in London on Monday. It cost 12,500 pounds, or 2.5 percent.",
        "“We lost,” he said. “It’s over.”",
        "On the 14th of May they met on the 3rd floor - a bank, “Home”, is near.",
        "Roman Abramovich and Garry Miller ran the company “as a ship, not a bank”.",
        "The angle β is 3.141 degrees at 22 °C.",
        "I've met the Director-General, at 10 a.m. on June 3 local time. He'll be on the 9th hole.",
    ],
)
def test_no_cue(text: str) -> None:
    assert cues(text) == {}


def test_number_formats_are_cldrs() -> None:
    cldr = {lang: found.cldr for lang in LANGS if (found := lexicon(lang))}
    formats = {
        "blank": lambda one: one["group"] in "\u00a0\u202f",
        "point": lambda one: one["group"] == ".",
        "comma": lambda one: one["decimal"] == ",",
        "date": lambda one: bool(re.match(r"d+\.\s?M+\.\s?y", one["date"])),
    }
    for name, holds in formats.items():
        assert _WRITTEN[name].split() == sorted(lang for lang in cldr if holds(cldr[lang])), name


def test_names_have_homes() -> None:
    assert at_home("Lehtonen")[0] == "fi"
    assert at_home("Yamagata")[0] == "ja"
    assert at_home("Shenzhen")[0] == "zh"
    assert at_home("Sigurðardóttir") == ("is",)
    assert at_home("Johnson") == at_home("Washington") == at_home("1st") == ()
    assert country("Iceland") == country("Icelandic") == ("is",)
    assert country("England") == ()


def test_cues_amount_to_a_language() -> None:
    report = calque.check(FINNISH)
    source = report.source_language
    assert source.best == "fi"
    assert source.is_clear
    said = str(source)
    assert said.startswith("Probably from Finnish (0.")
    assert "*At least another hundred*" in said
    assert sum(source.posterior.values()) == pytest.approx(1)
    assert likely(scan(Document("x", FINNISH)), RES) == "fi"


def test_what_a_text_is_about_does_not_tell_kin_apart() -> None:
    text = (
        "Ukraine and Russia met. According to him, “no Russian left”, - said the captain.\n\n"
        "We recall that it was on the Ukrainian side. The newspaper “Port” wrote so."
    )
    source = calque.check(text).source_language
    assert set(source.named) == {"ru", "uk"}
    assert not source.is_clear
    assert re.match(r"Probably from (Russian or Ukrainian|Ukrainian or Russian) \(0", str(source))


def test_those_whom_all_news_names_say_nothing() -> None:
    assert "Zelensky" not in cues("Mr Zelensky spoke.")


def test_a_turn_is_asked_for_by_a_word_that_blanks_part_from_the_rest() -> None:
    assert _asked_for("It is understood that") == "understood"
    assert _asked_for("according to him,") == "according"
    assert _asked_for("Reportedly,") == "Reportedly,"


def test_thin_cues_say_nothing() -> None:
    source = calque.check("He met Lehtonen once.").source_language
    assert source.best == UNKNOWN
    assert str(source) == "The source language is not clear from the text."
    assert likely(scan(Document("x", "He met Lehtonen once.")), RES) is None


def test_what_is_given_wins() -> None:
    source = calque.check(FINNISH, source_lang="sv").source_language
    assert dict(source.posterior) == {"sv": 1.0}
    assert str(source) == "From Swedish, as given."
    assert likely(scan(Document("x", FINNISH, source_lang="sv")), RES) == "sv"


def test_more_cues_of_a_kind_count_less_and_less() -> None:
    one, two, three = (
        source_language([Cue(f"n{k}", ("fi",), "name") for k in range(count)]).posterior["fi"]
        for count in (1, 2, 3)
    )
    odds = [share / (1 - share) for share in (one, two, three)]
    assert odds[0] == pytest.approx(ratios().prior * ratios().kinds["name"])
    assert odds[1] / odds[0] > odds[2] / odds[1] > 1


def test_ratios_are_all_above_one_and_small_in_number() -> None:
    table = ratios()
    assert 0 < table.prior < 0.1
    assert all(1 < ratio < 100 for ratio in table.kinds.values())


def test_what_a_text_is_about_makes_it_no_translation() -> None:
    looked = scan(Document("x", "Lehtonen left Joensuu, in Finland. Virtanen stayed in Tampere."))
    assert "fi" in about(looked, RES)
    assert not shows_translation(looked, RES)
    assert shows_translation(scan(Document("x", FINNISH)), RES)
    assert shows_translation(scan(Document("x", "He left.", source="Hän lähti.")), RES)


def test_a_clear_source_chooses_the_wordings_that_apply() -> None:
    text = "At least another hundred people left."
    assert [f.rule.id for f in calque.check(text, source_lang="fi").findings]
    assert not calque.check(text, source_lang="ja").findings


def test_the_source_language_raises_a_finding_that_fits_it() -> None:
    def confidence(text: str) -> float:
        return next(
            f.confidence for f in calque.check(text).findings if f.rule.name == "quantity-calque"
        )

    alone = "At least another hundred people left."
    assert confidence(FINNISH) > confidence(alone)


def test_weighed_cues_multiply_to_the_odds() -> None:
    source = calque.check(FINNISH).source_language
    product = ratios().prior
    for _, ratio in weighed_cues(source, "fi"):
        product *= ratio
    assert product == pytest.approx(source.posterior["fi"] / source.posterior[UNKNOWN])


def test_explain_source() -> None:
    run = CliRunner().invoke(main, ["check", "-", "--explain-source"], input=FINNISH)
    assert "Probably from Finnish (0." in run.output
    assert "spelled as in Finnish" in run.output
    assert "acronym or name of a body in Finnish or Russian" in run.output
    run = CliRunner().invoke(main, ["check", "-", "--explain-source"], input="He left.\n")
    assert "The source language is not clear from the text." in run.output
    run = CliRunner().invoke(
        main, ["check", "-", "--explain-source", "--source-lang", "fi"], input="He left.\n"
    )
    assert "From Finnish, as given." in run.output
    run = CliRunner().invoke(
        main, ["check", "-", "--explain-source", "--format", "sarif"], input=""
    )
    assert run.exit_code == 2


def test_explain_source_names_the_row() -> None:
    rows = '{"id": "a", "text": "The ODKB met in Kiova."}\n{"id": "b", "text": "He left."}\n'
    command = ["check", "-", "--input-format", "jsonl", "--explain-source"]
    out = CliRunner().invoke(main, command, input=rows).output
    assert re.search(r":1: Probably from Finnish .*Kiova, ODKB", out)
    assert re.search(r":2: The source language is not clear", out)


def test_the_report_as_data_has_the_cues() -> None:
    data = calque.check(FINNISH).to_dict()["source_language"]
    assert next(iter(data["posterior"])) == "fi"
    assert {"text": "Kiova", "langs": ("fi",), "kind": "spelling"} in data["cues"]


def test_languages_have_names() -> None:
    langs = {lang for text in (FINNISH,) for _, langs in cues(text).values() for lang in langs}
    assert all(language_name(lang) != lang for lang in langs)
