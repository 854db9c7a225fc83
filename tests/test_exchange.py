"""What each format's reader makes of files as other programs write them; TBX has its own tests."""

from __future__ import annotations

import json
from typing import Any

import pytest

from calque.errors import InputError
from calque.glossary.concept import Concept
from calque.glossary.exchange import Bad, Ledger, Read
from calque.glossary.exchange.clash import without_clashes
from tests.imported import Imported

TABLE = '''\
id;kind;lang;text;type;status;ref;near;Comment
pact;organisation;en;Northern Harbour Pact;;;https://example.org;;seen by AB
;;en;"the ""Deal""";;avoid;;;
;;fi, sv;PSAS;acronym;;;harbour | port;
;;ru;PSGV;;romanised;;;
;;en;x;;perhaps;;;
oslo;place;en;Oslo
oslo;person;en;Os
second;city;en;B
;;;;
'''


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        "sep=;\n" + TABLE,
        TABLE.replace("\n", "\r\n"),
        TABLE.replace(";", "\t"),
        TABLE.replace(",", "⁏").replace(";", ",").replace("fi⁏ sv", '"fi, sv"'),
    ],
    ids=["semicolons", "sep=", "CRLF", "tabs", "commas"],
)
def test_a_table(text: str) -> None:
    imported = Imported("csv", text)
    assert imported.toml("pact") == (
        "[pact]\n"
        'kind = "organisation"\n'
        'ref = "https://example.org"\n'
        'en = { full = "Northern Harbour Pact", avoid = ["the \\"Deal\\""] }\n'
        '"fi sv" = { acronym = "PSAS" }\n'
        'ru = { romanised = "PSGV" }\n'
        'near = { PSAS = ["harbour", "port"] }'
    )
    assert imported.concepts["oslo"].kind == "place"
    first = 7 if text.startswith("sep") else 6
    assert [bad for bad in imported.errors if f"line={first}" in bad and "perhaps" in bad]
    assert [bad for bad in imported.errors if "oslo is a place above and a person here" in bad]
    assert [bad for bad in imported.errors if "kind 'city'" in bad]
    assert imported.ledger.dropped == {"cells of the column 'comment'": 1}


def test_only_some_of_a_table() -> None:
    imported = Imported("csv", TABLE, only=frozenset({"oslo"}))
    assert imported.concepts.keys() == {"oslo"}
    assert not imported.ledger.dropped


@pytest.mark.parametrize(
    "text, error",
    [
        ("id,text\n", "file: line 1: no column 'lang' but id, text"),
        ("a\n", "file: line 1: no column 'id' but a; the first row names the columns"),
    ],
)
def test_a_table_without_a_header(text: str, error: str) -> None:
    with pytest.raises(InputError) as caught:
        Imported("csv", text)
    assert error in str(caught.value)


@pytest.mark.parametrize(
    "row, error",
    [
        ("a,en,b,c\n", "4 cells but 3 columns"),
        (",en,b\n", "no id: the first row"),
        ("a,,b\n", "no lang for 'b'"),
        ('a,en,"b" c\n', "broken quoting"),
    ],
)
def test_a_bad_row_does_not_stop_the_others(row: str, error: str) -> None:
    imported = Imported("csv", f"id,lang,text\n{row}good,en,Oslo\n")
    assert imported.concepts.keys() == {"good"}
    assert error in imported.errors[0]
    assert "line=2" in imported.errors[0]


def line(**entity: Any) -> str:
    return json.dumps(entity, ensure_ascii=False) + "\n"


