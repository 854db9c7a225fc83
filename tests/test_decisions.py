"""Decisions: kept, silent, proposed, learned, handed out; in SQLite and in PostgreSQL."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest

pytest.importorskip("sqlalchemy", reason="NOT TESTED: pip install -e '.[test]'")

from sqlalchemy import create_engine
from sqlalchemy import text as sql

from calque.decided import DECIDED, Decided, marks, silent, wording
from calque.decisions.export import as_cases, as_csv
from calque.decisions.house import Learned, house_toml
from calque.decisions.learn import proposals
from calque.decisions.store import Answer, Decision, Store
from calque.decisions.tables import METADATA
from calque.errors import ConfigError
from calque.finding import Safety
from calque.glossary.load import builtin_folder, load, read
from calque.pipeline import Checker
from tests.postgres import postgres

MARK = "0" * 32
TEXT = "ODKB forces left. Later ODKB forces came."


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with postgres() as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'inner' / 'decisions.sqlite'}"
        return
    found: str = request.getfixturevalue("server")
    yield found
    engine = create_engine(found.replace("postgresql:", "postgresql+psycopg:"))
    METADATA.drop_all(engine)
    engine.dispose()


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    store = Store(url)
    yield store
    store.close()


@pytest.fixture(scope="module")
def checker() -> Checker:
    return Checker()


def decision(id: str, choice: Any = "reject", **fields: Any) -> Decision:
    known = {
        "who": "Anna",
        "article": "a",
        "rule": "ACR001",
        "lang": "en",
        "text": "ODKB",
        "fingerprint": MARK,
    }
    return Decision(id=id, choice=choice, **{**known, **fields})


# Kept


def test_what_is_kept_is_there_for_who_opens_it_next(url: str) -> None:
    store = Store(url)
    first = decision("1", replacement="ÖTKB 😀", before="‖", after="\n'\"")
    assert store.keep([first, decision("2", "accept", article="b", who="Bo")]) == 2
    store.close()
    again = Store(url)
    found = list(again.find())
    assert [one.id for one in found] == ["2", "1"]
    assert replace(found[1], at=None) == first
    assert found[1].at
    assert abs(found[1].at - datetime.now(UTC)) < timedelta(minutes=1)
    assert [one.id for one in again.find(article="b")] == ["2"]
    assert [one.id for one in again.find(who="Anna")] == ["1"]
    assert [one.id for one in again.find(limit=1)] == ["2"]
    assert not list(again.find(since=datetime.now(UTC) + timedelta(hours=1)))
    again.close()


def test_who_reads_slowly_holds_up_nobody(store: Store) -> None:
    """Downloads that stall or are cut off must leave connections for others."""
    store.keep([decision(str(number)) for number in range(2001)])
    stalled = [store.find() for _ in range(20)]
    assert [next(one).id for one in stalled] == ["2000"] * 20
    ids = [one.id for one in store.find()]
    assert ids == [str(number) for number in reversed(range(2001))]
    assert [one.id for one in store.find(limit=1500)] == ids[:1500]
    store.ready()


def test_what_comes_twice_is_kept_once(store: Store) -> None:
    assert store.keep([decision("1")]) == 1
    assert store.keep([decision("1"), decision("2")]) == 1
    assert len(list(store.find())) == 2


def test_of_a_batch_all_is_kept_or_nothing(store: Store) -> None:
    broken: Any = None
    with pytest.raises(Exception, match=r"(?i)null"):
        store.keep([decision("1"), decision("2", text="x", rule=broken)])
    assert not list(store.find())


def test_many_write_at_once(store: Store) -> None:
    def write(name: int) -> None:
        for number in range(20):
            store.keep([decision(f"{name}-{number}")])

    threads = [Thread(target=write, args=[name]) for name in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(list(store.find())) == 160


def test_services_that_open_a_new_database_at_once_all_get_it(url: str) -> None:
    together = Barrier(8)

    def opened(_: int) -> Store:
        together.wait()
        return Store(url)

    with ThreadPoolExecutor(8) as crowd:
        stores = list(crowd.map(opened, range(8)))
    assert [store.keep([decision("1")]) for store in stores] == [1, *[0] * 7]
    for store in stores:
        store.close()


def test_the_tables_of_another_calque_are_left_alone(url: str) -> None:
    store = Store(url)
    with store.engine.begin() as connection:
        connection.execute(sql("UPDATE calque_schema SET version = 99"))
    store.close()
    with pytest.raises(ConfigError, match="version 99"):
        Store(url)


# Silent


def test_the_last_decision_counts(store: Store) -> None:
    assert not store.state("a")[1]
    store.keep([decision("1")])
    assert store.state("a")[1].here == {MARK}
    assert not store.state("b")[1]
    store.keep([decision("2", "accept")])
    assert not store.state("a")[1]
    store.keep([decision("3", "reject"), decision("4", "undo")])
    assert not store.state("a")[1]


def test_ignored_is_silent_everywhere_until_undone(store: Store) -> None:
    store.keep([decision("1", "ignore")])
    assert store.state("another")[1].everywhere == {wording("ACR001", " odkb")}
    store.keep([decision("2", "undo")])
    assert not store.state("another")[1]


def test_a_rejected_finding_is_neither_heard_nor_mended(checker: Checker) -> None:
    doc = checker.read(TEXT)
    first, _ = marks(doc, checker.check(doc).findings)
    decided = replace(doc, meta={DECIDED: Decided(frozenset([first]))})
    assert [finding.span.start for finding in checker.check(decided).findings] == [24]
    fixed = checker.fix(decided, Safety.REVIEW)
    assert fixed.text == "ODKB forces left. Later CSTO forces came."
    assert fixed.left == ()


@pytest.mark.parametrize(
    ("now", "left"),
    [
        (TEXT, [24]),
        ("CSTO forces left. Later ODKB forces came.", [24]),  # it was mended by hand
        ("ODKB forces left. Later CSTO forces came.", []),  # the other was mended
        ("Once more: ODKB forces left. Later ODKB forces came.", [35]),
        ("The ODKB met. ODKB forces left. Later ODKB forces came.", [4, 38]),  # one is new
        ("Why ODKB troops left.", [4]),  # another place altogether: no word around it is the same
    ],
)
def test_a_rejected_finding_is_known_again(checker: Checker, now: str, left: list[int]) -> None:
    doc = checker.read(TEXT)
    first, _ = marks(doc, checker.check(doc).findings)
    later = checker.read(now)
    findings = checker.check(later).findings
    quiet = silent(marks(later, findings), Decided(frozenset([first])))
    assert [one.span.start for n, one in enumerate(findings) if n not in quiet] == left


def test_each_finding_can_be_rejected_by_itself(checker: Checker) -> None:
    doc = checker.read(Path("examples/harbour.txt").read_text("utf-8"))
    findings = checker.check(doc).findings
    found = marks(doc, findings)
    assert len(set(found)) == len(findings) > 15
    for number, mark in enumerate(found):
        assert silent(found, Decided(frozenset([mark]))) == {number}
    every = replace(doc, meta={DECIDED: Decided(frozenset(found))})
    assert checker.check(every).findings == ()
    assert checker.fix(every, Safety.REVIEW).text == doc.text


def test_another_rules_word_on_the_same_place_does_not_come_back(checker: Checker) -> None:
    """Two rules may say the same of a name; the one that was not shown stays silent as well."""
    text = "Mr Zhuravlyov left. Mr Zhuravlyov and the ODKB met. Mr Zhuravljov came."
    doc = checker.read(text, source_lang="fi")
    findings = checker.check(doc).findings
    named = frozenset(
        mark
        for mark, one in zip(marks(doc, findings), findings, strict=True)
        if text[slice(*one.span)] == "Zhuravljov"
    )
    assert named
    decided = replace(doc, meta={DECIDED: Decided(named)})
    assert checker.fix(decided, Safety.REVIEW).text == text.replace("ODKB", "CSTO")


# Learned


def test_rejections_in_enough_articles_propose_an_exception(store: Store) -> None:
    store.keep([decision(str(n), article=f"a{n}", who=f"w{n % 2}") for n in range(3)])
    store.keep([decision("again", article="a0", who="w0", fingerprint="1" * 32)])  # no new article
    assert not proposals(store, 4, 1)
    assert not proposals(store, 3, 3)
    (found,) = proposals(store, 3, 2)
    assert (found.kind, found.rule, found.text) == ("exception", "ACR001", "ODKB")
    assert found.sentence == "ACR001 on ODKB was rejected in 3 articles by 2 people."
    store.keep([decision(f"+{n}", "accept", article=f"b{n}") for n in range(3)])
    assert not proposals(store, 3, 1)  # as many say otherwise


def test_a_yes_to_an_exception_silences_and_a_no_takes_it_back(store: Store) -> None:
    store.keep([decision(str(n), article=f"a{n}") for n in range(3)])
    (found,) = proposals(store, 3, 1)
    assert not store.state("new")[1]  # nothing without a yes
    answer = Answer(found.id, "Bo", True, found.rule, found.lang, found.text)
    store.answer(answer)
    assert store.state("new")[1].everywhere == {wording("ACR001", "ODKB")}
    assert proposals(store, 3, 1)[0].status == "accepted"
    store.answer(replace(answer, yes=False))
    assert not store.state("new")[1]
    assert proposals(store, 3, 1)[0].status == "declined"


def test_spellings_that_editors_put_propose_an_entry(store: Store) -> None:
    def put(id: str, word: str, **fields: Any) -> Decision:
        known = {"rule": "NAM002", "text": "Grigorjev", "replacement": word, "article": id}
        return decision(id, "edit", **{**known, **fields})

    store.keep([put(str(n), "Grigoryev") for n in range(3)])
    store.keep([put("other", "Grigoriev")])
    store.keep([put(f"known{n}", "CSTO", text="ODKB", known=True) for n in range(3)])
    store.keep([put(f"same{n}", "Ivanov", text="Ivanov") for n in range(3)])
    store.keep([put(f"style{n}", "about", text="round", rule="PHR001") for n in range(3)])
    (found,) = proposals(store, 3, 1)
    assert (found.kind, found.text, found.replacement) == ("entry", "Grigorjev", "Grigoryev")
    assert (found.articles, found.against) == (3, 1)
    assert found.sentence == (
        "Grigoryev was put for Grigorjev in 3 articles by 1 person; otherwise in 1."
    )
    table = tomllib.loads(found.toml)["desk-grigoryev-en"]
    assert table["kind"] == "person"
    assert table["en"] == {"full": "Grigoryev", "avoid": ["Grigorjev"]}


def test_a_spelling_with_blanks_around_it_is_the_same(store: Store) -> None:
    known = {"rule": "NAM002", "text": "Grigorjev"}
    for n, word in enumerate(("Grigoryev", "Grigoryev ", " Grigoryev")):
        store.keep([decision(f"{n}", "edit", article=f"a{n}", replacement=word, **known)])
    (found,) = proposals(store, 3, 1)
    assert (found.replacement, found.articles, found.against) == ("Grigoryev", 3, 0)


def test_answered_proposals_crowd_out_no_open_one(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("calque.decisions.learn._MOST", 2)
    for number, word in enumerate("ABCDE"):
        made = [decision(f"{word}{n}", article=f"{n}", text=word) for n in range(9 - number)]
        store.keep([replace(one, fingerprint=f"{number}" * 32) for one in made])
    for one in proposals(store, 3, 1):
        store.answer(Answer(one.id, "Bo", True, one.rule, one.lang, one.text))
    found = [(one.text, one.status) for one in proposals(store, 3, 1)]
    assert found == [("A", "accepted"), ("B", "accepted"), ("C", "open"), ("D", "open")]


def test_entries_join_the_concept_that_has_the_word(tmp_path: Path) -> None:
    base = load([builtin_folder()])
    content = house_toml(
        [
            Learned("en", "Kollektiv Treaty Body", "CSTO", "organisation", "the desk"),
            Learned("en", "Grigorjeff", "Grigoryevsky", "person", "the desk"),
            Learned("en", "Grigorjevski", "Grigoryevsky", "person", "the desk"),
        ],
        base,
    )
    path = tmp_path / "desk.toml"
    path.write_text(content)
    glossary, problems = read([builtin_folder(), path])
    assert not problems
    csto = glossary.concepts["csto"]
    assert csto.preferred("en", "acronym") == base.concepts["csto"].preferred("en", "acronym")
    assert any(term.text == "Kollektiv Treaty Body" for term in csto.terms)
    own = glossary.concepts["desk-grigoryevsky-en"]
    assert [term.text for term in own.terms] == ["Grigoryevsky", "Grigorjeff", "Grigorjevski"]


# Handed out


def test_csv_is_a_table_and_no_formula(store: Store) -> None:
    store.keep([decision("1", text='=HYPERLINK("x")', before="a,\nb")])
    rows = list(csv.DictReader(StringIO("".join(as_csv(store.find())), newline="")))
    assert rows[0]["text"] == '\'=HYPERLINK("x")'
    assert rows[0]["before"] == "a,\nb"
    assert datetime.fromisoformat(rows[0]["at"]).tzinfo


def test_cases_are_in_our_notation(store: Store) -> None:
    around = {"before": "Later ", "after": " forces came."}
    store.keep(
        [
            decision("1", "accept", replacement="CSTO", fingerprint="1" * 32, **around),
            decision("2", "reject", fingerprint="2" * 32, before="The ", after=" said no."),
            decision("3", "edit", replacement="", fingerprint="3" * 32, lang="de", **around),
            decision("4", "accept", replacement=None, fingerprint="4" * 32, rule="NUM005"),
            decision("5", "reject", fingerprint="5" * 32, before="was it"),
            decision("6", "undo", fingerprint="5" * 32, before="was it"),
            decision("7", "reject", fingerprint="6" * 32, before="⟦"),
        ]
    )
    assert tomllib.loads("".join(as_cases(store.find()))) == {
        "ACR001": {
            "flag": [
                "→de: Later ⟦ODKB⇒⟧ forces came.",
                "Later ⟦ODKB⇒CSTO⟧ forces came.",
            ],
            "pass": ["The ODKB said no."],
        },
        "NUM005": {"flag": ["⟦ODKB⟧"]},
    }
