"""Which spellings of one text are one name, and what the source has to say of it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calque.document import Document, Span
from calque.language.mentions import spellings
from calque.language.scan import Scan, scan
from calque.names.comparison import Comparison, compare
from calque.names.han import fit
from calque.names.identity import Verdict, verdicts
from calque.names.people import lacking, people
from calque.names.pinyin import is_pinyin
from calque.names.source import romanised, source_of

LEAST = 0.4


def rows(source: list[str], target: list[str], lang: str) -> Scan:
    """A text of aligned segments."""
    text, spans = "", []
    for segment in target:
        start = len(text) + (2 if text else 0)
        text = f"{text}\n\n{segment}" if text else segment
        spans.append(Span(start, len(text)))
    return scan(
        Document(
            "rows", text, source=tuple(source), source_lang=lang, segments=tuple(spans), lang="en"
        )
    )


def same(looked: Scan) -> set[frozenset[str]]:
    """The pairs of spellings taken for one name."""
    found = verdicts(looked, spellings(looked).values(), least=LEAST)
    return {frozenset((one.one.name, one.other.name)) for one in found}


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("Mr Zhuravlyov spoke. They asked Mr Zhuravljov.", {"Zhuravlyov", "Zhuravljov"}),
        ("They met Líney there. Nobody saw Liney leave.", {"Líney", "Liney"}),
        ("He met Dmitri Orlov. Then Dmitry Orlov left.", {"Dmitri", "Dmitry"}),
        ("They saw Akasakatei. In Akasaka-tei it was cold.", {"Akasakatei", "Akasaka-tei"}),
        ("They met Zhou Zhengbo there. Nobody saw Zhou Zengbo leave.", {"Zhengbo", "Zengbo"}),
    ],
)
def test_one_name(text: str, pair: set[str]) -> None:
    assert frozenset(pair) in same(scan(Document("x", text)))


@pytest.mark.parametrize(
    "text",
    [
        "They met Petrov there. They met Petrova there.",
        "They met Orlov and Oslov there. Then Orlov and Oslov left.",
        "Olga Orlov came with Igor Morov. Then Olga Orlov left.",
        "In Argentina it was cold. The Argentine team won.",
        "The ship Molniya-10 sank. The ship Molniya-1 did not.",
        "They met Magnús there. They met Magnússon there.",
        "The WHO came. The WHA came.",
        "In Khabarovsk it rains. In Khabarovsky Krai it rains.",
        "They met Zhou Zhengbo there. Nobody saw Shen Zengbo leave.",
    ],
)
def test_two_names(text: str) -> None:
    assert not same(scan(Document("x", text)))


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("Wir sahen ein Boot im Hafen. Dann fuhren alle Boote in den Hafen.", set()),
        ("Er traf Angestellte. Danach ging ein Angestellter nach Hause.", set()),
        ("Viele Werkstätten öffnen. Am Rand der Werkstätte war es still.", set()),
        (
            "Er fragte Schuravljov. Dann ging Schurawljow nach Hause.",
            {("Schuravljov", "Schurawljow")},
        ),
    ],
)
def test_forms_of_a_german_noun_are_no_names(text: str, pairs: set[tuple[str, str]]) -> None:
    assert same(scan(Document("x", text, lang="de"))) == set(map(frozenset, pairs))


def test_what_looks_like_no_translation_must_be_more_alike() -> None:
    looked = scan(Document("x", "They asked Kovalyk again. Nobody saw Kovaluk leave."))
    names = spellings(looked).values()
    assert list(verdicts(looked, names, least=LEAST))
    assert not list(verdicts(looked, names, least=LEAST, translated=False))


@given(st.text("ABCDeilnopsv -.\n", max_size=200))
def test_chances_are_chances(text: str) -> None:
    looked = scan(Document("x", text))
    found: list[Verdict] = list(verdicts(looked, spellings(looked).values(), least=LEAST))
    assert all(LEAST <= verdict.chance <= 1 for verdict in found)


def test_the_source_tells_what_likeness_cannot() -> None:
    source = ["上原選手は来た。", "監督は上原を褒めた。", "雨が降った。"]
    looked = rows(source, ["Uehara came.", "The coach praised Kamihara.", "It rained."], "ja")
    found = source_of(looked)
    assert found is not None
    one, other = (spellings(looked)[name] for name in ("Uehara", "Kamihara"))
    shared = found.shared(one, other)
    assert shared is not None
    assert (shared.text, shared.part, shared.sound) == ("上原", 1.0, 1.0)
    assert frozenset(("Uehara", "Kamihara")) in same(looked)


def test_how_well_a_name_fits_its_characters() -> None:
    assert fit("上原", "Uehara") == fit("上原", "Kamihara") == fit("上原", "Shangyuan") == 1.0
    assert fit("学校", "Gakkō") == fit("小島", "Kojima") == 1.0  # doubled, voiced, long
    assert 0.5 < fit("上原", "Uemara") < 1.0
    assert fit("上原", "Osaka") < 0.5
    assert fit("Ω", "Omega") == fit("上原", "") == 0.0


def test_the_source_sets_apart_and_joins() -> None:
    source = ["Егор Белов ушёл.", "Игорь Белов остался.", "Харьяшино цело.", "Близ Харьяшино лес."]
    target = ["Yegor Belov left.", "Igor Belov stayed.", "Haryashin is whole.", "Near Haryashino"]
    looked = rows(source, target, "ru")
    found = source_of(looked)
    names = spellings(looked)
    assert found is not None
    assert found.sets_apart(names["Yegor"], names["Igor"])
    assert found.same_form(names["Haryashin"], names["Haryashino"])
    assert frozenset(("Haryashin", "Haryashino")) in same(looked)
    assert frozenset(("Yegor", "Igor")) not in same(looked)


def test_without_a_source_there_is_nothing_to_ask() -> None:
    assert source_of(scan(Document("x", "One.\n\nTwo."))) is None


@pytest.mark.parametrize(
    ("word", "lang", "latin"),
    [
        ("Волков", "ru", "Volkov"),
        ("Мінай", "uk", "Minai"),
        ("ハンコック", "ja", "Hankokku"),
        ("外崎", "ja", ""),
        ("Αθήνα", "el", "Athina"),
        ("Corbyn", "fi", "Corbyn"),
    ],
)
def test_romanised(word: str, lang: str, latin: str) -> None:
    assert romanised(word, lang) == latin


def test_people_and_what_is_lacking() -> None:
    source = ["Тогда Олег Мороз ушёл.", "Мороз устал.", "Мороза ждали.", "Морозу рады."]
    looked = rows(source, ["Oleg Moroz left.", "Moroz was tired.", "They wait.", "Moroz!"], "ru")
    found = source_of(looked)
    assert found is not None
    assert [(one.name, one.heard, one.unlike) for one in people(looked)] == [
        ("Олег Мороз", "Moroz", False)
    ]
    assert [(one.segment, one.name, one.elsewhere) for one in lacking(looked, found)] == [
        (2, "Мороза", 2)
    ]


@pytest.mark.parametrize(
    ("word", "yes"), [("Xinjiang", True), ("Henan", True), ("Petrov", False), ("", False)]
)
def test_pinyin(word: str, yes: bool) -> None:
    assert is_pinyin(word) is yes


def test_a_source_is_asked_once_what_a_name_sounds_like(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []

    def counted(heard: str, name: str) -> Comparison:
        asked.append((heard, name))
        return compare(heard, name)

    monkeypatch.setattr("calque.names.source.compare", counted)
    theirs = "\n\n".join(f"Журавлёв встретил Иванова, и Петров говорил {n} раз." for n in range(20))
    ours = "\n\n".join(f"Zhuravlev met Ivanov, and Petrov spoke {n} times." for n in range(20))
    doc = Document("d", ours.replace("Petrov", "Petrow", 3), source=theirs, source_lang="ru")
    list(verdicts(scan(doc), spellings(scan(doc)).values(), least=LEAST))
    assert asked
    assert len(asked) == len(set(asked))
