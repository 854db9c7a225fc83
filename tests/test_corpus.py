"""A corpus: tables in and out, numbers that can be counted by hand, charts that are valid."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

import calque
from calque.errors import InputError
from calque.study.corpus import Corpus

pd = pytest.importorskip("pandas", reason="NOT TESTED: pandas is not installed")
pl = pytest.importorskip("polars", reason="NOT TESTED: polars is not installed")
pa = pytest.importorskip("pyarrow", reason="NOT TESTED: pyarrow is not installed")
alt = pytest.importorskip("altair", reason="NOT TESTED: altair is not installed")
np = pytest.importorskip("numpy", reason="NOT TESTED: numpy is not installed")

# Ten words a text, twelve articles; system A leaves ODKB and Tokajev, B only ODKB, and C nothing.
BODIES = {
    "A": "ODKB forces left, Tokajev said in the city on Monday.",
    "B": "ODKB forces left, Tokayev said in the city on Monday.",
    "C": "CSTO forces left, Tokayev said in the city on Monday.",
}
ROWS = [
    {
        "key": f"article {number}",
        "body": BODIES[system],
        "system": system,
        "day": f"2024-0{1 + number % 2}-03",
        "other": [1, "ü"],
    }
    for number in range(12)
    for system in BODIES
]


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return calque.corpus(pd.DataFrame(ROWS), "body", id="key", by=["system", "day"])


def test_findings_are_those_of_the_texts(corpus: Corpus) -> None:
    found = corpus.findings
    assert len(corpus) == 36
    for row, texts in found.groupby("row"):
        report = calque.check(ROWS[row]["body"])
        assert list(texts["rule"]) == [finding.rule.id for finding in report.findings]
        assert list(texts["start"]) == [finding.span.start for finding in report.findings]
        assert set(texts["document"]) == {ROWS[row]["key"]}
        assert set(texts["system"]) == {ROWS[row]["system"]}
    assert dict(found["text"].value_counts()) == {"ODKB": 24, "Tokajev": 12}


def test_rates_are_a_hand_count(corpus: Corpus) -> None:
    by_system = corpus.rates("system").set_index("group")
    assert dict(by_system["findings"]) == {"A": 24, "B": 12, "C": 0}
    assert dict(by_system["words"]) == {"A": 120, "B": 120, "C": 120}
    assert dict(by_system["per_1000_words"]) == {"A": 200.0, "B": 100.0, "C": 0.0}
    assert by_system.loc["C", "high"] == 3000 / 120  # the rule of three
    by_rule = corpus.rates().set_index("group")
    assert dict(by_rule["per_1000_words"].round(6)) == {
        "ACR001": round(24000 / 360, 6),
        "NAM002": round(12000 / 360, 6),
    }
    months = corpus.rates("day", select="NAM").set_index("group")
    assert dict(months["findings"]) == {"2024-01": 6, "2024-02": 6}


def test_a_difference_of_the_same_articles_is_sure(corpus: Corpus) -> None:
    found = corpus.differences().set_index(["one", "other"])
    assert found.loc[("A", "B")].to_dict() == {
        **{"difference": 100.0, "low": 100.0, "high": 100.0, "clear": True}
    }


def test_intervals_hold_the_truth_as_often_as_they_say() -> None:
    from calque.study.rates import Draws, Rates

    draw = np.random.default_rng(7)
    hit = 0
    for _ in range(100):
        counts = draw.poisson(draw.gamma(2, 1, 80))
        rows = np.repeat(np.arange(80), counts)
        words = np.full((80, 1), 100)
        at = (rows, np.zeros(len(rows), dtype=int))
        draws = Draws([str(k) for k in range(80)])
        table = Rates(["x"], at, words, draws).table().iloc[0]
        hit += table["low"] <= 20 <= table["high"]  # gamma's mean of 2 in 100 words
    assert 0.87 <= hit / 100 <= 1


def test_few_texts_have_no_interval() -> None:
    found = calque.corpus(pd.DataFrame(ROWS[:3]), "body").rates()
    assert found["low"].isna().all()


@pytest.mark.parametrize("kind", ["pandas", "polars", "lazy", "pyarrow"])
def test_tables_come_back_in_their_kind(kind: str) -> None:
    rows = [{**row, "other": 1} for row in ROWS[:3]]
    made: Any = {
        "pandas": lambda: pd.DataFrame(rows, index=[7, 8, 9]),
        "polars": lambda: pl.DataFrame(rows),
        "lazy": lambda: pl.LazyFrame(rows),
        "pyarrow": lambda: pa.Table.from_pylist(rows),
    }[kind]()
    wanted = {"pandas": pd.DataFrame, "pyarrow": pa.Table}.get(kind, pl.DataFrame)
    corpus = calque.corpus(made, "body", by=["system"])
    for table in (corpus.findings, corpus.documents, corpus.summary, corpus.rates("system")):
        assert isinstance(table, wanted)
    mended = corpus.fix()
    assert isinstance(mended, wanted)
    back = mended.to_pylist() if kind == "pyarrow" else (
        mended.to_dicts() if kind in ("polars", "lazy") else mended.to_dict("records")
    )  # fmt: skip
    assert [row["body"] for row in back] == [BODIES["C"]] * 3
    assert [row["key"] for row in back] == [row["key"] for row in rows]
    if kind == "pandas":
        assert list(mended.index) == [7, 8, 9]


def test_files_are_read_as_they_are(tmp_path: Path) -> None:
    rows = [{"id": "007", "text": "ODKB forces left.", "outlet": "Post"}]
    (tmp_path / "a.jsonl").write_text(json.dumps(rows[0]) + "\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("id,text,outlet\n007,ODKB forces left.,Post\n", "utf-8")
    pd.DataFrame(rows).to_parquet(tmp_path / "a.parquet")
    for name in ("a.jsonl", "a.csv", "a.parquet"):
        corpus = calque.corpus(tmp_path / name, id="id", by=["outlet"])
        assert list(corpus.findings["document"]) == ["007"]
        assert list(corpus.findings["outlet"]) == ["Post"]


def test_segments_beside_their_source() -> None:
    rows = [{"text": ["Rain fell.", "ODKB left."], "src": ["Satoi.", "ODKB lähti."], "lang": "en"}]
    corpus = calque.corpus(pa.Table.from_pylist(rows), source="src", source_lang="fi", lang="lang")
    assert corpus.findings["segment"].to_pylist() == [1]
    assert corpus.findings["start"].to_pylist() == [0]
    assert corpus.documents["source_language"].to_pylist() == ["fi"]
    assert corpus.fix()["text"].to_pylist() == [["Rain fell.", "CSTO left."]]
    assert corpus.worst().to_pandas()["text"].tolist() == ["ODKB left."]


def test_processes_find_the_same() -> None:
    frame = pd.DataFrame(ROWS[:6])
    one, two = (calque.corpus(frame, "body", workers=n) for n in (1, 2))
    pd.testing.assert_frame_equal(one.findings, two.findings)
    pd.testing.assert_frame_equal(one.fix(), two.fix())


@pytest.mark.parametrize(
    ("texts", "options", "said"),
    [
        (pd.DataFrame(ROWS), {}, 'no column "text" but key, body'),
        (pd.DataFrame(ROWS), {"text": "body", "by": ["month"]}, 'no column "month"'),
        (pd.DataFrame(ROWS), {"text": "body", "by": ["rule"]}, 'column "rule" is made here'),
        (pd.DataFrame({"text": [1]}), {}, "neither a string nor a list"),
        (pd.DataFrame([["a", "b"]], columns=["text", "text"]), {}, "two columns have one name"),
        (pd.DataFrame([["a", "b"]]), {"text": 0}, "its name is no string"),
        (pd.DataFrame({"text": ["a"]}), {"workers": 0}, "workers is 0"),
        (pd.DataFrame({"text": ["a"]}), {"lang": "langg"}, "'langg' is no language code"),
        (42, {}, "int is no table"),
        ("nowhere.csv", {}, "nowhere.csv: can't be read"),
        ("a.txt", {}, "not a table"),
    ],
)
def test_bad_tables_are_told(texts: Any, options: dict[str, Any], said: str) -> None:
    with pytest.raises(InputError, match=said):
        calque.corpus(texts, **options)


@pytest.mark.parametrize(
    "texts",
    [
        pd.DataFrame({"text": pd.array(["ODKB left.", None], dtype="string")}),
        pl.DataFrame({"text": ["ODKB left.", None]}),
        pl.DataFrame({"text": [["ODKB left.", "Rain fell."], None]}),
    ],
)
def test_an_empty_cell_stays_empty(texts: Any) -> None:
    corpus = calque.corpus(texts)
    assert len(corpus.findings) == 1
    mended = list(corpus.fix()["text"])
    assert "CSTO left." in mended[0]
    assert mended[1] is None or mended[1] != mended[1]  # NaN


def test_half_a_surrogate_pair_is_shown_in_a_table() -> None:
    assert calque.check("A \ud83d left.").to_pandas()["text"].tolist() == ["\ufffd"]


def test_nothing_to_count() -> None:
    corpus = calque.corpus(pd.DataFrame({"text": ["Rain fell.", None]}))
    assert len(corpus.findings) == 0
    assert len(corpus.rates()) == 0
    assert "No texts" not in corpus._repr_html_()
    assert calque.corpus(pd.DataFrame({"text": []}))._repr_html_()
    with pytest.raises(InputError, match="nothing to count by"):
        corpus.rates("outlet")


def valid(chart: Any) -> dict[str, Any]:
    """The chart as Vega-Lite, valid, with a title and a caption; and it can be drawn."""
    vl_convert = pytest.importorskip("vl_convert", reason="NOT TESTED: no vl-convert-python")
    spec: dict[str, Any] = chart.to_dict(validate=True)
    assert spec["title"]["text"] in vl_convert.vegalite_to_svg(spec)
    assert " ".join(spec["title"]["subtitle"])
    return spec


def data(spec: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return list(spec["datasets"].values())


def test_a_chart_of_rates(corpus: Corpus) -> None:
    for by in ("rule", "system", "day"):
        spec = valid(corpus.plot(by))
        assert "36 findings in 36 texts" in " ".join(spec["title"]["subtitle"])
        assert "findings in 1,000 words" in json.dumps(spec)
    drawn = {one["group"]: one["per_1000_words"] for one in data(valid(corpus.plot("system")))[0]}
    assert drawn == {"A": 200.0, "B": 100.0, "C": 0.0}


def test_systems_side_by_side(corpus: Corpus) -> None:
    spec = valid(corpus.compare("system"))
    drawn = {(one["family"], one["group"]): one["findings"] for one in data(spec)[0]}
    assert drawn["all findings", "A"] == 24
    assert drawn["names", "A"] == 12
    assert drawn["names", "B"] == 0
    assert drawn["acronyms", "B"] == 12


def test_source_languages(corpus: Corpus) -> None:
    (drawn,) = data(valid(corpus.sources()))
    assert sum(one["texts"] for one in drawn) == 36
    assert sum(one["share"] for one in drawn) == pytest.approx(1)


def test_before_and_after(corpus: Corpus) -> None:
    (drawn,) = data(valid(corpus.before_after()))
    counts = {(one["family"], one["when"]): one["findings"] for one in drawn}
    assert counts == {
        ("acronyms", "before"): 24, ("acronyms", "after"): 0,
        ("names", "before"): 12, ("names", "after"): 0,
    }  # fmt: skip


def test_the_spellings_of_a_name(corpus: Corpus) -> None:
    assert corpus.spellings().to_dict("records") == [
        {
            "name": "Tokayev",
            "spelling": "Tokajev",
            "instead": "Tokayev",
            "findings": 12,
            "texts": 12,
        }
    ]
    spec = valid(corpus.drift("tokajev"))
    assert spec["title"]["text"] == "The spellings of Tokayev"
    nodes = next(one for one in data(spec) if "mentions" in one[0])
    assert {one["spelling"]: one["mentions"] for one in nodes} == {"Tokayev": 24, "Tokajev": 12}
    with pytest.raises(InputError, match=r'no spelling of "Petrov" is mended.*Tokayev'):
        corpus.drift("Petrov")


def test_the_worst_segments() -> None:
    texts = ["Rain fell.\nODKB left, Tokajev said.", "ODKB left."]
    worst = calque.corpus(pd.DataFrame({"text": texts})).worst()
    table = worst.to_pandas()
    assert list(table["text"]) == ["ODKB left, Tokajev said.", "ODKB left."]
    assert list(table["penalty"]) == [10, 5]
    assert list(table["segment"]) == ["2", "1"]
    assert worst._repr_html_().count("<mark") == 3


def test_what_a_corpus_says_of_itself(corpus: Corpus) -> None:
    assert repr(corpus) == "<Corpus: 36 texts, 360 words, 36 findings>"
    assert "36 findings in 36 texts, 360 words" in str(corpus)
    html = corpus._repr_html_()
    assert "100.00 findings in 1,000 words" in html
    assert "ACR001 foreign-acronym" in html


def test_a_hostile_corpus_stays_text() -> None:
    rows = [{"text": "<b>ODKB</b> left.", "by": "<script>x</script>"}]
    corpus = calque.corpus(pd.DataFrame(rows), by=["by"])
    shown = corpus._repr_html_() + corpus.worst()._repr_html_()
    assert "<b>ODKB" not in shown
    assert "<script>x" not in shown


def test_the_guide_names_what_there_is(corpus: Corpus) -> None:
    docs = Path(__file__).parents[1] / "docs"
    guide = (docs / "jupyter.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`corpus\.(\w+)", guide))
    assert {"findings", "rates", "compare", "drift"} <= named
    assert all(hasattr(corpus, name) for name in named)
    for image in re.findall(r"\]\((images/[^)]+)\)", guide):
        assert (docs / image).is_file()
    assert {path.name for path in (docs / "images").glob("jupyter-*")} == set(
        re.findall(r"images/(jupyter-[^)]+)\)", guide)
    )


def test_the_sample_corpus_has_three_systems() -> None:
    path = Path(__file__).parents[1] / "examples" / "systems.jsonl"
    corpus = calque.corpus(path, "body", id="id", by=["system", "outlet", "day"])
    rates = corpus.rates("system").set_index("group")["per_1000_words"]
    assert rates["Albatross"] > rates["Bittern"] > rates["Curlew"] == 0
    assert corpus.differences().set_index(["one", "other"])["clear"].all()