def test_followthemoney() -> None:
    text = (
        line(
            id="NK-1",
            schema="Person",
            properties={
                "name": ["Ihor Prykladenko"],
                "alias": ["Ігор Прикладенко", "Игорь Рыбаков"],
                "weakAlias": ["Ihor"],
                "nationality": ["ua"],
                "birthDate": ["1970"],
                "wikidataId": ["Q1"],
            },
        )
        + line(id="NK-2", schema="Sanction", properties={})
        + line(id="NK-3", schema="Company", properties={})
        + line(id="NK-4", schema="Company")
        + "[1]\n{\n\n"
        + line(id="a", schema="Address", properties={"name": ["Dagestan"], "country": ["ru"]})
    )
    imported = Imported("ftm", text)
    assert imported.toml("NK-1") == (
        "[NK-1]\n"
        'kind = "person"\n'
        'ref = "Wikidata Q1"\n'
        'en = { full = "Ihor Prykladenko", also = ["Ihor"] }\n'
        'uk = { also = ["Ігор Прикладенко"] }\n'
        'ru = { also = ["Игорь Рыбаков"] }\n'
        'near = { Ihor = ["Ihor Prykladenko"] }'
    )
    assert imported.concepts["a"].kind == "place"
    assert imported.ledger.dropped == {
        "birthDate": 1,
        "Sanction entities": 1,
        "Company entities without a name": 1,
    }
    assert ["line=4" in imported.errors[0], "line=5" in imported.errors[1]] == [True, True]
    assert Imported("ftm", text, only=frozenset({"Address"})).concepts.keys() == {"a"}


def test_popolo() -> None:
    document = {
        "meta": {},
        "persons": [
            {
                "id": "e1",
                "name": "Aino Esimerkki",
                "gender": "female",
                "other_names": [
                    {"lang": "ru", "name": "Айно Эсимеркки", "note": "multilingual"},
                    {"name": "A. Esimerkki", "note": "alternate"},
                ],
                "sources": [{"url": "https://example.org/e1"}],
            },
            {"id": "e2"},
            7,
        ],
        "organizations": [{"id": "o1", "name": "Harbour Party"}],
        "memberships": [{}, {}],
    }
    imported = Imported("popolo", json.dumps(document, indent=1, ensure_ascii=False))
    assert imported.toml("e1") == (
        "[e1]\n"
        'kind = "person"\n'
        'ref = "https://example.org/e1"\n'
        'en = { full = "Aino Esimerkki", also = ["A. Esimerkki"] }\n'
        'ru = "Айно Эсимеркки"'
    )
    assert imported.concepts["o1"].kind == "organisation"
    assert imported.ledger.dropped == {"gender": 1, "memberships": 2}
    assert [int(error.partition("line=")[2].partition(",")[0]) for error in imported.errors] == [
        25,
        28,
    ]
    for text in ("[]", '{"persons": [1', "", '{"persons" 1}'):
        with pytest.raises(InputError, match="file: line 1: not Popolo JSON"):
            Imported("popolo", text)


def item(id: str, human: bool = True, **labels: str) -> dict[str, Any]:
    claim = {"mainsnak": {"datavalue": {"value": {"id": "Q5" if human else "Q43229"}}}}
    return {
        "type": "item",
        "id": id,
        "labels": {lang: {"language": lang, "value": text} for lang, text in labels.items()} or [],
        "aliases": {"en": [{"language": "en", "value": text} for text in ("NHP", "Pact")]},
        "claims": {"P31": [{"mainsnak": {"snaktype": "somevalue"}}, claim]},
        "sitelinks": {},
    }


def test_a_wikidata_dump() -> None:
    body = item("Q2", False, en="Harbour Pact", fi="Satamasopimus")
    body["aliases"]["fi"] = [{"language": "fi", "value": "PSAS"}]
    items = [item("Q1", en="Ann"), body, item("Q3"), {"type": "property", "id": "P1"}, {"id": 1}]
    items[2]["aliases"] = []
    dump = "[\n" + ",\n".join(json.dumps(one) for one in items) + ',\n{"id"\n]\n'
    imported = Imported("wikidata", dump)
    assert imported.concepts.keys() == {"Q1", "Q2"}
    assert imported.concepts["Q1"].kind == "person"
    assert imported.toml("Q2") == (
        "[Q2]\n"
        'kind = "term"\n'
        'ref = "Wikidata Q2"\n'
        'en = { full = "Harbour Pact", acronym = "NHP", also = ["Pact"] }\n'
        'fi = { full = "Satamasopimus", acronym = "PSAS" }\n'
        'near = { PSAS = ["Satamasopimus", "Harbour Pact"] }'
    )
    assert imported.ledger.dropped == {"sitelinks": 3, "items without a label": 2}
    assert len(imported.errors) == 1
    assert "line=7" in imported.errors[0]


