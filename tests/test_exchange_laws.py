"""What holds for all concepts and formats: nothing is lost in silence, and what is read loads."""

from __future__ import annotations

import io
import tomllib
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st

from calque.errors import ConfigError
from calque.glossary.concept import KINDS, Concept
from calque.glossary.exchange import FORMATS, Bad, Ledger, Read, Wanted, reader, writer
from calque.glossary.exchange.draft import clean
from calque.glossary.load import builtin_folder, load
from calque.glossary.parse import parse_concept
from calque.glossary.toml import entry, key_of

etree = pytest.importorskip("lxml.etree")

WHOLE = ("tbx", "tbx-dct", "csv", "tsv")  # carry all that an entry says
_KEYS = ("full", "acronym", "short", "romanised", "also", "avoid")
_TEXTS = (
    st.text(max_size=12)
    | st.sampled_from(["ODKB", "a|b", "=1+1", "\\", "a\\|b", '"', "]]>", "&lt;", "never", "C++"])
    | st.text("abcdeABC|\\\"';,<>&=+-@#⟦⟧ßıИї东", max_size=12)
)
texts = _TEXTS.map(clean).filter(bool)
addresses = st.text("aß9:/?#[]@%!", max_size=8).map("https://a".__add__)


@st.composite
def tables(draw: st.DrawFn) -> dict[str, Any]:
    """An entry as an editor could write it."""
    table: dict[str, Any] = {
        "kind": draw(st.sampled_from(KINDS)),
        "ref": draw(st.lists(texts | addresses, min_size=1)),
    }
    for name in ("guard", "examples"):
        table |= (
            {name: values} if (values := draw(st.lists(texts, unique=True, max_size=2))) else {}
        )
    table |= draw(st.sampled_from([{}, {"origin": []}, {"origin": ["ru", "uk"]}]))
    table |= draw(st.sampled_from([{}, {"family": "first"}]))
    known: list[str] = []
    for lang in draw(
        st.lists(st.sampled_from(["en", "fi", "no", "ru", "zh", "keep"]), min_size=1, unique=True)
    ):
        forms = draw(st.lists(texts, min_size=1, max_size=6, unique=True))
        keys = draw(st.permutations(_KEYS))
        table[lang] = {
            key: form if key in _KEYS[:3] else [form]
            for key, form in zip(keys, forms, strict=False)
        }
        known += forms
    near = draw(st.dictionaries(st.sampled_from(known), st.lists(texts, max_size=2), max_size=2))
    return table | ({"near": near} if near else {})


ids = (st.sampled_from(["csto", "g7", "24h", "a b"]) | texts).filter(lambda id: id != "entry")


def parsed(id: str, table: dict[str, Any]) -> Concept:
    concept, faults = parse_concept(id, table)
    assert concept
    assert not faults
    return concept


def same(concept: Concept) -> tuple[object, ...]:
    """A concept without what means nothing: the order of languages, a reference given twice."""
    terms = sorted(concept.terms, key=lambda term: (term.lang, _KEYS.index(key_of(term))))
    return (
        *(concept.id, concept.kind, tuple(terms), tuple(dict.fromkeys(concept.ref))),
        *(dict(concept.near), concept.guard, concept.examples, concept.origin),
        concept.family_first,
    )


def written(format: str, concepts: Iterable[Concept], ledger: Ledger) -> str:
    try:
        return "".join(writer(format)(concepts, ledger))
    except ConfigError:  # nothing that the format can hold
        reject()


def read_back(format: str, text: str) -> list[Read | Bad]:
    name = "tbx" if format.startswith("tbx") else format
    data: Any = text if FORMATS[name].takes == "text" else io.BytesIO(text.encode())
    return list(reader(name)(data, Wanted(source="house"), Ledger()))


@cache
def schema() -> Any:
    return etree.RelaxNG(etree.parse(Path(__file__).parent / "tbx.rng"))


relaxed = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))


@given(ids, tables())
@relaxed
def test_our_toml_says_what_the_concept_is(id: str, table: dict[str, Any]) -> None:
    concept = parsed(id, table)
    ((key, value),) = tomllib.loads(entry(concept)).items()
    assert same(parsed(key, value)) == same(concept)


@pytest.mark.parametrize("format", FORMATS)
@given(ids, tables())
@relaxed
def test_what_is_not_reported_comes_back(format: str, id: str, table: dict[str, Any]) -> None:
    concept = parsed(id, table)
    ledger = Ledger()
    text = written(format, [concept], ledger)
    items = read_back(format, text)
    assert not [item for item in items if isinstance(item, Bad)]
    found = [item.concept for item in items if isinstance(item, Read)]
    if not list(ledger):
        assert list(map(same, found)) == [same(concept)]
    elif format in WHOLE:
        assert set(ledger.dropped) == {"characters that XML cannot hold"}
    for one in found:  # what is read is written as an entry without fault
        ((key, value),) = tomllib.loads(entry(one)).items()
        assert same(parsed(key, value)) == same(one)


@pytest.mark.parametrize("format", ["ftm", "popolo", "wikidata", "jrc-names"])
@given(tables())
@relaxed
def test_names_come_back_whatever_else_is_lost(format: str, table: dict[str, Any]) -> None:
    concept = parsed("x", table)
    items = read_back(format, written(format, [concept], Ledger()))
    if concept.kind == "term" and format != "wikidata":
        assert not items
        return
    names = {
        term.text
        for term in concept.terms
        if term.status in ("preferred", "admitted") and not term.romanised
    }
    names -= {name for name in names if "+" in name and format == "jrc-names"}
    found = {term.text for item in items if isinstance(item, Read) for term in item.concept.terms}
    assert names <= found


@pytest.mark.parametrize("format", WHOLE)
def test_the_builtin_concepts_come_back_unchanged(format: str) -> None:
    concepts = load([builtin_folder()]).concepts
    ledger = Ledger()
    items = read_back(format, written(format, concepts.values(), ledger))
    assert not list(ledger)
    found = {item.concept.id: item.concept for item in items if isinstance(item, Read)}
    assert found.keys() == concepts.keys()
    for id, concept in concepts.items():
        assert same(found[id]) == same(concept)


@pytest.mark.parametrize("format", ["tbx", "tbx-dct", "tbx-core"])
def test_the_builtin_concepts_make_valid_tbx(format: str) -> None:
    concepts = load([builtin_folder()]).concepts
    document = etree.fromstring(written(format, concepts.values(), Ledger()).encode())
    schema().assertValid(document)


@pytest.mark.parametrize("format", ["tbx", "tbx-dct", "tbx-core"])
@given(ids, tables())
@relaxed
def test_any_concept_makes_valid_tbx(format: str, id: str, table: dict[str, Any]) -> None:
    two = [parsed(id, table), parsed("calque-1", table)]  # an id as the writer makes them
    schema().assertValid(etree.fromstring(written(format, two, Ledger()).encode()))
