"""Numbers in text: tables of phrases by language, and the laws that hold for any text."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from calque.config import Config
from calque.document import Document, Span
from calque.finding import Finding, Safety
from calque.language.letters import fold
from calque.language.quantities import Interval, Quantity, quantities
from calque.language.quantities.compare import compare
from calque.language.quantities.lexicon import LANGS
from calque.language.quantities.quantity import BOUNDS, same
from calque.language.quantities.write import written
from calque.pipeline import Checker
from calque.rules.quantities import contradicting_figures

FOLDER = Path(__file__).parent / "quantities"
LAWS = settings(max_examples=200, deadline=None)
KINDS = ("ordinal", "fraction", "vague", "label", "year", "month", "day", "weekday", "time")


@cache
def checker() -> Checker:
    return Checker(Config(select=("NUM",)))


def phrases() -> list[object]:
    return [
        pytest.param(path.stem, phrase, said, id=f"{path.stem}-{phrase}")
        for path in sorted(FOLDER.glob("*.toml"))
        for phrase, said in tomllib.loads(path.read_text(encoding="utf-8")).items()
    ]


def told(quantity: Quantity) -> str:
    """A quantity as the tables write it: value, kind, unit, bound."""
    kind = quantity.kind if quantity.kind in KINDS else ""
    value = f"{quantity.value:.10g}"
    value = str(int(quantity.value)) if quantity.value == int(quantity.value) else value
    return " ".join(filter(None, (value, kind, quantity.unit, quantity.bound)))


@pytest.mark.parametrize(("lang", "phrase", "said"), phrases())
def test_phrase(lang: str, phrase: str, said: str) -> None:
    found = [one for one in quantities(phrase, lang) if one.kind != "implied"]
    assert "; ".join(map(told, found)) == said


def test_every_language_has_phrases() -> None:
    assert {path.stem for path in FOLDER.glob("*.toml")} == set(LANGS)


# What numbers are made of in texts, and much that only looks like it.
PIECES = st.sampled_from(
    [
        *("2", "1,234", "1.234", "12:30", "0,5", "10 000", "40, 000", "2022", "12.1.2022", "3/4"),
        *(
            "million",
            "Mrd.",
            "тыс.",
            "万",
            "億",
            "만",
            "兆",
            "数",
            "半",
            "年",
            "月",
            "日",
            "%",
            "$",
        ),
        *("half", "and a half", "more than", "minus", "twenty-one", "XXI", "kaksikymmentä", "сто"),
        *("einundzwanzig", "quatre-vingt-dix", "two", "thirds", "a", "of", "May", "p.m.", "-", "–"),
        *(
            "E480",
            "COVID-19",
            "９９・９",
            "第",
            "約",
            "ב-",
            "אלף",
            "miliyan",
            "dari",
            "'",
            "№",
            "𝟚",
            "²",
        ),
    ]
)
TEXTS = st.one_of(
    st.lists(st.tuples(PIECES, st.sampled_from(["", " ", "-", ", ", "\n", "\u00a0"]))).map(
        lambda parts: "".join(map("".join, parts))
    ),
    st.text(max_size=80),
)
NUMBERS = st.one_of(
    st.integers(2, 10**13),
    st.integers(2, 999).map(lambda count: count * 10**6),
    st.integers(11, 10**6).map(lambda count: count / 1000),
)


@given(NUMBERS, st.sampled_from(LANGS))
@LAWS
def test_what_is_written_is_read_back(value: float, lang: str) -> None:
    text = written(value, lang)
    found = quantities(f"{text}.", lang)
    assert len(found) == 1, (text, found)
    assert any(same(value, read) for read in found[0].values), (text, found)
    assert same(found[0].value, value) or "." in text or "," in text


@given(TEXTS, st.sampled_from(LANGS))
@example("%2-2", "cs")
@LAWS
def test_spans_are_right_on_any_text(text: str, lang: str) -> None:
    reached = 0
    for one in quantities(text, lang):
        assert 0 <= one.start <= one.number.start < one.number.end <= len(text)
        assert one.number.start < one.end <= len(text)
        assert one.number.start >= reached
        reached = one.number.end
        assert one.interval.low <= one.interval.high


@given(TEXTS, st.sampled_from(LANGS))
@LAWS
def test_a_text_agrees_with_itself(text: str, lang: str) -> None:
    found = quantities(text, lang)
    comparison = compare(found, found)
    assert not comparison.different


@given(st.floats(1, 1e9), st.sampled_from(sorted(BOUNDS)))
@LAWS
def test_bounds_keep_or_leave_out_the_number(value: float, bound: str) -> None:
    point = Interval(value, value)
    near = point.bounded(bound)
    assert near.meets(point) == (bound not in ("over", "under"))
    assert near.meets(near)


def test_long_runs_of_figures_are_no_trouble() -> None:
    for lang in LANGS:
        for text in ("1" * 5000, "1." * 2000, "千" * 500, "tuhat" * 300, "1,111" * 900 + "年"):
            quantities(text, lang)


def test_an_unknown_language_has_no_quantities() -> None:
    assert quantities("5 000", "xx") == ()


def checked(target: tuple[str, ...], source: tuple[str, ...], lang: str) -> list[Finding]:
    """The quantity findings of a row of aligned segments."""
    text, segments = "", []
    for segment in target:
        start = len(text) + (1 if segments else 0)
        text = text + ("\n" if segments else "") + segment
        segments.append(Span(start, start + len(segment)))
    doc = Document("row", text, source=source, source_lang=lang, segments=tuple(segments))
    return list(checker().check(doc).findings)


def test_a_finding_names_its_segment_and_place_in_the_source() -> None:
    source = ("В порту тихо.", "В порту работают 12 500 человек.")
    (finding,) = checked(("The port is quiet.", "The port employs 125 people."), source, "ru")
    assert finding.rule.id == "NUM005"
    assert finding.segment == 1
    assert finding.source_span == Span(17, 23)
    assert source[1][17:23] == "12 500"
    assert finding.fixes[0].edits[0].text == "12,500"


def test_a_number_that_moved_to_the_next_segment_is_not_missing() -> None:
    source = ("43 Schiffe liefen ein.", "Es war kalt.")
    assert not checked(("Ships came in.", "It was cold for the 43."), source, "de")


def test_a_whole_source_is_compared_as_one() -> None:
    doc = Document("a", "Some 45 ships came.", source="Es kamen 54 Schiffe.", source_lang="de")
    (finding,) = checker().check(doc).findings
    assert finding.rule.id == "NUM006"
    assert finding.source_span == Span(9, 11)


@pytest.mark.parametrize("lang", ["xx", None])
def test_a_source_that_we_cannot_read_says_nothing(lang: str | None) -> None:
    doc = Document("a", "Some 45 ships came.", source="54 xyz", source_lang=lang)
    assert not checker().check(doc).findings


@given(TEXTS, TEXTS, st.sampled_from(["en", "de", "fr", "ru"]), st.sampled_from(LANGS))
@settings(max_examples=60, deadline=None)
def test_mending_by_the_source_twice_is_mending_once(
    source: str, text: str, lang: str, source_lang: str
) -> None:
    def mended(text: str) -> str:
        doc = Document("a", text, lang=lang, source=source, source_lang=source_lang)
        for finding in checker().check(doc).findings:
            assert 0 <= finding.span.start < finding.span.end <= len(text)
            said = finding.source_span
            assert said is None or 0 <= said.start < said.end <= len(source)
        return checker().fix(doc, Safety.REVIEW).text

    once = mended(text)
    assert mended(once) == once


def test_a_short_text_has_no_room_for_an_approximator() -> None:
    assert quantities("a3/4", "es")


def test_counts_of_one_thing_are_read_once_each(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long text sets each count beside all others; its sentence is not read again for each."""
    read = []

    def counted(said: str) -> str:
        read.append(said)
        return fold(said)

    monkeypatch.setattr(contradicting_figures, "fold", counted)
    text = "\n\n".join(f"Police said {n} people died near the harbour." for n in range(10, 50))
    found = checker().check(Document("d", text)).findings
    assert any(finding.rule.id == "NUM002" for finding in found)
    assert len(read) <= 40