def test_of_a_dump_only_what_is_wanted() -> None:
    items = [item(f"Q{number}", number % 2 == 0, en=f"N{number}") for number in range(11, 15)]
    dump = "[\n" + ",\n".join(json.dumps(one) for one in items) + "\n]\n"
    wanted = Imported("wikidata", dump, only=frozenset({"Q5"})).concepts
    assert wanted.keys() == {"Q12", "Q14"}
    assert Imported("wikidata", dump, only=frozenset({"Q13"})).concepts.keys() == {"Q13"}


@pytest.mark.parametrize("indent", [None, 2])
def test_one_wikidata_item_by_itself(indent: int | None) -> None:
    one = item("Q1", en="Ann")
    for document in (one, {"entities": {"Q1": one}}):
        text = json.dumps(document, indent=indent)
        assert Imported("wikidata", text).concepts.keys() == {"Q1"}


def test_wikidata_labels_in_many_languages() -> None:
    labels = {"en-gb": "Harbour", "zh-min-nan": "X", "simple": "Y", "nb": "Havn", "mul": "Z"}
    imported = Imported("wikidata", json.dumps(item("Q1", **labels)), langs=frozenset({"en", "no"}))
    (concept,) = imported.concepts.values()
    assert {(term.lang, term.text) for term in concept.terms if term.text != "NHP"} == {
        ("en", "Harbour"),
        ("en", "Pact"),
        ("no", "Havn"),
    }
    assert imported.ledger.dropped["terms in simple"] == 1


def test_jrc_names() -> None:
    text = (
        "# comment\n"
        "12\tP\tu\tAnn+Example\n"
        "12\tP\tfi\tAnn+Esimerkki\n"
        "# another\n"
        "12\tP\tu\tAnne+Example\n"
        "12\tP\tu\tЭнн+Пример\n"
        "13\tO\tu\n"
        "14\tE\tu\tStorm\n"
        "15\tO\tde\tHafenpakt\n"
    )
    imported = Imported("jrc-names", text)
    assert imported.toml("jrc-12") == (
        "[jrc-12]\n"
        'kind = "person"\n'
        'ref = "JRC-Names 12"\n'
        'en = { full = "Ann Example", also = ["Anne Example"] }\n'
        'ru = "Энн Пример"\n'
        'fi = "Ann Esimerkki"'
    )
    assert imported.concepts.keys() == {"jrc-12", "jrc-15"}
    assert "line=7" in imported.errors[0]
    assert imported.ledger.dropped == {"entities of the type E": 1}


def concept(id: str, **terms: str) -> Concept:
    text = "id,lang,text\n" + "".join(f"{id},{lang},{text}\n" for lang, text in terms.items())
    return Imported("csv", text).concepts[id]


def test_forms_of_another_concept_never_count() -> None:
    ledger = Ledger()
    read = [Read(1, concept("a", en="Ann")), Read(2, concept("b", en="ann", fi="Anni"))]
    read += [Read(3, concept("c", fi="Oslo", en="X")), Read(4, concept("a", en="Y"))]
    known = [concept("oslo", fi="Oslo"), concept("c", en="X")]
    items = list(without_clashes(read, known, ledger))
    near = [dict(item.concept.near) for item in items if isinstance(item, Read)]
    assert near == [{}, {"ann": ()}, {"Oslo": ()}]
    assert items[3] == Bad(4, "a second entry 'a'; give it another id")
    assert ledger.changed.total() == 2
